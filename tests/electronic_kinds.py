from odoo import Command

from .electronic_common import ElectronicCase

PARTIES = {
    # country: VAT of seller and buyer, company registry of both, scheme of Peppol
    "AT": ("ATU12345675", "ATU13585627", (False, False), "9914"),
    "BE": ("BE0477472701", "BE0202239951", ("0477472701", "0202239951"), "0208"),
    "DE": ("DE136695976", "DE811569869", (False, False), "9930"),
    "FR": ("FR23334175221", "FR91897223669", ("334175221", "897223669"), "0225"),
    "LU": ("LU12345613", "LU26375245", (False, False), "9938"),
    "NL": ("NL123456782B90", "NL000099998B57", ("12345678", "87654321"), "0106"),
    "RO": ("RO1234567897", "RO14399840", (False, False), "9947"),
}
NET_OF_TAX = {"amount_type": "fixed", "amount": 50.0, "is_net_of_tax": True}


class ElectronicKinds(ElectronicCase):
    """Notes of each kind, sold and bought within one of several countries.

    A kind is a method ``kind_…`` that returns a posted note.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.euro, cls.dollar = cls.env.ref("base.EUR"), cls.env.ref("base.USD")
        cls.env.company.currency_id = cls.euro
        cls.partner_a.property_product_pricelist = False
        cls.high, cls.low = cls.env["account.tax"].create(
            [{"name": f"{rate} %", "amount": rate} for rate in (20.0, 5.5)]
        )
        cls.tax = cls.high
        bank = {"acc_number": "BE71096123456769", "allow_out_payment": True}
        cls.account = cls.env["res.partner.bank"].create(
            {"partner_id": cls.env.company.partner_id.id, **bank}
        )

    def move_to(self, country):
        """Move both firms to a country."""
        seller_vat, buyer_vat, registries, scheme = PARTIES[country]
        where = {"country_id": self.env.ref(f"base.{country.lower()}").id}
        parties = (self.env.company.partner_id, self.partner_a)
        for party, vat, registry in zip(
            parties, (seller_vat, buyer_vat), registries, strict=True
        ):
            party.write({**where, "vat": vat, "company_registry": registry})
            party.write(
                {"peppol_eas": scheme, "peppol_endpoint": registry or vat.lower()}
            )

    @classmethod
    def kinds(cls):
        """Return the names of all kinds."""
        return sorted(name for name in dir(cls) if name.startswith("kind_"))

    def two_rates(self, post=True, **values):
        """Return an invoice over two rates whose cents do not come out even."""
        values = {"partner_bank_id": self.account.id, "ref": "PO 1", **values}
        lines = ("Desk", 3, 99.99), ("Book", 7, 12.99), ("Pen", 1, 0.05)
        invoice = self.invoice(*lines, tax=self.high, post=False, **values)
        invoice.invoice_line_ids[1].tax_ids = self.low
        if post:
            invoice.action_post()
        return invoice

    def correct(
        self, move, mode, rows=(), model="account.move.reversal", post=True, **values
    ):
        """Return what core's window makes of a document in one mode."""
        date = {"date": "2026-03-10", "correction_mode": mode, **values}
        window = self.env[model].with_context(
            active_model="account.move", active_ids=move.ids
        )
        window = window.create(date)
        for row in window.line_ids:
            row.write(dict(rows).get(row.name, {}))
        is_debit = model == "account.debit.note"
        action = window.create_debit() if is_debit else window.refund_moves()
        note = self.env["account.move"].browse(action["res_id"])
        if post:
            note.action_post()
        return note

    def charge(self, move, mode, rows=(), **values):
        return self.correct(move, mode, rows, "account.debit.note", **values)

    def kind_full(self):
        return self.correct(self.two_rates(), "full")

    def kind_lines(self):
        note = self.credit(self.two_rates(), post=False, Desk=1, Book=3)
        note.write({"note_reason_text": "Broken", "narration": "<p>Bye</p>"})
        note.action_post()
        return note

    def kind_price(self):
        rows = {"Desk": {"new_price": 90.0}, "Book": {"new_price": 12.0}}
        return self.correct(self.two_rates(), "price", rows)

    def kind_amount(self):
        return self.correct(
            self.two_rates(), "amount", amount_type="fixed", amount=33.33
        )

    def kind_small_amount(self):
        return self.correct(
            self.two_rates(), "amount", amount_type="fixed", amount=0.37
        )

    def kind_percent(self):
        return self.correct(
            self.two_rates(), "amount", amount_type="percent", percent=3.0
        )

    def kind_tax_only(self):
        rows = {"Desk": {"new_tax_ids": [Command.set(self.low.ids)]}}
        return self.correct(self.two_rates(), "tax", rows)

    def kind_net_of_tax(self):
        return self.correct(self.two_rates(), "amount", **NET_OF_TAX)

    def kind_net_of_tax_at_zero(self):
        zero = self.percent_tax(0.0)
        note = self.correct(self.two_rates(), "amount", post=False, **NET_OF_TAX)
        note.invoice_line_ids.tax_ids = zero
        note.action_post()
        return note

    def kind_debit_net_of_tax(self):
        values = {"amount_type": "fixed", "amount": 50.0, "post": False}
        note = self.charge(self.two_rates(), "amount", **values)
        note.write({"is_net_of_tax": True})
        note.invoice_line_ids.tax_ids = False
        note.action_post()
        return note

    def kind_discounted_lines(self):
        invoice = self.two_rates(post=False)
        invoice.invoice_line_ids.discount = 7.5
        invoice.action_post()
        return self.credit(invoice, Desk=1, Book=2)

    def kind_several_origins(self):
        return self.rebate(self.two_rates(), self.two_rates())

    def kind_many_origins(self):
        return self.rebate(*(self.two_rates() for _ in range(12)))

    def kind_external_origin(self):
        return self.invoice(
            ("Desk", 1, 100.0),
            move_type="out_refund",
            external_origin_number="OLD-7",
            external_origin_date="2026-02-01",
        )

    def kind_price_included(self):
        tax = self.percent_tax(10.0, price_include_override="tax_included")
        invoice = self.invoice(("Book", 3, 12.1), ("Pen", 7, 0.33), tax=tax, ref="P")
        return self.correct(invoice, "amount", amount_type="fixed", amount=10.01)

    def kind_price_included_lines(self):
        tax = self.percent_tax(10.0, price_include_override="tax_included")
        invoice = self.invoice(("Book", 3, 12.1), ("Pen", 7, 0.33), tax=tax, ref="P")
        return self.credit(invoice, Book=1, Pen=3)

    def kind_foreign_currency(self):
        invoice = self.two_rates(currency_id=self.dollar.id)
        return self.correct(invoice, "amount", amount_type="fixed", amount=33.33)

    def kind_foreign_currency_whole(self):
        return self.correct(self.two_rates(currency_id=self.dollar.id), "full")

    def kind_debit_foreign_currency(self):
        return self.charge(self.two_rates(currency_id=self.dollar.id), "full")

    def cash_invoice(self):
        coins = self.env["account.cash.rounding"].create(
            {
                "name": "Coins",
                "rounding": 0.05,
                "rounding_method": "HALF-UP",
                "strategy": "add_invoice_line",
                "profit_account_id": self.company_data["default_account_revenue"].id,
                "loss_account_id": self.company_data["default_account_expense"].id,
            }
        )
        values = {"invoice_cash_rounding_id": coins.id, "ref": "PO 1"}
        return self.invoice(("Clip", 2, 10.01), **values)

    def kind_cash_rounding(self):
        return self.correct(self.cash_invoice(), "full")

    def kind_cash_rounding_amount(self):
        values = {"amount_type": "fixed", "amount": 3.33}
        return self.correct(self.cash_invoice(), "amount", **values)

    def early_invoice(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % within 10 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "early_pay_discount_computation": "mixed",
            }
        )
        return self.two_rates(invoice_payment_term_id=term.id)

    def kind_early_discount(self):
        return self.credit(self.early_invoice(), Desk=1, Book=2)

    def kind_early_discount_whole(self):
        return self.correct(self.early_invoice(), "full")

    def kind_early_discount_amount(self):
        values = {"amount_type": "fixed", "amount": 33.33}
        return self.correct(self.early_invoice(), "amount", **values)

    def kind_debit_early_discount(self):
        return self.charge(self.early_invoice(), "full")

    def kind_applied(self):
        note = self.correct(self.two_rates(), "full")
        self.assertFalse(note.amount_residual)
        return note

    def kind_debit_full(self):
        return self.charge(self.two_rates(), "full")

    def kind_debit_price(self):
        rows = {"Desk": {"new_price": 110.0}}
        return self.charge(self.two_rates(), "price", rows)

    def kind_debit_amount(self):
        return self.charge(
            self.two_rates(), "amount", amount_type="fixed", amount=33.33
        )

    def kind_debit_of_credit(self):
        return self.debit_of_credit(self.correct(self.two_rates(), "full"))
