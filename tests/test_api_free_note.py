import json

from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApiFreeNote(NoteCase):
    """Notes on no invoice, as programs ask for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.clerk("api-clerk"))

    def request(self, **values):
        lines = [{"name": "Goodwill", "price_unit": 100, "quantity": 2}]
        return {
            "partner_id": self.partner_a.id,
            "lines": lines,
            "date": "2026-03-10",
            **values,
        }

    def note(self, **values):
        answer = self.api.create_credit_note(self.request(**values))
        self.assertEqual(json.loads(json.dumps(answer)), answer, "plain values only")
        (told,) = answer["notes"]
        return told, self.env["account.move"].browse(told["id"])

    def test_goodwill(self):
        told, note = self.note(
            state="posted", reason="GOODWILL", reason_text="Sorry for the delay"
        )
        # Without taxes of its own a line has those of the journal's account
        self.assertEqual((told["state"], told["amount_untaxed"]), ("posted", 200.0))
        self.assertEqual(told["origin_ids"], [])
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.note_reason_id.code, "GOODWILL")
        self.assertEqual(note.note_reason_text, "Sorry for the delay")
        self.assertEqual(note.create_uid, self.api.env.user)

    def test_product_account_and_taxes(self):
        account = self.company_data["default_account_revenue"].copy()
        line = {
            "product_id": self.product_a.id,
            "account_id": account.id,
            "price_unit": 10,
            "tax_ids": self.tax.ids,
        }
        told, note = self.note(lines=[line])
        self.assertEqual((told["state"], told["amount_total"]), ("draft", 11.5))
        self.assertEqual(note.invoice_line_ids.account_id, account)
        self.assertEqual(note.invoice_line_ids.product_id, self.product_a)
        told, _note = self.note(lines=[{**line, "tax_ids": []}])
        self.assertEqual(told["amount_total"], 10.0)

    def test_invoice_of_an_older_system(self):
        _told, note = self.note(
            external_origin_number="OLD-4711", external_origin_date="2025-11-30"
        )
        self.assertTrue(note._note_has_external_origin())
        self.assertEqual(str(note.external_origin_date), "2025-11-30")
        self.env.company.note_refuse_early_date = True
        with self.refused("external_origin: ", "OLD-4711"):
            self.note(
                state="posted",
                external_origin_number="OLD-4711",
                external_origin_date="2026-03-11",
            )

    def test_vendor_in_another_currency_made_final(self):
        self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        told, note = self.note(partner_side="vendor", currency="EUR", state="finalized")
        self.assertEqual((told["move_type"], told["currency"]), ("in_refund", "EUR"))
        self.assertTrue(told["is_finalized"])
        self.assertTrue(note.finalized_on)

    def test_preview_says_the_same_and_writes_nothing(self):
        count = self.env["account.move"].search_count([])
        request = self.request(side="credit")
        (preview,) = self.api.preview_correction(request)["previews"]
        self.assertEqual(self.env["account.move"].search_count([]), count)
        told, _note = self.note()
        self.assertEqual(preview["total_amount"], told["amount_total"])
        self.assertEqual(preview["untaxed_amount"], told["amount_untaxed"])
        self.assertEqual(
            sum(tax["amount"] for tax in preview["taxes"]), told["amount_tax"]
        )

    def test_a_total_below_zero_is_refused_and_foreseen(self):
        for line in ({"price_unit": -5}, {"price_unit": 5, "quantity": -1}):
            lines = [{"name": "Goodwill", "tax_ids": [], **line}]
            request = self.request(lines=lines, side="credit")
            (preview,) = self.api.preview_correction(request)["previews"]
            self.assertEqual(preview["refusals"][0]["code"], "wrong_direction")
            for state in ("draft", "posted"):
                with self.refused("wrong_direction: "):
                    self.note(lines=lines, state=state)

    def test_the_same_key_makes_it_once(self):
        first, _note = self.note(idempotency_key="goodwill-1")
        again, _note = self.note(idempotency_key="goodwill-1")
        self.assertEqual(first, again)

    def test_what_is_wrong_is_named(self):
        line = {"name": "Goodwill", "price_unit": 1}
        for word, wrong in (
            ("bad_request: lines ", {"lines": None}),
            ("bad_request: lines[0].price_unit ", {"lines": [{"name": "x"}]}),
            ("bad_request: lines[0].name ", {"lines": [{"price_unit": 1}]}),
            ("bad_request: partner_id ", {"partner_id": None}),
            ("bad_request: partner_id ", {"invoice_ids": self.invoice().ids}),
            ("bad_request: mode ", {"mode": "full"}),
            ("bad_request: partner_side ", {"partner_side": "both"}),
            ("not_found: partner_id", {"partner_id": 2**31 - 1}),
            ("not_found: lines[0].tax_ids", {"lines": [{**line, "tax_ids": [2**30]}]}),
            ("refused: currency", {"currency": "XXX"}),
            ("refused: reason", {"reason": "NO-SUCH"}),
        ):
            with self.subTest(word, wrong=wrong), self.refused(word):
                self.api.create_credit_note(self.request(**wrong))

    def test_records_of_another_company(self):
        other = self.setup_other_company()
        line = {
            "name": "x",
            "price_unit": 1,
            "account_id": other["default_account_revenue"].id,
        }
        with self.refused("access_denied: "):
            self.note(lines=[line])
        with self.refused("access_denied: "):
            self.note(journal_id=other["default_journal_sale"].id)

    def test_debit_notes_need_an_invoice(self):
        with self.refused("bad_request: partner_id "):
            self.api.create_debit_note(self.request())
