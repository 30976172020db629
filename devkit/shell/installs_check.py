"""Whether an installation works: a credit note in it. Runs in Odoo's shell."""

import os
from pathlib import Path

from odoo import Command

from odoo.addons import account_credit_debit_note as addon

place = Path(addon.__file__).resolve()
sandbox = Path(os.environ["ADDONS"]).resolve().parent
assert place.is_relative_to(sandbox), f"the addon is not the installed one: {place}"
assert not (place.parent / "devkit").exists(), "no developer's files are installed"

invoice = env["account.move"].create(
    {
        "move_type": "out_invoice",
        "partner_id": env["res.partner"].create({"name": "Installed"}).id,
        "invoice_line_ids": [
            Command.create({"name": "Desk", "quantity": 4, "price_unit": 100.0})
        ],
    }
)
invoice.action_post()
context = {"active_model": "account.move", "active_ids": invoice.ids}
window = env["account.move.reversal"].with_context(**context)
window = window.create({"correction_mode": "lines"})
window.line_ids.quantity = 1
note = env["account.move"].browse(window.refund_moves()["res_id"])
note.action_post()
origin = note.invoice_line_ids.origin_line_id.move_id
assert origin == invoice, "the note has an origin"
assert note.amount_untaxed == 100.0, "the note is over one of four"
env.cr.commit()
