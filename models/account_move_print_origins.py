from odoo import models
from odoo.tools import float_compare, float_repr, format_date, formatLang


class AccountMove(models.Model):
    """How a printed note names the documents, lines and rate it corrects.

    The origins come from the field, which reads them for all notes printed together.
    """

    _inherit = "account.move"

    def _prepare_print_origins(self):
        """Return a row for each corrected document, in their order.

        - ``name``: its number; of a vendor's document with the vendor's own
        - ``date``
        - ``amount``: what the note corrects of it, taxes included, in the note's
          currency; false where there is one document alone

        A last row without a date stands for lines that correct no document.

        :rtype: list of dicts
        """
        self.ensure_one()
        if self._has_external_origin():
            name, date = self.external_origin_number, self.external_origin_date
            return [{"name": name, "date": date, "amount": False}]
        origins = self.origin_move_ids
        amounts = self._get_origin_amounts() if len(origins) > 1 else {}
        rows = [
            {
                "name": origin._get_print_number(),
                "date": origin.invoice_date or origin.date,
                "amount": amounts.get(origin, 0.0) if amounts else False,
            }
            for origin in origins
        ]
        rest = self.amount_total - sum(amounts.values())
        if amounts and not self.currency_id.is_zero(rest):
            name = self.env._("Without a document")
            rows.append({"name": name, "date": False, "amount": rest})
        return rows

    def _get_print_origins_text(self):
        """Return the corrected documents for a letter, up to three by their names."""
        self.ensure_one()
        origins = self.origin_move_ids
        if len(origins) > 3:
            return self.env._("%(count)s documents", count=len(origins))
        return ", ".join(
            self.env._(
                "%(number)s of %(date)s",
                number=origin._get_print_number(),
                date=format_date(self.env, origin.invoice_date or origin.date),
            )
            for origin in origins
        )

    def _get_print_number(self):
        """Return the number of this document; of a vendor's, both numbers."""
        number, theirs = self.name or self.display_name, self._get_partner_number()
        if theirs == number or self._is_hidden_from(self.env.user):
            return theirs
        return self.env._(
            "%(vendor_number)s (our number %(number)s)",
            vendor_number=theirs,
            number=number,
        )

    def _get_partner_number(self):
        """Return the number by which the partner knows this document.

        Whoever prints from the portal learns no number that is kept from them.
        """
        if self._is_hidden_from(self.env.user):
            return self._get_number_for_reader(self)
        is_theirs = self.is_purchase_document(include_receipts=True)
        # Of a reversal, core writes into the reference what it reverses
        theirs = is_theirs and not self._is_ref_of_origin() and self.ref
        return theirs or self.name or self.display_name

    def _get_print_line_origins(self):
        """Return, by id of a line, which document and line it corrects.

        Empty for a note over one whole document, where it would say nothing.

        :rtype: dict
        """
        self.ensure_one()
        origins = self.origin_move_ids
        if not origins or self._is_over_whole(origins):
            return {}
        positions = {}
        for origin in origins:
            positions.update(origin._get_line_positions())
        texts = {
            line.id: line._get_print_origin(positions, len(origins) > 1)
            for line in self.invoice_line_ids
        }
        return {key: text for key, text in texts.items() if text}

    def _is_over_whole(self, origins):
        """Tell whether this note corrects all of one document."""
        return len(origins) == 1 and not self.currency_id.compare_amounts(
            self.amount_total, origins.amount_total
        )

    def _get_line_positions(self):
        """Return the places of the lines on the printed document, by line."""
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        ).sorted(
            # As core's report sorts them
            key=lambda line: (-line.sequence, line.date, line.move_name, -line.id),
            reverse=True,
        )
        return {line: place for place, line in enumerate(lines, start=1)}

    def _get_print_rate(self):
        """Return the exchange rate that was taken over from the origins.

        :return: text; false in the company's currency, and with a rate of its own
        """
        self.ensure_one()
        origins = self.origin_move_ids
        company_currency, currency = self.company_currency_id, self.currency_id
        rates = origins.mapped("invoice_currency_rate")
        if currency == company_currency or not origins:
            return False
        if any(float_compare(rate, self.invoice_currency_rate, 9) for rate in rates):
            return False
        date = origins[0]._get_invoice_currency_rate_date()
        return self.env._(
            "1 %(company_currency)s = %(rate)s %(currency)s, as of %(date)s",
            company_currency=company_currency.name,
            rate=self._format_rate(self.invoice_currency_rate),
            currency=currency.name,
            date=format_date(self.env, date),
        )

    def _format_rate(self, rate):
        """Return a rate with the decimal point of the language, and no idle zeros."""
        text = float_repr(rate, 6).rstrip("0").rstrip(".")
        digits = len(text.partition(".")[2])
        return formatLang(self.env, rate, digits=digits)
