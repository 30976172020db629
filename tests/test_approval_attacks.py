import xmlrpc.client

from odoo import Command
from odoo.tests import HttpCase, tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalAttacks(ApprovalCase, HttpCase):
    """Ways past two people, tried from outside."""

    def call(self, user, model, method, *args, **kwargs):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, user.id, user.login, model, method, args, kwargs
        )

    def stopped(self, text, user, *args, **kwargs):
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.call(user, *args, **kwargs)
        self.assertIn(text, caught.exception.faultString)

    def test_kind_of_a_posted_document_stays(self):
        sale, note = self.invoice(("Desk", 1, 5000.0)), self.goodwill(100.0)
        entry = self.env["account.move"].create({"move_type": "entry"})
        account = self.company_data["default_account_revenue"]
        entry.line_ids = [
            Command.create({"account_id": account.id, "balance": amount})
            for amount in (5.0, -5.0)
        ]
        entry.action_post()
        for move, kind in (
            (sale, "out_refund"),
            (sale, "entry"),
            (note, "out_invoice"),
            (entry, "out_refund"),
        ):
            values = {"move_type": kind}
            self.stopped("kind", self.maker, "account.move", "write", move.ids, values)
            move.write({"move_type": move.move_type})
        self.assertEqual(sale.move_type, "out_invoice")

    def foreign(self, price=900.0, **values):
        """Return a draft note of a clerk in a currency of which two are one."""
        currency = self.setup_other_currency("EUR", rates=[("2020-01-01", 2.0)])
        return self.draft(price, currency_id=currency.id, **values)

    def test_rate_by_hand_makes_nothing_small(self):
        note = self.foreign(price=4000.0)
        self.assertEqual(note.note_approval_state, "needed")
        values = {"invoice_currency_rate": 100_000.0}
        self.call(self.maker, "account.move", "write", note.ids, values)
        self.assertEqual(note.note_approval_state, "needed")
        self.stopped("2,000.00", self.maker, "account.move", "action_post", note.ids)

    def test_rate_by_hand_needs_approval(self):
        note = self.foreign()
        self.assertFalse(note.note_approval_state)
        note.with_user(self.maker).invoice_currency_rate = 2.5
        self.assertEqual(note.note_approval_state, "needed")
        self.stopped(
            "exchange rate", self.maker, "account.move", "action_post", note.ids
        )
        self.request(note)
        self.approve(note)
        note.with_user(self.maker).invoice_currency_rate = 2.6
        self.assertEqual(note.note_approval_state, "needed")
        note.with_user(self.maker).invoice_currency_rate = 2.0
        self.call(self.maker, "account.move", "action_post", note.ids)
        self.assertEqual(note.state, "posted")

    def test_without_a_limit_a_rate_by_hand_is_free(self):
        self.env.company.note_approval_threshold = 0.0
        note = self.foreign()
        note.with_user(self.maker).invoice_currency_rate = 2.5
        self.assertFalse(note.note_approval_state)

    def test_bank_account_and_texts_are_approved_too(self):
        banks = self.env["res.partner.bank"].create(
            [
                {"acc_number": number, "partner_id": self.partner_a.id}
                for number in ("4711", "4712")
            ]
        )
        for change in (
            lambda note: {"partner_bank_id": (banks - note.partner_bank_id)[0].id},
            lambda note: {
                "invoice_line_ids": [
                    [1, note.invoice_line_ids[0].id, {"name": "Consulting"}]
                ]
            },
            lambda note: {
                "invoice_line_ids": [
                    [0, 0, {"display_type": "line_note", "name": "Pay in cash"}]
                ]
            },
        ):
            note = self.approved()
            values = change(note)
            self.call(self.maker, "account.move", "write", note.ids, values)
            self.assertEqual(note.note_approval_state, "needed")
            self.stopped(
                "approved", self.maker, "account.move", "action_post", note.ids
            )

    def test_posted_before_texts_counted_stays_approved(self):
        note = self.approved()
        basis = note._note_fingerprint_amounts()
        note.action_post()
        note._note_write_approval({"note_approval_basis": basis})
        self.assertEqual(note.note_approval_state, "approved")

    def test_who_rewrites_a_draft_made_it(self):
        other = self.approver("other-chief")
        line = {"invoice_line_ids": [Command.create({"name": "x", "price_unit": 1.0})]}
        for change in (
            lambda note: note.write({"ref": "Rewritten"}),
            lambda note: note.write({**line}),
            lambda note: note.invoice_line_ids.write({"price_unit": 3000.0}),
            lambda note: note.invoice_line_ids.write({"name": "Rewritten"}),
            lambda note: note.invoice_line_ids.copy({"move_id": note.id}),
        ):
            note = self.draft()
            change(note.with_user(self.chief))
            note.with_user(self.maker).write({"ref": "Touched again"})
            self.request(note)
            step = ("account.move", "action_approve_notes", note.ids)
            self.stopped("You made", self.chief, *step)
            self.assertTrue(self.call(other, *step))

    def test_deciding_and_reading_make_no_author(self):
        note = self.draft()
        self.request(note)
        self.refuse(note)
        self.request(note)
        note.with_user(self.chief).message_post(body="I look into it")
        self.approve(note)
        self.assertEqual(note.note_approval_state, "approved")
        self.assertFalse(note.note_approval_authors)

    def test_authors_are_not_written(self):
        note = self.draft()
        values = {"note_approval_authors": ""}
        self.stopped(
            "cannot be written", self.chief, "account.move", "write", note.ids, values
        )

    def test_windows_are_of_who_opened_them(self):
        groups = self.env.ref("account_credit_debit_note.group_note_over_credit")
        self.maker.group_ids |= groups
        self.chief.group_ids |= groups
        note = self.draft()
        for model, values in (
            ("account.note.doubt", {"move_ids": note.ids, "reason": "x"}),
            ("account.note.finalize", {"move_ids": note.ids}),
            ("account.note.override", {"move_id": note.id, "reason": "x"}),
        ):
            window = self.call(self.maker, model, "create", values)
            self.stopped("", self.chief, model, "read", [window], ["create_uid"])
            self.stopped("", self.chief, model, "write", [window], {})
            self.call(self.maker, model, "read", [window], ["create_uid"])
        values = {"move_id": note.id, "comment": "x"}
        window = self.call(self.chief, "account.note.refusal", "create", values)
        other = self.approver("other-chief")
        told = ("account.note.refusal", "read", [window], ["comment"])
        self.stopped("", other, *told)
        self.call(self.chief, *told)
