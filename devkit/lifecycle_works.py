"""Odoo reverses, posts and pays, with the addon or after it. Runs in its shell."""

from odoo import fields

moves = env["account.move"]


def find(**values):
    return moves.search([(name, "=", value) for name, value in values.items()])


def expect(truth, what):
    if not truth:
        raise AssertionError(what)


for draft in find(ref="Lifecycle draft"):
    draft.invoice_date = fields.Date.today()
    draft.action_post()
    expect(draft.state == "posted", "a draft is posted")
    today = {"date": fields.Date.today(), "invoice_date": fields.Date.today()}
    note = draft._reverse_moves([today])
    note.action_post()
    expect(note.reversed_entry_id == draft, "a reversal names its document")
    expect(not draft.amount_residual, "a reversal settles its document")
for invoice in find(ref="Lifecycle open"):
    window = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=invoice.ids
    )
    window.create({})._create_payments()
    expect(not invoice.amount_residual, "a payment settles its document")
    invoice.button_draft()
    invoice.action_post()
    expect(invoice.state == "posted", "a document is reset and posted again")

# What was made with the addon
for invoice in find(ref="Lifecycle noted") | find(ref="Lifecycle chained"):
    journal = invoice.journal_id
    note = moves.create(
        {
            "move_type": invoice.move_type.replace("invoice", "refund"),
            "partner_id": invoice.partner_id.id,
            "invoice_date": fields.Date.today(),
            "journal_id": journal.id,
            "invoice_line_ids": [
                fields.Command.create({"name": "Goodwill", "price_unit": 3.0})
            ],
        }
    )
    note.action_post()
    taken = find(name=note.name, journal_id=journal.id, move_type=note.move_type)
    expect(len(taken) == 1, f"{note.name} is given once")
    old = invoice.reversal_move_ids.filtered(lambda move: move.state == "posted")
    expect(old, "posted notes stay")
    expect(old.filtered("name") == old, "notes keep their numbers")
    again = moves.create(
        {
            "move_type": invoice.move_type,
            "partner_id": invoice.partner_id.id,
            "invoice_date": fields.Date.today(),
            "journal_id": journal.id,
            "invoice_line_ids": [
                fields.Command.create({"name": "Next", "price_unit": 3.0})
            ],
        }
    )
    again.action_post()
    if "origin_line_id" in env["account.move.line"]._fields:
        lines = old.invoice_line_ids.filtered(lambda line: line.quantity)
        expect(lines.origin_line_id.move_id == invoice, "lines know their origin")
env.flush_all()
env.cr.rollback()
