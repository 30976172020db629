from odoo.tests import tagged
from odoo.tools import SQL

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestAudit(NoteCase):
    """What breaks a rule is found in the books, whatever made it.

    Much of it cannot be made through the addon, so it is written past it, as it may
    be in the books of a company that installs the addon today.
    """

    def findings(self, *moves):
        self.env.flush_all()
        self.env.invalidate_all()
        self.env["account.note.finding"].action_audit()
        moves = self.env["account.move"].union(*moves)
        return self.env["account.note.finding"].search([("move_id", "in", moves.ids)])

    def found(self, *moves):
        return sorted(finding.rule for finding in self.findings(*moves))

    def past_odoo(self, record, **values):
        """Write into the database as it may be from before the addon."""
        self.env.flush_all()
        for name, value in values.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id IN %s",
                    SQL.identifier(record._table),
                    SQL.identifier(name),
                    value,
                    tuple(record.ids),
                )
            )
        self.env.invalidate_all()

    def sound(self):
        """Return an invoice and its note, with nothing to find fault with."""
        invoice = self.invoice()
        window = self.window(
            invoice, reason_id=self.env.ref("account_credit_debit_note.reason_price").id
        )
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        return invoice, note

    def test_nothing_in_sound_books(self):
        self.assertEqual(self.found(*self.sound()), [])

    def test_credited_above_the_invoice(self):
        self.env.company.note_guard = "off"
        invoice = self.invoice()
        drafts = [self.credit(invoice, post=False) for _note in range(2)]
        for draft in drafts:
            draft.action_post()
        finding = self.findings(invoice).filtered(lambda f: f.rule == "over_credited")
        self.assertEqual(finding.amount, 115.0)
        self.assertIn(invoice.name, finding.text)
        self.assertIn("115.00", finding.text)
        self.assertEqual(finding.action_open_document()["res_id"], invoice.id)

    def test_head_of_a_company_that_is_not_audited(self):
        self.env.company.note_guard = "off"
        other = self.setup_other_company()["company"]
        invoice = self.invoice()
        drafts = [self.credit(invoice, post=False) for _note in range(2)]
        for draft in drafts:
            draft.action_post()
        # Old books may hold a debit note on an invoice of a sister company
        above = self.invoice(
            ("Desk", 1, 20.0),
            tax=self.env["account.tax"],
            company_id=other.id,
            journal_id=self.env["account.journal"]
            .search([("company_id", "=", other.id), ("type", "=", "sale")], limit=1)
            .id,
        )
        self.past_odoo(invoice, debit_origin_id=above.id)
        self.past_odoo(invoice.invoice_line_ids, origin_move_id=above.id)
        findings = self.env["account.note.finding"]
        findings.with_context(allowed_company_ids=self.env.company.ids).action_audit()
        self.assertFalse(findings.search([("move_id", "=", above.id)]))

    def test_line_credited_too_far(self):
        self.env.company.note_guard = "off"
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 2, 100.0))
        note = self.credit(invoice, Desk=2)
        extra = self.credit(invoice, post=False, Chair=1)
        extra.invoice_line_ids.origin_line_id = note.invoice_line_ids.origin_line_id
        extra.action_post()
        finding = self.findings(invoice)
        self.assertEqual(finding.rule, "line_over_credited")
        for part in (invoice.name, "Desk", "3.00", "2.00", "300.00", "200.00"):
            self.assertIn(part, finding.text)

    def test_an_accepted_excess_is_no_fault(self):
        invoice, _note = self.sound()
        extra = self.invoice(
            move_type="out_refund", post=False, reversed_entry_id=invoice.id
        )
        group = self.env.ref("account_credit_debit_note.group_note_over_credit")
        self.env.user.group_ids |= group
        self.env["account.note.override"].create(
            {"move_id": extra.id, "reason": "Agreed"}
        ).action_override()
        extra.action_post()
        self.assertNotIn("over_credited", self.found(invoice))

    def test_origin_of_another_partner(self):
        invoice, note = self.sound()
        partner = self.partner_b.id
        self.past_odoo(note, commercial_partner_id=partner, partner_id=partner)
        finding = self.findings(note).filtered(lambda found: found.rule == "origin")
        self.assertEqual((finding.code, finding.other_move_id), ("partner", invoice))
        self.assertIn(self.partner_b.name, finding.text)
        opened = finding.action_open_other_document()
        self.assertEqual(opened["res_id"], invoice.id)

    def test_note_before_its_invoice(self):
        invoice, note = self.sound()
        self.past_odoo(note, invoice_date="2026-02-01")
        finding = self.findings(note)
        self.assertEqual(
            (finding.rule, finding.severity, finding.other_move_id),
            ("early_date", "2_hint", invoice),
        )
        for part in (note.name, invoice.name, "02/01/2026", "03/01/2026"):
            self.assertIn(part, finding.text)

    def test_note_before_an_invoice_of_an_older_system(self):
        note = self.goodwill(
            external_origin_number="OLD-7", external_origin_date="2026-03-02"
        )
        found = self.findings(note).filtered(lambda f: f.rule == "early_date")
        self.assertIn("OLD-7", found.text)
        self.assertIn("03/02/2026", found.text)

    def test_origin_that_is_no_longer_posted(self):
        invoice, note = self.sound()
        self.past_odoo(invoice, state="cancel")
        self.assertIn("state", self.findings(note).mapped("code"))

    def test_applied_to_another_partner(self):
        note = self.goodwill(115.0)
        stranger = self.env["res.partner"].create({"name": "Quiet Offices"})
        other = self.invoice(partner_id=stranger.id)
        (self.open_items(note) | self.open_items(other)).reconcile()
        finding = self.findings(note).filtered(lambda f: f.rule == "application")
        self.assertEqual((finding.code, finding.other_move_id), ("partner", other))
        self.assertIn("Quiet Offices", finding.text)

    def test_doubtful_credit_on_a_sound_invoice(self):
        note, invoice = self.doubt(self.goodwill(115.0)), self.invoice()
        (self.open_items(note) | self.open_items(invoice)).reconcile()
        self.assertIn("doubtful", self.findings(note).mapped("code"))

    def test_other_rate_only_where_the_company_minds(self):
        other = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        note = self.goodwill(115.0, currency_id=other.id)
        (self.open_items(note) | self.open_items(self.invoice())).reconcile()
        self.assertNotIn("application", self.found(note))
        self.env.company.note_apply_rate = "same"
        self.assertIn("currency", self.findings(note).mapped("code"))

    def test_draft_that_settles_something(self):
        _invoice, note = self.sound()
        self.past_odoo(note, state="draft")
        self.past_odoo(note.line_ids, parent_state="draft")
        self.assertEqual(self.found(note), ["draft_settled"])

    def test_final_note_that_was_changed(self):
        _invoice, note = self.sound()
        note.action_finalize()
        self.assertEqual(self.found(note), [])
        self.past_odoo(note, ref="Something else")
        self.assertEqual(self.found(note), ["broken_seal"])

    def test_gap_in_the_numbers(self):
        first = self.goodwill()
        notes = [self.goodwill() for _count in range(2)]
        self.assertNotIn("gap", self.found(first, *notes))
        notes[0].button_draft()
        notes[0].name = False
        self.assertEqual(
            self.findings(*notes).filtered(lambda f: f.rule == "gap").move_id, notes[1]
        )

    def test_note_without_an_invoice_is_a_hint(self):
        note = self.goodwill()
        findings = self.findings(note)
        self.assertEqual(
            [(f.rule, f.severity) for f in findings],
            [("without_origin", "2_hint"), ("without_reason", "2_hint")],
        )
        for finding in findings:
            self.assertIn(note.name, finding.text)

    def test_goodwill_needs_no_invoice(self):
        reason = self.env.ref("account_credit_debit_note.reason_goodwill")
        self.assertEqual(self.found(self.goodwill(note_reason_id=reason.id)), [])

    def test_invoice_of_an_older_system_is_an_invoice(self):
        note = self.goodwill(external_origin_number="A-7")
        self.assertNotIn("without_origin", self.found(note))

    def test_debit_note_without_a_reason(self):
        note = self.debit(self.invoice())
        self.assertEqual(self.found(note), ["without_reason"])

    def test_vendor_side(self):
        self.env.company.note_guard = "off"
        bill = self.invoice(move_type="in_invoice", ref="B 1")
        drafts = [self.credit(bill, post=False) for _note in range(2)]
        for draft in drafts:
            draft.action_post()
        self.assertIn("over_credited", self.found(bill))

    def test_second_audit_replaces_the_first(self):
        note = self.goodwill()
        self.findings(note)
        self.assertEqual(len(self.findings(note)), 2)

    def test_a_finding_that_still_holds_stays(self):
        note, other = self.goodwill(), self.goodwill()
        before = self.findings(note, other)
        reason = self.env.ref("account_credit_debit_note.reason_goodwill")
        note.note_reason_id = reason
        after = self.findings(note, other)
        self.assertEqual(after, before.exists())
        self.assertEqual(after.move_id, other)
        self.assertEqual(len(after), 2)

    def test_sound_notes_are_not_judged_one_by_one(self):
        self.sound()
        self.findings()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            self.env["account.note.finding"]._audit()
