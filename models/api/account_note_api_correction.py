from odoo import api, models

from ...tools import request as check
from .account_note_api_free import FREE, FREE_PREVIEW, HEAD

MODES = ("full", "lines", "price", "amount", "tax", "several")
# As ``get_creditable`` tells it
LAYER = {
    "quantity": check.number,
    "price_unit": check.number,
    "discount": check.number,
    "tax_ids": check.ids_or_none,
}
CORRECTION = {
    "invoice_ids": check.ids,
    "lines": check.rows(
        {
            "line_id": check.record_id,
            "quantity": check.number,
            "price_unit": check.number,
            "discount": check.number,
            "tax_ids": check.ids_or_none,
            "layer": check.record(LAYER),
            "uom_id": check.record_id,
            "amount": check.positive,
        }
    ),
    "amount": check.positive,
    "percent": check.positive,
    "is_net_of_tax": check.flag,
    "is_untaxed": check.flag,
    **HEAD,
    "allow_credit_notes": check.flag,
    "keep_open": check.flag,
    "joint": check.flag,
}
PREVIEW = {"side": check.choice("credit", "debit")}
CREATION = {
    "state": check.choice("draft", "posted", "finalized"),
    "idempotency_key": check.text,
}


class AccountNoteApi(models.AbstractModel):
    """Credit and debit notes of invoices, through core's own windows."""

    _inherit = "account.note.api"

    @api.model
    def preview_correction(self, request):
        """Return what credit or debit notes would come to; nothing is written.

        :param dict request: as for :meth:`create_credit_note`, without ``state`` and
            ``idempotency_key``, with ``side``, ``credit`` or ``debit``
        :return: ``{"previews": [...]}``, one dict for each invoice: ``invoice_id``,
            ``document``, ``untaxed_amount``, ``taxes``, ``total_amount``,
            ``invoiced_amount``, ``credited_amount``, ``remaining_amount``,
            ``instalments``, and ``refusal``, empty where nothing speaks against it;
            with ``joint`` these are parts, and ``joint`` has the figures of the note
        :rtype: dict
        """
        with self._in_words_for_integrations():
            if self._is_free(request):
                values = self._read_request(request, FREE_PREVIEW)
                return {"previews": [self._preview_free_note(values)]}
            values = self._read_request(
                request, {**self._get_correction_schema(), **PREVIEW}
            )
            return self._preview_notes(values.pop("side") or "credit", values)

    @api.model
    def create_credit_note(self, request):
        """Make a credit note for each of some invoices, one for all, or one on none.

        :param dict request: ``invoice_ids``; ``mode``: ``full`` (default), ``lines``,
            ``price``, ``amount``, ``tax`` or ``several``; ``lines``, dicts with
            ``line_id`` and ``quantity``, ``price_unit`` (the right price) or
            ``tax_ids`` (the right taxes), for ``several`` any of them and
            ``discount``, and ``layer``, the pieces that are meant, as one of those of
            :meth:`get_creditable`, and ``uom_id``, the unit of quantity and price where
            it is another one than the line's, and ``amount``, taken off the line;
            ``amount``, taxes included unless ``is_untaxed``, or ``percent``;
            ``is_net_of_tax``;
            ``date`` (today); ``journal_id``; ``reason``, a code; ``reason_text``;
            ``allow_credit_notes``, where credit notes are meant, which an invoice
            takes back; ``keep_open``, where the note is to settle nothing yet;
            ``joint``, for one note over all of the invoices;
            ``state``: ``draft`` (default), ``posted`` or ``finalized``;
            ``idempotency_key``. On no invoice: ``partner_id`` in place of
            ``invoice_ids``; ``lines``, dicts with ``product_id`` or ``name``,
            ``price_unit``, ``quantity`` (1), ``account_id`` and ``tax_ids``;
            ``partner_side``, ``customer`` (default) or ``vendor``; ``currency``, a
            code; ``external_origin_number`` and ``external_origin_date``
        :return: ``{"notes": [...]}``, in the order of the invoices
        :rtype: dict
        """
        with self._in_words_for_integrations():
            if not self._is_free(request):
                return self._create_notes("create_credit_note", "credit", request)
            values = self._read_request(request, {**FREE, **CREATION})
            return self.env["account.note.api.request"]._once(
                "create_credit_note",
                request,
                lambda: self._make_free_note(values),
                # Of a line of an invoice no quantity is everything
                lines={"quantity": 1},
            )

    @api.model
    def create_debit_note(self, request):
        """Make a debit note for each of some invoices.

        :param dict request: as for :meth:`create_credit_note`, with no
            ``is_net_of_tax``, ``keep_open`` nor ``joint``; a price is the higher one
        :return: ``{"notes": [...]}``, in the order of the invoices
        :rtype: dict
        """
        with self._in_words_for_integrations():
            return self._create_notes("create_debit_note", "debit", request)

    @api.model
    def _get_correction_schema(self):
        """Return the checks of what a request says of a correction, by name.

        Another addon adds the words of its modes, and what they ask for.
        """
        return {**CORRECTION, "mode": check.choice(*self._get_modes())}

    @api.model
    def _get_modes(self):
        """Return the words for ``mode``, those that both windows know."""
        return MODES

    @api.model
    def _get_creation_schema(self):
        return {**self._get_correction_schema(), **CREATION}

    def _create_notes(self, method, side, request):
        values = self._read_request(request, self._get_creation_schema())
        return self.env["account.note.api.request"]._once(
            method, request, lambda: self._make_notes(side, values)
        )
