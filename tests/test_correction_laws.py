from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import INCLUDED, ON_TOP, ExactCase

# Bounded in time: a run is about a minute; a longer one is worth it before a release
EXAMPLES = 10
STEPS = 4

QUANTITIES = st.sampled_from([1, 2, 3, 7, 1.5, 0.33, 2.25])
PRICES = st.integers(100, 40000).map(lambda cents: cents / 100)
DISCOUNTS = st.sampled_from([0, 0, 10, 7.5, 33])
SETS = ("21", "6", "5.5", "", "in19", "eco", "21+fixed", "group", "21-15")
LINES = st.lists(
    st.tuples(QUANTITIES, PRICES, DISCOUNTS, st.sampled_from(SETS)),
    min_size=1,
    max_size=3,
)
PARTS = st.sampled_from([1.0, 0.5, 0.33, 0.2])


class Family(RuleBasedStateMachine):
    """One invoice and whatever is done to it; at the end nothing of it is left.

    What is asked within what remains is never refused, a preview is what comes of
    it, and in the end every account of the family is where it was.
    """

    case = None

    @initialize(
        lines=LINES,
        is_bill=st.booleans(),
        per_line=st.booleans(),
        currency=st.sampled_from([None, None, "EUR", "JPY", "KWD"]),
    )
    def begin(self, lines, is_bill, per_line, currency):
        self.savepoint = self.case.env.cr.savepoint()
        self.savepoint.__enter__()
        self.open, self.has_goodwill = True, False
        self.invoice = self.case.begin(lines, is_bill, per_line, currency)

    def lines(self):
        return self.invoice._note_get_correctable_lines()

    def remaining(self):
        self.case.env.invalidate_all()
        return self.invoice.note_remaining_amount

    def make(self, spec):
        preview = self.invoice._note_preview(spec)
        assert not preview["refusal"], preview["refusal"]
        note = self.invoice._note_correct(spec, {"date": "2026-03-10"})
        self.case.post(note)
        made = note.currency_id.round(note.amount_total)
        assert abs(preview["total_amount"] - made) < 0.0005, (preview, made, spec)
        return note

    @precondition(lambda self: self.remaining() > 1 and not self.has_goodwill)
    @rule(part=PARTS, place=st.integers(0, 2))
    def give_back(self, part, place):
        line = self.lines()[place % len(self.lines())]
        left = line.note_remaining_quantity
        quantity = left if part == 1.0 else round(left * part, 2)
        if quantity > 0.005:
            self.make(Correction(mode="lines", quantities={line.id: quantity}))

    @precondition(lambda self: self.remaining() > 1 and not self.has_goodwill)
    @rule(part=st.sampled_from([0.9, 0.75, 0.5]), place=st.integers(0, 2))
    def lower(self, part, place):
        line = self.lines()[place % len(self.lines())]
        standing = line._note_get_standing()[line]
        price = round(line._note_get_price(standing) * part, 2)
        if standing.quantity > 0.005 and price > 1:
            self.make(Correction(mode="price", prices={line.id: price}))

    @precondition(lambda self: self.remaining() > 1)
    @rule(place=st.integers(0, 2))
    def raise_price(self, place):
        line = self.lines()[place % len(self.lines())]
        standing = line._note_get_standing()[line]
        price = round(line._note_get_price(standing) * 1.25, 2) + 1
        if standing.quantity > 0.005:
            self.make(Correction("price", "debit", prices={line.id: price}))

    @precondition(lambda self: self.remaining() > 1)
    @rule(part=st.sampled_from([0.1, 0.25, 0.333]))
    def rebate(self, part):
        amount = self.invoice.currency_id.round(self.remaining() * part)
        if amount:
            note = self.make(Correction(mode="amount", amount=amount))
            assert abs(note.amount_total - amount) < 0.0005, (note.amount_total, amount)
            self.has_goodwill = True

    def teardown(self):
        if not getattr(self, "open", False):
            return
        try:
            self.close()
        finally:
            self.savepoint.rollback()
            self.savepoint.__exit__(None, None, None)
            self.case.env.invalidate_all()

    def close(self):
        if self.remaining() > 0.0005:
            self.make(Correction())
        self.case.env.invalidate_all()
        invoice = self.invoice
        assert not invoice.amount_residual, invoice.amount_residual
        assert not invoice.note_remaining_amount, invoice.note_remaining_amount
        assert self.case.books(invoice) == {}, self.case.books(invoice)
        lines = self.case.family(invoice).line_ids
        matches = lines.matched_debit_ids | lines.matched_credit_ids
        assert not matches.exchange_move_id


@tagged("post_install", "-at_install")
class TestCorrectionLaws(ExactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.currencies = {
            name: cls.setup_other_currency(name, rates=[("2026-01-01", rate)])
            for name, rate in (("EUR", 0.87), ("JPY", 151.0), ("KWD", 0.31))
        }
        cls.sets = {}

    def taxes_of(self, use):
        if use not in self.sets:
            self.sets[use] = {
                "": self.env["account.tax"],
                "21": self.new_tax(21.0, use, **ON_TOP),
                "6": self.new_tax(6.0, use, **ON_TOP),
                "5.5": self.new_tax(5.5, use, **ON_TOP),
                "in19": self.new_tax(19.0, use, **INCLUDED),
                "eco": self.eco_taxes(1.2, use=use),
                "21+fixed": self.new_tax(21.0, use, sequence=4, **ON_TOP)
                | self.new_tax(0.5, use, amount_type="fixed", sequence=3, **ON_TOP),
                "21-15": self.new_tax(21.0, use, sequence=4, **ON_TOP)
                | self.new_tax(-15.0, use, sequence=9, **ON_TOP),
                "group": self.group_tax(use),
            }
        return self.sets[use]

    def group_tax(self, use):
        children = self.new_tax(5.0, use, sequence=6, **ON_TOP)
        children |= self.new_tax(9.975, use, sequence=7, **ON_TOP)
        return self.env["account.tax"].create(
            {
                "name": f"Group {use}",
                "amount_type": "group",
                "type_tax_use": use,
                "children_tax_ids": [Command.set(children.ids)],
            }
        )

    def begin(self, lines, is_bill, per_line, currency):
        methods = {True: "round_per_line", False: "round_globally"}
        self.env.company.tax_calculation_rounding_method = methods[per_line]
        taxes = self.taxes_of("purchase" if is_bill else "sale")
        values = {"currency_id": self.currencies[currency].id} if currency else {}
        invoice = self.invoice(
            *[("Goods", quantity, price) for quantity, price, _off, _set in lines],
            move_type="in_invoice" if is_bill else "out_invoice",
            tax=self.env["account.tax"],
            post=False,
            **values,
        )
        for line, (_quantity, price, discount, name) in zip(
            invoice.invoice_line_ids, lines, strict=True
        ):
            factor = 100 if currency == "JPY" else 1
            line.write(
                {
                    "price_unit": price * factor,
                    "discount": discount,
                    "tax_ids": [Command.set(taxes[name].ids)],
                }
            )
        invoice.action_post()
        return invoice

    def post(self, note):
        note.action_post()

    def test_whatever_is_done_nothing_is_left_in_the_end(self):
        for use in ("sale", "purchase"):
            self.taxes_of(use)
        machine = type("BoundFamily", (Family,), {"case": self})
        bounded = settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            # To shrink what fails takes longer than to read it
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(machine, settings=bounded)
