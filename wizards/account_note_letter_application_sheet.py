from odoo import models

from ..tools.letter import tables
from ..tools.matching import CREDIT_TYPES
from .account_note_letter_sheet import AMOUNTS


class AccountNoteLetter(models.TransientModel):
    """The table of applied credits, in the layout that was chosen."""

    _inherit = "account.note.letter"

    def _prepare_application_sheets(self, facts):
        """Return one sheet for each currency.

        :param facts: of one partner, :class:`ApplicationFacts`
        """
        names = self._get_names(facts.names)
        layout = self.layout_id
        columns = self._prepare_columns(
            ["document", *layout.column_ids.mapped("column")],
            {
                column.column: column.heading
                for column in layout.column_ids
                if column.heading
            },
        )
        documents = {document.key: document for document in facts.documents}
        return [
            {
                "currency": self._get_currency(table).name,
                "columns": columns,
                "rows": self._prepare_application_rows(table, names, documents),
                "aged": [],
            }
            for table in tables(facts.events, facts.documents, layout.grouping)
        ]

    def _get_currency(self, table):
        return self.env["res.currency"].browse(table.currency)

    def _get_names(self, names):
        """Return {key: what ``_print_document`` takes}, in the language of the reader.

        :param names: the documents, or such a dict
        """
        if isinstance(names, dict):
            return names
        return {move.id: self._describe(move) for move in names.with_env(self.env)}

    def _describe(self, move):
        is_note = move.move_type in CREDIT_TYPES
        return {
            "name": move.name or move.display_name,
            "date": move.invoice_date or move.date,
            "due_date": False if is_note else move.invoice_date_due,
            "reference": False if move._is_ref_of_origin() else move.ref,
            "reason": move.note_reason_text if is_note else False,
        }

    def _prepare_application_rows(self, table, names, documents):
        currency, rows = self._get_currency(table), []
        for group in table.groups:
            steps = {
                "original": group.document.original,
                "settled": group.settled,
                "applied": group.applied,
                "open": group.document.open,
            }
            cells = {
                **self._print_document(names[group.document.key]),
                **self._print_amounts(steps, currency),
            }
            rows.append({"style": "group", "cells": cells})
            rows += [
                self._prepare_applied_row(row, names, documents, currency)
                for row in group.rows
            ]
        totals = {name: table.total(name) for name in AMOUNTS}
        return [*rows, self._prepare_total_row(totals, currency)]

    def _prepare_applied_row(self, row, names, documents, currency):
        other = documents[row.other]
        own = self.env["res.currency"].browse(other.currency)
        cells = {
            **self._print_document(
                {
                    **names[row.other],
                    "installment": row.part,
                    "applied_on": row.day,
                }
            ),
            **self._print_amounts({"original": other.original}, own),
            **self._print_amounts({"applied": row.steps}, currency),
        }
        return {"style": "detail", "cells": cells}

    def _prepare_total_row(self, totals, currency):
        cells = {
            "document": self.env._("Total %s", currency.name),
            **self._print_amounts(totals, currency),
        }
        return {"style": "total", "cells": cells}
