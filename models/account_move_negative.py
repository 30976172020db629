from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.matching import CREDIT_TYPES


class AccountMove(models.Model):
    """Credit notes with negative amounts on the invoice's own side, by journal.

    Where a journal books so, an invoice below zero is a credit note; elsewhere it is
    refused.
    """

    _inherit = "account.move"

    @api.depends("journal_id")
    def _compute_is_storno(self):
        result = super()._compute_is_storno()
        for note in self:
            if note.move_type in CREDIT_TYPES:
                note.is_storno = note.journal_id._books_negative_notes()
        return result

    def _post(self, soft=True):
        drafts = self.filtered(lambda move: move.state == "draft")
        turned = drafts._turn_negative_invoices()
        drafts._align_signs()
        # What only now is a note could not be approved before: it waits, as a draft
        waiting = turned.filtered(
            lambda note: (
                note._get_approval_state() == "needed" and not note._is_guard_soft()
            )
        )
        waiting.action_request_note_approval()
        return super(AccountMove, self - waiting)._post(soft=soft)

    def _turn_negative_invoices(self):
        """Make credit notes of invoices below zero, where their journal says so.

        :return: the documents that became credit notes
        :raises UserError: where it does not, or where the document is set already
        """
        turned = self.browse()
        for move in self:
            is_below = move.currency_id.compare_amounts(move.amount_total, 0.0) < 0
            if is_below and move.is_invoice(include_receipts=True):
                if not move._may_turn():
                    raise UserError(move._get_negative_refusal())
                total = move.currency_id.format(move.amount_total)
                move.action_switch_move_type()
                move._message_log(
                    body=self.env._(
                        "The total was %(total)s, so the invoice became a credit "
                        "note, as the journal %(journal)s says.",
                        total=total,
                        journal=move.journal_id.display_name,
                    )
                )
                turned |= move
        return turned

    def _may_turn(self):
        return (
            self.move_type in ("out_invoice", "in_invoice")
            and self.journal_id._books_negative_notes()
            and not self.posted_before
            and not self._is_note()
        )

    def _get_negative_refusal(self):
        names = {
            "document": self.display_name,
            "total": self.currency_id.format(self.amount_total),
            "journal": self.journal_id.display_name,
        }
        if self._is_note() or self.posted_before:
            return self.env._(
                "%(document)s cannot be posted: its total is %(total)s, and a note, "
                "or a document that was posted before, stays what it is. Enter "
                "amounts above zero in a document of the other kind.",
                **names,
            )
        return self.env._(
            "%(document)s cannot be posted: its total is %(total)s, and the journal "
            "%(journal)s takes no negative amounts. Turn it into a credit note "
            "in the menu Actions, or let the journal book negative amounts.",
            **names,
        )

    def _align_signs(self):
        """Let all lines of a credit note book on the side that its journal says.

        A draft may be older than the setting, and cost of goods has its own way.
        """
        for note in self:
            if note.move_type in CREDIT_TYPES:
                is_storno = note.journal_id._books_negative_notes()
                others = note.line_ids.filtered(
                    lambda line, wanted=is_storno: line.is_storno != wanted
                )
                if others:
                    others.is_storno = is_storno
                    others._turn_sides()


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.depends("move_id.is_storno")
    def _compute_is_storno(self):
        result = super()._compute_is_storno()
        for line in self:
            if line.move_type in CREDIT_TYPES:
                line.is_storno = line.move_id.is_storno
        self.filtered(
            lambda line: line._origin and line.move_type in CREDIT_TYPES
        )._turn_sides()
        return result

    def _turn_sides(self):
        """Let debit and credit follow the balance anew.

        Core makes them depend on it alone: they would stay on the side of the old
        journal. A dependency would undo what is entered as debit in a new line.
        """
        for name in ("debit", "credit"):
            self.env.add_to_compute(self._fields[name], self)

    def _copy_data_extend_business_fields(self, values):
        result = super()._copy_data_extend_business_fields(values)
        # Core copies the side of the invoice, so that the note would mix both. It
        # turns the side of the cost of goods itself where the company uses storno.
        is_turned = self.display_type == "cogs" and self.company_id.account_storno
        if self.move_id.is_invoice(include_receipts=True) and not is_turned:
            values.pop("is_storno", None)
        return result


class AccountJournal(models.Model):
    _inherit = "account.journal"

    note_negative = fields.Selection(
        [
            ("company", "As the company (storno accounting)"),
            ("always", "Always"),
            ("never", "Never"),
        ],
        string="Negative Amounts",
        default="company",
        required=True,
        help="Credit notes book negative amounts on the side of the invoice, not "
        "positive ones on the other side. An invoice below zero becomes a credit note "
        "when it is posted; without negative amounts it is refused.",
    )

    def _books_negative_notes(self):
        """Tell whether credit notes of this journal book negative amounts."""
        self.ensure_one()
        setting = self._note_policy().negative
        if setting == "company":
            return self.company_id.sudo().account_storno
        return setting == "always"
