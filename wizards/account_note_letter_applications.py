from collections import defaultdict

from odoo import models

from ..tools.letter import (
    AMOUNTS,
    ApplicationFacts,
    Document,
    Event,
    net,
    tables,
)
from ..tools.money import to_steps
from ..tools.origin_rules import CREDIT_TYPES


class AccountNoteLetter(models.TransientModel):
    """Credit notes that were applied to invoices in a period, in the chosen layout.

    The letter tells what became of the journal of applications from the first day to
    the last: an application that ended within the period is not there, one that ended
    later is, and the end of one of an earlier period stands below zero. So the letters
    of all periods add up to what is in force.
    """

    _inherit = "account.note.letter"

    def _search_applications(self):
        domain = [
            ("company_id", "=", self.company_id.id),
            ("account_type", "=", self.account_type),
            ("date", "<=", self.date_to),
            "|",
            ("date", ">=", self.date_from),
            ("undone_id.date", ">=", self.date_from),
            ("credit_move_id.move_type", "in", CREDIT_TYPES),
            ("item_move_id.move_type", "in", self._get_invoice_types()),
            ("partner_id", "!=", False),
        ]
        partners = self._get_chosen_partners()
        if partners:
            domain.append(("partner_id", "in", partners.ids))
        return self.env["account.note.application"].search(domain, order="id")

    def _read_events(self):
        """Return {id of the partner: [Event]} of the period, netted."""
        first, last = self.date_from, self.date_to
        found = defaultdict(list)
        for record in self._search_applications():
            # An application of a day to come can be unapplied before that day
            day = max(record.date, record.undone_id.date or record.date)
            if first <= day <= last:
                found[record.partner_id.id].append(self._prepare_event(record, day))
        netted = {partner: net(events) for partner, events in found.items()}
        return {partner: events for partner, events in netted.items() if events}

    def _get_invoice_types(self):
        moves = self.env["account.move"]
        return [
            *moves.get_sale_types(include_receipts=True),
            *moves.get_purchase_types(include_receipts=True),
        ]

    def _prepare_event(self, record, day):
        return Event(
            record.item_move_id.id,
            record.credit_move_id.id,
            record.installment or "",
            day,
            to_steps(record.item_amount, record.item_currency_id.rounding),
            to_steps(record.amount, record.currency_id.rounding),
        )

    def _read_application_facts(self):
        """Return {id of the partner: ApplicationFacts}."""
        by_partner = self._read_events()
        keys = {
            key
            for events in by_partner.values()
            for event in events
            for key in (event.item, event.note)
        }
        moves = self.env["account.move"].browse(keys)
        moves = moves.sorted(lambda move: (move.invoice_date or move.date, move.id))
        documents = self._prepare_documents(moves)
        places = {move.id: place for place, move in enumerate(moves)}
        return {
            partner: self._pick(events, documents, moves, places)
            for partner, events in by_partner.items()
        }

    def _pick(self, events, documents, moves, places):
        """Return some events with their documents, in the order they print in."""
        keys = {key for event in events for key in (event.item, event.note)}
        own = moves.browse(sorted(keys, key=places.get))
        own = own.with_prefetch(moves.ids)
        return ApplicationFacts(events, [documents[move.id] for move in own], own)

    def _prepare_documents(self, moves):
        """Return {id: Document}, with what was open at the end of the period."""
        lines = self.env["account.move.line"].search_fetch(
            [
                ("move_id", "in", moves.ids),
                ("account_id.account_type", "=", self.account_type),
            ],
            ["move_id", "amount_currency"],
        )
        settlements = lines._note_get_settlements_until(self.date_to)
        original, remaining = defaultdict(int), defaultdict(int)
        sign = self._get_sign()
        for line in lines:
            step = line.currency_id.rounding
            amount = sign * to_steps(line.amount_currency, step)
            original[line.move_id.id] += amount
            remaining[line.move_id.id] += amount + sum(
                sign * to_steps(settled.amount, step)
                for settled in settlements.get(line.id, ())
            )
        return {
            move.id: Document(
                move.id, move.currency_id.id, original[move.id], remaining[move.id]
            )
            for move in moves
        }

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
        is_note = move._is_credit_note()
        name = move.name or move.display_name
        return {
            "name": self.env._("Credit note %s", name) if is_note else name,
            "date": move.invoice_date or move.date,
            "due_date": False if is_note else move.invoice_date_due,
            "reference": False if move._note_is_ref_of_origin() else move.ref,
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
