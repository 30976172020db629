from collections import defaultdict

from odoo import Command

from .common import NoteCase

INCLUDED = {"price_include_override": "tax_included"}
ON_TOP = {"price_include_override": "tax_excluded"}


class ExactCase(NoteCase):
    """Corrections told by what they change, and books that end where they began."""

    def new_tax(self, amount, use="sale", **values):
        """Return a tax with an account of its own."""
        taxes = self.env["account.tax"].with_context(active_test=False)
        number = taxes.search_count([]) + 1
        account = self.env["account.account"].create(
            {
                "name": f"Tax {number}",
                "code": f"T{number:05}",
                "account_type": "liability_current",
            }
        )
        lines = [
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax", "account_id": account.id}),
        ]
        return self.env["account.tax"].create(
            {
                "name": f"Tax {number}",
                "amount": amount,
                "type_tax_use": use,
                "invoice_repartition_line_ids": lines,
                "refund_repartition_line_ids": lines,
                **values,
            }
        )

    def eco_taxes(self, each=2.0, rate=20.0, use="sale", **values):
        """Return a tax per piece that is part of the base of a VAT, and that VAT."""
        eco = self.new_tax(
            each,
            use,
            amount_type="fixed",
            include_base_amount=True,
            sequence=1,
            **values,
        )
        return eco | self.new_tax(rate, use, sequence=2, **ON_TOP)

    def yen(self):
        return self.setup_other_currency("JPY", rates=[("2026-01-01", 151.0)])

    def coins(self, strategy="add_invoice_line"):
        accounts = {
            "profit_account_id": self.company_data["default_account_revenue"].id,
            "loss_account_id": self.company_data["default_account_expense"].id,
        }
        return self.env["account.cash.rounding"].create(
            {
                "name": "Coins",
                "rounding_method": "HALF-UP",
                "rounding": 0.05,
                "strategy": strategy,
                **accounts,
            }
        )

    def correct(self, move, mode, post=True, date="2026-03-10", **values):
        """Return a credit note in a mode; ``rows`` has values by place of the line."""
        rows = values.pop("rows", {})
        window = self.window(move, correction_mode=mode, date=date, **values)
        return self.finish(window, rows, window.refund_moves, post)

    def charge(self, move, mode, post=True, **values):
        """Return a debit note in a mode."""
        rows = values.pop("rows", {})
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"date": "2026-03-10", "correction_mode": mode, **values})
        )
        return self.finish(window, rows, window.create_debit, post)

    def finish(self, window, rows, press, post):
        for place, vals in rows.items():
            window.line_ids[place].write(vals)
        note = self.env["account.move"].browse(press()["res_id"])
        if post:
            note.action_post()
        return note

    def reprice(self, move, price, place=0):
        return self.correct(move, "price", rows={place: {"new_price": price}})

    def retax(self, move, taxes, place=0, **values):
        row = {"new_tax_ids": [Command.set(taxes.ids)]}
        return self.correct(move, "tax", rows={place: row}, **values)

    def pieces(self, move, count, quantity=1, place=0):
        return [
            self.correct(move, "lines", rows={place: {"quantity": quantity}})
            for _piece in range(count)
        ]

    def rest(self, move):
        return self.correct(move, "lines", take_remaining=True)

    def by_hand(self, move, post=True, **values):
        """Return a note over everything whose lines somebody edited."""
        note = self.correct(move, "full", post=False)
        note.invoice_line_ids.write(values)
        if post:
            note.action_post()
        return note

    def family(self, move):
        debits = move.debit_note_ids
        return (
            move | move.reversal_move_ids | debits | debits.reversal_move_ids
        ).filtered(lambda each: each.state == "posted")

    def books(self, move):
        """Return what a family leaves in accounts, those of open items left out."""
        sums = defaultdict(float)
        for line in self.family(move).line_ids:
            if line.display_type != "payment_term":
                sums[line.account_id.code] += line.balance
        return {
            code: round(total, 3) for code, total in sums.items() if round(total, 3)
        }

    def figures(self, note):
        return (
            note.currency_id.round(note.amount_untaxed),
            note.currency_id.round(note.amount_tax),
            note.currency_id.round(note.amount_total),
        )

    def assert_nothing_left(self, move):
        self.env.invalidate_all()
        self.assertEqual(move.amount_residual, 0.0)
        self.assertEqual(self.books(move), {})
        self.assertEqual(move.note_remaining_amount, 0.0)
