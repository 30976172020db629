from odoo import Command, models


class AccountMove(models.Model):
    """Cash rounding belongs to what stands: the last note takes what remains of it."""

    _inherit = "account.move"

    def _recompute_cash_rounding_lines(self):
        # Core knows one line of rounding, this note may have one for each account
        extra = self._note_get_rounding_lines(self)[1:]
        extra.with_context(dynamic_unlink=True).unlink()
        result = super()._recompute_cash_rounding_lines()
        if self.is_note and self.state == "draft" and self.invoice_cash_rounding_id:
            self._note_follow_rounding()
        return result

    def _note_follow_rounding(self):
        """Book the rounding of this note where that of the invoice was booked.

        Core would take a loss back from the profit.
        """
        families = self._note_get_own_families()
        if not families:
            return
        theirs = self._note_get_rounding_lines(
            self.union(*(family.documents for family in families)) - self
        )
        own = self._note_get_rounding_lines(self)
        dues = [self._note_get_due(family) for family in families]
        if self._note_ends_rounding(dues):
            others = self.browse().union(*(due.others for due in dues))
            self._note_take_rounding(theirs - others.line_ids, own)
        elif self.invoice_cash_rounding_id.strategy == "biggest_tax":
            taxes = {tax for due in dues for tax in due.taxes}
            self._note_leave_gone_taxes(theirs, own, taxes)
        elif theirs and own:
            own.account_id = theirs[0].account_id

    def _note_ends_rounding(self, dues):
        """Tell whether what stands after a note of this document is not rounded.

        That is so where nothing stands, or no tax of which rounding is part.

        :param dues: what is due after it, as of ``_note_get_due``
        """
        if all(due.is_nothing for due in dues):
            return True
        return self.invoice_cash_rounding_id.strategy == "biggest_tax" and not any(
            any(self._note_in_steps(pair))
            for due in dues
            for pair in due.figures.taxes.values()
        )

    def _note_leave_gone_taxes(self, theirs, own, taxes):
        """Take back what was rounded in taxes that end here, and round in another.

        The last note would have no line of such a tax, and might charge it.

        :param theirs: the lines of the rounding in the family
        :param own: that of this note, where it has one
        :param taxes: ids of the taxes that stand after this note
        """
        tax_lines = self._note_get_tax_lines()
        gone = theirs.filtered(lambda ln: ln.tax_line_id.id not in taxes)
        gone = gone.filtered(lambda ln: ln.tax_line_id in tax_lines.tax_line_id)
        other = tax_lines.filtered(lambda ln: ln.tax_line_id.id in taxes)[:1]
        if not gone or not other:
            return
        rest = [
            sum((own | gone).mapped(name)) for name in ("amount_currency", "balance")
        ]
        self._note_take_rounding(gone, own)
        if any(rest):
            name = gone[0].name.replace(gone[0].tax_line_id.name, other.name)
            values = {"name": name, "amount_currency": rest[0], "balance": rest[1]}
            self._note_add_rounding({**self._note_prepare_rounding(other), **values})

    def _note_get_tax_lines(self):
        """Return the lines of taxes of this note, the largest first."""
        return self.line_ids.filtered(
            lambda each: each.display_type == "tax" and each.tax_line_id
        ).sorted(lambda each: -abs(each.amount_currency))

    def _note_get_rounding_lines(self, documents):
        return documents.line_ids.filtered(lambda line: line.display_type == "rounding")

    def _note_take_rounding(self, theirs, own):
        """Take back what was rounded in the family of this note, account by account.

        :param theirs: the lines of the rounding in the family
        :param own: those of this note
        """
        for lines in theirs.grouped(
            lambda ln: (ln.account_id, bool(ln.tax_line_id))
        ).values():
            amounts = {
                "amount_currency": -sum(lines.mapped("amount_currency")),
                "balance": -sum(lines.mapped("balance")),
            }
            if not any(amounts.values()):
                continue
            values = {**self._note_prepare_rounding(lines[0]), **amounts}
            if own:
                own[0].write(values)
                own -= own[0]
            else:
                self._note_add_rounding(values)
        own.with_context(dynamic_unlink=True).unlink()

    def _note_prepare_rounding(self, line):
        """Return where a line of the rounding of the family is taken back.

        What was rounded in a tax comes back in one: in a tax of this note, else it
        would be a tax below zero on it.
        """
        own = self._note_get_tax_lines()
        same = own.filtered(lambda each: each.tax_line_id == line.tax_line_id)
        found = (same or own)[:1] if line.tax_line_id else own.browse()
        part = found.tax_repartition_line_id or self._note_get_part_of(line)
        return {
            "name": line.name,
            "account_id": line.account_id.id,
            "tax_repartition_line_id": part.id,
            "tax_tag_ids": [Command.set((found.tax_tag_ids or part.tag_ids).ids)],
        }

    def _note_get_part_of(self, line):
        """Return the part of the tax of a line that a document like this one books."""
        tax, kind = line.tax_line_id, "invoice"
        if self._is_credit_note():
            kind = "refund"
        parts = tax[f"{kind}_repartition_line_ids"]
        return parts.filtered(lambda part: part.repartition_type == "tax")[:1]

    def _note_add_rounding(self, values):
        self.env["account.move.line"].create(
            {
                "move_id": self.id,
                "display_type": "rounding",
                "partner_id": self.partner_id.id,
                "currency_id": self.currency_id.id,
                "tax_ids": [Command.clear()],
                **values,
            }
        )
