"""What an earlier version kept is read as it was. Runs in Odoo's shell."""

moves = env["account.move"]


def expect(truth, what):
    if not truth:
        raise AssertionError(what)


final = moves.search([("finalized_on", "!=", False)])
expect(final, "a final note is there")
for note in final:
    expect(note._is_finalization_intact(), f"{note.name} is intact")

chained = moves.search([("ref", "=", "Lifecycle chained")])
names = chained.credit_note_ids.sorted("id").mapped("name")
expect(names == [f"R{chained.name}", f"R{chained.name}-2"], f"numbers {names}")
expect(chained._get_origins() == moves, "an invoice corrects nothing")

invoices = moves.search([("ref", "=", "Lifecycle noted")])
expect(len(invoices) == 2, "invoice and bill with notes")
for invoice in invoices:
    posted = invoice.credit_note_ids.filtered(lambda note: note.state == "posted")
    expect(posted.invoice_line_ids.origin_line_id.move_id == invoice, "lines know it")
    expect(posted.note_reason_id, "a note has its reason")

applied = env["account.note.application"].search([("reason", "=", "Agreed")])
rows = applied | applied.undone_by_ids
expect(len(rows) == 2, "the journal has what was applied and taken back")
expect(not sum(rows.mapped("amount")), "which adds up to nothing")
again = env["account.note.application"].search([("reason", "=", "Agreed again")])
expect(again.is_in_force and again.amount == 25.0, "what was applied is in force")

broken = (
    env["account.note.finding"]
    ._audit()
    .filtered(lambda finding: finding.severity == "1_broken")
)
expect(not broken, f"the audit finds {broken.mapped('text')}")
env.cr.rollback()
