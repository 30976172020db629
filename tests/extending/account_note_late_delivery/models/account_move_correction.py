from odoo import fields, models
from odoo.exceptions import UserError

PERCENT_A_DAY = 0.5


class AccountMove(models.Model):
    """A mode of correction: so much of the total for each day of delay."""

    _inherit = "account.move"

    days_late = fields.Integer(copy=False)

    def _prepare_correction(self, correction):
        values = super()._prepare_correction(correction)
        days = correction.details.get("days_late")
        return {**values, "days_late": days} if days else values

    def _prepare_correction_late(self, correction):
        days = correction.details["days_late"]
        if not 0 < days <= 60:
            raise UserError(
                self.env._(
                    "%(document)s: %(days)s days late. Enter 1 to 60 days.",
                    document=self.display_name,
                    days=days,
                )
            )
        percent = days * PERCENT_A_DAY
        return self._prepare_correction_amount(
            correction._replace(amount=0.0, percent=percent)
        )
