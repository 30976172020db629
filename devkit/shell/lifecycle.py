"""The parts of `./dev lifecycle` in Odoo's shell; LIFECYCLE_PART says which.

`core` keeps books with Odoo alone, `notes` with the addon, `works` goes on with them,
with the addon or after it, `upgraded` looks at what an earlier version kept, and
`uninstall` takes the addon away. What a version of the addon cannot do yet is left out.
"""

import os
from functools import partial

from odoo import Command, fields

from devkit.shell import common
from devkit.shell.common import made_by, open_window

DATES = {"date": "2026-03-05", "invoice_date": "2026-03-05"}
ADDON = "account_credit_debit_note"
OPEN = ("asset_receivable", "liability_payable")

moves = env["account.move"]
partners = env["res.partner"]
document = partial(common.document, env, quantity=4)


def find(**values):
    return moves.search([(name, "=", value) for name, value in values.items()])


def open_lines(*documents):
    lines = moves.union(*documents).line_ids
    return lines.filtered(lambda li: li.account_type in OPEN and not li.reconciled)


def pay(move, **values):
    open_window("account.payment.register", move, **values)._create_payments()


def core():
    company, partner = env.company, partners.create({"name": "Lifecycle & Sons"})
    currencies = env["res.currency"].with_context(active_test=False)
    euro = currencies.search([("name", "=", "EUR")])
    euro.active = True

    def keep(kind, *prices, **values):
        side = "purchase" if kind.startswith("in_") else "sale"
        taxes = company[f"account_{side}_tax_id"]
        values = {"invoice_date": "2026-03-01", "partner_id": partner.id, **values}
        return document(kind, *prices, taxes=taxes, **values)

    for sale, refund in (("out_invoice", "out_refund"), ("in_invoice", "in_refund")):
        keep(sale, 100.0, 33.335, ref="Lifecycle open")
        keep(sale, 80.0, post=False, ref="Lifecycle draft")
        keep(sale, 45.0, currency_id=euro.id)
        pay(keep(sale, 70.0), amount=100.0, payment_date="2026-03-20")
        # Matched in part, matched as a whole, and not matched
        open_lines(keep(sale, 60.0), keep(refund, 20.0)).reconcile()
        keep(sale, 50.0)._reverse_moves([DATES], cancel=True)
        keep(refund, 15.0)
        keep(refund, 10.0, post=False)
    account = keep("out_invoice", 1.0).line_ids.account_id[0]
    sides = ({"debit": 5.0}, {"credit": 5.0})
    lines = [Command.create({"account_id": account.id, **side}) for side in sides]
    entry = {"move_type": "entry", "date": "2026-03-01", "line_ids": lines}
    moves.create(entry).action_post()
    env.cr.commit()


partner = partners.browse()


def invoice(price, kind="out_invoice", **values):
    taxes = env.company.account_sale_tax_id
    taxes = taxes if kind.startswith("out_") else taxes.browse()
    values = {"invoice_date": "2026-03-01", "partner_id": partner.id, **values}
    return document(kind, price, taxes=taxes, **values)


def credit(move, quantity, post=True, **values):
    given = {"correction_mode": "lines", "date": "2026-03-10", **values}
    reason = env.ref(f"{ADDON}.reason_return").id
    window = open_window("account.move.reversal", move, reason_id=reason, **given)
    for row in window.line_ids:
        row.quantity = quantity
    note = made_by(window, "refund_moves")
    if post:
        note.action_post()
    return note


def journal_named(name, **values):
    journals = env["account.journal"]
    return journals.search([("code", "=", name)]) or journals.create(
        {"name": name, "code": name, "type": "sale", **values}
    )


def notes():
    global partner
    partner = partners.create({"name": "Lifecycle with Notes"})
    for kind in ("out_invoice", "in_invoice"):
        first = invoice(100.0, kind, ref="Lifecycle noted")
        credit(first, 1)
        credit(first, 2, post=False)
        values = {"copy_lines": True, "date": "2026-03-10"}
        window = open_window("account.debit.note", first, **values)
        made_by(window, "create_debit").action_post()
    keep_applications()
    keep_numbers()
    keep_approvals()
    for name in ("_note_set_doubtful", "_set_doubtful"):  # now, and in 19.0.1.0.0
        if hasattr(moves, name):
            getattr(invoice(10.0), name)(True, "Insolvent")
    if hasattr(moves, "action_finalize"):
        credit(invoice(77.0), 1).action_finalize()
    env.cr.commit()


def keep_applications():
    if "account.note.api" not in env:
        keep_applications_of_old()
        return
    api = env["account.note.api"]
    documents = {
        "credit_id": invoice(30.0, "out_refund").id,
        "invoice_id": invoice(90.0).id,
    }
    shares = [{**documents, "amount": 25.0}]
    made = api.apply_credit({"shares": shares, "reason": "Agreed"})
    back = {"application_ids": made["applications"], "reason": "Not agreed"}
    api.unapply_credit(back)
    api.apply_credit({"shares": shares, "reason": "Agreed again"})


