from odoo.tests import Form, tagged

from .common import NoteCase
from .window_common import WindowCase


@tagged("post_install", "-at_install")
class TestWindowBesides(NoteCase):
    """What the window asks and says besides the lines of a note."""

    def set_scene(self):
        self.sold = self.invoice(("Chair", 5, 100.0), ("Desk", 1, 400.0))

    def rows(self, window):
        return {row.name: row for row in window.line_ids}

    def create_note(self, window):
        return self.env["account.move"].browse(window.refund_moves()["res_id"])

    def test_three_kinds_are_one_note(self):
        window = self.window(self.sold, correction_mode="lines")
        rows = self.rows(window)
        rows["Chair"].quantity = 2
        rows["Desk"].new_price = 350.0
        window.write({"amount_type": "percent", "percent": 10})
        self.assertEqual([row.subtotal for row in window.line_ids], [200.0, 50.0])
        note = self.create_note(window)
        # 900 net less 250; a tenth of the rest is 65
        self.assertEqual(note.amount_untaxed, 315.0)
        note.action_post()
        self.assertEqual(self.sold.note_remaining_amount, 672.75)

    def test_goodwill_leaves_alone_what_is_taken_back(self):
        window = self.window(self.sold, correction_mode="lines")
        self.rows(window)["Desk"].quantity = 1
        window.write({"amount_type": "percent", "percent": 50})
        note = self.create_note(window)
        note.action_post()
        self.assertEqual(note.amount_untaxed, 400.0 + 250.0)
        self.assertEqual(self.sold.note_remaining_amount, 287.5)

    def test_one_note_for_all_keeps_what_was_asked(self):
        other = self.invoice(("Lamp", 1, 100.0))
        window = self.window(
            self.sold,
            other,
            correction_mode="amount",
            amount_type="percent",
            percent=10,
            note_for="all",
            is_net_of_tax=True,
            keep_open=True,
        )
        note = self.create_note(window)
        self.assertTrue(note.is_net_of_tax)
        self.assertTrue(note.note_keep_open)
        self.assertFalse(note.amount_tax)

    def test_goodwill_beside_right_taxes_is_at_these(self):
        low = self.tax_sale_a.copy({"name": "Low", "amount": 7.0})
        invoice = self.invoice(("Book", 1, 100.0))
        window = self.window(invoice, correction_mode="lines")
        window.line_ids.new_tax_ids = low
        window.write({"amount_type": "percent", "percent": 10})
        note = self.create_note(window)
        # 115.00 less 107.00 at the right rate, and a tenth of that
        self.assertEqual(note.amount_total, 18.7)
        self.assertEqual(note.invoice_line_ids.sorted("id")[-1].tax_ids, low)

    def test_what_is_used_up_hides_no_button_of_one_note_for_all(self):
        done, other = self.invoice(), self.invoice()
        self.credit(done)
        window = self.window(done, other, correction_mode="full", note_for="all")
        self.assertFalse(window.is_nothing_left)
        self.assertFalse(window.is_refused)
        self.credit(other)
        window = self.window(done, other, correction_mode="full", note_for="all")
        self.assertTrue(window.is_nothing_left)

    def test_money_already_paid_is_refunded_or_applied(self):
        actions = {
            "refund": "account.payment.register",
            "apply": "account.note.allocation",
        }
        for after, model in actions.items():
            with self.subTest(after):
                invoice = self.invoice(("Chair", 1, 100.0))
                self.env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=invoice.ids
                ).create({"payment_date": "2026-03-05"})._create_payments()
                window = self.window(invoice, after_posting=after)
                self.assertTrue(window.has_payments)
                action = window.action_create_and_confirm()
                self.assertEqual(action["res_model"], model)
                self.assertEqual(invoice.credit_note_ids.state, "posted")

    def test_earlier_notes_are_named_with_their_amounts(self):
        note = self.credit(self.sold)
        window = self.window(self.sold)
        self.assertIn(note.name, window.earlier_notes)
        self.assertIn("1,035.00", window.earlier_notes)

    def test_what_is_owed_counts_debit_notes(self):
        self.debit(self.sold)
        self.assertEqual(self.sold._note_get_owed(), 2070.0)


