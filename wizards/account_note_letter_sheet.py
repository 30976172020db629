from odoo import models
from odoo.tools import format_date, formatLang

from ..tools.money import from_steps

AMOUNTS = ("original", "settled", "applied", "open")


class AccountNoteLetter(models.TransientModel):
    """The tables of letters and statements, ready to print."""

    _inherit = "account.note.letter"

    def _prepare_sheets(self, facts):
        """Return the tables of one partner, one for each currency.

        Words, dates and amounts are text in the language of the context.

        :param facts: of the partner, as ``_read_facts`` returns them
        :return: [{"currency": name, "columns": [{"name", "label", "is_amount"}],
            "rows": [{"style", "cells"}], "aged": [(label, amount)]}]; the style of a
            row is ``group``, ``detail`` or ``total``, its cells are by name of the
            column, and empty ones are missing
        """
        if not facts:
            return []
        if self.kind == "statement":
            return self._prepare_statement_sheets(facts)
        return self._prepare_application_sheets(facts)

    def _prepare_columns(self, names, headings=None):
        labels = dict(self.env["account.note.letter.column"]._get_columns())
        labels["document"] = self.env._("Document")
        labels.update(headings or {})
        return [
            {"name": name, "label": labels[name], "is_amount": name in AMOUNTS}
            for name in names
        ]

    def _print_amounts(self, steps, currency):
        """Return {column: text} of {column: whole steps}."""
        return {
            name: formatLang(
                self.env, from_steps(amount, currency.rounding), currency_obj=currency
            )
            for name, amount in steps.items()
        }

    def _print_document(self, document):
        """Return the cells that tell which document this is.

        :param dict document: ``name``, and any of the other texts and dates
        """
        cells = {
            name: document.get(name)
            for name in ("reference", "reason", "installment")
            if document.get(name)
        }
        for name in ("date", "due_date", "applied_on"):
            if document.get(name):
                cells[name] = format_date(self.env, document[name])
        return {"document": document["name"], **cells}
