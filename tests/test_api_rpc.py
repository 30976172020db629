import re
import xmlrpc.client
from pathlib import Path
from urllib.parse import urlsplit

import odoorpc

from odoo.tests import tagged

from .json2 import Json2Case

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "api.md"


@tagged("post_install", "-at_install")
class TestApiRpc(Json2Case):
    """The entry point for integrations, from outside: as programs find it."""

    def login(self):
        return "matrix-billing"

    def test_every_example_of_the_guide(self):
        """The examples run one after the other, in one program."""
        text = GUIDE.read_text()
        section = text.split("## `account.note.api`", 1)[1]
        section = re.split(r"^## ", section, maxsplit=1, flags=re.MULTILINE)[0]
        examples = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
        invoice = self.invoice(("Desk", 5, 100.0))
        names = {
            "url": self.base_url(),
            "database": self.env.cr.dbname,
            "user_id": self.people["billing"].id,
            "key": self.login(),
            "invoice_id": invoice.id,
            "open_invoice_id": self.invoice().id,
            "partner_id": self.goodwill(50.0).partner_id.id,
        }
        self.env.flush_all()
        for example in examples:
            with self.subTest(example), self.outside():
                exec(example, names)
        self.assertGreaterEqual(len(examples), 7)
        verbs = ("preview", "create", "get", "apply", "unapply", "retry", "cancel")
        methods = re.findall(r'ask\(\s*"(\w+)"', section)
        public = {
            name
            for name in dir(self.env["account.note.api"])
            if name.partition("_")[0] in verbs
            and name.endswith(("note", "correction", "credit", "application", "batch"))
        }
        self.assertEqual(public - set(methods), set(), "an example for every method")

    def test_odoorpc(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        with self.outside():
            self.use_odoorpc(invoice)

    def use_odoorpc(self, invoice):
        server = urlsplit(self.base_url())
        odoo = odoorpc.ODOO(server.hostname, port=server.port, timeout=60)
        odoo.login(self.env.cr.dbname, self.login(), self.login())
        api = odoo.env["account.note.api"]
        (told,) = api.get_creditable([invoice.id])
        self.assertEqual(told["remaining"], 575.0)
        request = {"invoice_ids": [invoice.id], "state": "posted"}
        (note,) = api.create_credit_note(request)["notes"]
        self.assertEqual(note["amount_total"], 575.0)
        with self.assertRaises(odoorpc.error.RPCError) as caught:
            api.create_credit_note(request)
        self.assertIn("over_credited: ", str(caught.exception))

    def test_json2(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        request = {"invoice_ids": invoice.ids, "mode": "amount", "amount": 11.5}
        done, answer = self.ask(
            "billing", "account.note.api", "create_credit_note", request=request
        )
        self.assertTrue(done, answer)
        self.assertEqual(answer["notes"][0]["amount_total"], 11.5)
        done, answer = self.ask(
            "billing", "account.note.api", "create_credit_note", request={"x": 1}
        )
        self.assertFalse(done)
        self.assertTrue(answer.startswith("bad_request: x is no field"), answer)

    def test_who_may_ask(self):
        invoice = self.invoice()
        for method, arguments, roles in (
            (
                "get_creditable",
                {"invoice_ids": invoice.ids},
                {"billing", "accountant", "approver", "auditor"},
            ),
            (
                "preview_correction",
                {"request": {"invoice_ids": invoice.ids}},
                {"billing", "accountant", "approver", "auditor"},
            ),
            (
                "create_debit_note",
                {"request": {"invoice_ids": invoice.ids}},
                {"billing", "accountant", "approver"},
            ),
            (
                "create_batch",
                {"request": {"invoice_ids": invoice.ids}},
                {"billing", "accountant", "approver"},
            ),
            (
                "create_credit_note",
                {"request": {"invoice_ids": invoice.ids}},
                {"billing", "accountant", "approver"},
            ),
        ):
            with self.subTest(method):
                self.assert_only(
                    roles,
                    lambda role, method=method, arguments=arguments: self.ask(
                        role, "account.note.api", method, **arguments
                    ),
                )

    def test_a_fault_has_odoos_code(self):
        models = xmlrpc.client.ServerProxy(f"{self.base_url()}/xmlrpc/2/object")
        fault = self.assertRaises(xmlrpc.client.Fault)
        with self.outside(), fault as caught:
            models.execute_kw(
                self.env.cr.dbname,
                self.people["billing"].id,
                self.login(),
                "account.note.api",
                "create_credit_note",
                [{"invoice_ids": [2**31 - 1]}],
            )
        self.assertTrue(caught.exception.faultString.startswith("not_found: "))
