from collections import defaultdict
from math import inf, isinf

from odoo import api, models

from ...tools.money import from_steps, to_steps
from ...tools.sentinel import is_ours
from ..origin.account_move_rate import is_same_rate
from .account_move_due import CENTS, Figures, is_asked, is_product
from .account_move_family import PostedTogether
from .account_move_part import is_of_all_lines


class AccountMove(models.Model):
    """Taxes of a note: what was booked before, less what is due after.

    Rounding part by part ends elsewhere than rounding at once. A note keeps the
    amounts that core computes as long as the family is within one step of what is
    due on what stands; where it would be further off, or nothing stands any more, it
    takes the difference. Amounts that somebody entered by hand stay.
    """

    _inherit = "account.move"

    def _note_align_cents_of_reversals(self):
        """Give the drafts that were just made the cents that are theirs.

        Posting does that anyway: where it follows at once, once is enough.
        """
        if not is_ours(self.env.context, "note_posting_follows"):
            self.filtered(lambda note: note.state == "draft")._note_align()

    def _note_align_cents(self):
        """Give drafts that are posted now the cents that are theirs.

        They are posted together: each follows those before it.
        """
        drafts = self.filtered(lambda move: move.state == "draft" and move.is_note)
        drafts.sorted("id")._note_align(together=True)

    def _note_align(self, together=False):
        """Give these drafts the cents that are theirs.

        :param together: they are posted together: each follows those before it
        """
        before = defaultdict(list)
        for note, families in self._note_needing_cents()._note_get_families().items():
            earlier = PostedTogether({head: [*done] for head, done in before.items()})
            following = note.with_context(note_posted_together=earlier)
            following._note_take_cents(
                [family.with_posted(before[family.head]) for family in families]
            )
            for family in families if together else ():
                before[family.head].append((note, family.mine))

    def _note_take_cents(self, families):
        """Give this draft the cents that are its own, where core's are others.

        :param families: those it belongs to, as they are posted before it
        """
        if not families or self._note_has_entered_taxes():
            return
        # What of a note belongs to one of several is a note of its own
        base_lines, is_adjusted, dues = [], len(families) > 1, []
        for family in families:
            found, is_changed, due = self._note_compute(family)
            base_lines += found
            is_adjusted |= is_changed
            dues.append(due)
        is_last = all(due.is_nothing for due in dues)
        if not is_last and self._note_find_undone():
            return
        if is_adjusted or self._note_has_cents():
            base_lines += self._note_get_free_lines(families)
            self._note_write_amounts(base_lines)
        if is_last:
            self._note_close(families, dues)
        else:
            self._note_close_private(families, dues)
            self._note_close_ended_taxes(families, dues)

    def _note_close(self, families, dues):
        """Close what is left: nothing of any family stands after this note."""
        if documents := self._note_get_closed(families, dues):
            self._note_close_accounts(documents)
        if self.invoice_cash_rounding_id:
            # Core's own step, after which ours follows: see the rounding
            container = {"records": self}
            with self._check_balanced(container), self._sync_dynamic_lines(container):
                pass

    def _note_get_free_lines(self, families):
        """Return the base lines of this note that belong to none of its families."""
        if families[0].mine is None:
            return []
        base_lines = self._note_get_computed_base_lines()
        taken = self.line_ids.browse().union(*(f.mine for f in families))
        taken |= self.line_ids.filtered(is_of_all_lines)
        base_lines = [line for line in base_lines if line["record"] not in taken]
        free = self._note_get_goods() - taken
        return base_lines + self._note_get_special_lines(base_lines, free)

    def _note_compute(self, family):
        """Return (base lines, whether they differ from core's, due after) of this note.

        The base lines are core's, with the amounts that are right.
        """
        head = family.head
        base_lines = self._note_get_base_lines(family.mine)
        natural = self._note_sum_base_lines(base_lines)
        due = self._note_get_due(family)
        booked = self._note_sum_booked_in(family)
        limit = self._note_get_rounding_limit(base_lines)
        gaps = self._note_get_gaps(head, booked, natural, due, limit)
        if gaps.is_open:
            before = self._note_get_due(family, is_before=True)
            self._note_keep_former_gaps(head, gaps, booked, before, due)
        is_adjusted = self._note_adjust(base_lines, gaps, due.is_nothing)
        is_part = family.mine is not None
        if is_part and not due.is_private and self._note_takes_from(family):
            private = self._note_get_private_gap(family, due, base_lines)
            self._note_settle_private_gap(base_lines, private)
        is_restated = any(line.get("_note_former") for line in base_lines)
        return base_lines, is_adjusted or is_restated, due

    @api.model
    def _note_get_rounding_limit(self, base_lines):
        """Return how many steps can come of rounding.

        What a formula of the price comes to on lines of a note says nothing of what it
        comes to on what stands: as many as it takes.
        """
        taxes = self.env["account.tax"].union(*(line["tax_ids"] for line in base_lines))
        if taxes._note_has_priced_formula():
            return inf
        return len(list(filter(is_product, base_lines))) + 2

    def _note_has_cents(self):
        return any(
            str((line.extra_tax_data or {}).get("computation_key")).startswith(CENTS)
            or "natural" in (line._note_get_taken_data() or {})
            for line in self.invoice_line_ids
        )

    def _note_has_entered_taxes(self):
        """Tell whether somebody entered a tax of this note by hand."""
        base_lines = self._note_get_computed_base_lines()
        computed = self._note_sum_base_lines(base_lines).taxes
        booked = self._note_sum_booked(self).taxes
        return any(
            not self.currency_id.is_zero(computed[key][0] - booked[key][0])
            for key in {*computed, *booked}
        )

    # The difference

    def _note_get_gaps(self, head, booked, natural, due, limit):
        """Return what this note has to take more than core computed.

        :param limit: how many steps can come of rounding
        :return: :class:`Figures` in the direction of the note, empty where all is
            within a step
        """
        sign = self._note_get_sign_towards(head)
        gaps, is_off, is_open = Figures.empty(), False, False
        for key, pair in natural.taxes.items():
            closes = due.closes(key[0])
            own = [sign * each for each in pair]
            amounts = booked.taxes[key], own, due.figures.taxes[key]
            is_exact = closes or isinf(limit)
            gap, allowed = self._note_get_tax_gap(head, is_exact, *amounts)
            if closes or self._note_is_rounding(gap, limit):
                off = self._note_is_off(gap, allowed)
                is_off, is_open = is_off or off, is_open or (off and not closes)
                gaps.taxes[key].add(sign, *gap)
        for key, gap, allowed in self._note_iter_net_gaps(head, booked, natural, due):
            if self._note_is_rounding(gap, limit):
                is_off |= self._note_is_off(gap, allowed)
                gaps.nets[key].add(sign, *gap)
        return gaps._replace(is_open=is_open) if is_off else Figures.empty()

    def _note_iter_net_gaps(self, head, booked, natural, due):
        """Yield (account, gap, by how many steps it may be off) of each net."""
        sign = self._note_get_sign_towards(head)
        charged = head._note_get_goods().account_id.ids
        for key, pair in natural.nets.items():
            # On an account that somebody chose for a return nothing is due
            if due.is_nothing or key in charged:
                closes = due.is_nothing or key not in due.figures.nets
                own = [sign * each for each in pair]
                amounts = booked.nets[key], own, due.figures.nets[key]
                yield key, self._note_get_gap(head, *amounts), 0 if closes else 1

    def _note_get_tax_gap(self, head, is_exact, booked, own, due):
        """Return (gap, by how many steps it may be off) of a tax."""
        if not is_exact:
            beyond = self._note_get_beyond(head, booked, own)
            if any(beyond):
                return beyond, 0
        return self._note_get_gap(head, booked, own, due), 0 if is_exact else 1

    def _note_get_gap(self, head, booked, natural, due):
        """Return what is missing to be right, in both currencies."""
        gap = [
            wanted - before - own
            for before, own, wanted in zip(booked, natural, due, strict=True)
        ]
        return self._note_round_gap(head, gap)

    def _note_get_beyond(self, head, booked, natural):
        """Return what brings a tax back to zero of which more than all is taken back.

        Else the last note would charge it, on a document that takes back.
        """
        gap = [0.0, 0.0]
        for place, (before, own) in enumerate(zip(booked, natural, strict=True)):
            if before * (before + own) < 0:
                gap[place] = -before - own
        return self._note_round_gap(head, gap)

    def _note_round_gap(self, head, gap):
        in_currency, in_company = gap
        if not self._note_has_rate_of(head):
            in_company = in_currency / (self.invoice_currency_rate or 1.0)
        return [
            self.currency_id.round(in_currency),
            self.company_currency_id.round(in_company),
        ]

    def _note_keep_former_gaps(self, head, gaps, booked, before, due):
        """Leave what somebody entered by hand before to the last note of a tax."""
        sign = self._note_get_sign_towards(head)
        for key, gap in gaps.taxes.items():
            former = [
                was - wanted
                for was, wanted in zip(
                    booked.taxes[key], before.figures.taxes[key], strict=True
                )
            ]
            if key[0] in due.taxes and self._note_is_off(former, 1):
                gap.add(sign, *former)

    def _note_has_rate_of(self, document):
        """Tell whether amounts in the company's currency can be compared."""
        return is_same_rate(self.invoice_currency_rate, document.invoice_currency_rate)

    def _note_in_steps(self, pair):
        """Return amounts in both currencies as whole steps, without their signs."""
        return [
            abs(to_steps(amount, currency.rounding))
            for amount, currency in zip(
                pair, (self.currency_id, self.company_currency_id), strict=True
            )
        ]

    def _note_is_rounding(self, gap, limit):
        """Tell whether a difference can come of rounding."""
        in_currency, in_company = self._note_in_steps(gap)
        return in_currency <= limit and in_company <= limit * self._note_get_slack()

    def _note_get_slack(self, least=5):
        """Return how many steps in the company's currency may come of one.

        A cent may be worth hundreds of the smallest steps there.
        """
        worth = self.currency_id.rounding / (self.invoice_currency_rate or 1.0)
        steps = worth / self.company_currency_id.rounding
        return max(least, steps + 1 if steps > 2 else 1)

    def _note_is_off(self, gap, allowed):
        """Tell whether a difference is more than the steps that are allowed."""
        in_currency, in_company = self._note_in_steps(gap)
        return in_currency > allowed or in_company > allowed * self._note_get_slack(1)

    # Who takes it

    def _note_adjust(self, base_lines, gaps, is_last):
        """Put differences into base lines, the largest of each; tell whether any.

        An amount that was asked for stays what it is, until nothing stands.
        """
        own = [
            line
            for line in base_lines
            if is_product(line) and not is_asked(line, is_last)
        ]
        found = [
            self._note_adjust_tax(own, key, gap)
            for key, gap in gaps.taxes.items()
            if any(gap)
        ]
        found += [
            self._note_adjust_net(own, key, gap)
            for key, gap in gaps.nets.items()
            if any(gap)
        ]
        return any(found)

    def _note_adjust_tax(self, base_lines, key, gap):
        data = max(
            (
                data
                for line in base_lines
                for data in line["tax_details"]["taxes_data"]
                if (data["tax"].id, bool(data["is_reverse_charge"])) == key
            ),
            key=lambda data: abs(data["tax_amount_currency"]),
            default=None,
        )
        if data:
            data["tax_amount_currency"] += gap[0]
            data["tax_amount"] += gap[1]
        return bool(data)

    def _note_adjust_net(self, base_lines, account_id, gap):
        step = self.currency_id.rounding
        steps = to_steps(gap[0], step)
        sign = -1 if steps < 0 else 1

        def get_rank(line):
            # What a line bears is limited: none takes more steps than others, and last
            # the one to which core gave what it rounded
            details = line["tax_details"]
            return (
                -sign * to_steps(details["delta_total_excluded_currency"], step),
                bool(details["taxes_data"]),
                abs(details["total_excluded_currency"]),
            )

        lines = [line for line in base_lines if line["account_id"].id == account_id]
        # Amounts that stand alone outweigh those that they belong to, to the cent
        lines = [line for line in lines if line["record"].origin_line_id] or lines
        lines.sort(key=get_rank, reverse=True)
        whole, more = divmod(abs(steps), len(lines) or 1)
        for place, line in enumerate(lines):
            part, details = sign * (whole + (place < more)), line["tax_details"]
            details["delta_total_excluded_currency"] += from_steps(part, step)
            details["delta_total_excluded"] += 0 if place else gap[1]
            line["_note_changed"] = line.get("_note_changed") or bool(part)
        return bool(lines)
