from odoo import Command, fields, models
from odoo.exceptions import UserError

from ...tools.errors import with_code


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
        "its lines bear no taxes but those of 0 %, and it prints a sentence that says "
        "so.",
    )

    def _note_check_net_of_tax(self):
        """Check that notes without VAT correction bear no VAT."""
        for note in self.filtered("is_net_of_tax"):
            note._note_check_bears_no_taxes()

    def _note_check_bears_no_taxes(self):
        """Check that no line of this note bears a tax above zero.

        :raises UserError: naming the note, its taxes and the way out
        """
        # A tax of 0 % leaves the VAT alone, and electronic documents want one
        lines = self.invoice_line_ids.filtered(
            lambda line: any(line.tax_ids.flatten_taxes_hierarchy().mapped("amount"))
        )
        if lines:
            raise UserError(
                self.env._(
                    "%(note)s is issued without VAT correction, but bears %(taxes)s "
                    "(%(amount)s). Remove the taxes from its lines, or clear "
                    "Without VAT correction under Other Info.",
                    note=self.display_name,
                    taxes=", ".join(lines.tax_ids.mapped("name")),
                    amount=self._note_format_amount(self.amount_tax),
                )
            )

    def _prepare_note_net_line(self, line, amount, sequence):
        """Return the values of a line without taxes, at the place of another."""
        return {
            "display_type": "product",
            "sequence": sequence,
            "name": self._note_get_partner_env()._(
                "Correction of %(document)s, net of tax", document=self.name
            ),
            "quantity": 1,
            "price_unit": amount,
            "tax_ids": [Command.clear()],
            "account_id": line.account_id.id,
            "analytic_distribution": line.analytic_distribution,
            "correction_mode": "amount",
        }

    def _note_refuse_without_net(self, amount):
        text = self.env._(
            "%(document)s has a net of %(net)s, over which %(amount)s cannot be "
            "spread. Correct its lines, or write a credit note from scratch.",
            document=self.name,
            net=self._note_format_amount(0.0),
            amount=self._note_format_amount(amount),
        )
        raise with_code(UserError(text), "nothing_stands")

    def _note_get_net_of_tax_text(self):
        """Return the sentence that the law wants on a note net of tax.

        :return: the company's, or a sentence of the addon, in the current language
        """
        # Customers read it on their notes; the company's settings are not theirs
        return self.company_id.sudo().note_net_of_tax_text or self.env._(
            "Net of tax: this document does not correct the VAT of the invoice, which "
            "remains unchanged."
        )
