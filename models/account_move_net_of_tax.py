from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tools.money import from_steps, to_steps
from ..tools.spreading import spread


class AccountMove(models.Model):
    """A note net of tax lowers or raises what is owed and leaves the VAT alone.

    French law calls it "net de taxe": the seller gives up the VAT of a rebate, and
    neither side corrects its return. The note has to say so.
    """

    _inherit = "account.move"

    is_net_of_tax = fields.Boolean(
        string="Without VAT correction",
        copy=False,
        tracking=True,
        help="The note changes what is owed, not the VAT of the corrected document: "
        "its lines bear no taxes, and it prints a sentence that says so.",
    )

    def _post(self, soft=True):
        for note in self.filtered("is_net_of_tax"):
            note._refuse_taxes()
        return super()._post(soft)

    def _refuse_taxes(self):
        """Check that no line of this note bears a tax.

        :raises UserError: naming the note, its taxes and the way out
        """
        lines = self.invoice_line_ids.filtered("tax_ids")
        if lines:
            raise UserError(
                self.env._(
                    "%(note)s is issued without VAT correction, but bears %(taxes)s "
                    "(%(amount)s). Remove the taxes from its lines, or clear "
                    "Without VAT correction under Other Info.",
                    note=self.display_name,
                    taxes=", ".join(lines.tax_ids.mapped("name")),
                    amount=self._format_amount(self.amount_tax),
                )
            )

    def _prepare_correction(self, correction):
        values = super()._prepare_correction(correction)
        if correction.mode == "amount" and correction.is_net_of_tax:
            values["is_net_of_tax"] = True
        return values

    def _prepare_correction_amount(self, correction):
        if not correction.is_net_of_tax:
            return super()._prepare_correction_amount(correction)
        self._check_correction_amount(correction)
        amount = correction.amount or self.amount_total * correction.percent / 100
        rounding = self.currency_id.rounding
        places, weights = self._get_net_places()
        if not sum(weights.values()):
            raise UserError(self._get_no_net_refusal(amount))
        shares = spread(to_steps(amount, rounding), weights)
        return [
            Command.create(
                self._prepare_net_line(
                    places[key][0], from_steps(steps, rounding), sequence
                )
            )
            for sequence, (key, steps) in enumerate(sorted(shares.items()), start=10)
            if steps
        ]

    def _get_net_places(self):
        """Return the lines and the net amounts of this document by place.

        A place is an account with an analytic distribution.

        :return: two dicts, of lines and of whole steps of the currency
        """
        places = self._get_correctable_lines().grouped(
            lambda line: (
                line.account_id.id,
                str(sorted((line.analytic_distribution or {}).items())),
            )
        )
        rounding = self.currency_id.rounding
        weights = {
            key: sum(to_steps(line.price_subtotal, rounding) for line in lines)
            for key, lines in places.items()
        }
        return places, weights

    def _prepare_net_line(self, line, amount, sequence):
        """Return the values of a line without taxes, at the place of another."""
        lang = self.partner_id.lang or self.env.lang
        return {
            "display_type": "product",
            "sequence": sequence,
            "name": self.with_context(lang=lang).env._(
                "Correction of %(document)s, net of tax", document=self.name
            ),
            "quantity": 1,
            "price_unit": amount,
            "tax_ids": [Command.clear()],
            "account_id": line.account_id.id,
            "analytic_distribution": line.analytic_distribution,
            "correction_mode": "amount",
        }

    def _get_no_net_refusal(self, amount):
        return self.env._(
            "%(document)s has a net of %(net)s, over which %(amount)s cannot be "
            "spread. Correct its lines, or write a credit note from scratch.",
            document=self.name,
            net=self._format_amount(0.0),
            amount=self._format_amount(amount),
        )

    def _get_net_of_tax_text(self):
        """Return the sentence that the law wants on a note net of tax.

        :return: the company's, or a sentence of the addon, in the current language
        """
        # Customers read it on their notes; the company's settings are not theirs
        return self.company_id.sudo().note_net_of_tax_text or self.env._(
            "Net of tax: this document does not correct the VAT of the invoice, which "
            "remains unchanged."
        )