@tagged("post_install", "-at_install")
class TestJointNote(NoteCase):
    """One note over several invoices."""

    def set_scene(self):
        self.sold = (
            self.invoice(("Chair", 1, 100.0))
            + self.invoice(("Desk", 1, 200.0))
            + self.invoice(("Lamp", 1, 700.0))
        )

    def joint(self, **values):
        window = self.window(self.sold, note_for="all", **values)
        action = window.action_create_and_confirm()
        return self.env["account.move"].browse(action["res_id"])

    def test_a_rebate_over_three_invoices_is_one_note(self):
        note = self.joint(correction_mode="amount", amount_type="percent", percent=10)
        self.assertRecordValues(
            note,
            [{"state": "posted", "amount_untaxed": 100.0, "amount_residual": 0.0}],
        )
        self.assertEqual(note.origin_move_ids, self.sold)
        self.assertEqual(self.sold.mapped("amount_residual"), [103.5, 207.0, 724.5])
        for invoice in self.sold:
            self.assertIn(invoice.name, note.ref)

    def test_an_amount_is_shared_by_what_remains(self):
        note = self.joint(correction_mode="amount", amount=115.0)
        self.assertEqual(note.amount_total, 115.0)
        self.assertEqual(self.sold.mapped("amount_residual"), [103.5, 207.0, 724.5])

    def test_everything_of_all_is_one_note(self):
        self.credit(self.sold[0])
        note = self.joint(correction_mode="full")
        self.assertEqual(note.amount_untaxed, 900.0)
        self.assertEqual(self.sold.mapped("amount_residual"), [0.0, 0.0, 0.0])

    def test_lines_of_some_are_one_note(self):
        window = self.window(self.sold, note_for="all", correction_mode="lines")
        for row in window.line_ids.filtered(lambda row: row.name in ("Chair", "Desk")):
            row.quantity = 1
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.assertEqual(note.amount_untaxed, 300.0)
        self.assertEqual(note.origin_move_ids, self.sold[:2])

    def test_customers_that_differ_are_refused(self):
        self.sold += self.invoice(("Lamp", 1, 10.0), partner_id=self.partner_b.id)
        window = self.window(self.sold, note_for="all")
        self.assertFalse(window.can_be_joint)
        with self.refused("One note for each"):
            window.refund_moves()


@tagged("post_install", "-at_install")
class TestRebate(WindowCase):
    """The action *Rebate* of the lists: one note over what is selected."""

    def rebate(self, moves):
        action = moves.action_open_rebate()
        self.assertEqual(action["name"], "Rebate")
        form = Form(self.env[action["res_model"]].with_context(**action["context"]))
        form.date = "2026-03-10"
        return form

    def test_a_percentage_of_three_invoices(self):
        moves = self.invoice() + self.invoice(("Desk", 1, 200.0)) + self.invoice()
        form = self.rebate(moves)
        self.assertEqual((form.correction_mode, form.note_for), ("amount", "all"))
        self.assertIn("Nothing is chosen yet", form.preview)
        self.assertNotIn("alert", form.preview)
        form.percent = 10
        self.assertEqual(form.reason_id.kind, "rebate")
        self.assertIn("One note for all", form.preview)
        self.assertIn("46.00", form.preview)
        form.save().action_create_and_confirm()
        note = moves.credit_note_ids
        self.assertRecordValues(note, [{"state": "posted", "amount_total": 46.0}])
        self.assertEqual(note.origin_move_ids, moves)

    def test_bills_of_a_vendor(self):
        moves = self.invoice(move_type="in_invoice", ref="B 1") + self.invoice(
            move_type="in_invoice", ref="B 2"
        )
        form = self.rebate(moves)
        form.percent = 10
        form.save().action_create_and_confirm()
        self.assertEqual(moves.credit_note_ids.amount_total, 23.0)

    def test_customers_that_differ_get_a_note_each(self):
        moves = self.invoice() + self.invoice(partner_id=self.partner_b.id)
        form = self.rebate(moves)
        self.assertEqual(form.note_for, "each")
        form.percent = 10
        self.assertNotIn("One note for all", form.preview)
        form.save().action_create_and_confirm()
        self.assertEqual(len(moves.credit_note_ids), 2)

    def test_the_windows_of_a_list_know_the_currency(self):
        moves = self.invoice() + self.invoice()
        for model in ("account.move.reversal", "account.debit.note"):
            context = {"active_model": "account.move", "active_ids": moves.ids}
            context["default_move_type"] = "out_invoice"
            form = Form(self.env[model].with_context(**context))
            self.assertEqual(form.currency_id, moves.currency_id)

    def test_approval_is_about_the_one_note(self):
        self.env.company.note_approval_threshold = 20.0
        moves = self.invoice() + self.invoice()
        form = self.rebate(moves)
        form.percent = 10
        self.assertIn(", ".join(moves.mapped("name")), form.preview)
        form.note_for = "each"
        self.assertNotIn("approv", form.preview)

    def test_the_action_is_in_the_lists(self):
        action = self.env.ref("account_credit_debit_note.action_rebate")
        bindings = self.env["ir.actions.actions"].get_bindings("account.move")
        self.assertIn(action.id, [each["id"] for each in bindings["action"]])
        moves = self.invoice() + self.invoice()
        opened = action.with_context(
            active_model="account.move", active_ids=moves.ids
        ).run()
        self.assertEqual(opened["context"]["active_ids"], moves.ids)
