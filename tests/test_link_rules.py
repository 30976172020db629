from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestLinkRules(NoteCase):
    def note(self, origin, **values):
        return self.invoice(
            move_type="out_refund", reversed_entry_id=origin.id, post=False, **values
        )

    def test_invoice_of_another_customer_is_refused(self):
        with self.refused("partner_a", "partner_b", "same partner"):
            self.note(self.invoice(partner_id=self.partner_b.id))

    def test_contact_of_the_same_customer_is_accepted(self):
        contact = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.partner_a.id}
        )
        note = self.note(self.invoice(), partner_id=contact.id)
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_partner_changed_afterwards_is_refused(self):
        note = self.note(self.invoice())
        with self.refused("same partner"):
            note.partner_id = self.partner_b

    def test_vendor_bill_as_origin_of_a_customer_note_is_refused(self):
        with self.refused("right kind"):
            self.note(self.invoice(move_type="in_invoice"))

    def test_document_as_its_own_origin_is_refused(self):
        note = self.note(self.invoice())
        with self.refused("cannot correct itself"):
            note.reversed_entry_id = note

    def test_other_currency_is_refused(self):
        other = self.setup_other_currency("EUR")
        with self.refused("EUR", "USD"):
            self.note(self.invoice(currency_id=other.id))

    def test_draft_origin_is_refused_on_posting(self):
        note = self.note(self.invoice(post=False))
        with self.refused("is not posted"):
            note.action_post()

    def test_note_dated_before_its_invoice_is_refused_on_posting(self):
        note = self.note(self.invoice(), invoice_date="2026-02-28")
        with self.refused("02/28/2026", "03/01/2026"):
            note.action_post()

    def test_origin_of_a_line_is_checked_like_the_header(self):
        foreign = self.invoice(partner_id=self.partner_b.id)
        note = self.note(self.invoice())
        note.invoice_line_ids.origin_move_id = foreign
        with self.refused("same partner"):
            note.action_post()
