from odoo.tests import TransactionCase, tagged

ADDON = "account_credit_debit_note"


@tagged("post_install", "-at_install")
class TestLabels(TransactionCase):
    def test_no_field_of_a_model_has_the_label_of_another(self):
        for model in self.env.values():
            labels = {}
            for field in model._fields.values():
                other = labels.setdefault(field.string, field)
                if other is not field and ADDON in (field._module, other._module):
                    self.fail(f"{field} and {other}: {field.string}")

    def test_every_model_says_who_has_access(self):
        models = self.env["ir.model"].search([("transient", "=", False)])
        ours = models.filtered(
            lambda model: model.modules == ADDON and not model.abstract
        )
        self.assertFalse(
            ours.filtered(lambda model: not model.access_ids).mapped("model")
        )
        self.assertIn("account.note.reason", ours.mapped("model"))
