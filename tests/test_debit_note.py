from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestDebitNote(NoteCase):
    def test_debit_note_has_a_number_of_its_own_series(self):
        note = self.debit(self.invoice())
        self.assertTrue(note.name.startswith("DINV/"), note.name)

    def test_debit_note_without_lines_follows_its_invoice(self):
        invoice = self.invoice()
        note = self.debit(invoice, post=False, copy_lines=False)
        note.write({"invoice_line_ids": [(0, 0, {"name": "Freight", "price_unit": 5})]})
        self.assertEqual(note.invoice_line_ids.origin_move_id, invoice)
        self.assertFalse(note.invoice_line_ids.origin_line_id)

    def test_a_draft_is_named_as_it_is_printed(self):
        for move_type, title in (
            ("out_invoice", "Draft Debit Note"),
            ("in_invoice", "Draft Vendor Debit Note"),
        ):
            invoice = self.invoice(move_type=move_type, ref="A1")
            note = self.debit(invoice, post=False)
            self.assertEqual(note.display_name, f"{title} ({note.ref})")
            note.action_post()
            self.assertTrue(note.display_name.startswith(note.name))
        self.assertEqual(self.invoice(post=False).display_name, "Draft Invoice")

    def test_menu_lists_debit_notes_alone(self):
        invoice = self.invoice()
        note = self.debit(invoice)
        action = self.env.ref(
            "account_credit_debit_note.account_move_action_out_debit_note"
        )
        found = (
            self.env["account.move"]
            .search([("partner_id", "=", self.partner_a.id)])
            .filtered_domain(eval(action.domain))
        )
        self.assertEqual(found, note)

    def charge(self, move, mode, post=True, **values):
        """Return a debit note made in one of the window's modes."""
        rows = values.pop("rows", {})
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"date": "2026-03-10", "correction_mode": mode, **values})
        )
        for row in window.line_ids:
            row.write(rows.get(row.name, {}))
        note = self.env["account.move"].browse(window.create_debit()["res_id"])
        if post:
            note.action_post()
        return note

    def test_higher_price_charges_the_difference(self):
        invoice = self.invoice(("Desk", 5, 100.0), ("Chair", 2, 70.0))
        note = self.charge(invoice, "price", rows={"Desk": {"new_price": 110.0}})
        self.assertRecordValues(
            note.invoice_line_ids,
            [
                {"quantity": -5, "price_unit": 100.0},
                {"quantity": 5, "price_unit": 110.0},
            ],
        )
        self.assertEqual(note.amount_untaxed, 50.0)
        self.assertEqual(note.debit_origin_id, invoice)

    def test_what_came_back_has_no_price_to_raise(self):
        invoice = self.invoice(("Desk", 5, 100.0), ("Chair", 2, 70.0))
        self.credit(invoice, Desk=5)
        window = self.env["account.debit.note"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        for mode in ("price", "tax"):
            rows = window.create({"correction_mode": mode}).line_ids
            self.assertEqual(rows.mapped("name"), ["Chair"])
            rows = self.window(invoice, correction_mode=mode).line_ids
            self.assertEqual(rows.mapped("name"), ["Chair"])
        # Charged once more they can be
        rows = window.create({"correction_mode": "lines"}).line_ids
        self.assertEqual(rows.mapped("name"), ["Desk", "Chair"])

    def test_additional_quantity_is_charged(self):
        invoice = self.invoice(("Desk", 5, 100.0), ("Chair", 2, 70.0))
        note = self.charge(invoice, "lines", rows={"Chair": {"quantity": 3}})
        self.assertEqual(note.amount_untaxed, 210.0)

    def test_amount_is_charged_to_the_cent(self):
        note = self.charge(self.invoice(), "amount", amount=33.33)
        self.assertEqual(note.amount_total, 33.33)

    def test_higher_tax_is_charged_and_the_net_stays(self):
        right = self.percent_tax(20)
        invoice = self.invoice()
        note = self.charge(
            invoice, "tax", rows={"Desk": {"new_tax_ids": [(6, 0, right.ids)]}}
        )
        self.assertEqual((note.amount_untaxed, note.amount_total), (0.0, 5.0))
        row = self.window(invoice, correction_mode="lines").line_ids
        self.assertEqual(row.tax_ids, right)

    def test_all_lines_are_copied_as_by_the_switch_of_core(self):
        note = self.charge(self.invoice(), "full")
        self.assertEqual(note.amount_total, 115.0)

    def test_window_in_the_browser_shows_the_difference(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        form = Form(self.env["account.debit.note"].with_context(**context))
        form.correction_mode = "price"
        with form.line_ids.edit(0) as row:
            row.new_price = 110.0
            self.assertEqual(row.subtotal, 50.0)
        self.assertIn("57.50", form.preview)

    def test_lower_price_asks_for_a_credit_note(self):
        with self.refused("Desk", "90.00", "credit note"):
            self.charge(self.invoice(), "price", rows={"Desk": {"new_price": 90.0}})

    def test_lower_tax_asks_for_a_credit_note(self):
        less = {"new_tax_ids": [(5, 0, 0)]}
        with self.refused("15.00", "credit note"):
            self.charge(self.invoice(), "tax", rows={"Desk": less})

    def test_nothing_chosen_is_refused(self):
        with self.refused("at least one of its lines"):
            self.charge(self.invoice(), "lines")

    def test_line_of_another_invoice_is_refused(self):
        invoice, other = self.invoice(), self.invoice()
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"correction_mode": "lines"})
        )
        window.line_ids.move_line_id = other.invoice_line_ids
        with self.refused(other.name, "not among the documents"):
            window.create_debit()
