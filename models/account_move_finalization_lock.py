from odoo import api, models
from odoo.exceptions import UserError

from ..tools.refusal import coded
from ..tools.sending import STATUS_OF_SENDING
from .account_move_finalization import FINALIZATION_FIELDS

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
    """Of a final document nothing changes but its status, whoever writes."""

    _inherit = "account.move"

    def write(self, vals):
        # The digest is guarded by the gate of its own
        names = vals.keys() - self._get_open_fields() - set(FINALIZATION_FIELDS)
        finalized = self.sudo().filtered("finalized_on") if names else ()
        for move in finalized:
            changed = _get_changes(move, {name: vals[name] for name in names})
            commercial = move.partner_id.commercial_partner_id
            if vals.get("commercial_partner_id") == commercial.id:
                # The partner got another parent
                changed.discard("commercial_partner_id")
            move._refuse_final_change(changed, self)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_finalized(self):
        for move in self.sudo().filtered("finalized_on"):
            text = self.env._(
                "%(document)s is finalized and cannot be deleted. Issue another "
                "note that corrects it.",
                document=move.display_name,
            )
            raise coded(UserError(text), "finalized")

    def _check_draftable(self):
        for move in self.sudo().filtered("finalized_on"):
            text = self.env._(
                "%(document)s is finalized and can neither be reset to draft nor "
                "cancelled. Issue another note that corrects it.",
                document=move.display_name,
            )
            raise coded(UserError(text), "finalized")
        return super()._check_draftable()

    @api.depends("finalized_on")
    def _compute_show_reset_to_draft_button(self):
        result = super()._compute_show_reset_to_draft_button()
        self.filtered("finalized_on").show_reset_to_draft_button = False
        return result

    @api.model
    def _get_open_fields(self):
        """Return the names of the fields that may change on a final document.

        Another addon extends this with the fields of its own status.
        """
        return OPEN_FIELDS

    def _refuse_final_change(self, names, records):
        """Refuse to change this final document.

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
        raise coded(UserError(text), "finalized")


def _get_changes(record, vals):
    """Return the names of the fields that some values would change."""
    return {
        name
        for name, value in vals.items()
        if name in record._fields and _would_change(record, name, value)
    }


def _would_change(record, name, value):
    field = record._fields[name]
    if field.type in ("one2many", "many2many"):
        return any(_would_link(record[name], command) for command in value or ())
    if field.type == "binary" and field.attachment and not record[name]:
        # A file is made when it is first printed or sent, and stays from then on
        return False
    new = field.convert_to_cache(value, record)
    old = field.convert_to_cache(record[name], record)
    # An empty text and none are the same to a person
    return (new or None) != (old or None)


def _would_link(records, command):
    """Tell whether a command changes linked records, or which are linked."""
    code, record_id, *rest = command
    if code == 1:
        return bool(_get_changes(records.browse(record_id), rest[0]))
    if code == 4:
        return record_id not in records.ids
    if code == 6:
        return set(rest[0]) != set(records.ids)
    return code != 5 or bool(records)
