from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestPartialCredit(NoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.three_lines = [("Desk", 5, 10.0), ("Chair", 2, 100.0), ("Lamp", 1, 7.0)]

    def test_rows_show_what_was_invoiced_credited_and_remains(self):
        invoice = self.invoice(*self.three_lines)
        self.credit(invoice, Desk=2)
        rows = self.window(invoice, correction_mode="lines").line_ids
        self.assertRecordValues(
            rows,
            [
                {
                    "name": name,
                    "invoiced_quantity": invoiced,
                    "credited_quantity": credited,
                    "remaining_quantity": remaining,
                    "quantity": 0.0,
                }
                for name, invoiced, credited, remaining in [
                    ("Desk", 5, 2, 3),
                    ("Chair", 2, 0, 2),
                    ("Lamp", 1, 0, 1),
                ]
            ],
        )

    def test_drafts_lower_what_the_window_proposes(self):
        invoice = self.invoice(*self.three_lines)
        self.credit(invoice, post=False, Desk=4)
        rows = self.window(invoice, correction_mode="lines").line_ids
        self.assertEqual(rows[0].remaining_quantity, 1)

    def test_chosen_quantities_become_the_note(self):
        invoice = self.invoice(*self.three_lines)
        note = self.credit(invoice, Desk=2, Lamp=1)
        self.assertRecordValues(
            note.invoice_line_ids,
            [
                {"name": "Desk", "quantity": 2, "price_subtotal": 20.0},
                {"name": "Lamp", "quantity": 1, "price_subtotal": 7.0},
            ],
        )
        self.assertEqual(note.amount_total, 31.05)
        self.assertEqual(invoice.amount_residual, invoice.amount_total - 31.05)

    def test_posted_note_has_a_number_of_the_credit_series(self):
        note = self.credit(self.invoice(*self.three_lines), Desk=2)
        self.assertTrue(note.name.startswith("RINV/"), note.name)

    def test_window_in_the_browser_keeps_the_chosen_quantities(self):
        invoice = self.invoice(*self.three_lines)
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        form = Form(self.env["account.move.reversal"].with_context(**context))
        form.correction_mode = "lines"
        with form.line_ids.edit(1) as row:
            row.quantity = 2
            self.assertEqual(row.subtotal, 200.0)
        note = self.env["account.move"].browse(form.save().refund_moves()["res_id"])
        self.assertEqual(note.amount_untaxed, 200.0)

    def test_all_that_remains_is_filled_in_at_once(self):
        invoice = self.invoice(*self.three_lines)
        self.credit(invoice, Desk=2)
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        form = Form(self.env["account.move.reversal"].with_context(**context))
        form.take_remaining = True
        self.assertEqual(
            [form.line_ids.edit(i).quantity for i in range(len(form.line_ids))],
            [3, 2, 1],
        )

    def test_window_proposes_lines_once_a_part_is_credited(self):
        invoice = self.invoice(*self.three_lines)
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        windows = self.env["account.move.reversal"].with_context(**context)
        self.assertEqual(Form(windows).correction_mode, "full")
        self.credit(invoice, Desk=1)
        self.assertEqual(Form(windows).correction_mode, "lines")

    def test_program_that_names_no_mode_takes_back_the_whole(self):
        invoice = self.invoice(*self.three_lines)
        self.credit(invoice, post=False, Desk=1)
        note = self.env["account.move"].browse(
            self.window(invoice).refund_moves()["res_id"]
        )
        self.assertEqual(note.amount_total, invoice.amount_total)

    def test_program_replaces_an_invoice_beside_a_draft_note(self):
        invoice = self.invoice(*self.three_lines)
        self.credit(invoice, post=False, Desk=1)
        self.window(invoice).modify_moves()
        self.assertEqual(invoice.payment_state, "reversed")

    def test_headings_stay_where_something_below_is_credited(self):
        invoice = self.invoice(post=False)
        invoice.write(
            {
                "invoice_line_ids": [
                    (5, 0, 0),
                    (0, 0, {"display_type": "line_section", "name": "Office"}),
                    (0, 0, {"name": "Desk", "quantity": 2, "price_unit": 10.0}),
                    (0, 0, {"display_type": "line_note", "name": "In oak"}),
                    (0, 0, {"display_type": "line_section", "name": "Garden"}),
                    (0, 0, {"name": "Bench", "quantity": 2, "price_unit": 10.0}),
                ]
            }
        )
        invoice.action_post()
        note = self.credit(invoice, Desk=1)
        self.assertEqual(
            note.invoice_line_ids.sorted("sequence").mapped("name"),
            ["Office", "Desk", "In oak"],
        )

    def test_credits_unit_by_unit_leave_no_cent_behind(self):
        # 3 x 33.335 is 100.01; 33.34 three times would be 100.02
        invoice = self.invoice(("Cable", 3, 33.335), tax=self.env["account.tax"])
        notes = [self.credit(invoice, Cable=1) for _unit in range(3)]
        self.assertEqual([note.amount_total for note in notes], [33.34, 33.34, 33.33])
        self.assertEqual(invoice.payment_state, "reversed")

    def test_discount_and_analytic_distribution_go_over(self):
        plan = self.env["account.analytic.plan"].create({"name": "Project"})
        account = self.env["account.analytic.account"].create(
            {"name": "Fair", "plan_id": plan.id}
        )
        invoice = self.invoice(*self.three_lines, post=False)
        line = invoice.invoice_line_ids[0]
        line.write(
            {"discount": 10.0, "analytic_distribution": {str(account.id): 100.0}}
        )
        invoice.action_post()
        note = self.credit(invoice, Desk=1)
        self.assertRecordValues(
            note.invoice_line_ids,
            [
                {
                    "discount": 10.0,
                    "price_subtotal": 9.0,
                    "analytic_distribution": {str(account.id): 100.0},
                }
            ],
        )

    def test_discount_line_is_credited_with_its_sign(self):
        invoice = self.invoice(("Desk", 1, 100.0), ("Discount", -1, 10.0))
        note = self.credit(invoice, Discount=-1, Desk=1)
        self.assertEqual(note.amount_untaxed, 90.0)

    def test_several_invoices_each_keep_their_own_rows(self):
        first = self.invoice(("Desk", 2, 10.0))
        second = self.invoice(("Chair", 3, 20.0))
        window = self.window(first, second, correction_mode="lines")
        self.assertEqual(window.line_ids.mapped("name"), ["Desk", "Chair"])
        for row in window.line_ids:
            row.quantity = 1
        window.refund_moves()
        self.assertEqual(first.credit_note_ids.amount_untaxed, 10.0)
        self.assertEqual(second.credit_note_ids.amount_untaxed, 20.0)

    def test_vendor_bill_is_credited_in_part(self):
        bill = self.invoice(*self.three_lines, move_type="in_invoice")
        note = self.credit(bill, Chair=1)
        self.assertEqual(note.move_type, "in_refund")
        self.assertEqual(note.amount_untaxed, 100.0)

    def test_entry_is_reversed_as_core_does(self):
        entry = self.env["account.move"].create(
            {
                "line_ids": [
                    (0, 0, {"account_id": account.id, "debit": debit, "credit": credit})
                    for account, debit, credit in [
                        (self.company_data["default_account_expense"], 50.0, 0.0),
                        (self.company_data["default_account_revenue"], 0.0, 50.0),
                    ]
                ]
            }
        )
        entry.action_post()
        window = self.window(entry)
        self.assertFalse(window.is_correction)
        reversal = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.assertEqual(reversal.state, "posted")

    def test_more_than_remains_is_refused(self):
        invoice = self.invoice(*self.three_lines)
        self.credit(invoice, Desk=3)
        with self.refused(invoice.name, "Desk", "3.00", "2.00"):
            self.credit(invoice, Desk=3)

    def test_quantity_of_the_wrong_sign_is_refused(self):
        invoice = self.invoice(*self.three_lines)
        with self.refused("Desk", "-1.00"):
            self.credit(invoice, Desk=-1)

    def test_choosing_nothing_is_refused(self):
        invoice = self.invoice(*self.three_lines)
        with self.refused(invoice.name, "at least one of its lines"):
            self.credit(invoice, Desk=0)

    def test_replacing_a_part_is_refused(self):
        invoice = self.invoice(*self.three_lines)
        window = self.window(invoice, correction_mode="lines")
        with self.refused("replaced as a whole"):
            window.modify_moves()

    def test_line_of_another_invoice_is_refused(self):
        invoice, other = self.invoice(*self.three_lines), self.invoice()
        window = self.window(invoice, correction_mode="lines")
        window.write(
            {
                "line_ids": [
                    (0, 0, {"move_line_id": other.invoice_line_ids.id, "quantity": 1})
                ]
            }
        )
        with self.refused(other.name, "not among the documents"):
            window.refund_moves()

    def test_draft_handed_over_is_refused(self):
        draft = self.invoice(post=False)
        window = self.env["account.move.reversal"].create(
            {"move_ids": draft.ids, "company_id": self.env.company.id}
        )
        with self.refused("is not posted"):
            window.refund_moves()

    def test_window_without_documents_is_refused(self):
        values = {
            "company_id": self.env.company.id,
            "journal_id": self.company_data["default_journal_sale"].id,
        }
        with self.refused("at least one document"):
            self.env["account.move.reversal"].create(values)

    def test_window_without_date_is_refused(self):
        with self.refused("at which date"):
            self.window(self.invoice(), date=False).refund_moves()
