from odoo import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestTours(AllocationCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk("tour-clerk")

    def play(self, tour, path, login="tour-clerk"):
        self.start_tour(f"/odoo/{path}", tour, login=login)

    def test_bookkeeper_credits_two_of_five_chairs(self):
        invoice = self.invoice(("Desk", 1, 500.0), ("Chair", 5, 70.0))
        self.play("account_note_partial_credit", f"account.move/{invoice.id}")
        self.assertRecordValues(
            invoice.credit_note_ids,
            [{"state": "posted", "amount_untaxed": 140.0}],
        )

    def test_bookkeeper_enters_quantities_by_the_keyboard(self):
        invoice = self.invoice(("Desk", 1, 500.0), ("Chair", 5, 70.0))
        self.play("account_note_keyboard_credit", f"account.move/{invoice.id}")
        self.assertRecordValues(
            invoice.credit_note_ids,
            [{"state": "draft", "amount_untaxed": 640.0}],
        )

    def test_bookkeeper_credits_a_round_sum(self):
        invoice = self.invoice(("Desk", 1, 500.0))
        self.play("account_note_amount_credit", f"account.move/{invoice.id}")
        self.assertRecordValues(
            invoice.credit_note_ids, [{"state": "posted", "amount_total": 50.0}]
        )

    def test_bookkeeper_posts_a_note_of_three_kinds_from_the_window(self):
        invoice = self.invoice(("Chair", 5, 70.0), ("Table", 1, 500.0))
        self.play("account_note_several_kinds", f"account.move/{invoice.id}")
        self.assertRecordValues(
            invoice.credit_note_ids,
            [{"state": "posted", "amount_untaxed": 200.0, "amount_total": 230.0}],
        )

    def test_bookkeeper_gives_a_rebate_over_three_invoices_in_one_note(self):
        for price in (1000.0, 2000.0, 3500.0):
            self.invoice(("Deliveries", 1, price))
        self.play("account_note_rebate", "action-account.action_move_out_invoice_type")
        note = self.env["account.move"].search([("move_type", "=", "out_refund")])
        self.assertRecordValues(
            note, [{"state": "posted", "amount_untaxed": 130.0, "amount_total": 149.5}]
        )
        self.assertEqual(len(note.origin_move_ids), 3)

    def test_bookkeeper_sets_the_reason_of_many_in_the_audit(self):
        notes = self.goodwill() + self.goodwill() + self.goodwill()
        self.play("account_note_set_reasons", "note-audit")
        self.assertEqual(set(notes.mapped("note_reason_kind")), {"goodwill"})

    def test_bookkeeper_chooses_which_pieces_come_back(self):
        invoice = self.invoice(("Chair", 5, 70.0), ("Table", 1, 500.0))
        chair = invoice.invoice_line_ids[0].id
        cheaper = Correction(mode="price", prices={chair: 60.0}, quantities={chair: 2})
        invoice._note_correct(cheaper, {"date": "2026-03-10"}).action_post()
        self.play("account_note_choose_pieces", f"account.move/{invoice.id}")
        notes = invoice.credit_note_ids.sorted("id")
        self.assertEqual(notes.mapped("amount_untaxed"), [20.0, 140.0])

    def test_bookkeeper_replaces_a_wrong_invoice(self):
        invoice = self.invoice(("Desk", 1, 500.0))
        self.play("account_note_replace_invoice", f"account.move/{invoice.id}")
        self.assertEqual(invoice.payment_state, "reversed")

    def test_bookkeeper_charges_more_on_an_invoice_in_the_list(self):
        invoice = self.invoice(("Desk", 1, 500.0), ("Chair", 5, 70.0))
        self.play(
            "account_note_debit_from_list", "action-account.action_move_out_invoice"
        )
        self.assertRecordValues(
            invoice.debit_note_ids,
            [{"state": "posted", "amount_untaxed": 25.0}],
        )

    def test_bookkeeper_finalizes_a_credit_note_in_the_list(self):
        note = self.goodwill()
        self.play("account_note_finalize", "action-account.action_move_out_refund_type")
        self.assertTrue(note.is_finalized)

    def test_bookkeeper_applies_a_credit_to_instalments_and_takes_one_back(self):
        for month in (1, 2, 3):
            self.debt(
                100.0, f"2026-0{month}-01", invoice_payment_term_id=self.halves.id
            )
        note = self.goodwill(180.0)
        self.play("account_note_apply_credit", f"account.move/{note.id}")
        journal = note.note_application_ids.sorted("id")
        self.assertEqual(
            journal.filtered(lambda record: record.kind == "apply").mapped("amount"),
            [10.0, 30.0, 30.0, 30.0, 30.0, 50.0],
        )
        taken_back = journal.filtered("undone_id")
        self.assertEqual(len(taken_back), 5)
        self.assertEqual(note.amount_residual, -sum(taken_back.mapped("amount")))

    def test_bookkeeper_applies_a_credit_by_the_keyboard_alone(self):
        debts = [self.debt(100.0, f"2026-0{month}-01") for month in (1, 2, 3)]
        note = self.goodwill(180.0)
        self.play("account_note_apply_by_keyboard", f"account.move/{note.id}")
        self.assertEqual([debt.amount_residual for debt in debts], [90.0, 30.0, 0.0])

    def test_bookkeeper_marks_an_invoice_as_doubtful_and_sound_again(self):
        invoice = self.invoice()
        self.play("account_note_doubtful", f"account.move/{invoice.id}")
        self.assertFalse(invoice.is_doubtful)
        history = " ".join(invoice.message_ids.mapped("body"))
        for reason in ("Insolvent", "Guaranteed by a bank"):
            self.assertIn(reason, history)

    def test_clerk_requests_and_manager_approves_a_large_credit(self):
        self.env.company.note_approval_threshold = 100.0
        manager = self.clerk("tour-manager")
        manager.group_ids |= self.env.ref(
            "account_credit_debit_note.group_note_approver"
        )
        invoice = self.invoice(("Desk", 1, 500.0))
        window = self.window(invoice).with_user(
            self.env["res.users"].search([("login", "=", "tour-clerk")])
        )
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.play("account_note_request_approval", f"account.move/{note.id}")
        self.play("account_note_approve", "notes-to-approve", login="tour-manager")
        self.assertRecordValues(
            note,
            [{"state": "posted", "note_approval_by": manager.id}],
        )

    def test_customer_looks_up_a_credit_on_the_portal(self):
        self.env["res.users"].create(
            {
                "name": "Tour Customer",
                "login": "tour-customer",
                "password": "tour-customer",
                "partner_id": self.partner_a.id,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.credit(
            self.invoice(("Desk", 2, 50.0), tax=self.env["account.tax"]), Desk=1
        )
        self.start_tour("/my", "account_note_portal", login="tour-customer")
