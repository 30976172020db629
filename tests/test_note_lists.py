import re

from lxml import etree

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import NoteCase

CUSTOMER_LISTS = ("view_out_invoice_tree", "view_out_credit_note_tree")
VENDOR_LISTS = ("view_in_invoice_bill_tree", "view_in_invoice_refund_tree")
BOTH_LISTS = ("view_invoice_tree", "view_move_tree")


class NoteListCase(NoteCase):
    def pair(self, side="out", **values):
        """Return an invoice and a credit note over the same that is still open."""
        return tuple(
            self.invoice(move_type=f"{side}_{kind}", **values)
            for kind in ("invoice", "refund")
        )

    def summed_fields(self, view):
        arch = self.env["account.move"].get_view(self.env.ref(view).id, "list")["arch"]
        return [
            node.get("name")
            for node in etree.fromstring(arch).iter("field")
            if node.get("sum")
        ]

    def totals(self, records, names):
        """Return what the web client shows below these columns."""
        aggregates = [f"{name}:sum" for name in names]
        [group] = records.formatted_read_group(
            [("id", "in", records.ids)], aggregates=aggregates
        )
        return [group[name] for name in aggregates]

    def assert_note_takes_off(self, invoice, note, names):
        """Check that a note cancels an invoice over the same in every sum."""
        self.assertTrue(names)
        for name in names:
            [of_invoice], [of_note] = (
                self.totals(invoice, [name]),
                self.totals(note, [name]),
            )
            self.assertTrue(of_invoice, name)
            self.assertEqual(of_note, -of_invoice, name)
            self.assertEqual(self.totals(invoice | note, [name]), [0.0], name)


@tagged("post_install", "-at_install")
class TestNoteLists(NoteListCase):
    """Where notes stand with invoices, their amounts lower every sum."""

    def assert_lists(self, views, invoice, note):
        for view in views:
            with self.subTest(view):
                self.assert_note_takes_off(
                    invoice, note, self.summed_fields(f"account.{view}")
                )

    def test_lists_of_customers(self):
        invoice, note = self.pair()
        self.assert_lists(CUSTOMER_LISTS + BOTH_LISTS, invoice, note)
        self.assertEqual(note.amount_total_in_currency_signed, -115.0)
        self.assertEqual(note.amount_residual_signed, -115.0)

    def test_lists_of_vendors(self):
        # A bill is money to be paid, so core shows it below zero, and its note above
        invoice, note = self.pair("in")
        self.assert_lists(VENDOR_LISTS + BOTH_LISTS, invoice, note)
        self.assertEqual(invoice.amount_total_in_currency_signed, -115.0)
        self.assertEqual(note.amount_total_in_currency_signed, 115.0)

    def test_lists_in_a_foreign_currency(self):
        currency = self.setup_other_currency("EUR")
        for side, views in (("out", CUSTOMER_LISTS), ("in", VENDOR_LISTS)):
            invoice, note = self.pair(side, currency_id=currency.id)
            self.assert_lists(views, invoice, note)

    def test_lists_with_negative_amounts_for_notes(self):
        self.env.company.account_storno = True
        invoice, note = self.pair()
        receivable = note.line_ids.filtered("date_maturity")
        self.assertEqual((receivable.debit, receivable.credit), (-115.0, 0.0))
        self.assert_lists(CUSTOMER_LISTS + BOTH_LISTS, invoice, note)

    def test_open_amount_of_a_partly_applied_note(self):
        invoice = self.invoice(("Desk", 1, 60.0))
        note = self.invoice(move_type="out_refund")
        (invoice | note).line_ids.filtered("date_maturity").reconcile()
        self.assertEqual(note.amount_residual_signed, -46.0)
        self.assertEqual(
            self.totals(invoice | note, ["amount_residual_signed"]), [-46.0]
        )

    def test_cards_show_the_signed_amount(self):
        arch = self.env["account.move"].get_view(
            self.env.ref("account.view_account_move_kanban").id, "kanban"
        )["arch"]
        amounts = [
            node.get("name")
            for node in etree.fromstring(arch).iter("field")
            if node.get("name", "").startswith("amount_")
        ]
        self.assertEqual(amounts, ["amount_total_in_currency_signed"])

    def test_groups_of_a_list_of_notes_alone(self):
        self.pair()
        self.pair()
        [group] = self.env["account.move"].formatted_read_group(
            [("move_type", "=", "out_refund"), ("partner_id", "=", self.partner_a.id)],
            ["partner_id"],
            ["amount_total_in_currency_signed:sum", "amount_residual_signed:sum"],
        )
        self.assertEqual(group["amount_total_in_currency_signed:sum"], -230.0)
        self.assertEqual(group["amount_residual_signed:sum"], -230.0)

    def test_journal_items(self):
        for side in ("out", "in"):
            invoice, note = (
                move.line_ids.filtered("date_maturity") for move in self.pair(side)
            )
            self.assert_note_takes_off(
                invoice, note, ["balance", "amount_residual", "amount_currency"]
            )

    def test_invoice_analysis(self):
        names = ["price_subtotal", "price_subtotal_currency", "price_total", "quantity"]
        for side in ("out", "in"):
            invoice, note = (
                self.env["account.invoice.report"].search([("move_id", "=", move.id)])
                for move in self.pair(side)
            )
            self.assert_note_takes_off(invoice, note, names)

    def test_totals_of_the_partner(self):
        partner = self.env["res.partner"].create({"name": "Quiet Offices"})
        for side in ("out", "in"):
            self.pair(side, partner_id=partner.id)
        self.assertRecordValues(
            partner, [{"credit": 0.0, "debit": 0.0, "total_invoiced": 0.0}]
        )


