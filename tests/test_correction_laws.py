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
EXAMPLES = 12
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
# Whoever asks: inner code, a program, a person in a window
WAYS = st.sampled_from(["engine", "program", "window"])
LOWER = {"21": "6", "6": "", "5.5": ""}
DAY = "2026-03-10"


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
        self.open, self.has_goodwill, self.is_bill = True, False, is_bill
        self.invoice = self.case.begin(lines, is_bill, per_line, currency)

    def lines(self):
        return self.invoice._note_get_correctable_lines()

    def line(self, place):
        lines = self.lines()
        return lines[place % len(lines)]

    def remaining(self):
        self.case.env.invalidate_all()
        return self.invoice.note_remaining_amount

    def make(self, spec, way="engine"):
        preview = self.invoice._note_preview(spec)
        assert not preview["refusal"], preview["refusal"]
        note = getattr(self.case, f"correct_by_{way}")(self.invoice, spec)
        self.case.post(note)
        made = note.currency_id.round(note.amount_total)
        assert abs(preview["total_amount"] - made) < 0.0005, (preview, made, spec)
        if spec.side == "credit" and spec.mode != "tax":
            self.check_signs(note)
        return note

    def check_signs(self, note):
        """A credit note takes taxes back, and charges none."""
        charged = self.case.taxes_booked(self.invoice)
        for tax, amount in self.case.taxes_booked(note).items():
            assert charged.get(tax, 0.0) * amount <= 0, (tax.name, amount)

    @precondition(lambda self: self.remaining() > 1 and not self.has_goodwill)
    @rule(part=PARTS, place=st.integers(0, 2), way=WAYS)
    def give_back(self, part, place, way):
        line = self.line(place)
        left = line.note_remaining_quantity
        quantity = left if part == 1.0 else round(left * part, 2)
        if quantity > 0.005:
            self.make(Correction(mode="lines", quantities={line.id: quantity}), way)

    @precondition(lambda self: self.remaining() > 1 and not self.has_goodwill)
    @rule(part=st.sampled_from([0.9, 0.75, 0.5]), place=st.integers(0, 2), way=WAYS)
    def lower(self, part, place, way):
        line = self.line(place)
        standing = line._note_get_standing()[line]
        price = round(line._note_get_price(standing) * part, 2)
        if standing.quantity > 0.005 and price > 1:
            self.make(Correction(mode="price", prices={line.id: price}), way)

    @precondition(lambda self: self.remaining() > 1)
    @rule(place=st.integers(0, 2), way=WAYS)
    def raise_price(self, place, way):
        line = self.line(place)
        standing = line._note_get_standing()[line]
        price = round(line._note_get_price(standing) * 1.25, 2) + 1
        if standing.quantity > 0.005:
            self.make(Correction("price", "debit", prices={line.id: price}), way)

    @precondition(lambda self: self.remaining() > 1)
    @rule(part=st.sampled_from([0.1, 0.25, 0.333]), way=WAYS)
    def rebate(self, part, way):
        amount = self.invoice.currency_id.round(self.remaining() * part)
        if amount:
            note = self.make(Correction(mode="amount", amount=amount), way)
            assert abs(note.amount_total - amount) < 0.0005, (note.amount_total, amount)
            self.has_goodwill = True

    @precondition(lambda self: self.remaining() > 1)
    @rule(percent=st.sampled_from([5, 12.5, 33.33]), way=WAYS)
    def rebate_in_percent(self, percent, way):
        if self.invoice.amount_total * percent / 100 < self.remaining() - 1:
            self.make(Correction(mode="amount", percent=percent), way)
            self.has_goodwill = True

    @precondition(lambda self: self.remaining() > 1 and not self.has_goodwill)
    @rule(place=st.integers(0, 2), way=WAYS)
    def lower_tax(self, place, way):
        line = self.line(place)
        standing = line._note_get_standing()[line]
        names = self.case.taxes_of("purchase" if self.is_bill else "sale")
        right = {names[high]: names[low] for high, low in LOWER.items()}.get(
            line._note_get_taxes(standing)
        )
        if right is not None and standing.quantity > 0.005:
            self.make(Correction(mode="tax", taxes={line.id: right.ids}), way)

    @precondition(lambda self: self.remaining() > 1 and not self.has_goodwill)
    @rule(
        part=st.sampled_from([0.5, 0.25]),
        place=st.integers(0, 2),
        field=st.sampled_from(["quantity", "price_unit"]),
    )
    def edit_a_draft(self, part, place, field):
        """Somebody changes the draft of a note over everything by hand."""
        line = self.line(place)
        taxes = line.tax_ids.flatten_taxes_hierarchy()
        is_fixed = "fixed" in taxes.mapped("amount_type")
        if line.note_remaining_quantity < line.quantity or line.note_credited_amount:
            return
        if field == "price_unit" and is_fixed:
            return  # would ask for the tax of each piece again
        value = round(line[field] * part, 2)
        if not value or line.price_total * part > self.remaining() - 1:
            return
        note = self.case.correct_by_engine(self.invoice, Correction())
        goods = note.invoice_line_ids
        (goods - goods.filtered(lambda own: own.origin_line_id == line)).unlink()
        note.invoice_line_ids.write({field: value})
        self.case.post(note)
        self.check_signs(note)

    @precondition(lambda self: self.remaining() > 1 and not self.has_goodwill)
    @rule(parts=st.lists(st.sampled_from([0.2, 0.33]), min_size=2, max_size=3))
    def post_drafts_together(self, parts):
        """Drafts that were made side by side are posted, the last one first."""
        drafts = self.case.env["account.move"]
        for place, part in enumerate(parts):
            line = self.line(place)
            quantity = round(line.note_remaining_quantity * part, 2)
            if quantity > 0.005:
                spec = Correction(mode="lines", quantities={line.id: quantity})
                drafts |= self.case.correct_by_engine(self.invoice, spec)
        if drafts:
            self.case.post(drafts[::-1])

    @rule()
    def ask_for_everything(self):
        """All that stands is all that remains, to the cent."""
        remaining = self.remaining()
        if remaining > 0.0005:
            preview = self.invoice._note_preview(Correction())
            assert not preview["refusal"], preview["refusal"]
            assert abs(preview["total_amount"] - remaining) < 0.0005, preview

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
            self.make(Correction(), "window")
        self.case.env.invalidate_all()
        invoice = self.invoice
        assert not invoice.amount_residual, invoice.amount_residual
        remaining = invoice.note_remaining_amount, invoice.note_remaining_untaxed_amount
        assert not any(remaining), remaining
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

    def correct_by_engine(self, invoice, spec):
        return invoice._note_correct(spec, {"date": DAY})

    def correct_by_program(self, invoice, spec):
        names = {
            "quantity": spec.quantities,
            "price_unit": spec.prices,
            "tax_ids": spec.taxes,
        }
        request = {"invoice_ids": invoice.ids, "mode": spec.mode, "date": DAY}
        request["lines"] = [
            {"line_id": key, name: value}
            for name, values in names.items()
            for key, value in values.items()
        ]
        request.update(
            (name, value)
            for name, value in (("amount", spec.amount), ("percent", spec.percent))
            if value
        )
        if not request["lines"]:
            del request["lines"]
        create = getattr(self.env["account.note.api"], f"create_{spec.side}_note")
        return invoice.browse(create(request)["notes"][0]["id"])

    def correct_by_window(self, invoice, spec):
        rows = {key: {"quantity": value} for key, value in spec.quantities.items()}
        rows.update({key: {"new_price": value} for key, value in spec.prices.items()})
        rows.update(
            {key: {"new_tax_ids": [Command.set(v)]} for key, v in spec.taxes.items()}
        )
        make = self.correct if spec.side == "credit" else self.charge
        places = {}
        for place, line in enumerate(self.offered(invoice, spec)):
            if line.id in rows:
                places[place] = rows[line.id]
        values = {"amount": spec.amount, "percent": spec.percent}
        if spec.percent:
            values["amount_type"] = "percent"
        values = {name: value for name, value in values.items() if value}
        return make(invoice, spec.mode, post=False, rows=places, **values)

    def offered(self, invoice, spec):
        """Return the lines that the window offers, in their order."""
        model = {"credit": "account.move.reversal", "debit": "account.debit.note"}
        window = (
            self.env[model[spec.side]]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"date": DAY, "correction_mode": spec.mode})
        )
        return window.line_ids.move_line_id

    def taxes_booked(self, move):
        """Return what a document booked of each tax, in the company's currency."""
        lines = move.line_ids.filtered("tax_line_id")
        return {
            tax: round(sum(found.mapped("balance")), 3)
            for tax, found in lines.grouped("tax_line_id").items()
        }

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
