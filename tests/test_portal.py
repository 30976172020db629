from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import NoteCase


class PortalCase(NoteCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.partner_a
        cls.reader = cls.env["res.users"].create(
            {
                "name": "Portal Reader",
                "login": "portal-reader",
                "password": "portal-reader",
                "partner_id": cls.customer.id,
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )

    def set_scene(self):
        self.sale = self.invoice(("Desk", 1, 500.0))
        window = self.window(
            self.sale, correction_mode="amount", amount=50.0, reason="Scratched"
        )
        self.note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.note.action_post()
        self.extra = self.debit(self.sale)

    def only_final(self):
        self.env.company.note_portal = "final"

    def log_in(self):
        self.authenticate("portal-reader", "portal-reader")

    def page(self, move, token=False, **options):
        """Return the page of a document, or None where it leads elsewhere."""
        parts = [f"{key}={value}" for key, value in options.items()]
        if token:
            parts.append(f"access_token={move._portal_ensure_token()}")
        url = f"/my/invoices/{move.id}?{'&'.join(parts)}"
        answer = self.url_open(url, allow_redirects=False)
        return answer.text if answer.status_code == 200 else None

    def listing(self, filterby="all"):
        return self.url_open(f"/my/invoices?filterby={filterby}").text

    def counters(self):
        return self.make_jsonrpc_request(
            "/my/counters", {"counters": ["credit_note_count", "invoice_count"]}
        )


@tagged("post_install", "-at_install")
class TestPortalAccess(PortalCase):
    """Where only final notes are shown, no door leads to the others."""

    def assert_shown(self, note, shown):
        self.assertEqual(note.name in self.listing(), shown)
        for token in (False, True):
            self.assertEqual(bool(self.page(note, token)), shown)
            self.assertEqual(bool(self.page(note, token, report_type="html")), shown)

    def test_every_posted_note_is_shown_by_default(self):
        self.log_in()
        for move in self.note | self.extra | self.sale:
            self.assert_shown(move, True)
        self.assertEqual(self.counters()["credit_note_count"], 1)

    def test_notes_are_hidden_until_they_are_final(self):
        self.only_final()
        self.log_in()
        self.assert_shown(self.note, False)
        self.assert_shown(self.extra, False)
        self.assert_shown(self.sale, True)
        self.assertEqual(self.counters()["credit_note_count"], 0)
        (self.note | self.extra).action_finalize()
        self.assert_shown(self.note, True)
        self.assert_shown(self.extra, True)
        self.assertEqual(self.counters()["credit_note_count"], 1)

    def test_token_of_a_stranger_opens_final_notes_only(self):
        self.only_final()
        self.assertIsNone(self.page(self.note, token=True))
        self.assertIsNone(self.page(self.note, token=True, report_type="html"))
        self.assertTrue(self.page(self.sale, token=True))
        self.note.action_finalize()
        self.assertTrue(self.page(self.note, token=True))

    def test_token_of_a_colleague_opens_it(self):
        self.only_final()
        self.clerk("portal-clerk")
        self.authenticate("portal-clerk", "portal-clerk")
        self.assertTrue(self.page(self.note, token=True))

    def test_records_and_lines_are_kept_back_from_programs(self):
        self.only_final()
        moves = self.env["account.move"].with_user(self.reader)
        ours = [("partner_id", "=", self.customer.id)]
        self.assertEqual(moves.search(ours), self.sale)
        lines = moves.env["account.move.line"].search(ours)
        self.assertEqual(lines.move_id, self.sale)
        with self.assertRaises(AccessError):
            moves.browse(self.note.id).read(["name"])

    def test_another_company_shows_what_it_wants(self):
        other = self.setup_other_company()["company"]
        other.note_portal = "final"
        self.log_in()
        self.assert_shown(self.note, True)

    def test_token_does_not_open_the_discussion(self):
        self.note.message_post(
            body="We regret", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        thread = {
            "thread_model": "account.move",
            "thread_id": self.note.id,
            "token": self.note._portal_ensure_token(),
        }
        found = self.make_jsonrpc_request("/mail/chatter_fetch", thread)
        self.assertTrue(found["messages"])
        self.only_final()
        self.assertFalse(
            self.env["account.move"]
            .with_user(self.env.ref("base.public_user"))
            ._get_thread_with_access(self.note.id, token=thread["token"])
        )
        answer = self.url_open("/mail/chatter_fetch", json={"params": thread})
        self.assertNotIn("We regret", answer.text)

    def test_files_are_kept_back_with_any_token(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "letter.txt",
                "raw": b"Dear customer",
                "res_model": "account.move",
                "res_id": self.note.id,
            }
        )
        [token] = file.generate_access_token()
        urls = [
            f"/web/content/{file.id}?access_token={key}"
            for key in (token, file._get_raw_access_token())
        ]
        for url in urls:
            self.assertEqual(self.url_open(url).text, "Dear customer")
        self.only_final()
        for login in (None, "portal-reader"):
            self.authenticate(login, login)
            for url in [*urls, f"/web/content/{file.id}"]:
                self.assertNotIn("Dear customer", self.url_open(url).text)
        self.note.action_finalize()
        for url in urls:
            self.assertEqual(self.url_open(url).text, "Dear customer")


@tagged("post_install", "-at_install")
class TestPortalPages(PortalCase):
    def test_page_tells_origin_reason_application_and_what_is_left(self):
        self.log_in()
        page = self.page(self.note)
        for text in (self.sale.name, "03/01/2026", "Scratched", "Applied to"):
            self.assertIn(text, page)
        self.assertIn("Remaining credit", page)
        self.assertNotIn("Left to Pay", page)
        self.assertIn(f'href="/my/invoices/{self.sale.id}"', page)

    def test_invoice_tells_the_credits_that_settled_it(self):
        self.log_in()
        self.assertIn(self.note.name, self.page(self.sale))
        self.only_final()
        page = self.page(self.sale)
        self.assertNotIn(self.note.name, page)
        self.assertIn("Another document", page)

    def test_stranger_with_a_token_gets_no_links_to_other_documents(self):
        page = self.page(self.note, token=True)
        self.assertIn(self.sale.name, page)
        self.assertNotIn(f'href="/my/invoices/{self.sale.id}', page)

    def test_payments_are_not_named_by_their_numbers(self):
        window = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=self.sale.ids)
            .create({"payment_date": "2026-03-15"})
        )
        payment = window._create_payments()
        self.log_in()
        page = self.page(self.sale)
        self.assertIn("Payment", page)
        if payment.move_id:
            self.assertNotIn(payment.move_id.name, page)

    def test_filters_choose_notes(self):
        free = self.goodwill(80.0)
        self.log_in()
        names = {"note": self.note.name, "free": free.name, "extra": self.extra.name}
        for chosen, expected in (
            ("credit_notes", {"note", "free"}),
            ("credit_notes_open", {"free"}),
            ("credit_notes_used", {"note"}),
            ("debit_notes", {"extra"}),
        ):
            listing = self.listing(chosen)
            # The quotes keep RINV/2026/00001 apart from DINV and from longer numbers
            found = {key for key, name in names.items() if f'title="{name}"' in listing}
            self.assertEqual(found, expected, chosen)

    def test_notes_are_headed_as_such(self):
        self.log_in()
        for filterby, heading in (
            ("credit_notes", "Credit Note #"),
            ("debit_notes", "Debit Note #"),
            ("all", "Invoice #"),
        ):
            page = self.listing(filterby)
            with self.subTest(filterby):
                self.assertIn(heading, page)
                self.assertEqual("Invoice #" in page, filterby == "all")

    def test_a_final_note_is_no_proforma(self):
        self.log_in()
        self.assertIn("Proforma", self.page(self.note, report_type="html"))
        self.note.action_finalize()
        self.assertNotIn("Proforma", self.page(self.note, report_type="html"))
        name = self.note._get_invoice_proforma_pdf_report_filename()
        self.assertNotIn("proforma", name)

    def test_totals_by_currency(self):
        self.goodwill(80.0)
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self.goodwill(30.0, currency_id=euro.id)
        self.log_in()
        listing = self.listing("credit_notes")
        totals = listing[listing.index('name="note_totals"') :]
        for amount in ("130.00", "80.00", "30.00"):
            self.assertIn(amount, totals)
        self.assertNotIn("160.00", totals)
        self.assertNotIn('name="note_totals"', self.listing())
