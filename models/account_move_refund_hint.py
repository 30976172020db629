from odoo import api, models

from ..tools.matching import CREDIT_TYPES

# Invoices on which nothing is left for a credit to settle
SETTLED = ("paid", "in_payment", "reversed")


class AccountMove(models.Model):
    """A posted credit of a paid invoice asks what becomes of the money."""

    _inherit = "account.move"

    @api.depends("payment_state", "amount_residual", "origin_move_ids.payment_state")
    def _compute_alerts(self):
        return super()._compute_alerts()

    def _get_alerts(self):
        alerts = super()._get_alerts()
        if self._is_refund_due():
            alerts["account_note_refund"] = {
                "level": "info",
                "message": self._get_refund_text(),
                "action_text": self.env._("Register the refund"),
                "action": self.action_register_payment(),
            }
            if self.invoice_has_outstanding:
                alerts["account_note_refund_apply"] = self._get_apply_alert()
        return alerts

    def _get_apply_alert(self):
        if self.move_type == "out_refund":
            message = self.env._(
                "Other invoices of this customer are open: the credit can settle them."
            )
        else:
            message = self.env._(
                "Other bills of this vendor are open: the credit can settle them."
            )
        return {
            "level": "info",
            "message": message,
            "action_text": self.env._("Apply Credits"),
            "action": self.action_apply_credits(),
        }

    def _is_refund_due(self):
        """Tell whether all this open credit corrects is settled already."""
        origins = self._get_origins().sudo() if self.move_type in CREDIT_TYPES else ()
        return bool(
            origins
            and self.state == "posted"
            and self.payment_state in ("not_paid", "partial")
            and all(origin.payment_state in SETTLED for origin in origins)
            and self.env.user.has_group("account.group_account_invoice")
        )

    def _get_refund_text(self):
        origins = self._get_origins().sudo()
        values = {
            "invoices": ", ".join(origins.mapped("name")),
            "amount": self.currency_id.format(self.amount_residual),
        }
        if self.move_type == "out_refund":
            return self.env._(
                "%(invoices)s is settled already, so %(amount)s of this credit is "
                "open: refund it to the customer, or keep it as a credit and apply "
                "it to other invoices.",
                **values,
            )
        return self.env._(
            "%(invoices)s is settled already, so %(amount)s of this credit is open: "
            "register the vendor's refund when it arrives, or keep it as a credit "
            "and apply it to other bills.",
            **values,
        )
