"""Books of Odoo alone, for `./dev lifecycle`. Runs in Odoo's shell."""

from odoo import Command

company = env.company
euro = (
    env["res.currency"].with_context(active_test=False).search([("name", "=", "EUR")])
)
euro.active = True
partner = env["res.partner"].create({"name": "Lifecycle & Sons"})


def document(kind, *prices, post=True, **values):
    side = kind.startswith("in_")
    taxes = company.account_purchase_tax_id if side else company.account_sale_tax_id
    move = env["account.move"].create(
        {
            "move_type": kind,
            "partner_id": partner.id,
            "invoice_date": "2026-03-01",
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": f"Part {number}",
                        "quantity": 4,
                        "price_unit": price,
                        "tax_ids": [Command.set(taxes.ids)],
                    }
                )
                for number, price in enumerate(prices)
            ],
            **values,
        }
    )
    if post:
        move.action_post()
    return move


def pay(move, amount):
    window = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=move.ids
    )
    window.create({"amount": amount, "payment_date": "2026-03-20"})._create_payments()


def match(*moves):
    lines = env["account.move"].union(*moves).line_ids
    lines.filtered(
        lambda line: (
            line.account_type in ("asset_receivable", "liability_payable")
            and not line.reconciled
        )
    ).reconcile()


DATES = {"date": "2026-03-05", "invoice_date": "2026-03-05"}

for sale, refund in (("out_invoice", "out_refund"), ("in_invoice", "in_refund")):
    document(sale, 100.0, 33.335, ref="Lifecycle open")
    document(sale, 80.0, post=False, ref="Lifecycle draft")
    document(sale, 45.0, currency_id=euro.id)
    pay(document(sale, 70.0), 100.0)
    # Matched in part, matched as a whole, and not matched
    match(document(sale, 60.0), document(refund, 20.0))
    document(sale, 50.0)._reverse_moves([DATES], cancel=True)
    document(refund, 15.0)
    document(refund, 10.0, post=False)

account = document("out_invoice", 1.0).line_ids.account_id[0]
amounts = ((5.0, 0.0), (0.0, 5.0))
env["account.move"].create(
    {
        "move_type": "entry",
        "date": "2026-03-01",
        "line_ids": [
            Command.create({"account_id": account.id, "debit": debit, "credit": credit})
            for debit, credit in amounts
        ],
    }
).action_post()
env.cr.commit()
