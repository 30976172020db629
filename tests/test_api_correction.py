import json

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApiCorrection(NoteCase):
    """Notes as programs ask for them: one request, one answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.clerk("api-clerk"))

    def ask(self, method, invoice=None, **request):
        if invoice:
            request["invoice_ids"] = invoice.ids
        answer = getattr(self.api, method)(request)
        self.assertEqual(json.loads(json.dumps(answer)), answer, "plain values only")
        return answer

    def note(self, *args, **request):
        (note,) = self.ask(*args, **request)["notes"]
        return note

    def line(self, invoice, name):
        return invoice.invoice_line_ids.filtered(lambda line: line.name == name).id

    def test_documents_of_two_companies_get_a_note_each(self):
        other = self.setup_other_company()
        clerk = self.api.env.user
        clerk.company_ids |= other["company"]
        invoices = self.invoice()
        theirs = {"tax": other["default_tax_sale"], "company_id": other["company"].id}
        theirs["journal_id"] = other["default_journal_sale"].id
        invoices += self.invoice(**theirs)
        api = self.api.with_context(allowed_company_ids=clerk.company_ids.ids)
        for method in ("create_credit_note", "create_debit_note"):
            with self.subTest(method):
                notes = getattr(api, method)({"invoice_ids": invoices.ids})["notes"]
                made = self.env["account.move"].browse(note["id"] for note in notes)
                self.assertEqual(made.company_id, invoices.company_id)
                self.assertEqual(
                    [note["origin_ids"] for note in notes], [[i] for i in invoices.ids]
                )

    def test_whole_document(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.note("create_credit_note", invoice, date="2026-03-10")
        self.assertEqual(
            {name: note[name] for name in note if name not in ("id", "name", "lines")},
            {
                "move_type": "out_refund",
                "state": "draft",
                "is_finalized": False,
                "approval": "",
                "date": "2026-03-10",
                "partner_id": self.partner_a.id,
                "currency": "USD",
                "amount_untaxed": 200.0,
                "amount_tax": 30.0,
                "amount_total": 230.0,
                "amount_open": 230.0,
                "origin_ids": invoice.ids,
            },
        )
        self.assertEqual(
            note["lines"][0]["origin_line_id"], invoice.invoice_line_ids.id
        )

    def test_a_note_waits_for_its_day(self):
        day = fields.Date.add(fields.Date.today(), days=3)
        for state in ("posted", "finalized"):
            note = self.note(
                "create_credit_note", self.invoice(), date=str(day), state=state
            )
            self.assertEqual((note["state"], note["date"]), ("draft", str(day)))
            move = self.env["account.move"].browse(note["id"])
            self.assertEqual(move.auto_post, "at_date")

    def test_chosen_lines_posted_at_once(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Chair", 2, 100.0))
        line = {"line_id": self.line(invoice, "Desk"), "quantity": 2}
        note = self.note(
            "create_credit_note", invoice, mode="lines", lines=[line], state="posted"
        )
        self.assertEqual((note["state"], note["amount_total"]), ("posted", 23.0))
        self.assertTrue(note["name"].startswith("RINV/"))
        self.assertEqual(invoice.amount_residual, 287.5 - 23.0)

    def test_price_amount_percent_and_tax(self):
        invoice = self.invoice(("Desk", 10, 100.0))
        desk = self.line(invoice, "Desk")
        other = self.tax.copy({"amount": 5.0, "name": "5 %"})
        for request, total in (
            ({"mode": "price", "lines": [{"line_id": desk, "price_unit": 90}]}, 115.0),
            ({"mode": "amount", "amount": 11.5}, 11.5),
            ({"mode": "amount", "percent": 50}, 575.0),
            ({"mode": "tax", "lines": [{"line_id": desk, "tax_ids": other.ids}]}, 100),
            ({"mode": "amount", "amount": 10, "is_net_of_tax": True}, 10.0),
        ):
            with self.subTest(request):
                preview = self.ask("preview_correction", invoice, **request)
                note = self.note("create_credit_note", invoice, **request)
                self.assertEqual(note["amount_total"], total)
                self.assertEqual(preview["previews"][0]["total_amount"], total)
                self.env["account.move"].browse(note["id"]).unlink()

    def test_debit_note(self):
        invoice = self.invoice(("Desk", 10, 100.0))
        line = {"line_id": self.line(invoice, "Desk"), "price_unit": 110}
        note = self.note(
            "create_debit_note", invoice, mode="price", lines=[line], state="posted"
        )
        self.assertEqual(
            (note["move_type"], note["amount_total"]), ("out_invoice", 115)
        )
        self.assertEqual(note["origin_ids"], invoice.ids)

    def test_several_invoices_one_note_each(self):
        invoices = self.invoice(("Desk", 1, 10.0)) | self.invoice(("Chair", 1, 20.0))
        notes = self.ask("create_credit_note", invoices, state="posted")["notes"]
        self.assertEqual([note["amount_untaxed"] for note in notes], [10.0, 20.0])

    def test_reason_by_its_code(self):
        reason = self.env.ref("account_credit_debit_note.reason_goodwill")
        note = self.note("create_credit_note", self.invoice(), reason=reason.code)
        move = self.env["account.move"].browse(note["id"])
        self.assertEqual(move.note_reason_id, reason)
        self.assertEqual(move.note_reason_text, reason.name)
        with self.refused("refused: reason: there is no reason", reason.code):
            self.note("create_credit_note", self.invoice(), reason="NONE")

    def test_finalized_as_asked(self):
        note = self.note("create_credit_note", self.invoice(), state="finalized")
        self.assertTrue(note["is_finalized"])

    def test_vendor_bill(self):
        bill = self.invoice(move_type="in_invoice", ref="B 1")
        note = self.note("create_credit_note", bill, state="posted")
        self.assertEqual(note["move_type"], "in_refund")

    def test_preview_writes_nothing(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        before = self.env["account.move"].search_count([])
        (preview,) = self.ask("preview_correction", invoice)["previews"]
        self.assertEqual(
            (preview["invoice_id"], preview["total_amount"], preview["refusal"]),
            (invoice.id, 230.0, ""),
        )
        self.assertEqual(preview["remaining_amount"], 0.0)
        self.assertEqual(self.env["account.move"].search_count([]), before)

    def test_too_much_names_the_figures(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        self.credit(invoice)
        with self.refused("over_credited: ", invoice.name, "nothing remains"):
            self.note("create_credit_note", invoice, state="posted")
        self.assertEqual(len(invoice.credit_note_ids), 1)

    def test_above_the_limit_waits_for_approval(self):
        self.env.company.note_approval_threshold = 50.0
        note = self.note("create_credit_note", self.invoice())
        self.assertEqual((note["state"], note["approval"]), ("draft", "needed"))
        with self.refused("approval_needed: "):
            self.note("create_credit_note", self.invoice(), state="posted")

    def test_lines_and_modes_have_to_fit(self):
        invoice, other = self.invoice(), self.invoice()
        own, theirs = (self.line(move, "Desk") for move in (invoice, other))
        for request, text in (
            ({}, "invoice_ids is missing"),
            ({"invoice_ids": [2**31 - 1]}, "not_found: invoice_ids"),
            ({"mode": "lines"}, "lines is missing"),
            ({"lines": [{"line_id": own, "quantity": 1}]}, "lines is no field"),
            ({"mode": "lines", "lines": [{"line_id": own}]}, "lines[0].quantity is m"),
            (
                {"mode": "lines", "lines": [{"line_id": theirs, "quantity": 1}]},
                f"lines[0]: {theirs} is no line",
            ),
            (
                {"mode": "lines", "lines": [{"line_id": own, "quantity": 1}] * 2},
                "named twice",
            ),
            ({"mode": "some"}, "mode is none of these: full, lines"),
            ({"amuont": 5}, "amuont is no field"),
        ):
            if text != "invoice_ids is missing":
                request = {"invoice_ids": invoice.ids, **request}
            with self.subTest(text):
                for method in ("create_credit_note", "preview_correction"):
                    with self.refused(text):
                        self.ask(method, **request)

    def test_debit_notes_are_never_net_of_tax(self):
        asked = {"mode": "amount", "amount": 5}
        for word in ("is_net_of_tax", "keep_open"):
            wrong = {**asked, word: True}
            with self.refused(word):
                self.ask("create_debit_note", self.invoice(), **wrong)
            with self.refused(word):
                self.ask("preview_correction", self.invoice(), side="debit", **wrong)

    def test_less_than_a_cent_off_a_line_is_nothing(self):
        invoice = self.invoice()
        row = {"line_id": invoice.invoice_line_ids.id, "amount": 0.001}
        request = {"invoice_ids": invoice.ids, "mode": "lines", "lines": [row]}
        (preview,) = self.api.preview_correction(request)["previews"]
        self.assertEqual(preview["refusals"][0]["code"], "nothing_to_correct")
        with self.refused("nothing_to_correct: "):
            self.api.create_credit_note(request)

    def test_rights_are_those_of_the_caller(self):
        readonly = self.clerk("api-reader")
        readonly.group_ids = self.env.ref("account.group_account_readonly")
        invoice = self.invoice()
        reader = self.api.with_user(readonly)
        self.assertTrue(reader.preview_correction({"invoice_ids": invoice.ids}))
        with self.assertRaises(UserError) as caught:
            reader.create_credit_note({"invoice_ids": invoice.ids})
        self.assertTrue(str(caught.exception).startswith("access_denied: "))

    def test_several_kinds_in_one_note(self):
        invoice = self.invoice(("Chair", 5, 70.0), ("Table", 1, 500.0))
        request = {
            "invoice_ids": invoice.ids,
            "mode": "several",
            "lines": [
                {"line_id": self.line(invoice, "Chair"), "quantity": 2},
                {
                    "line_id": self.line(invoice, "Table"),
                    "price_unit": 450.0,
                    "discount": 10,
                },
            ],
            "amount": 10.0,
            "is_untaxed": True,
            "date": "2026-03-10",
        }
        (preview,) = self.ask("preview_correction", **request)["previews"]
        note = self.note("create_credit_note", **request, state="posted")
        self.assertEqual(note["amount_untaxed"], 140.0 + 95.0 + 10.0)
        self.assertEqual(preview["total_amount"], note["amount_total"])
        self.assertEqual(note["state"], "posted")

    def test_a_line_of_several_says_something(self):
        invoice = self.invoice()
        lines = [{"line_id": invoice.invoice_line_ids.id}]
        with self.refused("bad_request", "lines[0].quantity"):
            self.ask("create_credit_note", invoice, mode="several", lines=lines)
