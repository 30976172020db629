from odoo import api, models

FOLDER = "/account_credit_debit_note/static/xls"


class AccountMove(models.Model):
    """Tables of credit notes have a column for the invoice they correct."""

    _inherit = "account.move"

    @api.model
    def get_import_templates(self):
        """Return the templates that the import window offers, as core does.

        :return: a list of dicts with ``label`` and ``template``, a path
        """
        templates = super().get_import_templates()
        files = {"out_refund": "customer", "in_refund": "vendor"}
        file = files.get(self.env.context.get("default_move_type"))
        if not file:
            return templates
        label = self.env._("Import Template for Credit Notes on Invoices")
        path = f"{FOLDER}/{file}_credit_notes_import_template.xlsx"
        return [{"label": label, "template": path}, *templates]