def keep_applications_of_old():
    """The same by the method that 19.0.0.1.0 had for it."""
    lines = env["account.move.line"]
    if hasattr(lines, "_apply_credits"):
        credit_line, item = (
            move.line_ids.filtered(lambda line: line.account_type in OPEN)
            for move in (invoice(30.0, "out_refund"), invoice(90.0))
        )
        shares = [(credit_line, item, 25.0)]
        lines._apply_credits(shares, reason="Agreed")._unapply("Not agreed")
        lines._apply_credits(shares, reason="Agreed again")


def keep_numbers():
    if "note_numbering" in env["account.journal"]._fields:
        journal = {"journal_id": journal_named("CHN", note_numbering="origin").id}
        chained = invoice(100.0, ref="Lifecycle chained", **journal)
        credit(chained, 1, **journal)
        credit(chained, 1, **journal)
        invoice(5.0, "out_refund", **journal)
    if "note_negative" in env["account.journal"]._fields:
        storno = {"journal_id": journal_named("STN", note_negative="always").id}
        credit(invoice(100.0, **storno), 1, **storno)


def keep_approvals():
    if "note_approval" not in moves._fields:
        return
    approvers = env.ref(f"{ADDON}.group_note_approver")
    env.ref("base.user_admin").group_ids = [Command.link(approvers.id)]
    env.company.note_approval_threshold = 1000.0
    credit(invoice(5000.0), 1, post=False).action_request_note_approval()
    env.company.note_approval_threshold = 0.0
    # As a new installation has it: neither amount nor zero
    env.flush_all()
    env.cr.execute("UPDATE res_company SET note_approval_threshold = NULL")
    env.invalidate_all()


def works():
    today = fields.Date.today()
    for draft in find(ref="Lifecycle draft"):
        draft.invoice_date = today
        draft.action_post()
        assert draft.state == "posted", "a draft is posted"
        note = draft._reverse_moves([{"date": today, "invoice_date": today}])
        note.action_post()
        assert note.reversed_entry_id == draft, "a reversal names its document"
        assert not draft.amount_residual, "a reversal settles its document"
    for made in find(ref="Lifecycle open"):
        pay(made)
        assert not made.amount_residual, "a payment settles its document"
        made.button_draft()
        made.action_post()
        assert made.state == "posted", "a document is reset and posted again"
    for made in find(ref="Lifecycle noted") | find(ref="Lifecycle chained"):
        go_on_with_notes(made, today)
    env.flush_all()
    env.cr.rollback()


def go_on_with_notes(made, today):
    """A document made with the addon, which may be gone."""
    journal = made.journal_id
    values = {"invoice_date": today, "journal_id": journal.id, "quantity": 1}
    values["partner_id"] = made.partner_id.id
    refund = made.move_type.replace("invoice", "refund")
    note = document(refund, 3.0, **values)
    taken = find(name=note.name, journal_id=journal.id, move_type=refund)
    assert len(taken) == 1, f"{note.name} is given once"
    old = made.reversal_move_ids.filtered(lambda move: move.state == "posted")
    assert old, "posted notes stay"
    assert old.filtered("name") == old, "notes keep their numbers"
    document(made.move_type, 3.0, **values)
    if "origin_line_id" in env["account.move.line"]._fields:
        lines = old.invoice_line_ids.filtered("quantity")
        assert lines.origin_line_id.move_id == made, "lines know their origin"


def upgraded():
    final = moves.search([("finalized_on", "!=", False)])
    assert final, "a final note is there"
    for note in final:
        assert note._note_is_finalization_intact(), f"{note.name} is intact"
    chained = find(ref="Lifecycle chained")
    names = chained.credit_note_ids.sorted("id").mapped("name")
    assert names == [f"R{chained.name}", f"R{chained.name}-2"], f"numbers {names}"
    assert chained._note_get_origins() == moves, "an invoice corrects nothing"
    noted = find(ref="Lifecycle noted")
    assert len(noted) == 2, "invoice and bill with notes"
    for made in noted:
        posted = made.credit_note_ids.filtered(lambda note: note.state == "posted")
        origin = posted.invoice_line_ids.origin_line_id.move_id
        assert origin == made, "lines know it"
        assert posted.note_reason_id, "a note has its reason"
    look_at_applications()
    audit = env["account.note.finding"]._audit()
    broken = audit.filtered(lambda finding: finding.severity == "1_broken")
    assert not broken, f"the audit finds {broken.mapped('text')}"
    env.cr.rollback()


def look_at_applications():
    journal = env["account.note.application"]
    applied = journal.search([("reason", "=", "Agreed")])
    rows = applied | applied.undone_by_ids
    assert len(rows) == 2, "the journal has what was applied and taken back"
    assert not sum(rows.mapped("amount")), "which adds up to nothing"
    again = journal.search([("reason", "=", "Agreed again")])
    assert again.is_in_force and again.amount == 25.0, "what was applied is in force"


def uninstall():
    env.ref(f"base.module_{ADDON}").button_immediate_uninstall()


PARTS = (core, notes, works, upgraded, uninstall)
{part.__name__: part for part in PARTS}[os.environ["LIFECYCLE_PART"]]()
