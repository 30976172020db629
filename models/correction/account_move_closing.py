from collections import defaultdict

from odoo import Command, models

from .account_move_due import Pair

# Lines that take what is left on an account, the first choice first
TAX_LINES = ("non_deductible_tax", "tax")
NET_LINES = (
    "non_deductible_product_total",
    "non_deductible_product",
    "epd",
    "product",
)

# What has a rounding of its own, or none
NOT_CLOSED = ("payment_term", "rounding", "cogs")


def is_closed(line):
    """Tell whether a line counts where nothing of its family stands."""
    return line.display_type not in NOT_CLOSED


def is_private_tax(line):
    """Tell whether a line takes the taxes of private parts back."""
    return line.display_type == "non_deductible_tax"


def _has_parts(tax):
    """Tell whether what is booked of a tax is divided."""
    parts = tax.invoice_repartition_line_ids
    return len(parts.filtered(lambda part: part.repartition_type == "tax")) > 1


class AccountMove(models.Model):
    """The note after which nothing stands takes every account back to zero."""

    _inherit = "account.move"

    def _note_get_closed(self, families, dues):
        """Return the documents after which nothing stands, none where another has part.

        A note that belongs to others as well leaves something on accounts for them.
        """
        notes = self.union(
            *(note for family in families for note in family.get_notes())
        )
        known = self.invoice_line_ids.browse().union(
            *(family.get_goods() for family in families),
            *(self._note_get_goods() if f.mine is None else f.mine for f in families),
        )
        takes_back = all(map(self._note_takes_from, families))
        if not takes_back or notes._note_get_goods() - known:
            return self.browse()
        return notes - self - self.browse().union(*(due.others for due in dues))

    def _note_close_private(self, families, dues):
        """Take the taxes of private parts back: nothing private stands any more."""
        has_some = self.line_ids.filtered(is_private_tax)
        if not has_some or any(due.is_private for due in dues):
            return
        if documents := self._note_get_closed(families, dues):
            self._note_close_accounts(documents, is_private_tax)

    def _note_close_ended_taxes(self, families, dues):
        """Take taxes of several accounts back from each: other taxes still stand.

        What such a tax comes to is settled before, and stays.
        """
        standing = {tax for due in dues for tax in due.taxes}
        ended = self.line_ids.tax_line_id.filtered(
            lambda tax: tax.id not in standing and _has_parts(tax)
        )
        documents = ended and self._note_get_closed(families, dues)
        for tax in ended if documents else ():

            def counts(line, tax=tax):
                return line.display_type == "tax" and line.tax_line_id == tax

            remaining = self._note_get_remaining_figures(documents, counts)
            is_bearable = all(
                self._note_find_closing_line(*key, counts)
                for key, pair in remaining.items()
                if any(self._note_in_steps(pair))
            )
            sums = [sum(amounts) for amounts in zip(*remaining.values(), strict=True)]
            if is_bearable and not any(self._note_in_steps(sums)):
                self._note_close_accounts(documents, counts)

    def _note_takes_from(self, family):
        """Tell whether this note takes something back of a family.

        A debit note of its own adds something that stands beside it.
        """
        return self._is_credit_note() != family.head._is_credit_note()

    def _note_close_accounts(self, documents, counts=is_closed):
        """Take what is left on any account back: nothing of the family stands.

        Private parts, early discounts and amounts in the company's currency are
        rounded by themselves, in each note.

        :param counts: tells which lines count
        """
        limit, commands = len(self.line_ids) + 2, []
        slack = self._note_get_slack()
        remaining = self._note_get_remaining_figures(documents, counts)
        sums = [sum(amounts) for amounts in zip(*remaining.values(), strict=True)]
        may_add = counts is is_closed and not any(self._note_in_steps(sums))
        for (account, is_tax), pair in remaining.items():
            steps = self._note_in_steps(pair)
            line = self._note_find_closing_line(account, is_tax, counts)
            is_rounding = steps[0] <= 5 * limit and steps[1] <= limit * slack
            if not any(steps) or not is_rounding:
                continue
            amounts = {
                "amount_currency": line.amount_currency - pair[0],
                "balance": line.balance - pair[1],
            }
            if line:
                commands.append(Command.update(line.id, amounts))
            elif is_tax and may_add:
                values = self._note_prepare_closing_tax(documents, account)
                commands.append(Command.create({**values, **amounts}))
        if commands:
            self._note_write_lines(commands)

    def _note_prepare_closing_tax(self, documents, account):
        """Return the values of a tax line, without amounts, as one that was booked.

        A cent of a tax with several accounts may have been booked on another of them.
        """
        booked = documents.line_ids.filtered(
            lambda line: line.display_type in TAX_LINES and line.account_id == account
        ).sorted(lambda line: TAX_LINES.index(line.display_type))[-1:]
        tax, part = booked.tax_line_id, booked.tax_repartition_line_id
        ways = tax.invoice_repartition_line_ids, tax.refund_repartition_line_ids
        own = ways[self._is_credit_note()]
        theirs = ways[booked.move_id._is_credit_note()]
        part = dict(zip(theirs, own, strict=True)).get(part, part)
        return {
            "display_type": booked.display_type,
            "name": booked.name,
            "account_id": booked.account_id.id,
            "tax_repartition_line_id": part.id,
            "tax_tag_ids": [Command.set(part.tag_ids.ids)],
            "tax_ids": [Command.set(booked.tax_ids.ids)],
            "group_tax_id": booked.group_tax_id.id,
            "analytic_distribution": booked.analytic_distribution,
            "partner_id": self.commercial_partner_id.id,
            "currency_id": self.currency_id.id,
        }

    def _note_get_remaining_figures(self, documents, counts):
        """Return what documents and this note leave on accounts, taxes apart."""
        remaining = defaultdict(Pair)
        for line in (documents | self).line_ids.filtered(counts):
            key = line.account_id, line.display_type in TAX_LINES
            remaining[key].add(1, line.amount_currency, line.balance)
        if not all(self._note_has_rate_of(document) for document in documents):
            for pair in remaining.values():
                pair[1] = pair[0] / (self.invoice_currency_rate or 1.0)
        return remaining

    def _note_find_closing_line(self, account, is_tax, counts):
        """Return the line of this note that may take what is left on an account."""
        order = TAX_LINES if is_tax else NET_LINES
        lines = self.line_ids.filtered(
            lambda line: line.account_id == account and line.display_type in order
        ).filtered(counts)
        return lines.sorted(
            lambda line: (order.index(line.display_type), -abs(line.amount_currency))
        )[:1]
