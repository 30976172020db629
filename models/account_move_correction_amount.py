from odoo import Command, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Correction by an amount, spread over the taxes and accounts of the document.

    Core's engine for down payments splits it, exact to the cent.
    """

    _inherit = "account.move"

    def _prepare_correction_amount(self, correction):
        self._check_correction_amount(correction)
        base_lines, _tax_lines = self._get_rounded_base_and_tax_lines()
        spread = self.env["account.tax"]._prepare_down_payment_lines(
            [line for line in base_lines if not line["special_type"]],
            self.company_id,
            "fixed" if correction.amount else "percent",
            correction.amount or correction.percent,
            computation_key=f"note,{self.id}",
            grouping_function=lambda line: {"account_id": line["account_id"]},
        )
        return [
            Command.create(self._prepare_amount_line(base_line, sequence))
            for sequence, base_line in enumerate(spread, start=10)
        ]

    def _prepare_amount_line(self, base_line, sequence):
        """Return the values of one line of the spread amount."""
        lang = self.partner_id.lang or self.env.lang
        taxes = self.env["account.tax"]
        return {
            "display_type": "product",
            "sequence": sequence,
            "name": self.with_context(lang=lang).env._(
                "Correction of %(document)s", document=self.name
            ),
            "quantity": base_line["quantity"],
            "price_unit": self.currency_id.round(base_line["price_unit"]),
            "tax_ids": [Command.set(base_line["tax_ids"].ids)],
            "account_id": base_line["account_id"].id,
            "analytic_distribution": base_line["analytic_distribution"],
            "extra_tax_data": taxes._export_base_line_extra_tax_data(base_line),
            "correction_mode": "amount",
        }

    def _check_correction_amount(self, correction):
        if correction.amount < 0 or not 0 <= correction.percent <= 100:
            raise UserError(
                self.env._(
                    "%(document)s cannot be corrected by %(amount)s or %(percent)s %%. "
                    "Enter an amount above zero, or a percentage between 0 and 100.",
                    document=self.name,
                    amount=self._format_amount(correction.amount),
                    percent=correction.percent,
                )
            )
        if not correction.amount and not correction.percent:
            raise UserError(
                self.env._(
                    "%(document)s: no amount is given. Enter an amount or a "
                    "percentage.",
                    document=self.name,
                )
            )
