from odoo import api, models
from odoo.tools import float_repr, format_date, formatLang
from odoo.tools.translate import code_translations

from ...tools import legal_texts
from ..origin.account_move_rate import is_same_rate

# From so many documents on, a list is printed in fewer rows
MANY = 6
# Core's words for an amount with cents
AMOUNT_IN_WORDS = (
    "%(integral_amount)s %(currency_unit)s and %(fractional_amount)s "
    "%(currency_subunit)s"
)


class AccountMove(models.Model):
    """What a printed note says beside what core prints, block by block.

    What a note corrects is printed always, as the law asks; the company chooses the
    other blocks. Everything is in the language of the record set, which the report sets
    to that of the partner. Origins come from the field, which reads them for all notes
    that are printed together.
    """

    _inherit = "account.move"

    # core: the total in words does not depend on the language: of a batch, all are in
    # that of the first (`_compute_amount_total_words`, 19.0), delete when it depends on
    # `lang`
    @api.depends_context("lang")
    def _compute_amount_total_words(self):
        result = super()._compute_amount_total_words()
        self._note_turn_words()
        return result

    def _prepare_note_print(self):
        """Return the blocks to print; empty for a document that is no note.

        - ``origins``: see ``_prepare_note_print_origins``
        - ``many_origins``: whether there are so many that rows are to be low
        - ``origins_in_row``: how many of them stand beside each other
        - ``reason``: text
        - ``rate``: sentence
        - ``line_origins``: text by id of the line
        - ``words``: the total in words
        - ``is_credit``: whether it is a credit note
        - ``uses``: see ``_prepare_note_print_uses``
        - ``sentences``: list of texts
        - ``pairs``: what is printed of a price and the one instead of it, by id of
          the line
        - ``changes``: see ``_note_print_changes``

        A block is empty where the company does not want it, or where there is
        nothing to say.

        :rtype: dict
        """
        self.ensure_one()
        if not self._is_note():
            return {}
        # Whoever may read a note may read what its company prints on it
        company = self.company_id.sudo()
        shows_lines = company.note_print_line_origins
        shows_uses = company.note_print_applications
        origins = self._prepare_note_print_origins()
        is_many = len(origins) >= MANY
        return {
            "origins": origins,
            "many_origins": is_many,
            "origins_in_row": self._note_get_origins_in_row(origins) if is_many else 1,
            "rate": self._note_get_print_rate(),
            "reason": company.note_print_reason and self.note_reason_text,
            "line_origins": self._note_get_print_line_origins() if shows_lines else {},
            "words": self._note_get_print_words(),
            "is_credit": self._is_credit_note(),
            "uses": self._prepare_note_print_uses() if shows_uses else [],
            "sentences": self._note_get_print_sentences(),
            "pairs": self._note_print_pairs(),
            "changes": self._note_print_changes(),
        }

    def _note_get_print_words(self):
        """Return the total in words, where core does not print it anyway."""
        company = self.company_id.sudo()
        prints_words = company.note_print_words
        if not prints_words or company.display_invoice_amount_total_words:
            return False
        return self._note_speaks_of_cents() and self.amount_total_words

    def _note_speaks_of_cents(self):
        """Tell whether core has the words for this total in the language."""
        # core: without a translation of its "and", one English word stands among
        # others (Hungarian, 19.0), delete when each language has one
        lang = self.env.lang or "en_US"
        if lang.startswith("en") or float(self.amount_total).is_integer():
            return True
        known = code_translations.get_python_translations("base", lang)
        return AMOUNT_IN_WORDS in known

    @staticmethod
    def _note_get_origins_in_row(origins):
        """Return how many of many documents have room beside each other."""
        return 1 if any(row.get("authority_number") for row in origins) else 3

    def _note_get_print_sentences(self):
        """Return the legal sentences of this note, in the current language.

        That on notes net of tax is printed always, and so is that of a country: the law
        wants them. The others are of the issuer, so a vendor's document has none.
        """
        self.ensure_one()
        company = self.company_id.sudo()
        sentences = [self._note_get_net_of_tax_text()] if self.is_net_of_tax else []
        is_ours = self.is_sale_document() or self.journal_id.is_self_billing
        own = False
        if company.note_print_legal and is_ours:
            is_credit = self._is_credit_note()
            own = self.note_reason_id.sudo().legal_text or (
                company.note_credit_text if is_credit else company.note_debit_text
            )
        return [text for text in (*sentences, own or self._note_get_law_text()) if text]

    def _note_get_law(self):
        """Return the code of the country whose law says what is on this document."""
        # Customers read their documents, not the company's settings
        return self.company_id.sudo().account_fiscal_country_id.code

    def _note_get_law_text(self):
        """Return what the law of the company's country wants on this credit note.

        :return: text in a language of that country, false where it wants nothing; a
            sentence of the company's own stands in its place
        """
        if self.move_type != "out_refund":
            return False
        country = self._note_get_law()
        gives_vat_back = not self.currency_id.is_zero(self.amount_tax)
        lang = self.env.lang
        return legal_texts.credit_note_sentence(country, lang, gives_vat_back) or False

    def _prepare_note_print_origins(self):
        """Return a row for each corrected document, in their order.

        - ``name``: its number; of a vendor's document with the vendor's own
        - ``authority_number``: the one that an authority gave it, where there is one
        - ``date``
        - ``amount``: what the note corrects of it, taxes included, in the note's
          currency; false where there is one document alone

        A last row without a date stands for lines that correct no document.

        :rtype: list of dicts
        """
        self.ensure_one()
        if self._note_has_external_origin():
            name, date = self.external_origin_number, self.external_origin_date
            return [{"name": name, "date": date, "amount": False}]
        origins = self.origin_move_ids
        amounts = self._note_get_origin_amounts() if len(origins) > 1 else {}
        rows = [
            {
                "name": origin._note_get_print_number(),
                "authority_number": origin._note_get_authority_number(),
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
                number=origin._note_get_print_number(),
                date=format_date(self.env, origin.invoice_date or origin.date),
            )
            for origin in origins
        )

    def _note_get_print_number(self):
        """Return the number of this document; of a vendor's, both numbers."""
        number, theirs = self.name or self.display_name, self._note_get_partner_number()
        if theirs == number or self._is_hidden_from(self.env.user):
            return theirs
        return self.env._(
            "%(vendor_number)s (our number %(number)s)",
            vendor_number=theirs,
            number=number,
        )

    def _note_get_authority_number(self):
        """Return the number that an authority gave this document, with its name."""
        number = "l10n_pl_edi_number" in self and self.l10n_pl_edi_number
        return number and f"KSeF {number}"

    def _note_get_partner_number(self):
        """Return the number by which the partner knows this document.

        Whoever prints from the portal learns no number that is kept from them.
        """
        if self._is_hidden_from(self.env.user):
            return self._note_get_number_for_reader(self)
        is_theirs = self.is_purchase_document(include_receipts=True)
        # Of a reversal, core writes into the reference what it reverses
        theirs = is_theirs and not self._note_is_ref_of_origin() and self.ref
        return theirs or self.name or self.display_name

    def _note_get_print_line_origins(self):
        """Return, by id of a line, which document and line it corrects.

        Empty for a note over one whole document, where it would say nothing.

        :rtype: dict
        """
        self.ensure_one()
        origins = self.origin_move_ids
        if not origins or self._note_is_over_whole(origins):
            return {}
        positions = {}
        for origin in origins:
            positions.update(origin._note_get_line_positions())
        texts = {
            line.id: line._note_get_print_origin(positions, len(origins) > 1)
            for line in self.invoice_line_ids
        }
        return {key: text for key, text in texts.items() if text}

    def _note_is_over_whole(self, origins):
        """Tell whether this note corrects all of one document."""
        return len(origins) == 1 and not self.currency_id.compare_amounts(
            self.amount_total, origins.amount_total
        )

    def _note_get_line_positions(self):
        """Return the places of the lines on the printed document, by line."""
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        ).sorted(
            # As core's report sorts them
            key=lambda line: (-line.sequence, line.date, line.move_name, -line.id),
            reverse=True,
        )
        return {line: place for place, line in enumerate(lines, start=1)}

    def _note_get_print_rate(self):
        """Return the exchange rate that was taken over from the origins.

        :return: text; false in the company's currency, and with a rate of its own
        """
        self.ensure_one()
        origins = self.origin_move_ids
        company_currency, currency = self.company_currency_id, self.currency_id
        rates = origins.mapped("invoice_currency_rate")
        if currency == company_currency or not origins:
            return False
        if not all(is_same_rate(rate, self.invoice_currency_rate) for rate in rates):
            return False
        date = origins[0]._get_invoice_currency_rate_date()
        return self.env._(
            "1 %(company_currency)s = %(rate)s %(currency)s, as of %(date)s",
            company_currency=company_currency.name,
            rate=self._note_format_rate(self.invoice_currency_rate),
            currency=currency.name,
            date=format_date(self.env, date),
        )

    def _note_format_rate(self, rate):
        """Return a rate with the decimal point of the language, and no idle zeros."""
        text = float_repr(rate, 6).rstrip("0").rstrip(".")
        digits = len(text.partition(".")[2])
        return formatLang(self.env, rate, digits=digits)

    def _prepare_note_print_uses(self):
        """Return a row for each document that took a part of this credit, by day.

        - ``name``: number of the document; money and other entries by their kind
        - ``date``
        - ``amount``: above zero, in the currency of the note

        Empty for a document that is no credit note, and while nothing is used.

        :rtype: list of dicts
        """
        self.ensure_one()
        if not self._is_credit_note() or self.payment_state == "invoicing_legacy":
            return []
        # Who may print a note reads this of it; core keeps the field from salespeople
        widget = self._fields["invoice_payments_widget"]
        document = self if self._has_field_access(widget, "read") else self.sudo()
        rows = {}
        for line in document._note_get_settlement_lines():
            other = self.sudo().browse(line["move_id"])
            match = self.env["account.partial.reconcile"].sudo()
            date = match.browse(line["partial_id"]).max_date
            # Instalments of one document are one row
            row = {
                "name": self._note_get_use_name(other, line),
                "date": date,
                "amount": 0.0,
            }
            rows.setdefault((other, date), row)["amount"] += line["amount"]
        if len(rows) >= MANY and not {other for other, _ in rows} - {
            *self.origin_move_ids.sudo()
        }:
            # They stand in the head already, each with its date and amount
            return self._note_sum_uses(rows.values())
        return sorted(rows.values(), key=lambda row: (row["date"], row["name"]))

    def _note_sum_uses(self, rows):
        """Return one row for each day on which the corrected documents took a part."""
        days = {}
        for row in rows:
            days.setdefault(row["date"], []).append(row["amount"])
        return [
            {
                "name": self.env._("%(count)s corrected documents", count=len(amounts)),
                "date": day,
                "amount": sum(amounts),
            }
            for day, amounts in sorted(days.items())
        ]

    def _note_get_use_name(self, other, line):
        if self._note_is_applied_credit(other):
            return other._note_get_print_number()
        return other._note_get_settlement_kind(line)
