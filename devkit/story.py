"""The story of `./dev demo`; Odoo's shell runs it with its `env`."""

import os
from pathlib import Path

from odoo import Command

OUT = Path(os.environ["STORY_OUT"])
env["ir.config_parameter"].set_param("report.url", os.environ["STORY_URL"])


def show_entry(move):
    print(f"\n{move.name}, {move.partner_id.name}, open: {move.amount_residual:.2f}")
    for line in move.line_ids:
        name = f"{line.account_id.code} {line.account_id.name}"
        print(f"  {name:<40.40} {line.debit:>10.2f} {line.credit:>10.2f}")


def write_pdf(move):
    env.cr.commit()  # the server that gives the style sheets has to see it
    content, _kind = (
        env["ir.actions.report"]
        .with_context(force_report_rendering=True)
        ._render_qweb_pdf("account.account_invoices", move.ids)
    )
    path = OUT / f"{move.name.replace('/', '-')}.pdf"
    path.write_bytes(content)
    print(f"  printed: {path}")


customer = env["res.partner"].create({"name": "Quiet Offices", "city": "Ghent"})
invoice = env["account.move"].create(
    {
        "move_type": "out_invoice",
        "partner_id": customer.id,
        "invoice_line_ids": [
            Command.create({"name": name, "quantity": quantity, "price_unit": price})
            for name, quantity, price in (
                ("Desk", 10, 450.0),
                ("Chair", 10, 180.0),
                ("Delivery", 1, 120.0),
            )
        ],
    }
)
invoice.action_post()
show_entry(invoice)
write_pdf(invoice)
