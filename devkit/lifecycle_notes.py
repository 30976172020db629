"""Books kept with the addon: notes, applications, approval. Runs in Odoo's shell.

What an earlier version of the addon cannot do yet is left out.
"""

from odoo import Command

partner = env["res.partner"].create({"name": "Lifecycle with Notes"})
moves = env["account.move"]
tax = env.company.account_sale_tax_id


def has(model, field):
    return field in env[model]._fields


def invoice(price, kind="out_invoice", **values):
    line = {"name": "Desk", "quantity": 4, "price_unit": price}
    line["tax_ids"] = [Command.set(tax.ids if kind.startswith("out_") else [])]
    move = moves.create(
        {
            "move_type": kind,
            "partner_id": partner.id,
            "invoice_date": "2026-03-01",
            "invoice_line_ids": [Command.create(line)],
            **values,
        }
    )
    move.action_post()
    return move


def credit(move, quantity, post=True, **values):
    context = {"active_model": "account.move", "active_ids": move.ids}
    reason = env.ref("account_credit_debit_note.reason_return")
    window = env["account.move.reversal"].with_context(**context)
    window = window.create(
        {
            "correction_mode": "lines",
            "reason_id": reason.id,
            "date": "2026-03-10",
            **values,
        }
    )
    for row in window.line_ids:
        row.quantity = quantity
    note = moves.browse(window.refund_moves()["res_id"])
    if post:
        note.action_post()
    return note


def open_lines(move):
    return move.line_ids.filtered(
        lambda line: (
            line.account_type in ("asset_receivable", "liability_payable")
            and not line.reconciled
        )
    )


for kind in ("out_invoice", "in_invoice"):
    first = invoice(100.0, kind, ref="Lifecycle noted")
    credit(first, 1)
    credit(first, 2, post=False)
    context = {"active_model": "account.move", "active_ids": first.ids}
    window = env["account.debit.note"].with_context(**context)
    window = window.create({"copy_lines": True, "date": "2026-03-10"})
    moves.browse(window.create_debit()["res_id"]).action_post()

if hasattr(env["account.move.line"], "_apply_credits"):
    goodwill = invoice(30.0, "out_refund")
    other = invoice(90.0)
    shares = [(open_lines(goodwill), open_lines(other), 25.0)]
    applied = env["account.move.line"]._apply_credits(shares, reason="Agreed")
    applied._unapply("Not agreed")
    env["account.move.line"]._apply_credits(shares, reason="Agreed again")


def journal_named(name, **values):
    journals = env["account.journal"]
    return journals.search([("code", "=", name)]) or journals.create(
        {"name": name, "code": name, "type": "sale", **values}
    )


if has("account.journal", "note_numbering"):
    journal = journal_named("CHN", note_numbering="origin")
    chained = invoice(100.0, journal_id=journal.id, ref="Lifecycle chained")
    credit(chained, 1, journal_id=journal.id)
    credit(chained, 1, journal_id=journal.id)
    invoice(5.0, "out_refund", journal_id=journal.id)

if has("account.journal", "note_negative"):
    storno = journal_named("STN", note_negative="always")
    credit(invoice(100.0, journal_id=storno.id), 1, journal_id=storno.id)

if has("account.move", "note_approval"):
    approvers = env.ref("account_credit_debit_note.group_note_approver")
    env.ref("base.user_admin").group_ids = [Command.link(approvers.id)]
    env.company.note_approval_threshold = 1000.0
    credit(invoice(5000.0), 1, post=False).action_request_note_approval()
    env.company.note_approval_threshold = 0.0

if hasattr(moves, "_set_doubtful"):
    invoice(10.0)._set_doubtful(True, "Insolvent")

if hasattr(moves, "action_finalize"):
    credit(invoice(77.0), 1).action_finalize()

env.cr.commit()
