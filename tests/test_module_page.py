from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestModulePage(TransactionCase):
    """What Odoo's list of apps shows of the addon."""

    def test_page_and_icon(self):
        module = self.env.ref("base.module_account_credit_debit_note")
        folder = "/account_credit_debit_note/static/description/"
        page = module.description_html
        self.assertIn(f'src="{folder}credit_note.png"', page)
        self.assertIn("border-bottom", page, "styles survive Odoo's cleaning")
        self.assertEqual(module.icon, f"{folder}icon.png")
        self.assertTrue(module.icon_image)
