from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.payload import get_chosen_ids


class AccountNoteWizardMixin(models.AbstractModel):
    """What windows of credit and of debit notes share: their documents, the reason."""

    _name = "account.note.wizard.mixin"
    _inherit = "account.note.kept.words"
    _description = "Reason of a Note"

    reason_id = fields.Many2one(
        "account.note.reason",
        string="Correction Reason",
        help="Why the document is corrected. The text below is filled from it.",
    )
    reason = fields.Char(
        string="Printed Reason",
        compute="_compute_reason",
        store=True,
        readonly=False,
        precompute=True,
        help="Printed on the note. It goes over in the language of the partner, "
        "unless you write a text of your own.",
    )

    @api.depends("reason_id")
    def _compute_reason(self):
        for wizard in self:
            if wizard.reason_id:
                wizard.reason = wizard._get_reason_text()
            else:
                wizard.reason = wizard.reason

    @api.model
    def default_get(self, fields):
        context = self.env.context
        if context.get("active_model") != "account.move":
            return super().default_get(fields)
        ids = get_chosen_ids(self.env, "account.move")
        if ids:
            # Core browses active_ids as they come, records and repetitions too
            chosen = self.with_context(active_ids=ids)
        else:
            if "move_ids" in fields and not context.get("default_move_ids"):
                self._refuse_no_document()
            # core: reads `active_ids` without looking whether they are there (19.0),
            # delete when it looks
            chosen = self.with_context(active_model=None)
        return super(AccountNoteWizardMixin, chosen).default_get(fields)

    def _get_reason_text(self):
        """Return the text of the chosen reason, for the user to see and edit."""
        return self.reason_id._get_printed_text(self.env.lang)

    def _prepare_note_reason(self, move):
        """Return the values that carry the reason to the note of a document.

        The text goes over in the language of the partner, unless the user wrote
        a text of their own.
        """
        text = self.reason
        if self.reason_id and text in (False, "", self._get_reason_text()):
            lang = move.partner_id.lang or self.env.lang
            text = self.reason_id._get_printed_text(lang)
        return {"note_reason_id": self.reason_id.id, "note_reason_text": text}

    def _refuse_no_document(self):
        raise UserError(
            self.env._(
                "No document is chosen. Select the documents to correct, or hand "
                "their ids over as active_ids."
            )
        )
