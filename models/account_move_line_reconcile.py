from collections import defaultdict
from math import isfinite
from types import MappingProxyType

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.money import exceeds
from ..tools.refusal import coded


class _Caps:
    """How much of which pair of lines is matched, and on which day.

    It travels in the context. A client can send numbers and words there, never
    an object of this class, so that nobody caps a match from outside.
    """

    def __init__(self, amounts, date=None):
        self.amounts = MappingProxyType(dict(amounts))
        self.date = date


class AccountMoveLine(models.Model):
    """The seam to core's reconciliation: exact amounts between open items.

    Core matches as much as it can. Here a pair is shown to it with smaller
    residuals, so that exchange differences, cash basis entries and full
    reconciliations are all made by core itself.
    """

    _inherit = "account.move.line"

    @api.model
    def _apply_exact_amounts(self, triples, date=None):
        """Match open items with exact amounts, in one go.

        :param triples: [(line, counterpart, amount)], two open items of opposite
            sides; the amount is positive and in the currency of the first one
        :param date: the day of the match, if it is later than both lines
        :raises UserError: naming the documents, the figures and the way out
        """
        self._check_exact_amounts(triples)
        caps, pairs = defaultdict(float), {}
        for line, counterpart, amount in triples:
            pair = (line, counterpart) if line._is_debit() else (counterpart, line)
            caps[tuple(item.id for item in pair), line.currency_id.id] += amount
            pairs[pair] = line | counterpart
        marked = self.with_context(note_match_caps=_Caps(caps, date))
        # One pair per item of the plan: core would mix what stands together
        marked._reconcile_plan(list(pairs.values()))

    def _prepare_exchange_difference_move_vals(
        self, amounts_list, company=None, exchange_date=None, **kwargs
    ):
        date = self._get_match_date()
        if date and exchange_date:
            exchange_date = max(date, exchange_date)
        return super()._prepare_exchange_difference_move_vals(
            amounts_list, company=company, exchange_date=exchange_date, **kwargs
        )

    def _get_match_date(self):
        """Return the day that the match being made bears, None if nobody said."""
        caps = self.env.context.get("note_match_caps")
        return caps.date if isinstance(caps, _Caps) else None

    def _is_debit(self):
        return self.amount_currency > 0 or self.balance > 0

    @api.model
    def _prepare_reconciliation_single_partial(
        self, debit_values, credit_values, shadowed_aml_values=None
    ):
        both = (debit_values, credit_values)
        held = [self._hold_back(values, both) for values in both]
        result = super()._prepare_reconciliation_single_partial(
            debit_values, credit_values, shadowed_aml_values=shadowed_aml_values
        )
        if any(amounts is not None for amounts in held):
            for values, (amount_currency, amount) in zip(
                both, (amounts or (0.0, 0.0) for amounts in held), strict=True
            ):
                # The next pairs of the plan read the same values
                values["amount_residual_currency"] += amount_currency
                values["amount_residual"] += amount
            # This pair is done, whatever is left of either line
            result["debit_values"] = result["credit_values"] = None
        return result

    def _hold_back(self, values, both):
        """Lower the residuals of one line of a pair to what the pair may match.

        :return: what was held back, in the line's currency and the company's, or
            None where the line is not capped
        """
        caps = self.env.context.get("note_match_caps")
        if not isinstance(caps, _Caps):
            return None
        line = values["aml"]
        pair = tuple(side["aml"].id for side in both)
        cap = caps.amounts.get((pair, line.currency_id.id))
        if cap is None:
            return None
        open_currency, is_open = (
            values["amount_residual_currency"],
            values["amount_residual"],
        )
        if line.currency_id.compare_amounts(cap, abs(open_currency)) >= 0:
            return (0.0, 0.0)  # all of it: core closes the line
        kept = line._split_residual(cap, open_currency, is_open)
        values["amount_residual_currency"], values["amount_residual"] = kept
        return (open_currency - kept[0], is_open - kept[1])

    def _split_residual(self, amount, open_currency, is_open):
        """Return an amount of this line in its own currency and the company's.

        The company's amount keeps the rate at which the line was booked: 30.00 of
        a line of 115.00 EUR booked as 230.00 USD are 60.00 USD.
        """
        sign = 1 if open_currency > 0 else -1
        part = sign * self.currency_id.round(amount)
        if self.currency_id == self.company_currency_id:
            return part, part
        booked = self.company_currency_id.round(
            part * self.balance / self.amount_currency
        )
        return part, sign * min(abs(booked), abs(is_open))

    @api.model
    def _check_exact_amounts(self, triples):
        wanted = defaultdict(float)
        for line, counterpart, amount in triples:
            is_number = isfinite(amount)
            if not is_number or line.currency_id.compare_amounts(amount, 0.0) <= 0:
                raise UserError(line._get_amount_sign_refusal(counterpart, amount))
            line._check_counterpart(counterpart)
            wanted[line, line.currency_id] += amount
            if counterpart.currency_id == line.currency_id:
                wanted[counterpart, line.currency_id] += amount
        for (line, currency), amount in wanted.items():
            left = abs(line.amount_residual_currency)
            if exceeds(amount, left, currency.rounding):
                raise coded(UserError(line._get_residual_refusal(amount)), "too_much")

    def _check_counterpart(self, counterpart):
        """Check that two lines can be matched with each other.

        :raises UserError: naming both documents and the way out
        """
        both = self | counterpart
        fits = (
            len(both.account_id) == 1
            and len(both.company_id.root_id) == 1
            and set(both.mapped("parent_state")) == {"posted"}
            and self._is_debit() != counterpart._is_debit()
        )
        if not fits:
            raise UserError(
                self.env._(
                    "%(document)s and %(other)s cannot be settled with each other: "
                    "both must be posted, in one company, on one account, one a debt "
                    "and the other a credit. Choose another open item.",
                    document=self.move_id.display_name,
                    other=counterpart.move_id.display_name,
                )
            )

    def _get_amount_sign_refusal(self, counterpart, amount):
        return self.env._(
            "%(amount)s of %(document)s cannot be settled with %(other)s. Enter an "
            "amount above zero.",
            amount=self.currency_id.format(amount) if isfinite(amount) else amount,
            document=self.move_id.display_name,
            other=counterpart.move_id.display_name,
        )

    def _get_residual_refusal(self, amount):
        return self.env._(
            "%(document)s: %(amount)s cannot be settled, only %(left)s is still "
            "open. Enter a smaller amount.",
            document=self.move_id.display_name,
            amount=self.currency_id.format(amount),
            left=self.currency_id.format(abs(self.amount_residual_currency)),
        )
