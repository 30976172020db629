from odoo import models

OPEN_STATES = ("not_paid", "partial")
ACCOUNTING = "account.group_account_invoice,account.group_account_readonly"


class AccountMove(models.Model):
    """What is open beside a posted document is offered to settle it, or to be settled.

    The line of the banner asks core alone, which looks for the form anyway. The window
    after *Confirm* is opened where the company wants it, for people who press the
    button: neither programs nor those who post many are asked.
    """

    _inherit = "account.move"

    def _note_get_outstanding_alerts(self):
        if (
            self.state != "posted"
            or self.payment_state not in OPEN_STATES
            or not self.is_invoice(include_receipts=True)
            or not self.env.user.has_groups(ACCOUNTING)
            or not self.invoice_has_outstanding
        ):
            return {}
        alert = {"level": "info", "message": self._note_get_outstanding_text()}
        if self.can_apply_credits and self.env.user.has_group(
            "account.group_account_invoice"
        ):
            alert["action_text"] = self.env._("Apply Credits")
            alert["action"] = self._note_get_server_action("action_apply_selected")
        return {"account_note_outstanding": alert}

    def _note_get_outstanding_text(self):
        if self.move_type == "out_refund":
            return self.env._(
                "Other invoices of this customer are open: the credit can settle them."
            )
        if self.move_type == "in_refund":
            return self.env._(
                "Other bills of this vendor are open: the credit can settle them."
            )
        if self.is_sale_document(include_receipts=True):
            return self.env._(
                "This customer has open credits or payments, listed below the total: "
                "they can settle this invoice."
            )
        return self.env._(
            "This vendor has open credits or payments, listed below the total: they "
            "can settle this bill."
        )

    def _note_offer_open_credits(self):
        """Return the window that applies open credits to what was just confirmed.

        :return: the action, or ``False`` where there is nothing to ask
        """
        if (
            len(self) != 1
            or not self.company_id.note_offer_credits
            or self._is_credit_note()
            or not self._note_is_open_document()
            or not self._note_is_credit_outstanding()
        ):
            return False
        return self.action_apply_credits()
