"""The story of `./dev demo`; Odoo's shell runs it with its `env`."""

import os
from pathlib import Path

from odoo.exceptions import UserError

from devkit.shell.common import document, made_by, open_window, prepare

OUT = Path(os.environ["STORY_OUT"])
env["ir.config_parameter"].set_param("report.url", os.environ["REPORT_URL"])


def tell(sentence):
    print(f"\n--- {sentence}")


def show(move):
    """Print a document's journal items and what is still open of it."""
    print(
        f"\n{move.name or 'draft'} for {move.partner_id.name}: "
        f"total {move.amount_total:.2f}, open {move.amount_residual:.2f}, "
        f"{move.payment_state.replace('_', ' ')}"
    )
    for line in move.line_ids.filtered("account_id"):
        name = f"{line.account_id.code} {line.account_id.name}"
        print(f"  {name:<40.40} {line.debit:>10.2f} {line.credit:>10.2f}")


def write_pdf(move):
    env.cr.commit()  # the server that gives the style sheets sees no more than that
    reports = env["ir.actions.report"].with_context(force_report_rendering=True)
    content = reports._render_qweb_pdf("account.account_invoices", move.ids)[0]
    path = OUT / f"{move.name.replace('/', '-')}.pdf"
    path.write_bytes(content)
    print(f"  printed: {path}")


def post_invoice(*lines):
    shape = {"partner_id": customer.id, "taxes": env.company.account_sale_tax_id}
    return document(env, "out_invoice", *lines, **shape)


def reason(name):
    return env.ref(f"account_credit_debit_note.reason_{name}").id


customer = env["res.partner"].create(
    {"name": "Quiet Offices", "street": "Coupure 12", "city": "Ghent"}
)

tell("An invoice of three lines.")
invoice = post_invoice(
    ("Desk", 10, 450.0), ("Chair", 10, 180.0), ("Delivery", 1, 120.0)
)
show(invoice)
write_pdf(invoice)

tell("Two desks and one chair arrived damaged: a credit note in part.")
parts = {"correction_mode": "lines", "reason_id": reason("damaged")}
window = open_window("account.move.reversal", invoice, **parts)
for row in window.line_ids:
    row.quantity = {"Desk": 2, "Chair": 1}.get(row.name, 0)
    print(
        f"  {row.name:<10} invoiced {row.invoiced_quantity:>4.0f}, credited before "
        f"{row.credited_quantity:>2.0f}, to credit now {row.quantity:>2.0f}"
    )
note = made_by(window, "refund_moves")
note.action_post()
show(note)
show(invoice)
write_pdf(note)

tell("Nobody can credit more than what is left.")
window = open_window("account.move.reversal", invoice, **parts)
window.line_ids[:1].quantity = 10
try:
    with env.cr.savepoint():
        made_by(window, "refund_moves").action_post()
except UserError as refusal:
    print(f"  refused: {refusal}")

tell("A second invoice went to the wrong project: reverse it, write it anew.")
wrong = post_invoice(("Shelf", 4, 95.0), ("Assembly", 3, 60.0))
whole = {"correction_mode": "full", "reason_id": reason("mistake")}
window = open_window("account.move.reversal", wrong, **whole)
replacement = made_by(window, "modify_moves")
show(wrong)
show(wrong.credit_note_ids)
replacement.action_post()
show(replacement)
write_pdf(wrong.credit_note_ids)

tell("The freight was forgotten on the first invoice: a debit note.")
window = open_window("account.debit.note", invoice, reason_id=reason("charge"))
debit_note = made_by(window, "create_debit")
freight = prepare("", ("Freight", 1, 85.0), taxes=env.company.account_sale_tax_id)
debit_note.invoice_line_ids = freight["invoice_line_ids"]
debit_note.action_post()
show(debit_note)
write_pdf(debit_note)
