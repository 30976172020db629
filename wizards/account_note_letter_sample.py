from datetime import timedelta
from types import SimpleNamespace

from odoo import models

from ..tools.letter import ApplicationFacts, Document, Event
from ..tools.statement import Item, StatementFacts


class AccountNoteLetter(models.TransientModel):
    """Made-up figures, which show texts and layout before there is any letter."""

    _inherit = "account.note.letter"

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