@tagged("post_install", "-at_install")
class TestNotesOnTheDashboard(NoteListCase):
    """A credit note lowers the figures on the card of its journal."""

    def card(self, journal):
        data = journal._get_journal_dashboard_data_batched()[journal.id]
        return {
            name: re.sub(r"[^-.0-9]", "", data[name])
            for name in ("sum_waiting", "sum_late", "sum_draft", "to_check_balance")
        }

    def documents(self, journal, side, post):
        currency = journal.currency_id or self.env.company.currency_id
        return self.env["account.move"].union(
            *(
                self.invoice(
                    ("Desk", 1, price),
                    move_type=f"{side}_{kind}",
                    journal_id=journal.id,
                    currency_id=currency.id,
                    post=post,
                )
                for kind, price in (("invoice", 300.0), ("refund", 100.0))
            )
        )

    def assert_card(self, journal, side):
        self.documents(journal, side, post=False)
        self.documents(journal, side, post=True).set_moves_checked(False)
        self.env.flush_all()
        # Core leaves what is to be checked of vendors below zero
        to_check = "230.00" if side == "out" else "-230.00"
        self.assertEqual(
            self.card(journal),
            {
                "sum_waiting": "230.00",
                "sum_late": "230.00",
                "sum_draft": "230.00",
                "to_check_balance": to_check,
            },
        )

    def journal(self, kind, **values):
        default = self.company_data[f"default_journal_{kind}"]
        return default.copy(
            {"default_account_id": default.default_account_id.id, **values}
        )

    def test_journal_in_the_currency_of_the_company(self):
        self.assert_card(self.journal("sale"), "out")
        self.assert_card(self.journal("purchase"), "in")

    def test_journal_in_a_currency_of_its_own(self):
        currency = self.setup_other_currency("EUR")
        self.assert_card(self.journal("sale", currency_id=currency.id), "out")
        self.assert_card(self.journal("purchase", currency_id=currency.id), "in")


@tagged("post_install", "-at_install")
class TestNotesOnThePortal(NoteListCase, HttpCase):
    def test_notes_of_customer_and_vendor_are_below_zero(self):
        user = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "note-portal",
                "password": "note-portal",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        for side, price in (("out", 100.0), ("in", 200.0)):
            note = self.invoice(
                ("Desk", 1, price),
                move_type=f"{side}_refund",
                partner_id=user.partner_id.id,
            )
            note.message_subscribe(user.partner_id.ids)
        self.authenticate("note-portal", "note-portal")
        page = etree.HTML(self.url_open("/my/invoices").text)
        shown = {
            "".join(cell.itertext())
            for cell in page.iterfind(".//td[@name='invoice_amount']")
        }
        amounts = {re.sub(r"[^-.0-9]", "", text) for text in shown}
        self.assertEqual(amounts, {"-115.00", "-230.00"})
