from odoo.tests import HttpCase, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestFirstSteps(NoteCase):
    """Who has no credit note yet is told how to make one."""

    def help(self, action):
        return self.env["ir.actions.act_window"]._for_xml_id(action)["help"]

    def test_empty_list_of_credit_notes_leads_to_invoices(self):
        for kind in ("out", "in"):
            invoices = self.env.ref(f"account.action_move_{kind}_invoice")
            text = self.help(f"account.action_move_{kind}_refund_type")
            self.assertIn("three steps", text)
            self.assertIn(f'href="/odoo/action-{invoices.id}"', text)

    def test_empty_list_of_invoices_says_what_core_says(self):
        self.assertNotIn("three steps", self.help("account.action_move_out_invoice"))

    def test_every_empty_list_says_what_to_do(self):
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "account_credit_debit_note"),
                ("model", "=", "ir.actions.act_window"),
            ]
        )
        actions = self.env["ir.actions.act_window"].browse(data.mapped("res_id"))
        lists = actions.filtered(lambda action: "list" in action.view_mode)
        self.assertIn("correction-reasons", lists.mapped("path"))
        silent = lists.filtered(lambda action: action.help.count("<p") < 2)
        self.assertFalse(silent.mapped("xml_id"))


@tagged("post_install", "-at_install")
class TestPhone(NoteCase, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_first_partial_credit_on_a_phone(self):
        self.clerk("phone-clerk")
        invoice = self.invoice(("Desk", 1, 500.0), ("Chair", 5, 70.0))
        self.start_tour(
            f"/odoo/account.move/{invoice.id}",
            "account_note_partial_credit_phone",
            login="phone-clerk",
        )
        self.assertRecordValues(
            invoice.credit_note_ids, [{"state": "posted", "amount_untaxed": 140.0}]
        )
