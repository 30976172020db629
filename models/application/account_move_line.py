from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date
from odoo.tools.translate import LazyTranslate

from ...tools import rounds
from ...tools.allocation import Credit, Item
from ...tools.application_rules import OpenItem, find_errors
from ...tools.errors import with_code
from ...tools.money import from_steps, to_steps
from ...tools.origin_rules import CREDIT_TYPES
from ...tools.settlement import OPEN_ACCOUNT_TYPES

_lt = LazyTranslate(__name__)

# Another addon that adds a code adds the method `_apply_refusal_<code>` to lines.
APPLICATION_ERRORS = {
    "state": _lt(
        "%(credit)s cannot be applied to %(item)s: both must be posted. Post the "
        "draft first, or choose another document."
    ),
    "credit": _lt(
        "%(credit)s is no credit note, so it cannot be applied to %(item)s. "
        "Choose a credit note; payments are matched on the invoice itself."
    ),
    "side": _lt(
        "%(credit)s and %(item)s stand on the same side: one cannot settle the "
        "other. Choose an open invoice or debit note."
    ),
    "company": _lt(
        "%(credit)s belongs to %(company)s, but %(item)s to %(other)s. Choose "
        "documents of the same company."
    ),
    "account": _lt(
        "%(credit)s is booked on account %(account)s, but %(item)s on %(other)s. "
        "Choose a document on the same account."
    ),
    "partner": _lt(
        "%(credit)s is for %(partner)s, but %(item)s is for %(other)s. Choose "
        "documents of the same partner."
    ),
    "currency": _lt(
        "%(credit)s is in %(currency)s, but %(item)s is in %(other)s. Choose a "
        "document in the same currency."
    ),
    "rate": _lt(
        "%(credit)s and %(item)s have different exchange rates, and the company "
        "applies credits at the same rate only. Choose another document, or have "
        "the setting Exchange Rate of Applications changed."
    ),
    "doubtful": _lt(
        "%(credit)s is doubtful, %(item)s is not. A doubtful credit note is "
        "applied to doubtful documents only."
    ),
}


