import re

from odoo.tests import tagged

from .guide_common import DOCS
from .json2 import Json2Case


@tagged("post_install", "-at_install")
class TestApiWindows(Json2Case):
    """What docs/windows.md shows over XML-RPC runs as it stands there."""

    def test_every_example(self):
        text = (DOCS / "windows.md").read_text()
        examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        invoice = self.invoice(("Desk", 5, 100.0))
        other = {"partner_id": self.partner_b.id, "invoice_payment_term_id": False}
        credit = self.goodwill(40.0, **other)
        owed = self.invoice(("Shelf", 1, 100.0), **other)
        names = {
            "url": self.base_url(),
            "database": self.env.cr.dbname,
            "user_id": self.people["billing"].id,
            "key": self.keys["billing"],
            "invoice_id": invoice.id,
            "credit_note_id": credit.id,
        }
        self.env.flush_all()
        for example in examples:
            with self.subTest(example), self.outside():
                exec(example, names)
        self.env.invalidate_all()
        self.assertEqual(len(examples), 3)
        self.assertEqual(invoice.credit_note_ids.amount_untaxed, 100.0)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertEqual(credit.amount_residual, 10.0)
        self.assertEqual(owed.amount_residual, 85.0)
