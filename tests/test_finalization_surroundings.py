from odoo import Command
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestFinalizationSurroundings(NoteCase):
    """What a final note points to changes: its names, its parents, its twins."""

    def set_scene(self):
        self.note = self.invoice(
            ("Desk", 2, 100.0), move_type="out_refund", partner_id=self.customer().id
        )
        self.note.action_finalize()

    def customer(self, **values):
        return self.env["res.partner"].create({"name": "Desk Lovers", **values})

    def assert_intact(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.note._note_is_finalization_intact())

    def test_everything_may_get_another_name(self):
        note, line = self.note, self.note.invoice_line_ids
        note.partner_id.write({"name": "Chair Lovers", "lang": "de_DE"})
        note.journal_id.name = "Credits"
        line.account_id.write({"name": "Income", "code": "477700"})
        line.tax_ids.write({"name": "VAT", "description": "VAT"})
        note.company_id.name = "Another Name"
        self.assert_intact()
        self.assertEqual(note.invoice_partner_display_name, "Chair Lovers")

    def test_terms_do_not_follow_the_language_of_the_partner(self):
        set_param = self.env["ir.config_parameter"].set_param
        set_param("account.use_invoice_terms", True)
        company = self.env.company
        self.partner_a.lang = "en_US"
        company.invoice_terms = "<p>Terms</p>"
        company.update_field_translations(
            "invoice_terms", {"de_DE": {"Terms": "Bedingungen"}}
        )
        self.note = self.goodwill()
        self.note.action_finalize()
        before = self.note.narration
        self.assertIn("Terms", before)
        self.note.partner_id.lang = "de_DE"
        self.assert_intact()
        self.assertEqual(self.note.narration, before)

    def test_partner_gets_a_parent(self):
        parent = self.customer(name="Group")
        self.note.partner_id.parent_id = parent
        self.assert_intact()
        self.assertEqual(self.note.commercial_partner_id, parent)
        self.assertEqual(self.note.line_ids.partner_id, parent)

    def test_lines_follow_to_no_other_partner(self):
        with self.refused(self.note.name, "Partner"):
            self.note.line_ids.partner_id = self.customer(name="Other")
        with self.refused(self.note.name):
            self.note.commercial_partner_id = self.customer(name="Other")

    def test_partners_are_merged(self):
        twin = self.customer()
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "4711", "partner_id": self.note.partner_id.id}
        )
        window = self.env["base.partner.merge.automatic.wizard"].create({})
        window._merge((twin | self.note.partner_id).ids, twin)
        self.assertEqual(self.note.partner_id, twin)
        self.assertEqual(bank.partner_id, twin)
        self.assert_intact()

    def test_accounts_are_merged(self):
        account = self.note.invoice_line_ids.account_id
        twin = self.env["account.account"].create(
            {"name": "Twin", "code": "477701", "account_type": account.account_type}
        )
        window = self.env["account.merge.wizard"].with_context(
            active_model="account.account", active_ids=(twin | account).ids
        )
        window.create({})._action_merge(twin | account)
        self.env.invalidate_all()
        self.assertEqual(self.note.invoice_line_ids.account_id, twin)
        self.assert_intact()

    def test_what_was_broken_is_not_mended_by_a_merge(self):
        self.break_open("UPDATE account_move SET ref = 'forged' WHERE id = %s")
        twin = self.customer()
        window = self.env["base.partner.merge.automatic.wizard"].create({})
        window._merge((twin | self.note.partner_id).ids, twin)
        self.env.invalidate_all()
        self.assertFalse(self.note._note_is_finalization_intact())

    def break_open(self, statement):
        self.env.flush_all()
        self.env.cr.execute(statement, [self.note.id])
        self.env.invalidate_all()

    def test_digest_tells_changes_that_passed_by_the_addon(self):
        for statement in (
            "UPDATE account_move SET name = 'X' WHERE id = %s",
            "UPDATE account_move SET amount_total = 1 WHERE id = %s",
            "UPDATE account_move_line SET price_unit = 1 WHERE move_id = %s",
            "UPDATE account_move_line SET account_id = NULL WHERE display_type = "
            "'line_note' OR move_id = %s AND display_type = 'line_section'",
            "DELETE FROM account_move_line WHERE move_id = %s AND display_type = 'tax'",
        ):
            with self.env.cr.savepoint() as savepoint:
                self.break_open(statement)
                found = self.note._note_is_finalization_intact()
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertEqual(found, "account_id" in statement, statement)

    def test_digest_is_the_same_for_every_reader(self):
        clerk = self.clerk("digest-clerk")
        clerk.lang = "fr_FR"
        self.assertTrue(self.note.with_user(clerk)._note_is_finalization_intact())

    def test_files_of_the_document_stay(self):
        files = self.env["ir.attachment"]
        values = {"name": "a.pdf", "res_model": "account.move", "raw": b"%PDF-1 a"}
        other = self.goodwill()
        scan = files.create({**values, "res_id": other.id})
        other.action_finalize()
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = create_date - interval '1 day' "
            "WHERE id = %s",
            [scan.id],
        )
        scan.invalidate_recordset()
        for change in ({"raw": b"%PDF-1 b"}, {"res_id": self.note.id}):
            with self.refused(other.name, "a.pdf"):
                scan.write(change)
        with self.refused(other.name, "a.pdf"):
            scan.unlink()
        scan.write({"raw": b"%PDF-1 a", "description": "Scan"})

    def test_printed_file_is_made_once(self):
        note = self.note
        note.invoice_pdf_report_file = b"JVBERi0x"
        with self.refused(note.name):
            note.invoice_pdf_report_file = b"JVBERi0y"
        with self.refused(note.name):
            note.invoice_pdf_report_file = False
        note.invalidate_recordset()
        with self.refused(note.name):
            note.sudo().invoice_pdf_report_id.unlink()
        values = {"res_model": "account.move", "res_id": note.id, "raw": b"%PDF-2"}
        with self.refused(note.name):
            self.env["ir.attachment"].create(
                {"name": "b.pdf", "res_field": "invoice_pdf_report_file", **values}
            )
        letter = self.env["ir.attachment"].create({"name": "letter.pdf", **values})
        with self.refused(note.name):
            letter.res_field = "invoice_pdf_report_file"
        self.assertEqual(note.invoice_pdf_report_file, b"JVBERi0x")

    def test_later_files_come_and_go(self):
        files = self.env["ir.attachment"]
        values = {"name": "a.txt", "res_model": "account.move", "raw": b"a"}
        letter = files.create({**values, "res_id": self.note.id})
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = create_date + interval '1 day' "
            "WHERE id = %s",
            [letter.id],
        )
        letter.invalidate_recordset()
        letter.raw = b"b"
        letter.unlink()
        self.assertFalse(letter.exists())

    def test_company_bank_account_of_the_note_stays(self):
        partner = self.note.partner_id
        bill = self.invoice(move_type="in_refund", partner_id=partner.id)
        bill.action_finalize()
        self.note = bill
        parent = self.customer(name="Group")
        parent.bank_ids = [Command.create({"acc_number": "0815"})]
        partner.parent_id = parent
        self.assert_intact()
