from markupsafe import Markup

from odoo import api, models

INVOICES = {
    "out_refund": "account.action_move_out_invoice",
    "in_refund": "account.action_move_in_invoice",
}


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def get_empty_list_help(self, help_message):
        """Say in an empty list of credit notes how one is made."""
        kind = self.env.context.get("default_move_type")
        name = INVOICES.get(kind, "")
        action = name and self.env.ref(name, raise_if_not_found=False)
        if action:
            help_message = self._get_first_steps(action)
        return super().get_empty_list_help(help_message)

    @api.model
    def _get_first_steps(self, action):
        """Return how a credit note comes of an invoice.

        :param action: ir.actions.act_window that lists the invoices
        """
        link = Markup('<a href="/odoo/action-%s">%s</a>')
        steps = (
            self.env._("Open the document in %s.", link % (action.id, action.name)),
            self.env._("Press Credit Note and choose: all of it, lines, or an amount."),
            self.env._("Look through the draft, then press Confirm."),
        )
        return Markup(
            '<p class="o_view_nocontent_smiling_face">%s</p>'
            '<ol class="d-inline-block text-start">%s</ol><p>%s</p>'
        ) % (
            self.env._("Credit an invoice in three steps"),
            Markup().join(Markup("<li>%s</li>") % step for step in steps),
            self.env._("Press New for a credit without an invoice."),
        )
