from odoo import fields, models
from odoo.tools import format_date, is_html_empty


class AccountNoteLetter(models.TransientModel):
    """What stands around the tables: title, day, words, where to pay."""

    _inherit = "account.note.letter"

    def _get_title(self):
        if self.kind == "statement":
            return self.env._("Statement of Open Items")
        return self.env._("Applied Credit Notes")

    def _get_subject(self):
        """Return which days the document is about."""
        if self.kind == "statement":
            return self.env._("As of %s", format_date(self.env, self.date))
        return self.env._(
            "%(first)s to %(last)s",
            first=format_date(self.env, self.date_from),
            last=format_date(self.env, self.date_to),
        )

    def _prepare_texts(self):
        company = self.company_id.sudo()
        of_kind = "note_statement" if self.kind == "statement" else "note_letter"
        texts = {
            "opening": company[f"{of_kind}_opening"],
            "closing": company[f"{of_kind}_closing"],
            "signature": company.note_letter_signature,
        }
        usual = self._prepare_usual_texts()
        return {
            "title": self._get_title(),
            "subject": self._get_subject(),
            "issued_on": format_date(self.env, fields.Date.context_today(self)),
            **{
                name: usual[name] if is_html_empty(text) else text
                for name, text in texts.items()
            },
        }

    def _prepare_usual_texts(self):
        """Return what is printed where the company has no words of its own."""
        if self.kind == "statement":
            opening = self.env._(
                "According to our records these items are open. Please let us know if "
                "yours differ."
            )
        elif self.account_type == "asset_receivable":
            opening = self.env._(
                "We have applied our credit notes to your invoices as follows."
            )
        else:
            opening = self.env._(
                "We have applied your credit notes to your invoices as follows, and "
                "pay so much less."
            )
        return {"opening": opening, "closing": "", "signature": self.company_id.name}

    def _prepare_payment(self, facts):
        """Return where to pay what is open, False where nothing is.

        :param facts: of the partner, as ``_read_facts`` returns them
        """
        if self.account_type != "asset_receivable" or not facts:
            return False
        if max(facts.amounts.values(), default=0) <= 0:
            return False
        # Who sends letters may not read the accounts of the company's bank
        bank = self._find_bank().sudo()
        if not bank:
            return False
        parts = (bank.acc_number, bank.bank_name, bank.bank_bic)
        return self.env._("Please pay to: %s", ", ".join(filter(None, parts)))

    def _find_bank(self):
        """Return the bank account that invoices of the company name first."""
        company = self.company_id.sudo()
        banks = company.partner_id.bank_ids.filtered(
            lambda bank: not bank.company_id or bank.company_id == company
        )
        return banks.sorted(lambda bank: not bank.allow_out_payment)[:1]
