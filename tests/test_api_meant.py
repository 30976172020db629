from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestApiMeant(BatchCase):
    """Nothing is made that nobody asked for, and errors have their words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.bookkeeper)
        cls.mine = cls.env["res.partner"].create({"name": "Quiet Offices"})

    def everything(self, **values):
        """Return documents of all kinds and states of one partner."""
        values = {"partner_id": self.mine.id, **values}
        cancelled = self.invoice(post=False, **values)
        cancelled.button_cancel()
        invoice = self.invoice(**values)
        return {
            "invoice": invoice,
            "receipt": self.invoice(move_type="out_receipt", **values),
            "debit": self.debit(invoice),
            "credit": self.goodwill(**values),
            "draft": self.invoice(post=False, **values),
            "cancelled": cancelled,
        }

    def chosen(self, found):
        return self.env["account.move"].union(*found.values())

    def window_over(self, moves, **values):
        window = self.env["account.note.bulk"].with_user(self.bookkeeper)
        return window.with_context(
            active_model="account.move", active_ids=moves.ids
        ).create(values)

    # Batches

    def test_a_domain_means_posted_invoices_and_receipts(self):
        found = self.everything()
        request = {"domain": [["partner_id", "=", self.mine.id]], "state": "posted"}
        told = self.api.create_batch(request)
        batch = self.env["account.note.batch"].browse(told["batch_id"])
        meant = [found[name] for name in ("invoice", "receipt", "debit")]
        self.assertCountEqual(batch.line_ids.move_id, meant)
        self.assertEqual(told["skipped"], 3)
        self.run_job()
        told = self.api.get_batch(told["batch_id"])
        self.assertEqual((told["done"], told["failed"]), (3, 0), told["errors"])
        self.assertEqual(told["skipped"], 3)
        self.assertFalse(found["credit"].reversal_move_ids)

    def test_a_debit_batch_charges_no_credit_note(self):
        found = self.everything()
        self.api.create_batch(
            {
                "domain": [["partner_id", "=", self.mine.id]],
                "side": "debit",
                "mode": "amount",
                "percent": 10,
                "state": "posted",
            }
        )
        self.run_job()
        self.assertEqual(
            found["invoice"].debit_note_ids.mapped("state"), ["posted"] * 2
        )
        self.assertFalse(found["credit"].debit_note_ids)

    def test_a_domain_of_vendors_means_bills(self):
        bill = self.invoice(move_type="in_invoice", partner_id=self.mine.id)
        self.goodwill(move_type="in_refund", partner_id=self.mine.id)
        told = self.api.create_batch({"domain": [["partner_id", "=", self.mine.id]]})
        batch = self.env["account.note.batch"].browse(told["batch_id"])
        self.assertEqual((batch.line_ids.move_id, told["skipped"]), (bill, 1))

    def test_a_domain_of_credit_notes_alone_means_nothing(self):
        note = self.goodwill()
        request = {"domain": [["id", "=", note.id]]}
        with self.refused("refused: domain: no posted invoice"):
            self.api.create_batch(request)
        with self.refused("bad_request: allow_credit_notes is no field"):
            self.api.create_batch({**request, "allow_credit_notes": True})

    def test_a_credit_note_named_in_a_batch_fails_alone(self):
        note, invoice = self.goodwill(), self.invoice()
        for side in ("credit", "debit"):
            with self.subTest(side):
                told = self.api.create_batch(
                    {
                        "invoice_ids": [note.id, invoice.id],
                        "side": side,
                        "mode": "amount",
                        "percent": 10,
                    }
                )
                self.run_job()
                told = self.api.get_batch(told["batch_id"])
                (error,) = told["errors"]
                self.assertEqual(error["invoice_id"], note.id)
                self.assertEqual(error["code"], "credit_note")
                self.assertEqual(told["done"], 1)

    def test_a_batch_over_credit_notes_that_are_meant(self):
        note = self.goodwill()
        self.api.create_batch(
            {"invoice_ids": note.ids, "allow_credit_notes": True, "state": "posted"}
        )
        self.run_job()
        self.assertEqual(note.reversal_move_ids.move_type, "out_invoice")

    def test_the_window_leaves_out_and_says_so(self):
        found = self.everything()
        window = self.window_over(self.chosen(found))
        for text in ("credit notes (1)", "drafts (1)", "cancelled documents (1)"):
            self.assertIn(text, window.skipped_text)
        action = window.action_create_batch()
        batch = self.env["account.note.batch"].browse(action["res_id"])
        meant = [found[name] for name in ("invoice", "receipt", "debit")]
        self.assertCountEqual(batch.line_ids.move_id, meant)
        self.assertEqual(batch.skipped_count, 3)
        with Form(batch) as page:
            self.assertEqual(page.skipped_count, 3)

    def test_the_window_over_nothing_that_is_meant(self):
        window = self.window_over(self.goodwill())
        with self.refused("Choose posted invoices"):
            window.action_create_batch()
        self.assertFalse(self.window_over(self.invoice()).skipped_text)

    # One request

    def test_a_credit_note_is_corrected_only_where_it_is_meant(self):
        for move_type, kind in (
            ("out_refund", "out_invoice"),
            ("in_refund", "in_invoice"),
        ):
            note = self.goodwill(move_type=move_type)
            request = {"invoice_ids": note.ids, "state": "posted", "date": "2026-03-10"}
            for method, side in (
                (self.api.create_credit_note, "credit"),
                (self.api.create_debit_note, "debit"),
            ):
                with self.subTest(move_type, side=side):
                    with self.refused("credit_note: ", note.name):
                        method(request)
                    asked = {"invoice_ids": note.ids, "side": side}
                    (preview,) = self.api.preview_correction(asked)["previews"]
                    codes = [one["code"] for one in preview["refusals"]]
                    self.assertEqual(codes, ["credit_note"])
                    asked["allow_credit_notes"] = True
                    (preview,) = self.api.preview_correction(asked)["previews"]
                    self.assertFalse(preview["refusals"])
            (made,) = self.api.create_credit_note(
                {**request, "allow_credit_notes": True}
            )["notes"]
            self.assertEqual((made["move_type"], made["state"]), (kind, "posted"))
            self.assertEqual(made["origin_ids"], note.ids)

    def test_a_debit_note_is_a_document_to_credit(self):
        debit = self.debit(self.invoice())
        (made,) = self.api.create_credit_note(
            {"invoice_ids": debit.ids, "state": "posted", "date": "2026-03-10"}
        )["notes"]
        self.assertEqual(made["amount_total"], 115.0)

    def test_other_addons_say_that_they_mean_credit_notes(self):
        note = self.goodwill()
        for side in ("credit", "debit"):
            with self.subTest(side), self.refused("is a credit note"):
                note._note_correct(Correction(side=side), {"date": "2026-03-10"})
        made = note._note_correct(
            Correction(), {"date": "2026-03-10"}, allow_credit_notes=True
        )
        self.assertEqual(made.move_type, "out_invoice")

    def test_an_entry_is_no_invoice(self):
        entry = self.env["account.move"].create({"move_type": "entry"})
        for method in (self.api.create_credit_note, self.api.create_debit_note):
            with self.refused("no_invoice: "):
                method({"invoice_ids": entry.ids})

    # Words

    def test_a_draft_is_not_posted(self):
        draft = self.invoice(post=False)
        cancelled = self.invoice(post=False)
        cancelled.button_cancel()
        for move in (draft, cancelled):
            for method, side in (
                (self.api.create_credit_note, "credit"),
                (self.api.create_debit_note, "debit"),
            ):
                with self.subTest(move.state, side=side):
                    with self.refused("not_posted: ", move.display_name):
                        method({"invoice_ids": move.ids})
                    asked = {"invoice_ids": move.ids, "side": side}
                    (preview,) = self.api.preview_correction(asked)["previews"]
                    codes = [one["code"] for one in preview["refusals"]]
                    self.assertEqual(codes, ["not_posted"])

    def test_who_has_no_access_is_told_by_every_method(self):
        invoice, note = self.invoice(), self.goodwill()
        batch = self.batch(invoice)
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 1}
        calls = {
            "preview_correction": {"invoice_ids": invoice.ids},
            "create_credit_note": {"invoice_ids": invoice.ids},
            "create_debit_note": {"invoice_ids": invoice.ids},
            "preview_application": {"shares": [share]},
            "apply_credit": {"shares": [share]},
            "unapply_credit": {"move_ids": note.ids},
            "get_creditable": invoice.ids,
            "get_open_credits": self.partner_a.id,
            "get_applications": note.ids,
            "create_batch": {"invoice_ids": invoice.ids},
            "get_batch": batch.id,
            "retry_batch": batch.id,
            "cancel_batch": batch.id,
        }
        for group in ("base.group_portal", "base.group_user"):
            stranger = new_test_user(self.env, f"stranger-{group}", group)
            for method, argument in calls.items():
                with self.subTest(method, group=group):
                    api = self.api.with_user(stranger)
                    with self.assertRaises(AccessError) as caught:
                        getattr(api, method)(argument)
                    self.assertTrue(
                        str(caught.exception).startswith("access_denied: "),
                        str(caught.exception),
                    )
