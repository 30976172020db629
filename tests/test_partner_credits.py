from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .open_credit_common import OpenCreditCase


@tagged("post_install", "-at_install")
class TestPartnerCredits(OpenCreditCase):
    """The form of a partner tells its open credits and leads to all its notes."""

    def assert_credits(self, partner, count, amount, side="open_credit"):
        partner.invalidate_recordset()
        self.assertRecordValues(
            partner, [{f"{side}_count": count, f"{side}_amount": amount}]
        )

    def shown(self, partner, action="action_open_credit_notes"):
        action = getattr(partner, action)()
        return self.env["account.move"].search(action["domain"])

    def test_customer_and_vendor_are_kept_apart(self):
        self.assert_credits(self.partner, 0, 0.0)
        self.assert_credits(self.partner, 0, 0.0, "open_vendor_credit")
        ours = self.note(price=100.0) | self.note(price=400.0, post=False)
        theirs = self.note(price=200.0, side="in")
        self.assert_credits(self.partner, 1, 115.0)
        self.assert_credits(self.partner, 1, 230.0, "open_vendor_credit")
        self.assertEqual(self.shown(self.partner), ours)
        found = self.shown(self.partner, "action_open_vendor_credit_notes")
        self.assertEqual(found, theirs)

    def test_applied_credits_are_reached_from_every_contact(self):
        contact = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": self.partner.id}
        )
        self.assertEqual(self.partner.note_application_count, 0)
        invoice = self.invoice(partner_id=self.partner.id)
        self.credit(invoice)
        for partner in self.partner | contact:
            partner.invalidate_recordset()
            self.assertEqual(partner.note_application_count, 1)
            action = partner.action_open_note_applications()
            found = self.env["account.note.application"].search(action["domain"])
            self.assertEqual(found.item_move_id, invoice)

    def test_doubtful_documents_are_reached_from_every_contact(self):
        contact = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": self.partner.id}
        )
        doubtful = self.doubt(self.invoice(partner_id=contact.id))
        self.doubt(self.invoice())
        self.invoice(partner_id=contact.id)
        for partner in self.partner | contact:
            partner.invalidate_recordset()
            self.assertEqual(partner.doubtful_move_count, 1)
            found = self.shown(partner, "action_open_doubtful_documents")
            self.assertEqual(found, doubtful)

    def test_instalments_are_one_note(self):
        term = self.env.ref("account.account_payment_term_advance_60days")
        self.note(invoice_payment_term_id=term.id)
        self.assert_credits(self.partner, 1, 115.0)

    def test_what_is_used_up_does_not_count(self):
        invoice = self.invoice(partner_id=self.partner.id)
        note = self.credit(invoice)
        self.assert_credits(self.partner, 0, 0.0)
        self.assertEqual(self.shown(self.partner), note)

    def test_contacts_and_their_company_show_the_same(self):
        contact, other = self.env["res.partner"].create(
            [{"name": name, "parent_id": self.partner.id} for name in ("Ann", "Bob")]
        )
        notes = self.note(partner_id=contact.id) | self.note()
        for partner in self.partner | contact | other:
            self.assert_credits(partner, 2, 230.0)
            self.assertEqual(self.shown(partner), notes)

    def test_other_partners_do_not_count(self):
        self.note(partner_id=self.partner_a.id)
        self.assert_credits(self.partner, 0, 0.0)
        self.assertFalse(self.shown(self.partner))

    def test_foreign_currency_in_that_of_the_company(self):
        currency = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self.note(currency_id=currency.id)
        self.assert_credits(self.partner, 1, 57.5)

    def test_companies_with_other_currencies(self):
        currency = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        currency.rate_ids.company_id = False
        other = self.setup_other_company(currency_id=currency.id)["company"]
        self.note()
        self.env["account.move"].with_company(other).create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [
                    Command.create({"name": "x", "price_unit": 10.0, "tax_ids": []})
                ],
            }
        ).action_post()
        company = self.env.company
        self.assert_credits(
            self.partner.with_context(allowed_company_ids=company.ids), 1, 115.0
        )
        both = (company | other).ids
        self.assert_credits(
            self.partner.with_context(allowed_company_ids=both), 2, 120.0
        )
        self.assert_credits(
            self.partner.with_context(allowed_company_ids=both[::-1]), 2, 240.0
        )

    def test_one_query_for_many_partners(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Partner {number}"} for number in range(20)]
        )
        for partner in partners[:3]:
            self.note(partner_id=partner.id)
        self.partner.mapped("open_credit_amount")  # rules and rights are read once
        partners.mapped("commercial_partner_id")
        partners.mapped("currency_id")
        with self.assertQueryCount(1):
            amounts = partners.mapped("open_credit_amount")
        self.assertEqual(amounts, [115.0] * 3 + [0.0] * 17)

    def test_new_partner_has_none(self):
        self.note()
        draft = self.env["res.partner"].new({"name": "New"})
        self.assertEqual((draft.open_credit_count, draft.open_credit_amount), (0, 0.0))
        draft = self.env["res.partner"].new(origin=self.partner)
        self.assertEqual(draft.open_credit_count, 1)

    def test_list_starts_with_what_is_open(self):
        note = self.note()
        context = self.partner.action_open_credit_notes()["context"]
        self.assertTrue(context["search_default_note_open"])
        self.assertTrue(context["search_default_note_partly_applied"])
        invoice = self.invoice(partner_id=self.partner.id)
        (invoice | note).line_ids.filtered("date_maturity").reconcile()
        self.partner.invalidate_recordset()
        context = self.partner.action_open_credit_notes()["context"]
        self.assertFalse(context["search_default_note_open"])

    def test_list_shows_what_is_open_and_sums_it(self):
        action = self.partner.action_open_credit_notes()
        views = dict((kind, view) for view, kind in action["views"])
        arch = self.env["account.move"].get_view(views["list"], "list")["arch"]
        [amount] = etree.fromstring(arch).xpath(
            "//field[@name='amount_residual_signed']"
        )
        self.assertEqual(amount.get("optional"), "show")
        self.assertTrue(amount.get("sum"))


@tagged("post_install", "-at_install")
class TestPartnerCreditsAccess(OpenCreditCase):
    def buttons(self, user):
        arch = (
            self.env["res.partner"].with_user(user).get_view(view_type="form")["arch"]
        )
        return etree.fromstring(arch).xpath(
            "//button[@name='action_open_credit_notes']"
        )

    def test_billing_and_readers_see_the_button(self):
        self.note()
        for group in ("invoice", "readonly"):
            user = self.member(f"partner-{group}", f"account.group_account_{group}")
            self.assertTrue(self.buttons(user))
            partner = self.partner.with_user(user)
            self.assertEqual(partner.open_credit_amount, 115.0)
            self.assertTrue(partner.action_open_credit_notes())

    def test_others_do_not(self):
        user = self.member("partner-nobody", "base.group_user")
        self.assertFalse(self.buttons(user))
        partner = self.partner.with_user(user)
        with self.assertRaises(AccessError):
            partner.read(["open_credit_amount"])
        with self.assertRaises(AccessError):
            partner.action_open_credit_notes()
