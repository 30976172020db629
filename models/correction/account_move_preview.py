from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.errors import describe, tell_refusals
from ..note.account_move import ORIGIN_OF_NOTE, TYPE_OF_NOTE
from .account_move_closing import is_private_tax
from .account_move_part import get_private_tax, is_private


class AccountMove(models.Model):
    """What a correction would do, in figures, with nothing written.

    The lines are those of the note, and their amounts come from where those of the
    note come from: a note in memory.
    """

    _inherit = "account.move"

    def _note_preview_correction(self, correction):
        """Return what a correction of this document comes to.

        :param tools.correction.Correction correction: what is corrected
        :return: a dict of plain types: ``document``, ``untaxed_amount``,
            ``taxes`` (name and amount each), ``total_amount``,
            ``invoiced_amount``, ``credited_amount``, ``remaining_amount`` (after
            the correction), ``instalments`` touched, ``refusal``, empty where
            nothing speaks against it, and ``refusals``, a code and a sentence each.
            Amounts are positive, in the document's currency.
        """
        self.ensure_one()
        refusals = []
        figures = {"untaxed": 0.0, "total": 0.0, "taxes": []}
        try:
            self._note_check_side(correction.side)
            figures = self._note_preview_figures(correction)
        except UserError as error:
            refusals.append(describe(error))
        total = self._note_round(figures["total"])
        refusals = refusals or self._note_foresee_refusals(correction, figures)
        return {
            "document": self.name or "",
            **tell_refusals(refusals),
            **self._note_preview_ledger(total, correction.side),
            "untaxed_amount": self._note_round(figures["untaxed"]),
            "taxes": figures["taxes"],
            "total_amount": total,
            "instalments": self._note_preview_instalments(total, correction.side),
            "warnings": [
                *self._note_get_preview_warnings(correction),
                *self._note_foresee_lost_discount(correction, total),
                *self._note_foresee_coins(correction, figures),
            ],
        }

    def _note_foresee_lost_discount(self, correction, total):
        """Return what a credit costs of the discount for early payment, in words."""
        if correction.side != "credit" or correction.keep_open or total <= 0:
            return []
        if not self.journal_id._note_policy().apply_on_posting:
            return []
        day = correction.date or fields.Date.context_today(self)
        lost = self._note_find_lost_discounts(total, day)
        return [origin._note_get_lost_discount_text() for origin in lost]

    def _note_foresee_coins(self, correction, figures):
        """Return that pieces come back for nothing, where some do."""
        if correction.side != "credit" or not figures.get("lines"):
            return []
        text = self._note_get_coins_text(figures["total"])
        return [text] if text else []

    def _note_preview_figures(self, correction):
        """Return what the note of a correction comes to."""
        is_whole = correction.mode == "full"
        is_whole = is_whole and self._note_is_untouched(correction.side)
        if is_whole and not self._note_ends_family():
            return self._note_preview_whole(correction)
        commands = self._note_get_correction_commands(correction)
        figures = self._note_preview_commands(commands, correction.side)
        is_something = (
            commands and self.currency_id.compare_amounts(figures["total"], 0.0) >= 0
        )
        if correction.mode == "full" and not is_something:
            # In other modes nothing is chosen yet, while somebody fills a window in
            self._note_refuse_nothing(correction)
        return figures

    def _note_preview_whole(self, correction):
        """Return what a note comes to that takes this document back as it was booked.

        Of a debit note the family may have less: that is judged as of other notes.
        """
        figures = {
            "untaxed": self.amount_untaxed,
            "total": self.amount_total,
            "taxes": self._note_preview_booked_taxes(),
        }
        if correction.side == "credit" and self.is_note:
            commands = self._note_get_correction_commands(correction)
            made = self._note_preview_commands(commands, correction.side)
            figures |= {"foreseen": made["foreseen"]} if commands else {}
        return figures

    def _note_ends_family(self):
        """Tell whether this debit note is about the last that remains of its invoice.

        Then what is taken back is that, to the cent.
        """
        if not self.is_note or self._is_credit_note():
            return False
        slack = self.currency_id.rounding * (len(self.invoice_line_ids) + 2)
        heads = (self._note_get_heads() - self).sudo()
        return any(
            head.note_remaining_amount <= self.amount_total + slack for head in heads
        )

    def _note_preview_commands(self, commands, side):
        """Return what a note with some lines comes to."""
        if not commands:
            return {"untaxed": 0.0, "total": 0.0, "taxes": []}
        note = self._note_prepare_unsaved(commands, side)
        families, taken, family = note._note_get_own_families(), None, None
        if families:
            base_lines, _adjusted, due = note._note_compute(families[0])
            family = families[0]
            if self._note_ends_rounding([due]):
                taken = note._note_find_rounding(family) - due.others.line_ids
        else:
            base_lines = note._note_get_base_lines()
        figures = note._note_get_preview_of(base_lines)
        if families and not due.is_private and note._note_takes_from(family):
            private = note._note_get_private_gap(family, due, base_lines)[0]
            figures["total"] += private
            note._note_preview_in_tax(figures, private)
        self._note_preview_rounding(figures, taken, note, family)
        figures["lines"] = len(note._note_get_goods())
        figures["foreseen"] = note, note._note_sum_foreseen(base_lines)
        return figures

    def _note_prepare_unsaved(self, commands, side):
        """Return the note in memory that would have some lines."""
        note_type = TYPE_OF_NOTE[side][self.move_type]
        return self.new(
            {
                "move_type": note_type,
                ORIGIN_OF_NOTE[side]: self.id,
                "company_id": self.company_id.id,
                "journal_id": self.journal_id.id,
                "partner_id": self.partner_id.id,
                "currency_id": self.currency_id.id,
                "invoice_date": self.invoice_date,
                "invoice_currency_rate": self.invoice_currency_rate,
                "invoice_payment_term_id": self.invoice_payment_term_id.id
                if side == "credit" and self._note_get_taxed_part() != 1
                else False,
                "invoice_line_ids": commands,
            }
        )

    def _note_get_preview_of(self, base_lines):
        """Return net, total and taxes of base lines of this note."""
        untaxed, taxes = 0.0, {}
        for line in base_lines:
            details = line["tax_details"]
            if _is_goods(line):
                untaxed += (
                    details["total_excluded_currency"]
                    + details["delta_total_excluded_currency"]
                )
            for data in details["taxes_data"]:
                group = data["tax"].tax_group_id
                taxes[group] = taxes.get(group, 0.0) + data["tax_amount_currency"]
            if is_private(line):
                # It is charged all the same, rounded by itself
                group = details["taxes_data"][0]["tax"].tax_group_id
                taxes[group] += get_private_tax(line)[0]
        return {
            "untaxed": untaxed,
            "total": untaxed + sum(taxes.values()),
            "taxes": [
                {"name": group.name, "amount": self.currency_id.round(amount)}
                for group, amount in taxes.items()
            ],
        }

    def _note_preview_booked_taxes(self):
        if self.line_ids.filtered(is_private_tax):
            # That of the private part is in none of the lines of taxes
            return self._note_preview_taxes(self.tax_totals)
        taxes = {}
        for line in self.line_ids.filtered("tax_line_id"):
            group = line.tax_line_id.tax_group_id
            taxes[group] = taxes.get(group, 0.0) + line.amount_currency
        return [
            {
                "name": group.name,
                "amount": self._note_round(self.direction_sign * amount),
            }
            for group, amount in taxes.items()
        ]

    def _note_preview_rounding(self, figures, taken, note, family):
        """Add the cash rounding of a note to its figures, where core books it.

        :param taken: the lines of the rounding in the family, where nothing of it
            stands after the note
        :param family: of the note, None where it has none
        """
        in_net, in_tax = self._note_compute_rounding(figures, taken, note, family)
        figures["untaxed"] += in_net
        figures["total"] += in_net + in_tax
        self._note_preview_in_tax(figures, in_tax)

    def _note_preview_in_tax(self, figures, amount):
        """Add an amount to the largest tax of some figures."""
        if figures["taxes"]:
            largest = max(figures["taxes"], key=lambda tax: abs(tax["amount"]))
            largest["amount"] = self._note_round(largest["amount"] + amount)

    def _note_compute_rounding(self, figures, taken, note, family):
        """Return the cash rounding of a note: what is net, and what is of a tax."""
        if taken is not None:
            taxed = taken.filtered("tax_line_id")
            return tuple(
                self.direction_sign * sum(found.mapped("amount_currency"))
                for found in (taken - taxed, taxed)
            )
        rounding = self.invoice_cash_rounding_id
        if not rounding:
            return 0.0, 0.0
        rest = rounding.compute_difference(self.currency_id, figures["total"])
        if family:
            rest = note._note_cap_coins(rest, figures["total"], family)
        if rounding.strategy != "biggest_tax":
            return rest, 0.0
        # What is rounded in the largest tax is not rounded without one
        return 0.0, rest if figures["taxes"] else 0.0

    def _note_get_owed(self):
        """Return what is open of this document and of the debit notes on it."""
        notes = self.debit_note_ids.filtered(lambda note: note.state == "posted")
        return sum((self | notes).mapped("amount_residual"))

    def _note_round(self, amount):
        return self.currency_id.round(amount)

    def _note_preview_taxes(self, totals):
        """Return name and amount of each group of taxes in core's ``tax_totals``."""
        return [
            {
                "name": group["group_name"],
                "amount": self._note_round(group["tax_amount_currency"]),
            }
            for subtotal in totals.get("subtotals", [])
            for group in subtotal["tax_groups"]
        ]

    def _note_preview_ledger(self, total, side):
        credited, debited = self._note_sum_changes()
        change = -total if side == "credit" else total
        remaining = self.amount_total + debited - credited + change
        if self.is_note and not self._is_credit_note():
            # Of a debit note no more remains than of what it adds to
            for head in self._note_get_heads() - self:
                less, more = head._note_sum_changes()
                of_head = head.amount_total + more - less + change
                remaining = max(min(remaining, of_head), 0.0)
        return {
            "invoiced_amount": self._note_round(self.amount_total + debited),
            "credited_amount": self._note_round(credited),
            "remaining_amount": self._note_round(remaining),
        }

    def _note_sum_changes(self):
        """Return what notes, drafts among them, credited and debited of this."""
        parts = self._note_get_family_parts(("posted", "draft"))[self]
        return (
            -sum(part.amount for part in parts if part.amount < 0),
            sum(part.amount for part in parts if part.amount > 0),
        )

    def _note_preview_instalments(self, total, side):
        """Return the open instalments that a credit would settle on posting."""
        if side != "credit":
            return []
        terms = self.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).sorted(lambda line: (line.date_maturity or line.date, line.id))
        instalments = []
        for number, term in enumerate(terms, start=1):
            open_amount = abs(term.amount_residual_currency)
            applied = min(open_amount, max(total, 0.0))
            total -= applied
            if not self.currency_id.is_zero(applied):
                instalments.append(
                    {
                        "number": number,
                        "count": len(terms),
                        "due_date": str(term.date_maturity or term.date),
                        "open_amount": open_amount,
                        "applied_amount": applied,
                        "open_after_amount": self._note_round(open_amount - applied),
                    }
                )
        return instalments


def _is_goods(base_line):
    record = base_line["record"]
    return isinstance(record, models.BaseModel) and record.display_type == "product"
