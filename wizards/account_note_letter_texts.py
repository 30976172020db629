from datetime import timedelta
from types import SimpleNamespace

from odoo import fields, models
from odoo.tools import format_date, is_html_empty

from ..tools.letter import ApplicationFacts, Document, Event
from ..tools.statement import Item, StatementFacts


class AccountNoteLetter(models.TransientModel):
    """What stands around the tables: title, day, words, where to pay.

    Made-up figures show it before there is any letter.
    """

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

    def _get_sample_facts(self):
        """Return {id of the company's own partner: made-up facts}."""
        self.ensure_one()
        facts = (
            self._get_sample_statement()
            if self.kind == "statement"
            else self._get_sample_applications()
        )
        return {self.company_id.partner_id.id: facts}

    def _get_sample_names(self):
        day = self.date_to
        return {
            key: {
                "name": self.env._("Credit note %s", name) if key > 2 else name,
                "date": day - timedelta(days=days),
                "due_date": day - timedelta(days=days - 30) if key < 3 else False,
                "reference": reference,
                "reason": self.env._("Goods returned") if key > 2 else False,
            }
            for key, name, days, reference in (
                (1, "INV/00041", 80, "PO-1187"),
                (2, "INV/00057", 20, "PO-1203"),
                (3, "RINV/00009", 9, False),
            )
        }

    def _get_sample_applications(self):
        currency, step = self._get_sample_currency()
        amounts = ((1, 1150, 0), (2, 480, 330), (3, -300, 0))
        documents = [
            Document(key, currency.id, original * step, remaining * step)
            for key, original, remaining in amounts
        ]
        events = [
            Event(item, 3, "", self.date_to, amount * step, amount * step)
            for item, amount in ((1, 150), (2, 150))
        ]
        return ApplicationFacts(events, documents, self._get_sample_names())

    def _get_sample_statement(self):
        currency, step = self._get_sample_currency()
        names = self._get_sample_names()
        rows = ((1, 1150, -150), (2, 480, 0), (3, -300, 150))
        settlements = {
            key: [SimpleNamespace(move=None, name=other, date=names[3]["date"])]
            for key, other in ((1, "RINV/00009"), (3, "INV/00041"))
        }
        items = [
            Item(
                key,
                currency.id,
                names[key]["due_date"] or names[key]["date"],
                original * step,
                (settled * step,) if settled else (),
            )
            for key, original, settled in rows
        ]
        return StatementFacts(items, names, {2: (), **settlements})

    def _get_sample_currency(self):
        """Return the company's currency, and how many steps one unit has."""
        currency = self.company_id.sudo().currency_id
        return currency, round(1 / currency.rounding) if currency.rounding < 1 else 1
