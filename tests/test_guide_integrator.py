import re

from odoo.tests import tagged
from odoo.tools import mute_logger

from .guide_common import DOCS
from .json2 import Json2Case


@tagged("post_install", "-at_install")
class TestGuideIntegrator(Json2Case):
    """The examples of the integrator's guide, run one after the other."""

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2")
    def test_every_example(self):
        text = (DOCS / "integrator.md").read_text()
        examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        invoice = self.invoice(("Desk", 5, 100.0))
        names = {
            "url": self.base_url(),
            "database": self.env.cr.dbname,
            "login": self.people["billing"].login,
            "key": self.keys["billing"],
            "invoice_id": invoice.id,
        }
        self.env.flush_all()
        for example in examples:
            with self.subTest(example), self.outside():
                exec(example, names)
        self.assertEqual(len(examples), 5)
        self.assertEqual(invoice.credit_note_ids.amount_untaxed, 200.0)
