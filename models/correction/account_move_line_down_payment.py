from collections import defaultdict

from odoo import Command, models
from odoo.fields import Domain
from odoo.tools import float_compare


class AccountMoveLine(models.Model):
    """A down payment is credited by amount: its order deducts what is left of it.

    Orders add up the unit prices of the lines of a down payment, whatever their
    quantities, and deduct it as long as its quantity is not zero. So a part of it is
    one line at the amount, and a remark that gives the quantity back. Sales are no
    dependency of this addon.
    """

    _inherit = "account.move.line"

    def _note_is_down_payment(self):
        return "is_downpayment" in self._fields and self.is_downpayment

    def _note_prepare_repriced_down_payment(self, standing, price):
        """Return the values of lines that lower this down payment to an amount."""
        former = self._note_get_price(standing)
        self._note_check_price(former, price, "credit")
        if self.currency_id.is_zero(former - price):
            return []
        return self._note_prepare_part_of_down_payment(former - price)

    def _note_complete_amount(self, vals):
        """Return the values of the lines by which an amount is taken off here."""
        if not self._note_is_down_payment():
            return [vals]
        link = {
            "origin_line_id": self.id,
            "is_downpayment": True,
            "sale_line_ids": [Command.set(self.sale_line_ids.ids)],
        }
        return [{**vals, **link}, self._note_prepare_down_payment_remark()]

    def _note_prepare_part_of_down_payment(self, price):
        """Return the values of lines that credit a part of this down payment."""
        vals = self._note_prepare_line(self._note_get_own_terms(), 0.0)
        vals.pop("extra_tax_data", None)
        vals.update(quantity=1.0, price_unit=price, correction_mode="amount")
        return [vals, self._note_prepare_down_payment_remark()]

    def _note_prepare_down_payment_remark(self):
        """Return the values of a remark that keeps the down payment in its order."""
        return {
            "display_type": "line_note",
            "sequence": self.sequence,
            "name": self.move_id._note_get_partner_env()._(
                "The rest of the down payment remains."
            ),
            "quantity": -1.0,
            "sale_line_ids": [Command.set(self.sale_line_ids.ids)],
        }

    def _note_get_down_payments(self):
        """Return the posted lines of invoices whose payment this line deducts.

        Who invoices an order may not be allowed to read all of its invoices.
        """
        return self.sudo().sale_line_ids.invoice_lines.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.is_downpayment
                and line.display_type == "product"
                and line.quantity > 0
                and line.move_id.move_type == "out_invoice"
                and not line.move_id._is_note()
                and line.currency_id == self.currency_id
            )
        )

    def _note_follow_down_payment(self):
        """Return the commands by which this line deducts what stands, if any."""
        sources = self._note_get_down_payments()
        if not sources.refund_line_ids:
            return []
        nets = {}
        for standing in sources._note_get_standing().values():
            for taxes, net in standing.nets.items():
                nets[taxes] = nets.get(taxes, 0.0) + net
        nets = {
            taxes: net
            for taxes, net in nets.items()
            if not self.currency_id.is_zero(net)
        }
        amounts = sources._note_sum_taxes_of_down_payment()
        if self._note_deducts(nets, amounts):
            return []
        return self._note_prepare_deductions(nets, amounts)

    def _note_sum_taxes_of_down_payment(self):
        """Return what stands of each tax of these lines as it was booked.

        :return: amounts by the ids of taxes as text, by the taxes of lines
        """
        sums = defaultdict(lambda: defaultdict(float))
        posted = Domain("parent_state", "=", "posted")
        lines = self | self._note_find_correcting_lines(posted)
        for move, own in lines.grouped("move_id").items():
            sign = -1 if move._is_credit_note() else 1
            for line in move._note_get_booked_part(own):
                found = sums[tuple(sorted(line["tax_ids"].ids))]
                for data in line["tax_details"]["taxes_data"]:
                    found[str(data["tax"].id)] += sign * data["tax_amount_currency"]
        return sums

    def _note_deducts(self, nets, amounts):
        """Tell whether this line takes off exactly some nets and taxes.

        :param nets: by sets of taxes, and ``amounts`` of each tax likewise
        """
        taxes = tuple(sorted(self.tax_ids.ids))
        net = nets.get(taxes, 0.0)
        total = net + sum(amounts[taxes].values())
        step = self.currency_id.rounding
        return nets.keys() <= {taxes} and not any(
            float_compare(-own, wanted, precision_rounding=step)
            for own, wanted in ((self.price_subtotal, net), (self.price_total, total))
        )

    def _note_prepare_deductions(self, nets, amounts):
        """Return the commands by which lines like this one take off some nets.

        Their taxes are those that were booked: else the order would come to more.
        """
        values = [
            self._note_prepare_deduction(taxes, self.currency_id.round(net), amounts)
            for taxes, net in nets.items()
        ] or [{"price_unit": 0.0, "extra_tax_data": False}]
        return [
            Command.update(self.id, values[0]),
            # To the order it is one deduction: the others bear no link to it
            *(Command.create({**self.copy_data()[0], **vals}) for vals in values[1:]),
        ]

    def _note_prepare_deduction(self, taxes, net, amounts):
        found, step = self.env["account.tax"].browse(taxes), self.currency_id
        booked = {key: step.round(amount) for key, amount in amounts[taxes].items()}
        price = step.round(net + found._note_sum_included(booked))
        data = self._note_prepare_tax_data(price, net, booked)
        data = data and self.env[
            "account.tax"
        ]._reverse_quantity_base_line_extra_tax_data(data)
        return {
            "price_unit": price,
            "tax_ids": [Command.set(taxes)],
            "extra_tax_data": data,
        }
