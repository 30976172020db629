from lxml import etree

from odoo.tests import HttpCase, tagged

from .allocation_common import AllocationCase

CONFIRM = {"note_offer_credits": True}
LINE = "account_note_outstanding"


@tagged("post_install", "-at_install")
class TestOfferCredits(AllocationCase):
    """Open credits are offered: in the banner, and after *Confirm*."""

    def button(self):
        """Return what the client knows of the button *Confirm* of invoices."""
        arch = self.env["account.move"].get_view(view_type="form")["arch"]
        path = "//header/button[@name='action_post'][@string='Confirm']"
        return etree.fromstring(arch).xpath(path)[0]

    def draft(self, **values):
        return self.debt(post=False, **values).with_context(**CONFIRM)

    def test_the_button_asks_core_and_us(self):
        context = self.button().get("context")
        for name in (
            "'validate_analytic': True",
            "'disable_abnormal_invoice_detection': False",
            "'note_offer_credits': True",
        ):
            self.assertIn(name, context)

    def test_confirm_offers_open_credits_where_the_company_wants_it(self):
        note, invoice = self.goodwill(40.0), self.draft()
        self.env.company.note_offer_credits = True
        action = invoice.action_post()
        self.assertEqual(invoice.state, "posted")
        window = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(window.credit_ids.move_id, note)
        self.assertEqual(window.item_ids.move_id, invoice)
        self.assertEqual(note.amount_residual, 40.0)

    def test_vendors_credits_too(self):
        self.goodwill(40.0, move_type="in_refund")
        bill = self.draft(move_type="in_invoice", ref="B1")
        self.env.company.note_offer_credits = True
        self.assertEqual(bill.action_post()["res_model"], "account.note.allocation")

    def test_nobody_is_asked_without_the_setting(self):
        self.goodwill(40.0)
        self.assertFalse(self.draft().action_post())

    def test_programs_and_those_who_post_many_are_never_asked(self):
        self.goodwill(40.0)
        self.env.company.note_offer_credits = True
        self.assertFalse(self.debt(post=False).action_post())
        many = self.draft() + self.draft()
        self.assertFalse(many.action_post())
        self.assertEqual(set(many.mapped("state")), {"posted"})

    def test_without_an_open_credit_nothing_is_asked(self):
        self.env.company.note_offer_credits = True
        self.assertFalse(self.draft().action_post())
        note = self.goodwill(40.0, post=False).with_context(**CONFIRM)
        self.assertFalse(note.action_post())

    def test_it_costs_nothing_while_it_is_off(self):
        self.goodwill(40.0)
        invoice = self.debt()
        self.env.invalidate_all()
        invoice.company_id.mapped("note_guard")
        invoice.line_ids.mapped("move_id.state")
        with self.assertQueryCount(0):
            self.assertFalse(invoice._note_offer_open_credits())

    def test_the_banner_offers_what_is_outstanding(self):
        invoice = self.debt()
        self.assertNotIn(LINE, invoice.alerts or {})
        note = self.goodwill(40.0)
        (invoice + note).invalidate_recordset()
        self.assertIn("open credits", invoice.alerts[LINE]["message"])
        self.assertEqual(invoice.alerts[LINE]["action_text"], "Apply Credits")
        self.assertIn("Other invoices", note.alerts[LINE]["message"])
        reader = self.clerk("banner-reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        invoice.invalidate_recordset()
        self.assertNotIn("action", invoice.with_user(reader).alerts[LINE])

    def test_core_has_no_banner_beside_it(self):
        arch = self.env["account.move"].get_view(view_type="form")["arch"]
        banners = etree.fromstring(arch).xpath("//div[hasclass('alert')]")
        beside = [
            banner
            for banner in banners
            if "invoice_has_outstanding" in banner.get("invisible", "")
        ]
        self.assertFalse(beside)


@tagged("post_install", "-at_install")
class TestOfferCreditsTour(AllocationCase, HttpCase):
    def test_bookkeeper_confirms_an_invoice_and_applies_a_credit(self):
        self.clerk("tour-offer")
        self.env.company.note_offer_credits = True
        self.goodwill(40.0)
        invoice = self.debt(post=False)
        self.start_tour(
            f"/odoo/account.move/{invoice.id}",
            "account_note_confirm_and_apply",
            login="tour-offer",
        )
        self.assertEqual(invoice.amount_residual, 60.0)

    def test_bookkeeper_reads_one_banner(self):
        self.clerk("tour-banner")
        invoice = self.debt(100.0, "2026-03-01")
        note = self.credit(invoice, post=False)
        note.invoice_date = "2026-02-01"
        note.invoice_line_ids.price_unit = 150.0
        self.start_tour(
            f"/odoo/account.move/{note.id}",
            "account_note_one_banner",
            login="tour-banner",
        )
