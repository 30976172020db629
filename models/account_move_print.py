from odoo import api, models


class AccountMove(models.Model):
    """What a printed note says beside what core prints, block by block.

    The company chooses the blocks. Everything is in the language of the record set,
    which the report sets to that of the partner.
    """

    _inherit = "account.move"

    def _prepare_note_print(self):
        """Return the blocks to print; empty for a document that is no note.

        - ``origins``: see ``_prepare_print_origins``
        - ``reason``: text
        - ``rate``: sentence
        - ``line_origins``: text by id of the line
        - ``words``: the total in words
        - ``is_credit``: whether it is a credit note
        - ``uses``: see ``_prepare_print_uses``
        - ``sentences``: list of texts

        A block is empty where the company does not want it, or where there is
        nothing to say.

        :rtype: dict
        """
        self.ensure_one()
        if not self._is_note():
            return {}
        # Whoever may read a note may read what its company prints on it
        company = self.company_id.sudo()
        shows_origins = company.note_print_origins
        shows_lines = company.note_print_line_origins
        shows_uses = company.note_print_applications
        return {
            "origins": self._prepare_print_origins() if shows_origins else [],
            "rate": shows_origins and self._get_print_rate(),
            "reason": company.note_print_reason and self.note_reason_text,
            "line_origins": self._get_print_line_origins() if shows_lines else {},
            "words": self._get_print_words(),
            "is_credit": self._is_credit_note(),
            "uses": self._prepare_print_uses() if shows_uses else [],
            "sentences": self._get_print_sentences(),
        }

    # Core forgets the language: of a batch, all would be in that of the first
    @api.depends_context("lang")
    def _compute_amount_total_words(self):
        return super()._compute_amount_total_words()

    def _get_print_words(self):
        """Return the total in words, where core does not print it anyway."""
        company = self.company_id.sudo()
        prints_words = company.note_print_words
        if not prints_words or company.display_invoice_amount_total_words:
            return False
        return self.amount_total_words

    def _get_print_sentences(self):
        """Return the legal sentences of this note, in the current language.

        That on notes net of tax is printed always: the law wants it. The others are
        of the issuer, so a vendor's document has none.
        """
        self.ensure_one()
        company = self.company_id.sudo()
        sentences = [self._get_net_of_tax_text()] if self.is_net_of_tax else []
        is_ours = self.is_sale_document() or self.journal_id.is_self_billing
        if company.note_print_legal and is_ours:
            is_credit = self._is_credit_note()
            sentences.append(
                self.note_reason_id.sudo().legal_text
                or (company.note_credit_text if is_credit else company.note_debit_text)
            )
        return [text for text in sentences if text]