class AccountMoveLine(models.Model):
    """Which credit may settle which open item: the rules of our own entry points.

    Core's matching and other addons are not bound by them. A strategy proposes how the
    credits that may are shared out; nothing is written by a proposal.
    """

    _inherit = "account.move.line"

    def _note_check_application(self, spec, triples, day):
        """Check that these lines can be applied as is asked, and let nobody else.

        :param triples: the allocations with their lines as records
        :raises UserError: naming documents, rule and way out
        """
        self.check_access("write")
        self._note_lock_open_items()
        self._note_check_still_open(spec.seen)
        for credit, item, _amount in triples:
            credit._note_check_applies_to(item)
        self._note_check_lock_dates(day)

    def _note_lock_open_items(self):
        """Let nobody else settle these lines until the transaction ends.

        Who waited here for another transaction fails with a serialization error,
        and Odoo runs the request again with fresh amounts.
        """
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id FROM account_move_line WHERE id = ANY(%s) "
            "ORDER BY id FOR NO KEY UPDATE",
            [self.ids],
        )
        self.invalidate_recordset(["amount_residual", "amount_residual_currency"])

    def _note_check_still_open(self, seen):
        """Check that as much is open of these lines as somebody saw.

        :param seen: amounts by the id of a line, without sign in its currency
        """
        for line_id, amount in seen.items():
            line = self.browse(line_id)
            step = line.currency_id.rounding
            remaining = abs(line.amount_residual_currency)
            if to_steps(amount, step) != to_steps(remaining, step):
                text = self.env._(
                    "%(document)s has changed in the meantime: %(seen)s was "
                    "open, now it is %(left)s. Nothing was applied. Open the "
                    "window again and check the amounts.",
                    document=line.move_id.display_name,
                    seen=line.currency_id.format(amount),
                    left=line.currency_id.format(remaining),
                )
                raise with_code(UserError(text), "changed")

    def _get_application_refusals(self, item):
        """Return the codes that speak against applying this credit to an item.

        :rtype: list of the codes of :func:`tools.application_rules.find_errors`
        """
        policy = self.move_id.journal_id._note_policy()
        return find_errors(
            self._note_get_application_facts(),
            item._note_get_application_facts(),
            same_rate=policy.apply_rate == "same",
        )

    def _note_get_application_facts(self):
        self.ensure_one()
        move = self.move_id
        return OpenItem(
            partner=self.partner_id.commercial_partner_id.id,
            company=self.company_id.root_id.id,
            account=self.account_id.id,
            currency=self.currency_id.id,
            rate=self.currency_rate,
            is_credit_note=move._is_credit_note(),
            is_debit=self._note_is_debit(),
            is_doubtful=move.is_doubtful,
            posted=self.parent_state == "posted",
        )

    def _note_check_applies_to(self, item):
        """Check the rules for applying this credit to an open item.

        :raises UserError: naming both documents, the rule and the way out
        """
        codes = self._get_application_refusals(item)
        if codes:
            raise with_code(
                UserError(self._note_get_application_refusal_text(codes[0], item)),
                f"application_{codes[0]}",
            )

    def _note_check_lock_dates(self, date):
        for journal, lines in self.grouped("journal_id").items():
            company = lines.company_id[:1]
            locks = company._get_violated_lock_dates(date, False, journal)
            if locks:
                text = self.env._(
                    "%(document)s cannot be settled on %(date)s: the period is "
                    "locked (%(locks)s). Choose a later date.",
                    document=lines[0].move_id.display_name,
                    date=format_date(self.env, date),
                    locks=self.env["res.company"]._format_lock_dates(locks),
                )
                raise with_code(UserError(text), "locked_period")

    def _note_get_lost_discounts(self, date):
        """Return the lines whose early payment discount an application would lose.

        Core grants the discount only while nothing is matched with a document.

        :param date: the day of the application
        """
        by_move = defaultdict(self.browse)
        for line in self:
            by_move[line.move_id] |= line
        lost = [
            lines
            for move, lines in by_move.items()
            if move._is_eligible_for_early_payment_discount(move.currency_id, date)
        ]
        return self.browse().union(*lost)

    def _note_get_application_refusal_text(self, code, item):
        """Return why this credit may not settle an open item.

        :param str code: a code of :func:`tools.application_rules.find_errors`
        :rtype: str
        """
        names = {
            "credit": self.move_id.display_name,
            "item": item.move_id.display_name,
        }
        if code not in APPLICATION_ERRORS:
            return getattr(self, f"_apply_refusal_{code}")(item, names)
        read = self._note_get_application_fact_readers().get(code)
        facts = {code: read(self), "other": read(item)} if read else {}
        template = self.env._(APPLICATION_ERRORS[code])
        return template % {**names, **facts}

    def _note_get_application_fact_readers(self):
        """Return how the fact is read that a rule compares, by the code of the rule."""
        nobody = self.env._("nobody")
        return {
            "company": lambda line: line.company_id.display_name,
            "account": lambda line: line.account_id.display_name,
            "partner": lambda line: line.partner_id.display_name or nobody,
            "currency": lambda line: line.currency_id.name,
        }

    def _note_get_applicable(self, items):
        """Return which items each of these credits may settle.

        Items and credits of the same kind are judged once and each partner apart, so
        the work grows with their number, not with that of the pairs.

        :return: frozensets of ids of items, by id of a credit
        """
        kinds = defaultdict(list)
        for facts, alike in items.grouped(
            lambda item: item._note_get_application_facts()
        ).items():
            kinds[facts.partner].append(alike)
        verdicts, allowed = {}, {}
        for credit in self:
            facts = credit._note_get_application_facts()
            kind = (facts, credit.journal_id)
            if kind not in verdicts:
                verdicts[kind] = frozenset(
                    item.id
                    for alike in kinds[facts.partner]
                    if not credit._get_application_refusals(alike[0])
                    for item in alike
                )
            allowed[credit.id] = verdicts[kind]
        return allowed

    def _note_group_by_fitting_items(self, items):
        """Return [(items, credits of these that may settle exactly them)].

        Credits that can settle none of the items are left out.
        """
        groups = defaultdict(self.browse)
        for credit_id, item_ids in self._note_get_applicable(items).items():
            if item_ids:
                groups[item_ids] |= self.browse(credit_id)
        return [
            (items.filtered(lambda item, ids=ids: item.id in ids), credits)
            for ids, credits in groups.items()
        ]

    @api.model
    def _note_get_open_credit_domain(self):
        """Return the domain of what is open of posted credit notes."""
        return [
            ("account_type", "in", OPEN_ACCOUNT_TYPES),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("move_id.move_type", "in", CREDIT_TYPES),
        ]

    @api.model
    def _note_get_open_debt_domain(self):
        """Return the domain of what credits may settle: all debts but payments."""
        return [
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("move_id.origin_payment_id", "=", False),
            ("move_id.statement_line_id", "=", False),
            ("move_id.move_type", "not in", CREDIT_TYPES),
            "|",
            "&",
            ("account_type", "=", "asset_receivable"),
            ("amount_residual", ">", 0.0),
            "&",
            ("account_type", "=", "liability_payable"),
            ("amount_residual", "<", 0.0),
        ]

    def _note_propose_applications(self, items, strategy):
        """Propose how these open credits settle open items, within the rules.

        :param items: open items of any account, currency and company
        :param str strategy: a name in :data:`tools.allocation.STRATEGIES`
        :return: [(credit line, item, amount)], amounts above zero in the currency
            of both
        """
        remaining = {line.id: line._note_get_open_steps() for line in self | items}
        return self._note_from_shares(
            self._note_propose_shares(items, strategy, remaining)
        )

    def _note_propose_shares(self, items, strategy, remaining):
        """Propose how these credits settle open items, of what is left of both.

        :param dict remaining: amounts in whole steps by line id
        :rtype: list of :class:`tools.allocation.Share`
        """
        credits = [
            line._note_get_credit(remaining[line.id])
            for line in self
            if remaining[line.id] > 0
        ]
        debts = [
            item._note_get_debt(remaining[item.id])
            for item in items
            if remaining[item.id] > 0
        ]
        found = rounds.in_rounds(credits, self._note_get_applicable(items))
        return rounds.propose(strategy, found, debts)

    @api.model
    def _note_from_shares(self, shares):
        """Return shares in whole steps as [(credit line, item, amount)]."""
        return [
            (
                self.browse(credit),
                self.browse(item),
                from_steps(steps, self.browse(credit).currency_id.rounding),
            )
            for credit, item, steps in shares
        ]

    def _note_get_credit(self, steps):
        """Return this line as the strategies see it, with what may be used of it."""
        origins = frozenset(self.move_id._note_get_origins().ids)
        return Credit(self.id, steps, self.date, origins)

    def _note_get_debt(self, steps):
        """Return this line as the strategies see it, with what may be settled."""
        due = self.date_maturity or self.date
        return Item(self.id, steps, due, self.move_id.id)

    def _note_get_open_steps(self):
        return to_steps(abs(self.amount_residual_currency), self.currency_id.rounding)
