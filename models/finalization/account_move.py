from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from ...tools.errors import with_code
from ...tools.sending import STATUS_OF_SENDING
from ..lifecycle import gate
from ..payload import get_changes
from .uninstallation import is_clearing, is_leaving

_lt = LazyTranslate(__name__)

UNDELETABLE = {
    "finalized": _lt(
        "%(document)s is finalized and cannot be deleted. Issue another note that "
        "corrects it."
    ),
    "posted": _lt(
        "%(document)s is posted and cannot be deleted. Reset it to draft first."
    ),
}

# What may still change; everything else is refused, whichever addon it is from
OPEN_FIELDS = STATUS_OF_SENDING | {
    # payment
    "payment_state",
    "payment_ids",
    "matched_payment_ids",
    "transaction_ids",
    "no_followup",
    "is_doubtful",
    "doubtful_reason",
    # review and hash chain
    "checked",
    "inalterable_hash",
    "made_sequence_gap",
    # links from later documents
    "reversal_move_ids",
    "debit_note_ids",
    "replacement_move_ids",
    "adjusting_entries_move_ids",
    # discussion and files; the files have a guard of their own
    "message_ids",
    "message_follower_ids",
    "message_partner_ids",
    "message_main_attachment_id",
    "website_message_ids",
    "rating_ids",
    "activity_ids",
    "activity_state",
    "activity_type_id",
    "activity_user_id",
    "activity_date_deadline",
    "activity_summary",
    "attachment_ids",
    # what core rewrites and means nothing by
    "is_manually_modified",
    "needed_terms",
    "needed_terms_dirty",
}


class AccountMove(models.Model):
    """A note is made final: for good, by somebody, at a time.

    Of a final document nothing changes but its status, whoever writes, and its form
    offers nothing that would be refused.
    """

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
        compute="_compute_note_is_finalized",
        search="_search_note_is_finalized",
        help="The document is final: it can be applied, paid, printed and sent, but "
        "neither changed nor taken back to draft.",
    )

    @api.depends("finalized_on")
    def _compute_note_is_finalized(self):
        for move in self:
            move.is_finalized = bool(move.finalized_on)

    def _search_note_is_finalized(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = [
            Domain("finalized_on", "!=" if is_final else "=", False)
            for is_final in {bool(item) for item in value}
        ]
        return Domain.OR(wanted)

    @api.depends("finalized_on")
    def _compute_show_reset_to_draft_button(self):
        result = super()._compute_show_reset_to_draft_button()
        self.filtered("finalized_on").show_reset_to_draft_button = False
        return result

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _unlink_except_note_finalized(self):
        """Check that no final note is deleted, and no posted one.

        Core's own check of what is posted makes way for a key of the context.

        :raises UserError: naming the document and the way out
        """
        if is_clearing(self.env):
            return
        finalized = self.sudo().filtered("finalized_on")
        posted = self.filtered(lambda move: move.state == "posted" and move._is_note())
        for move in (finalized or posted)[:1] if not is_leaving(self.env) else ():
            code = "finalized" if finalized else "posted"
            template = self.env._(UNDELETABLE[code])
            text = template % {"document": move.display_name}
            raise with_code(UserError(text), code)

    def _check_draftable(self):
        for move in self.sudo().filtered("finalized_on"):
            text = self.env._(
                "%(document)s is finalized and can neither be reset to draft nor "
                "cancelled. Issue another note that corrects it.",
                document=move.display_name,
            )
            raise with_code(UserError(text), "finalized")
        return super()._check_draftable()

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form" and arch.xpath("//field[@name='is_finalized']"):
            # Fields of other addons as well: what is not open is closed
            for node in arch.xpath("//field[not(ancestor::field)]"):
                field = self._fields.get(node.get("name"))
                if field and field.name not in self._get_open_fields():
                    self._note_close_when_final(node, field)
        return arch, view

    def action_finalize(self):
        """Make these posted notes final. It cannot be undone.

        :return: ``True``
        :raises UserError: naming all documents that cannot be finalized, and why;
            none is finalized then
        """
        self.check_access("write")
        refusals = self._note_get_finalize_refusals()
        if refusals or not self:
            raise with_code(
                UserError(
                    "\n".join(refusals)
                    or self.env._("Choose the notes that are to be finalized.")
                ),
                "not_finalizable",
            )
        self._note_finalize()
        return True

    def _note_finalize_at_commit(self):
        """Finalize those of these posted notes whose company wants it on posting.

        Localizations complete a document after ``super()._post()``: its delivery date,
        the registration of the partner. It is final at the end of the transaction.
        """
        notes = self.filtered(
            lambda move: move.is_note and move.company_id.note_finalize_on_posting
        )
        if notes:
            self.env.cr.precommit.add(notes._note_finalize_posted)

    def _note_get_finalize_refusals(self):
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

    def _note_finalize_posted(self):
        """Finalize those of these that can be: the company wants it on posting."""
        self.exists().filtered(
            lambda move: not move._refuse_finalize()
        )._note_finalize()

    def _note_finalize(self):
        for move in self:
            move._note_write_finalization(move._prepare_note_finalization())
        body = self.env._("Finalized. From now on only the status can change.")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, body))

    def _prepare_note_finalization(self):
        return {
            # The time of the transaction, as in the dates of what came before
            "finalized_on": self.env.cr.now(),
            "finalized_by_id": self.env.uid,
            "finalization_digest": self._note_get_content_digest(),
        }

    def _note_seal_again(self):
        """Take the digest once more, where core wrote other ids for the same thing."""
        for move in self:
            move._note_write_finalization(
                {"finalization_digest": move._note_get_content_digest()}
            )

    def _note_write_finalization(self, values):
        gate.FINALIZATION.open(self._note_unsynced()).write(values)

    @api.model
    def _get_open_fields(self):
        """Return the names of the fields that may change on a final document.

        Another addon extends this with the fields of its own status.
        """
        return OPEN_FIELDS

    def _note_check_sealed(self, vals):
        """Check that nothing of final documents changes but their status.

        :raises UserError: naming the document, the fields and the way out
        """
        # The digest is guarded by the gate of its own
        names = vals.keys() - self._get_open_fields() - gate.FINALIZATION.fields
        finalized = self.sudo().filtered("finalized_on") if names else ()
        for move in finalized:
            changed = get_changes(move, vals, names)
            commercial = move.partner_id.commercial_partner_id
            if vals.get("commercial_partner_id") == commercial.id:
                # The partner got another parent
                changed.discard("commercial_partner_id")
            move._note_check_final_change(changed, self)

    def _note_check_final_change(self, names, records):
        """Check that nothing of this final document changes.

        :param names: the fields that would change, none for no change
        :param records: records of the model of these fields
        :raises UserError: naming the document, the fields and the way out
        """
        if not names:
            return
        labels = records.fields_get(list(names), ["string"])
        found = {labels[name]["string"] if name in labels else name for name in names}
        text = self.env._(
            "%(document)s is finalized: %(fields)s cannot change any more. Issue "
            "another note that corrects it.",
            document=self.display_name,
            fields=", ".join(sorted(found)),
        )
        raise with_code(UserError(text), "finalized")

    def _note_close_when_final(self, node, field):
        readonly = node.get("readonly") or str(bool(field.readonly))
        if readonly not in ("1", "True", "true"):
            node.set("readonly", f"({readonly}) or is_finalized")
