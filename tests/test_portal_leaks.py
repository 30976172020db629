from urllib.parse import urlencode

from odoo.tests import tagged

from odoo.addons.payment import utils as payment_utils

from .test_portal import PortalCase


@tagged("post_install", "-at_install")
class TestPortalLeaks(PortalCase):
    """Pages of other documents and modules tell nothing of notes that are kept back."""

    def payment_page(self, move):
        """Return the page that takes a payment, asked for with a good token."""
        key = (move.partner_id.id, move.amount_residual, move.currency_id.id)
        token = payment_utils.generate_access_token(*key, env=self.env)
        values = {
            "invoice_id": move.id,
            "amount": move.amount_residual,
            "access_token": token,
        }
        return self.url_open(f"/payment/pay?{urlencode(values)}")

    def test_link_to_pay_does_not_open_a_hidden_note(self):
        if "payment.transaction" not in self.env:
            self.skipTest("nothing takes payments")
        self.assertIn(self.extra.name, self.payment_page(self.extra).text)
        self.only_final()
        for login in (None, "portal-reader"):
            self.authenticate(login, login)
            answer = self.payment_page(self.extra)
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn(self.extra.name, answer.text)
            self.assertIn(self.sale.name, self.payment_page(self.sale).text)
        self.extra.action_finalize()
        self.assertIn(self.extra.name, self.payment_page(self.extra).text)

    def test_print_for_the_customer_does_not_name_a_hidden_note(self):
        self.log_in()
        page = self.page(self.sale, report_type="html")
        self.assertIn(f"Credit note {self.note.name}", page)
        self.only_final()
        page = self.page(self.sale, report_type="html")
        self.assertNotIn(self.note.name, page)
        self.assertIn("Credit note (not available yet)", page)
        # A link with a token is read by somebody outside as well
        self.authenticate(None, None)
        page = self.page(self.sale, token=True, report_type="html")
        self.assertNotIn(self.note.name, page)
        # The company itself goes on naming it
        self.assertIn(self.note.name, str(self.sale.invoice_payments_widget["content"]))

    def test_note_on_a_hidden_note_does_not_name_it(self):
        final = self.credit(self.extra)
        final.action_finalize()
        self.log_in()
        self.assertIn(self.extra.name, self.page(final, report_type="html"))
        self.only_final()
        for page in (self.page(final), self.page(final, report_type="html")):
            self.assertNotIn(self.extra.name, page)
