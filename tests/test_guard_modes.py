from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestGuardModes(NoteCase):
    """The guard refuses, warns or sleeps, as the company sets it."""

    def too_much(self):
        """Return an invoice that is credited, and a draft that credits it again."""
        invoice = self.invoice()
        second = self.credit(invoice, post=False)
        self.credit(invoice)
        return invoice, second

    def set_guard(self, mode):
        self.env.company.note_guard = mode

    def assert_told(self, document, *parts):
        told = "".join(document.message_ids.mapped("body"))
        for part in parts:
            self.assertIn(part, told)

    def alert(self, note):
        return (note.alerts or {}).get("account_note_over_credit")

    def test_warning_posts_and_tells_note_and_invoice(self):
        self.set_guard("warn")
        invoice, note = self.too_much()
        note.action_post()
        self.assertEqual(note.state, "posted")
        for document in (invoice, note):
            self.assert_told(document, invoice.name, "115.00", "only", "0.00")

    def test_warning_for_a_line_names_it(self):
        self.set_guard("warn")
        invoice = self.invoice(("Desk", 2, 10.0), ("Chair", 1, 500.0))
        note = self.credit(invoice, post=False, Desk=1)
        note.invoice_line_ids.quantity = 3
        note.action_post()
        self.assert_told(invoice, "Desk", "30.00", "20.00")

    def test_note_that_fits_is_posted_without_a_word(self):
        self.set_guard("warn")
        note = self.credit(self.invoice())
        self.assertNotIn("cannot be credited", "".join(note.message_ids.mapped("body")))

    def test_guard_that_is_off_says_nothing(self):
        self.set_guard("off")
        invoice, note = self.too_much()
        self.assertFalse(note.alerts)
        note.action_post()
        self.assertEqual(note.state, "posted")
        for document in (invoice, note):
            bodies = "".join(document.message_ids.mapped("body"))
            self.assertNotIn("cannot be credited", bodies)

    def test_draft_that_would_be_refused_shows_why(self):
        invoice, note = self.too_much()
        alert = self.alert(note)
        self.assertEqual(alert["level"], "danger")
        self.assertIn(f"{invoice.name} cannot be credited by", alert["message"])

    def test_draft_that_would_warn_shows_it_before(self):
        self.set_guard("warn")
        _invoice, note = self.too_much()
        self.assertEqual(self.alert(note)["level"], "warning")

    def test_draft_that_fits_shows_nothing(self):
        note = self.credit(self.invoice(), post=False)
        self.assertFalse(note.alerts)

    def test_alert_goes_once_the_draft_credits_less(self):
        invoice = self.invoice(("Desk", 5, 10.0))
        self.credit(invoice, Desk=3)
        note = self.credit(invoice, post=False, Desk=2)
        note.invoice_line_ids.quantity = 3
        self.assertTrue(self.alert(note))
        note.invoice_line_ids.quantity = 2
        self.assertFalse(self.alert(note))

    def test_other_drafts_do_not_raise_the_alert(self):
        invoice = self.invoice()
        self.credit(invoice, post=False)
        self.assertFalse(self.alert(self.credit(invoice, post=False)))

    def test_debit_note_on_an_invoice_credited_too_far_is_welcome(self):
        self.set_guard("warn")
        invoice, note = self.too_much()
        note.action_post()
        self.set_guard("block")
        debit = self.debit(invoice, post=False)
        debit.invoice_line_ids.price_unit = 10.0
        debit.action_post()
        self.assertEqual(debit.state, "posted")

    def test_line_credited_too_far_does_not_hold_up_the_others(self):
        self.set_guard("off")
        invoice = self.invoice(("Desk", 2, 10.0), ("Chair", 1, 500.0))
        note = self.credit(invoice, post=False, Desk=1)
        note.invoice_line_ids.quantity = 3
        note.action_post()
        self.set_guard("block")
        self.assertEqual(self.credit(invoice, Chair=0.5).state, "posted")

    def test_debit_note_may_go_while_the_guard_warns(self):
        self.set_guard("warn")
        invoice = self.invoice()
        debit = self.debit(invoice)
        self.invoice(
            ("All of it", 1, 200.0),
            move_type="out_refund",
            reversed_entry_id=invoice.id,
        )
        debit.button_draft()
        self.assertEqual(debit.state, "draft")
        self.assert_told(invoice, "115.00")
