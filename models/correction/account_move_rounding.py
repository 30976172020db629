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
        own = self._note_get_rounding_lines(self)
        dues = [self._note_get_due(family) for family in families]
        undone = self._note_find_undone(("payment_term", "rounding"))
        if undone and not all(due.is_nothing for due in dues):
            self._note_write_rounding(self._note_prepare_undone_rounding(undone), own)
        elif self._note_is_rounded_by_part(families):
            rows = self._note_prepare_rounding_by_part(families)
            self._note_write_rounding(rows, own)
        else:
            self._note_follow_whole_rounding(families, dues, own)

    def _note_follow_whole_rounding(self, families, dues, own):
        """Book the rounding of this note, which is rounded as a whole."""
        theirs = own.browse().union(*map(self._note_find_rounding, families))
        if self._note_ends_rounding(dues):
            others = self.browse().union(*(due.others for due in dues))
            rows = self._note_prepare_taken_rounding(theirs - others.line_ids)
            self._note_write_rounding(rows, own)
        elif len(families) == 1 and self._note_is_capped(families[0], own):
            base_lines, _changed, due = self._note_compute(families[0])
            rows = self._note_prepare_open_rounding(
                self, base_lines, theirs, due.taxes, families[0]
            )
            self._note_write_rounding(rows, own)
        elif self.invoice_cash_rounding_id.strategy == "biggest_tax":
            taxes = {tax for due in dues for tax in due.taxes}
            self._note_leave_gone_taxes(theirs, own, taxes)
        elif theirs and own:
            own.account_id = theirs[0].account_id

    def _note_is_capped(self, family, own):
        """Tell whether this note is rounded to more than remains of its document.

        :param own: the lines of its rounding
        """
        terms = self.line_ids.filtered(lambda ln: ln.display_type == "payment_term")
        lines = self.line_ids - terms - own
        rest, total = (
            self.direction_sign * sum(found.mapped("amount_currency"))
            for found in (own, lines)
        )
        capped = self._note_cap_coins(rest, total, family)
        return self.currency_id.compare_amounts(capped, rest) < 0

    def _note_cap_coins(self, rest, total, family):
        """Return what this note is rounded by: to no more than remains of a document.

        Rounding up in earlier notes may have taken what its last pieces come to. More
        than that is no rounding, and is left to whoever judges the note.

        :param rest: what it would be rounded by
        :param total: of the note, not rounded
        """
        if not self._note_takes_from(family):
            return rest
        head, theirs = family.head, self._note_find_rounding(family)
        parts = [(note, None) for note in family.documents - head - self]
        remaining = head.amount_total + sum(
            head._note_prepare_part(*part).amount for part in (*parts, *family.parts)
        )
        charged = head.direction_sign * sum(theirs.mapped("amount_currency"))
        return self.currency_id.round(min(rest, max(remaining - total, charged)))

    def _note_find_rounding(self, family):
        """Return the lines of the rounding in a family, those of this note left out."""
        found = self._note_get_rounding_lines(family.documents - self)
        return found.union(
            *(
                note._note_get_rounding_of(family.head, note._note_get_family_roots())
                for note, _lines in family.parts
            )
        )

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

        :param theirs: the lines of the rounding in the family
        :param own: that of this note, where it has one
        :param taxes: ids of the taxes that stand after this note
        """
        pair = [sum(own.mapped(name)) for name in ("amount_currency", "balance")]
        tax_lines = self._note_get_tax_lines()
        rows = self._note_prepare_gone_rounding(pair, theirs, taxes, tax_lines)
        if rows:
            self._note_write_rounding(rows, own)

    def _note_prepare_gone_rounding(self, pair, theirs, taxes, tax_lines):
        """Return lines that take back what was rounded in taxes that end.

        The last note would have no line of such a tax, and might charge it.

        :param pair: what is rounded in both currencies
        :param tax_lines: those of this note that may bear it, the first choice first
        :return: values of lines, none where no tax ends or none stands
        """
        gone = theirs.filtered(lambda ln: ln.tax_line_id.id not in taxes)
        gone = gone.filtered(lambda ln: ln.tax_line_id in tax_lines.tax_line_id)
        other = tax_lines.filtered(lambda ln: ln.tax_line_id.id in taxes)[:1]
        if not gone or not other:
            return []
        rows = self._note_prepare_taken_rounding(gone)
        rest = [
            amount + sum(gone.mapped(name))
            for amount, name in zip(pair, ("amount_currency", "balance"), strict=True)
        ]
        if any(self._note_in_steps(rest)):
            name = gone[0].name.replace(gone[0].tax_line_id.name, other.name)
            values = {"name": name, "amount_currency": rest[0], "balance": rest[1]}
            rows.append({**self._note_prepare_rounding(other), **values})
        return rows

    def _note_get_tax_lines(self):
        """Return the lines of taxes of this note, the largest first."""
        return self.line_ids.filtered(
            lambda each: each.display_type == "tax" and each.tax_line_id
        ).sorted(lambda each: -abs(each.amount_currency))

    def _note_get_rounding_lines(self, documents):
        return documents.line_ids.filtered(lambda line: line.display_type == "rounding")

    def _note_prepare_taken_rounding(self, theirs):
        """Return lines that take back what was rounded, account by account.

        :param theirs: the lines of the rounding in the family
        """
        rows = []
        for lines in theirs.grouped(
            lambda ln: (ln.account_id, bool(ln.tax_line_id))
        ).values():
            amounts = {
                "amount_currency": -sum(lines.mapped("amount_currency")),
                "balance": -sum(lines.mapped("balance")),
            }
            if any(self._note_in_steps(amounts.values())):
                rows.append({**self._note_prepare_rounding(lines[0]), **amounts})
        return rows

    def _note_prepare_undone_rounding(self, undone):
        """Return lines that take back what was rounded in a note, as it was."""
        lines = self._note_get_rounding_lines(undone)
        return [
            {**row, "origin_move_id": document.id}
            for document, theirs in lines.grouped("origin_move_id").items()
            for row in self._note_prepare_taken_rounding(theirs)
        ]

    def _note_write_rounding(self, rows, own):
        """Let this note have these lines of rounding, and no others.

        :param rows: their values
        :param own: those that it has
        """
        for row in rows:
            values = {"origin_move_id": False, **row}
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
