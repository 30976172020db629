from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestNoteOfNothing(NoteCase):
    """A note of 0.00 changes nothing, and takes no number."""

    def nothing(self, action):
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            action()
        self.assertEqual(caught.exception.note_code, "nothing_to_correct")

    def test_less_than_a_cent_is_no_note(self):
        note = self.goodwill(0.001, post=False)
        number = note.name
        with self.refused("changes nothing", "0.00"):
            note.action_post()
        self.assertEqual((note.state, note.name), ("draft", number))

    def test_nor_over_the_api(self):
        invoice = self.invoice()
        api = self.env["account.note.api"]
        for request in (
            {"invoice_ids": invoice.ids, "mode": "amount", "amount": 0.001},
            {
                "partner_id": self.partner_a.id,
                "lines": [{"name": "Goodwill", "price_unit": 0.001}],
            },
        ):
            with self.refused("nothing_to_correct: "):
                api.create_credit_note({**request, "state": "posted"})

    def test_nor_on_an_invoice(self):
        invoice = self.invoice()
        self.nothing(lambda: self.goodwill(0.0, reversed_entry_id=invoice.id))

    def test_an_invoice_of_nothing_is_taken_back_once(self):
        invoice = self.invoice(("Sample", 1, 0.0))
        draft = self.credit(invoice, post=False)
        note = self.credit(invoice)
        self.assertEqual((note.state, note.amount_total), ("posted", 0.0))
        self.nothing(draft.action_post)
        self.nothing(lambda: self.goodwill(0.0, reversed_entry_id=invoice.id))
        back = self.credit(note)
        self.assertEqual(back.state, "posted")

    def test_free_goods_come_back_in_parts(self):
        invoice = self.invoice(("Desk", 1, 100.0), ("Sample", 3, 0.0))
        for _time in range(3):
            self.assertEqual(self.credit(invoice, Sample=1).amount_total, 0.0)

    def test_lines_that_outweigh_each_other_are_a_change(self):
        note = self.invoice(
            ("Wrong", 1, 50.0), ("Right", -1, 50.0), move_type="out_refund"
        )
        self.assertEqual((note.state, note.amount_total), ("posted", 0.0))

    def test_an_invoice_may_be_of_nothing(self):
        self.assertEqual(self.invoice(("Sample", 1, 0.0)).state, "posted")
