from collections import defaultdict
from typing import NamedTuple

from odoo import models

from ..tools.letter import Document, Event, net
from ..tools.matching import CREDIT_TYPES
from ..tools.money import to_steps


class ApplicationFacts(NamedTuple):
    """What a letter of applied credits is made of."""

    events: list  # of tools.letter.Event, netted
    documents: list  # of tools.letter.Document, in the order they print in
    names: object  # the documents, or {key: what _print_document takes}


class AccountNoteLetter(models.TransientModel):
    """Credit notes that were applied to invoices in a period.

    The letter tells what became of the journal of applications from the first day to
    the last: an application that ended within the period is not there, one that ended
    later is, and the end of one of an earlier period stands below zero. So the
    letters of all periods add up to what is in force.
    """

    _inherit = "account.note.letter"

    def _find_partners_with_applications(self):
        return self.env["res.partner"].browse(self._read_events())

    def _read_events(self):
        """Return {id of the partner: [Event]} of the period, netted."""
        first, last = self.date_from, self.date_to
        found = defaultdict(list)
        for record in self._search_applications():
            # An application of a day to come can be taken back before that day
            day = max(record.date, record.undone_id.date or record.date)
            if first <= day <= last:
                found[record.partner_id.id].append(self._prepare_event(record, day))
        netted = {partner: net(events) for partner, events in found.items()}
        return {partner: events for partner, events in netted.items() if events}

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
        return {
            partner: ApplicationFacts(events, *self._pick(events, documents, moves))
            for partner, events in by_partner.items()
        }

    def _pick(self, events, documents, moves):
        """Return the documents of some events, and what is printed of them."""
        keys = {key for event in events for key in (event.item, event.note)}
        own = moves.filtered(lambda move: move.id in keys)
        return [documents[move.id] for move in own], own

    def _prepare_documents(self, moves):
        """Return {id: Document}, with what was open at the end of the period."""
        lines = self.env["account.move.line"].search_fetch(
            [
                ("move_id", "in", moves.ids),
                ("account_id.account_type", "=", self.account_type),
            ],
            ["move_id", "amount_currency"],
        )
        settlements = lines._get_settlements_until(self.date_to)
        original, left = defaultdict(int), defaultdict(int)
        sign = self._get_sign()
        for line in lines:
            step = line.currency_id.rounding
            amount = sign * to_steps(line.amount_currency, step)
            original[line.move_id.id] += amount
            left[line.move_id.id] += amount + sum(
                sign * to_steps(settled.amount, step)
                for settled in settlements.get(line.id, ())
            )
        return {
            move.id: Document(
                move.id, move.currency_id.id, original[move.id], left[move.id]
            )
            for move in moves
        }
