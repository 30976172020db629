from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .letter_common import REPORT, LetterCase


@tagged("post_install", "-at_install")
class TestLetterWindow(LetterCase):
    """The window that prints and sends, and the layouts it offers."""

    def form(self, kind="letter", partners=None, **context):
        if partners:
            context.update(active_model="res.partner", active_ids=partners.ids)
        return Form(
            self.env["account.note.letter"].with_context(default_kind=kind, **context)
        )

    def test_the_last_month_is_proposed(self):
        form = self.form()
        first_of_this = fields.Date.context_today(self.env.user).replace(day=1)
        self.assertEqual(form.date_to, first_of_this - timedelta(days=1))
        self.assertEqual(form.date_from, form.date_to.replace(day=1))

    def test_a_statement_is_as_of_today(self):
        form = self.form("statement")
        self.assertEqual(form.date, fields.Date.context_today(self.env.user))
        self.assertEqual(
            form.template_id,
            self.env.ref("account_credit_debit_note.mail_template_note_statement"),
        )

    def test_it_is_about_the_partners_that_were_chosen(self):
        contact = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.partner_a.id}
        )
        form = self.form(partners=contact | self.partner_b)
        self.assertEqual(form.partner_ids[:], self.partner_a | self.partner_b)

    def test_a_vendor_opens_it_for_vendors(self):
        vendor = self.env["res.partner"].create({"name": "Vendor", "supplier_rank": 1})
        self.assertEqual(self.form(partners=vendor).account_type, "liability_payable")
        self.assertEqual(
            self.form(partners=vendor | self.partner_a).account_type, "asset_receivable"
        )

    def test_it_says_who_gets_a_letter(self):
        self.bill_and_note()
        form = self.form()
        form.date_from, form.date_to = self.day(1), self.day(31)
        with form.row_ids.edit(0) as row:
            self.assertEqual(row.partner_id, self.partner_a)
            self.assertEqual(row.email, "a@example.com")
            self.assertEqual(row.amount_text.replace("\xa0", " "), "$ 40.00")
        self.assertEqual(form.letter_count, 1)
        form.date_from = self.day(16)
        self.assertEqual(form.letter_count, 0)
        form.date_from = self.day(1)
        form.account_type = "liability_payable"
        self.assertEqual(form.letter_count, 0)
        form.account_type = "asset_receivable"
        form.partner_ids.add(self.partner_b)
        self.assertEqual(form.letter_count, 0)

    def test_days_the_wrong_way_round(self):
        self.bill_and_note()
        window = self.letter(date_from="2026-03-31", date_to="2026-03-01")
        self.assertFalse(window.letter_count)
        with self.refused("the first one first"):
            window.action_print()
        with self.refused("Choose the day"):
            self.statement(date=False).action_print()

    def test_nothing_to_report(self):
        for window in (self.letter(), self.statement(date="2020-01-01")):
            for action in (window.action_print, window.action_preview):
                with self.refused("Choose"):
                    action()
            with self.refused("Choose"):
                window.action_send()

    def test_the_layout_of_the_company_is_proposed(self):
        layout = self.env.ref("account_credit_debit_note.note_letter_layout_note")
        first = self.env.ref("account_credit_debit_note.note_letter_layout_invoice")
        self.assertEqual(self.form().layout_id, first)
        self.env.company.note_letter_layout_id = layout
        self.assertEqual(self.form().layout_id, layout)

    def test_preview_shows_the_letters_in_the_browser(self):
        self.bill_and_note()
        window = self.letter()
        action = window.action_preview()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertTrue(action["url"].endswith(f"/{window.row_ids.id}"))

    def test_who_is_unticked_gets_nothing(self):
        for partner in self.partner_a | self.partner_b:
            self.bill_and_note(partner=partner)
        form = self.form()
        form.date_from, form.date_to = self.day(1), self.day(31)
        with form.row_ids.edit(0) as row:
            row.is_included = False
        window = form.save()
        self.assertEqual(window._make_rows().partner_id, self.partner_b)
        window.action_send()
        self.assertFalse(self.partner_a.message_ids.filtered("attachment_ids"))
        window.row_ids.is_included = False
        with self.refused("Nobody is chosen"):
            window.action_print()

    def test_a_preview_is_loaded_again_after_printing(self):
        for partner in self.partner_a | self.partner_b:
            self.bill_and_note(partner=partner)
        window = self.letter()
        ids = self.get_previewed(window.action_preview())
        window.action_print()
        self.assertEqual(window.action_preview()["url"].count(","), 1)
        text = self.read_html(ids)
        for partner in self.partner_a | self.partner_b:
            self.assertIn(partner.name, text)
        window.unlink()
        self.assertIn("This preview has expired", self.read_html(ids))

    def test_the_file_says_what_it_is(self):
        self.bill_and_note()
        names = [
            self.env.ref(f"account_credit_debit_note.action_report_note_{kind}").name
            for kind in ("letter", "statement")
        ]
        self.assertEqual(names, ["Applied Credit Notes", "Statements of Open Items"])
        for window, name in zip((self.letter(), self.statement()), names, strict=True):
            self.assertEqual(window.action_print()["name"], name)
            self.assertIn(str(window.row_ids.partner_id.name), self.read_name(window))

    def read_name(self, window):
        return window.row_ids._get_file_name()

    def get_previewed(self, action):
        return [int(key) for key in action["url"].rpartition("/")[2].split(",")]

    def read_html(self, ids):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(REPORT, ids)
        return " ".join(content.decode().split())

    def test_printing_twice_says_what_is_true_now(self):
        self.bill_and_note()
        window = self.letter()
        window.action_print()
        self.bill_and_note(partner=self.partner_b)
        window.action_print()
        self.assertEqual(
            [row.partner_id for row in window.row_ids],
            [self.partner_a, self.partner_b],
        )

    def sample_html(self, action):
        return self.read_html(self.get_previewed(action))

    def test_settings_show_their_texts_before_there_is_any_letter(self):
        with Form(self.env["res.config.settings"]) as form:
            form.note_letter_opening = "<p>Dear friends</p>"
            form.note_statement_closing = "<p>Please pay</p>"
            form.note_letter_signature = "<p>Mary Clerk</p>"
        settings = form.record
        text = self.sample_html(settings.action_preview_note_letter())
        for part in ("Dear friends", "Mary Clerk", "RINV/00009"):
            self.assertIn(part, text)
        text = self.sample_html(settings.action_preview_statement())
        for part in ("Please pay", "Mary Clerk", "INV/00041"):
            self.assertIn(part, text)

    def test_a_new_layout_starts_with_the_usual_columns(self):
        with Form(self.env["account.note.letter.layout"]) as form:
            form.name = "Mine"
            form.grouping = "note"
            form.column_ids.remove(0)
        layout = form.record
        self.assertEqual(
            layout.column_ids.mapped("column"),
            ["original", "settled", "applied", "open"],
        )
        text = self.sample_html(layout.action_preview())
        self.assertIn("Settled Otherwise", text)
        self.assertNotIn('<th class="text-start">Date</th>', text)

    @mute_logger("odoo.sql_db")
    def test_a_layout_has_each_column_once(self):
        layout = self.env.ref("account_credit_debit_note.note_letter_layout_note")
        twice = Command.create({"column": layout.column_ids[0].column})
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            layout.column_ids = [twice]

    def test_a_copy_of_a_layout_has_its_columns(self):
        layout = self.env.ref("account_credit_debit_note.note_letter_layout_note")
        copy = layout.copy()
        self.assertEqual(copy.name, "By credit note, with reasons (copy)")
        self.assertEqual(
            copy.column_ids.mapped("column"), layout.column_ids.mapped("column")
        )

    def test_accountants_configure_layouts_billing_users_use_them(self):
        layouts = self.env["account.note.letter.layout"]
        accountant = new_test_user(
            self.env, "layout-accountant", "account.group_account_manager"
        )
        layout = layouts.with_user(accountant).create({"name": "Mine"})
        billing = self.clerk("layout-billing")
        self.assertTrue(layout.with_user(billing).column_ids.mapped("column"))
        with self.assertRaises(AccessError):
            layout.with_user(billing).name = "Other"
        with self.assertRaises(AccessError):
            layout.with_user(billing).column_ids.unlink()

    def test_windows_and_letters_are_ones_own(self):
        self.bill_and_note()
        window = self.letter()
        rows = window._make_rows()
        billing = self.clerk("letter-thief")
        for record in (window, rows):
            with self.assertRaises(AccessError):
                record.with_user(billing).read([])

    def test_no_letter_about_a_company_one_is_not_in(self):
        other = self.setup_other_company()["company"]
        billing = self.clerk("letter-foreigner")
        self.assertNotIn(other, billing.company_ids)
        window = (
            self.env["account.note.letter"]
            .with_user(billing)
            .create(
                {
                    "company_id": other.id,
                    "kind": "statement",
                    "partner_ids": [Command.set(self.partner_a.ids)],
                }
            )
        )
        self.assertFalse(window.letter_count)
        # Made-up figures would stand between texts of that company
        for is_sample in (False, True):
            window.is_sample = is_sample
            with self.assertRaises(AccessError):
                window.action_print()
