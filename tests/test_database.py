from odoo.tests import TransactionCase, tagged

ADDON = "account_credit_debit_note"


@tagged("post_install", "-at_install")
class TestDatabase(TransactionCase):
    """Odoo only logs what PostgreSQL does not take of constraints and indexes."""

    def test_every_constraint_and_index_is_there(self):
        self.env.cr.execute(
            "SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes"
        )
        there = {name for (name,) in self.env.cr.fetchall()}
        declared = {
            rule.full_name(model)
            for model in self.env.values()
            for rule in model._table_objects.values()
            if rule._module == ADDON and model._auto and not model._abstract
        }
        self.assertTrue(declared)
        self.assertFalse(declared - there)
