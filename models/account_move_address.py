from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class AccountMove(models.Model):
    """Invoice and delivery address of a note: its own, within one customer."""

    _inherit = "account.move"

    @api.constrains(
        "partner_id", "partner_shipping_id", "reversed_entry_id", "debit_origin_id"
    )
    def _check_note_addresses(self):
        # The invoice address is a matter of the link to the corrected document
        for note in self.filtered(lambda move: move.state == "draft"):
            if not note._is_guard_soft():
                note._refuse_foreign_delivery()

    def _refuse_foreign_delivery(self):
        """Refuse a delivery address of somebody else than the corrected document.

        That of the document itself is good, whosesoever it is: goods may have gone
        to a third party.
        """
        delivery = self.partner_shipping_id.commercial_partner_id
        if delivery <= self.commercial_partner_id:
            return
        origins = self._get_origins()
        if not origins or delivery <= origins.partner_shipping_id.commercial_partner_id:
            return
        raise ValidationError(
            self.env._(
                "%(note)s corrects %(origin)s of %(partner)s, but its delivery address "
                "belongs to %(other)s. Choose an address of %(partner)s, or issue a "
                "note that corrects nothing.",
                note=self.display_name,
                origin=origins[0].display_name,
                partner=self.commercial_partner_id.display_name,
                other=delivery.display_name,
            )
        )

    def action_deliver_to_invoice_address(self):
        """Take the invoice address of these drafts as their delivery address.

        :return: ``True``
        :raises UserError: where one is no draft
        """
        self._check_address_is_open()
        for move in self:
            move.partner_shipping_id = move.partner_id
        return True

    def action_invoice_to_delivery_address(self):
        """Take the delivery address of these drafts as their invoice address.

        :return: ``True``
        :raises UserError: where one is no draft, or the address is of another partner
        """
        self._check_address_is_open()
        for move in self.filtered("partner_shipping_id"):
            address = move.partner_shipping_id
            # Core takes the default delivery address of a new partner
            move.write({"partner_id": address.id, "partner_shipping_id": address.id})
        return True

    def _check_address_is_open(self):
        for move in self:
            if move.state != "draft" or not move.is_invoice(include_receipts=True):
                raise UserError(
                    self.env._(
                        "The addresses of %(document)s can be changed in a draft "
                        "invoice or note only. Reset it to draft first.",
                        document=move.display_name,
                    )
                )
