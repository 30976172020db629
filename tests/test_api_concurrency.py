from odoo.tests import tagged
from odoo.tools import mute_logger

from .two_connections import TwoConnections


@tagged("post_install", "-at_install")
class TestApiConcurrency(TwoConnections):
    """The same request arrives twice at once."""

    def make_documents(self, env):
        invoice = self.make_move(env, "out_invoice", 0)
        invoice.action_post()
        self.invoice_id = invoice.id
        self.answers = []

    def remove_everything(self):
        with self.transaction() as env:
            env.cr.execute("DELETE FROM account_note_api_request WHERE key = 'twice'")
        return super().remove_everything()

    def credit(self, env, _key):
        request = {"invoice_ids": [self.invoice_id], "idempotency_key": "twice"}
        self.answers.append(env["account.note.api"].create_credit_note(request))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_note_and_one_answer(self):
        outcomes, tries = self.do_at_once(self.credit, ["first", "second"])
        self.assertEqual(outcomes, ["done", "done"])
        self.assertEqual(len(tries), 3, "the later one was run again")
        self.assertEqual(self.answers[0], self.answers[1])
        with self.transaction() as env:
            invoice = env["account.move"].browse(self.invoice_id)
            self.assertEqual(len(invoice.credit_note_ids), 1)
