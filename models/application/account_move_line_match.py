from collections import defaultdict
from math import isfinite
from types import MappingProxyType

from odoo import api, models
from odoo.exceptions import UserError

from ...tools.errors import with_code
from ...tools.money import exceeds
from ..origin.account_move_rate import is_same_rate


class MatchLimits:
    """How much of which pair of lines is matched, and on which day.

    It travels in the context. A client can send numbers and words there, never
    an object of this class, so that nobody limits a match from outside.
    """

    def __init__(self, amounts, date=None):
        self.amounts = MappingProxyType(dict(amounts))
        self.date = date


class _PlannedUse:
    """How much of which line credits are about to settle, in the line's currency.

    It travels in the context while amounts are proposed, and nothing is decided by
    it. A client can send words there, never an object of this class.
    """

    def __init__(self, shares):
        used = {}
        for credit, item, amount in shares:
            for line in (credit, item):
                used[line.id] = used.get(line.id, 0.0) + amount
        self.amounts = MappingProxyType(used)


class AccountMoveLine(models.Model):
    """The seam to core's reconciliation: exact amounts between open items.

    Core matches as much as it can. Here a pair is shown to it with smaller residuals,
    so that exchange differences, cash basis entries and full reconciliations are all
    made by core itself. In the same way the payment window is shown what would be open
    if the ticked credits were applied.
    """

    _inherit = "account.move.line"

    def _prepare_exchange_difference_move_vals(
        self, amounts_list, company=None, exchange_date=None, **kwargs
    ):
        date = self._note_get_match_date()
        if date and exchange_date:
            exchange_date = max(date, exchange_date)
        return super()._prepare_exchange_difference_move_vals(
            amounts_list, company=company, exchange_date=exchange_date, **kwargs
        )

    @api.model
    def _prepare_reconciliation_single_partial(
        self, debit_values, credit_values, shadowed_aml_values=None
    ):
        both = (debit_values, credit_values)
        held = [self._note_limit_residual(values, both) for values in both]
        wanted = self._note_get_match_at_one_rate(*both, held)
        is_at_one_rate = wanted is not None
        matching = self
        if is_at_one_rate:
            matching = self.with_context(no_exchange_difference=True)
        result = super(
            AccountMoveLine, matching
        )._prepare_reconciliation_single_partial(
            debit_values, credit_values, shadowed_aml_values=shadowed_aml_values
        )
        if is_at_one_rate and result.get("partial_values"):
            self._note_match_at_one_rate(result, *both, wanted)
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

    def _get_installments_data(
        self, payment_currency=None, payment_date=None, next_payment_date=None
    ):
        used = self._note_get_planned_use() or {}
        residuals = {
            line: line._note_get_planned_residuals(used[line.id])
            for line in self
            if line.id in used
        }
        # Core calls those settled that are reconciled already
        closed = self.filtered(lambda line: not any(residuals.get(line, (1,))))
        if closed and closed == self:
            return []
        installments = super(AccountMoveLine, self - closed)._get_installments_data(
            payment_currency=payment_currency,
            payment_date=payment_date,
            next_payment_date=next_payment_date,
        )
        for installment in installments:
            if installment["line"] in residuals:
                installment.update(
                    self._prepare_note_planned_installment(
                        installment["line"], *residuals[installment["line"]]
                    )
                )
        return installments

    @api.model
    def _note_apply_exact_amounts(self, triples, date=None):
        """Match open items with exact amounts, in one go.

        :param triples: [(line, counterpart, amount)], two open items of opposite
            sides; the amount is positive and in the currency of the first one
        :param date: the day of the match, if it is later than both lines
        :raises UserError: naming the documents, the figures and the way out
        """
        self._note_check_exact_amounts(triples)
        limits, pairs = defaultdict(float), {}
        for line, counterpart, amount in triples:
            pair = (line, counterpart) if line._note_is_debit() else (counterpart, line)
            limits[tuple(item.id for item in pair), line.currency_id.id] += amount
            pairs[pair] = line | counterpart
        marked = self.with_context(note_match_limits=MatchLimits(limits, date))
        # Core compares all lines of these documents before and after, move by move
        self.browse().union(*pairs.values()).move_id.line_ids.fetch(["tax_ids"])
        # One pair per item of the plan: core would mix what stands together
        marked._reconcile_plan(list(pairs.values()))

    def _note_get_match_date(self):
        """Return the day that the match being made bears, None if nobody said."""
        limits = self.env.context.get("note_match_limits")
        return limits.date if isinstance(limits, MatchLimits) else None

    def _note_is_debit(self):
        return self.amount_currency > 0 or self.balance > 0

    @api.model
    def _note_get_match_at_one_rate(self, debit_values, credit_values, held):
        """Return what a match of a note at the rate of its origin is worth.

        Each rounds its amount in the company's currency by itself; core would book
        the cent between them as an exchange difference, though no rate has changed.

        :param held: what was held back of each
        :return: in the company's currency, where a single yen may be worth nothing;
            None where it is no such match
        """
        debit, credit = debit_values["aml"], credit_values["aml"]
        currency, company = debit.currency_id, debit.company_currency_id
        moves = debit.move_id, credit.move_id
        if (
            currency != credit.currency_id
            or currency == company
            or not any(move.is_note for move in moves)
            or not is_same_rate(*(move.invoice_currency_rate for move in moves))
        ):
            return None
        small, large = sorted(
            (
                abs(values["amount_residual_currency"]),
                # Of what goes on a cent may be left to the next match
                bool(amounts and any(amounts)),
                abs(values["amount_residual"]),
                abs(amounts[1]) if amounts else 0.0,
            )
            for values, amounts in zip((debit_values, credit_values), held, strict=True)
        )
        worth, more = small[2], large[2] + large[3]
        is_all = not large[1] and not currency.compare_amounts(small[0], large[0])
        if worth > more or (is_all and company.compare_amounts(worth, more)):
            return None
        return worth

    @api.model
    def _note_match_at_one_rate(self, result, debit_values, credit_values, worth):
        """Let a match be worth exactly so much, and no more be open than that."""
        company = debit_values["aml"].company_currency_id
        missing = worth - result["partial_values"]["amount"]
        if company.is_zero(missing):
            return
        result["partial_values"]["amount"] = worth
        for name, values, sign in (
            ("debit_values", debit_values, -1),
            ("credit_values", credit_values, 1),
        ):
            values["amount_residual"] += sign * missing
            if company.is_zero(values["amount_residual"]) and values[
                "aml"
            ].currency_id.is_zero(values["amount_residual_currency"]):
                result[name] = None

    def _note_limit_residual(self, values, both):
        """Lower the residuals of one line of a pair to what the pair may match.

        :return: what was held back, in the line's currency and the company's, or
            None where the line is not capped
        """
        limits = self.env.context.get("note_match_limits")
        if not isinstance(limits, MatchLimits):
            return None
        line = values["aml"]
        pair = tuple(side["aml"].id for side in both)
        limit = limits.amounts.get((pair, line.currency_id.id))
        if limit is None:
            return None
        open_currency, is_open = (
            values["amount_residual_currency"],
            values["amount_residual"],
        )
        if line.currency_id.compare_amounts(limit, abs(open_currency)) >= 0:
            return (0.0, 0.0)  # all of it: core closes the line
        kept = line._note_split_residual(limit, open_currency, is_open)
        values["amount_residual_currency"], values["amount_residual"] = kept
        return (open_currency - kept[0], is_open - kept[1])

    def _note_split_residual(self, amount, open_currency, is_open):
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
    def _note_check_exact_amounts(self, triples):
        wanted = defaultdict(float)
        for line, counterpart, amount in triples:
            is_number = isfinite(amount)
            if not is_number or line.currency_id.compare_amounts(amount, 0.0) <= 0:
                raise UserError(line._note_get_amount_sign_refusal(counterpart, amount))
            line._note_check_counterpart(counterpart)
            wanted[line, line.currency_id] += amount
            if counterpart.currency_id == line.currency_id:
                wanted[counterpart, line.currency_id] += amount
        for (line, currency), amount in wanted.items():
            remaining = abs(line.amount_residual_currency)
            if exceeds(amount, remaining, currency.rounding):
                raise with_code(
                    UserError(line._note_get_residual_refusal(amount)), "too_much"
                )

    def _note_check_counterpart(self, counterpart):
        """Check that two lines can be matched with each other.

        :raises UserError: naming both documents and the way out
        """
        both = self | counterpart
        fits = (
            len(both.account_id) == 1
            and len(both.company_id.root_id) == 1
            and set(both.mapped("parent_state")) == {"posted"}
            and self._note_is_debit() != counterpart._note_is_debit()
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

    def _note_get_amount_sign_refusal(self, counterpart, amount):
        return self.env._(
            "%(amount)s of %(document)s cannot be settled with %(other)s. Enter an "
            "amount above zero.",
            amount=self.currency_id.format(amount) if isfinite(amount) else amount,
            document=self.move_id.display_name,
            other=counterpart.move_id.display_name,
        )

    def _note_get_residual_refusal(self, amount):
        return self.env._(
            "%(document)s: %(amount)s cannot be settled, only %(left)s is still "
            "open. Enter a smaller amount.",
            document=self.move_id.display_name,
            amount=self.currency_id.format(amount),
            left=self.currency_id.format(abs(self.amount_residual_currency)),
        )

    def _note_with_planned_use(self, shares):
        """Return these lines as core's instalments see them after some shares.

        :param shares: [(credit line, item, amount)] that are not applied yet
        """
        return self.with_context(note_planned_use=_PlannedUse(shares))

    def _note_get_planned_use(self):
        """Return the amounts by line id that are about to be settled, else None."""
        plan = self.env.context.get("note_planned_use")
        return plan.amounts if isinstance(plan, _PlannedUse) else None

    def _note_get_planned_residuals(self, used):
        """Return what a plan leaves open: in the currency of the line, of the company.

        :param used: what is settled of this line, without sign, in its currency
        """
        remaining_currency = self.amount_residual_currency
        remaining = self.amount_residual
        if self.currency_id.compare_amounts(used, abs(remaining_currency)) >= 0:
            return 0.0, 0.0
        part_currency, part = self._note_split_residual(
            used, remaining_currency, remaining
        )
        return (
            self.currency_id.round(remaining_currency - part_currency),
            self.company_currency_id.round(remaining - part),
        )

    def _prepare_note_planned_installment(self, line, remaining_currency, remaining):
        sign = line.move_id.direction_sign
        return {
            "amount_residual_currency": remaining_currency,
            "amount_residual": remaining,
            "amount_residual_currency_unsigned": -sign * remaining_currency,
            "amount_residual_unsigned": -sign * remaining,
        }
