from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """The door from a partner to the window *Apply Credits*."""

    _inherit = "res.partner"

    def action_apply_credits(self):
        """Return the window that applies the open credits of this partner.

        :rtype: dict
        :raises UserError: for several partners
        """
        partner = self._get_one_commercial_partner()
        return self.env["account.note.allocation"]._open_for(partner)

    def _get_one_commercial_partner(self):
        """Return the company these partners belong to.

        :raises UserError: where they belong to several
        """
        commercial = self.commercial_partner_id
        if len(commercial) > 1:
            raise UserError(
                self.env._(
                    "Credits are applied for one partner at a time, but %s are "
                    "chosen. Choose one.",
                    ", ".join(commercial.mapped("display_name")),
                )
            )
        return commercial
