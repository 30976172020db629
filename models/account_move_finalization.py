from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.refusal import coded

FINALIZATION_FIELDS = ("finalized_on", "finalized_by_id", "finalization_digest")

# Only this very object opens the fields: a client can send True, never it
_GATE = object()


class AccountMove(models.Model):
    """A note is made final: for good, by somebody, at a time."""

    _inherit = "account.move"

    finalized_on = fields.Datetime(
        copy=False,
        readonly=True,
        help="Since then nothing of the document can change but its status.",
    )
    finalized_by_id = fields.Many2one(
        "res.users",
        string="Finalized by",
        copy=False,
        readonly=True,
        ondelete="restrict",
    )
    finalization_digest = fields.Char(
        copy=False,
        readonly=True,
        help="Digest of the content at that time. It proves that nothing changed.",
    )
    is_finalized = fields.Boolean(
        string="Finalized",
        compute="_compute_is_finalized",
        search="_search_is_finalized",
        help="The document is final: it can be applied, paid, printed and sent, but "
        "neither changed nor taken back to draft.",
    )

    @api.depends("finalized_on")
    def _compute_is_finalized(self):
        for move in self:
            move.is_finalized = bool(move.finalized_on)

    def _search_is_finalized(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = [
            Domain("finalized_on", "!=" if is_final else "=", False)
            for is_final in {bool(item) for item in value}
        ]
        return Domain.OR(wanted)

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        # After super(), for defaults from the context are in by now
        if any(move[name] for move in moves for name in FINALIZATION_FIELDS):
            self._check_finalization_gate()
        return moves

    def write(self, vals):
        if not vals.keys().isdisjoint(FINALIZATION_FIELDS):
            self._check_finalization_gate()
        return super().write(vals)

    def _post(self, soft=True):
        posted = super()._post(soft)
        notes = posted.filtered(
            lambda move: move.is_note and move.company_id.note_finalize_on_posting
        )
        if notes:
            # Localizations complete a document after super()._post(): its delivery
            # date, the registration of the partner. It is final at the end of the
            # transaction.
            self.env.cr.precommit.add(notes._finalize_posted)
        return posted

    def action_finalize(self):
        """Make these posted notes final. It cannot be undone.

        :return: ``True``
        :raises UserError: naming all documents that cannot be finalized, and why;
            none is finalized then
        """
        self.check_access("write")
        refusals = self._get_finalize_refusals()
        if refusals or not self:
            raise coded(
                UserError(
                    "\n".join(refusals)
                    or self.env._("Choose the notes that are to be finalized.")
                ),
                "not_finalizable",
            )
        self._finalize()
        return True

    def _get_finalize_refusals(self):
        """Return a sentence for each of these that cannot be finalized."""
        return [sentence for move in self if (sentence := move._refuse_finalize())]

    def _refuse_finalize(self):
        document = self.display_name
        if self.finalized_on:
            return self.env._("%(document)s is finalized already.", document=document)
        if not self.is_note:
            return self.env._(
                "%(document)s is neither a credit note nor a debit note. Only these "
                "can be finalized.",
                document=document,
            )
        if self.state != "posted":
            return self.env._(
                "%(document)s of %(partner)s is not posted. Confirm it before you "
                "finalize it.",
                document=document,
                partner=self.partner_id.display_name,
            )
        return None

    def _finalize_posted(self):
        """Finalize those of these that can be: the company wants it on posting."""
        self.exists().filtered(lambda move: not move._refuse_finalize())._finalize()

    def _finalize(self):
        for move in self:
            move._write_finalization(move._prepare_finalization())
        body = self.env._("Finalized. From now on only the status can change.")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, body))

    def _prepare_finalization(self):
        return {
            # The time of the transaction, as in the dates of what came before
            "finalized_on": self.env.cr.now(),
            "finalized_by_id": self.env.uid,
            "finalization_digest": self._get_content_digest(),
        }

    def _seal_again(self):
        """Take the digest once more, where core wrote other ids for the same thing."""
        for move in self:
            move._write_finalization(
                {"finalization_digest": move._get_content_digest()}
            )

    def _write_finalization(self, values):
        # Core would go through the lines again and call the document changed by hand
        self.with_context(
            note_finalization_gate=_GATE,
            skip_invoice_sync=True,
            skip_is_manually_modified=True,
        ).write(values)

    def _check_finalization_gate(self):
        if self.env.context.get("note_finalization_gate") is not _GATE:
            raise AccessError(
                self.env._(
                    "Who finalized a document, and when, cannot be written. Open the "
                    "posted note and press Finalize."
                )
            )
