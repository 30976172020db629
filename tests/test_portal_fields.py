import xmlrpc.client

from odoo.tests import tagged

from .test_portal import PortalCase

ADDON = "account_credit_debit_note"
READABLE = {
    "account.move": [
        "external_origin_date",
        "external_origin_number",
        "finalized_on",
        "is_finalized",
        "is_net_of_tax",
        "is_note",
        "note_reason_text",
        "note_status",
    ],
    "account.move.line": [],
}


@tagged("post_install", "-at_install")
class TestPortalFields(PortalCase):
    """What a portal user reads of a document over RPC, as a list."""

    def call(self, model, method, *args, **kwargs):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname,
            self.reader.id,
            self.reader.login,
            model,
            method,
            args,
            kwargs,
        )

    def is_read(self, record, name):
        try:
            self.call(record._name, "read", record.ids, [name])
        except xmlrpc.client.Fault:
            return False
        return True

    def own_fields(self, record):
        return sorted(
            name
            for name, field in record._fields.items()
            if field._modules[:1] == (ADDON,)
        )

    def test_fields_that_can_be_read(self):
        line = self.note.invoice_line_ids
        for record in (self.note, self.sale, line):
            names = self.own_fields(record)
            read = [name for name in names if self.is_read(record, name)]
            self.assertEqual(read, READABLE[record._name])
            told = self.call(record._name, "fields_get", [], ["string"])
            self.assertEqual(sorted(set(names) & told.keys()), read)

    def test_nothing_else_tells_them(self):
        self.doubt(self.sale, "They never pay")
        for domain in (
            [("doubtful_reason", "=like", "They%")],
            [("is_doubtful", "=", True)],
            [("note_reason_id", "!=", False)],
        ):
            with self.assertRaises(xmlrpc.client.Fault):
                self.call("account.move", "search", domain)

    def test_pages_are_as_before(self):
        self.log_in()
        self.assertIn("Scratched", self.page(self.note))
        self.assertIn(self.note.name, self.page(self.sale))
        self.assertIn(self.note.name, self.listing())
