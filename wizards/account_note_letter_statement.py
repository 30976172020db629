from collections import defaultdict

from odoo import models

from ..tools.money import to_steps
from ..tools.statement import Item, StatementFacts, tables


class AccountNoteLetter(models.TransientModel):
    """Open items of partners as of a day."""

    _inherit = "account.note.letter"

    def _get_open_item_domain(self):
        """Return the domain of what may have been open on the day."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("account_id.account_type", "=", self.account_type),
            ("parent_state", "=", "posted"),
            ("date", "<=", self.date),
            ("partner_id", "!=", False),
            "|",
            "|",
            ("reconciled", "=", False),
            ("matched_debit_ids.max_date", ">", self.date),
            ("matched_credit_ids.max_date", ">", self.date),
        ]
        partners = self._get_chosen_partners()
        if partners:
            domain.append(("partner_id.commercial_partner_id", "in", partners.ids))
        return domain

    def _read_statement_facts(self):
        """Return {id of the partner: StatementFacts}."""
        lines = self.env["account.move.line"].search_fetch(
            self._get_open_item_domain(),
            ["move_id", "partner_id", "currency_id", "amount_currency"],
            order="date_maturity, date, id",
        )
        settlements = lines._note_get_settlements_until(self.date)
        items = defaultdict(list)
        for line in lines:
            item = self._prepare_item(line, settlements.get(line.id, ()))
            if item.open:
                items[line.partner_id.commercial_partner_id.id].append(item)
        return {
            partner: StatementFacts(
                own,
                lines.browse(item.key for item in own),
                {item.key: settlements.get(item.key, ()) for item in own},
            )
            for partner, own in items.items()
        }

    def _prepare_item(self, line, settlements):
        sign, step = self._get_sign(), line.currency_id.rounding
        return Item(
            line.id,
            line.currency_id.id,
            line.date_maturity or line.date,
            sign * to_steps(line.amount_currency, step),
            tuple(sign * to_steps(settled.amount, step) for settled in settlements),
        )

    def _get_sign(self):
        """Return the sign that puts above zero what has to be paid."""
        return 1 if self.account_type == "asset_receivable" else -1

    def _prepare_statement_sheets(self, facts):
        """Return one sheet for each currency.

        :param facts: of one partner, :class:`StatementFacts`
        """
        columns = ["document", "reference", "date", "due_date"]
        columns += ["original", "settled", "open"]
        headings = {"settled": self.env._("Settled")}
        names = self._get_item_names(facts.lines)
        return [
            {
                "currency": self._get_currency(table).name,
                "columns": self._prepare_columns(columns, headings),
                "rows": self._prepare_statement_rows(table, names, facts.settlements),
                "aged": self._prepare_aged(table),
            }
            for table in tables(facts.items, self.date)
        ]

    def _get_item_names(self, lines):
        if isinstance(lines, dict):
            return lines
        return {line.id: self._describe_item(line) for line in lines.with_env(self.env)}

    def _describe_item(self, line):
        move, part = line.move_id, line._note_get_installment_label()
        described = self._describe(move)
        name = described["name"]
        return {
            **described,
            "name": f"{name} ({part})" if part else name,
            "due_date": False if move._is_credit_note() else line.date_maturity,
        }

    def _prepare_statement_rows(self, table, names, settlements):
        currency, rows = self._get_currency(table), []
        for item in table.items:
            steps = {"original": item.original, "open": item.open}
            if item.settlements:
                steps["settled"] = item.settled
            cells = {
                **self._print_document(names[item.key]),
                **self._print_amounts(steps, currency),
            }
            rows.append({"style": "group", "cells": cells})
            rows += [
                self._prepare_settled_row(settlement, amount, currency)
                for settlement, amount in zip(
                    settlements[item.key], item.settlements, strict=True
                )
            ]
        totals = {name: table.total(name) for name in ("original", "settled", "open")}
        return [*rows, self._prepare_total_row(totals, currency)]

    def _prepare_settled_row(self, settlement, amount, currency):
        document = {
            "name": self._get_settlement_text(settlement),
            "date": settlement.date,
        }
        cells = {
            **self._print_document(document),
            **self._print_amounts({"settled": amount}, currency),
        }
        return {"style": "detail", "cells": cells}

    def _get_settlement_text(self, settlement):
        """Return what settled an item, in words; the other document may be deleted."""
        move, name = settlement.move, settlement.name
        if move and move._is_credit_note():
            return self.env._("Credit note %s", name)
        if move and move.is_invoice(include_receipts=True):
            return self.env._("Applied to %s", name)
        if move and (move.origin_payment_id or move.statement_line_id):
            return self.env._("Payment %s", name)
        return name

    def _prepare_aged(self, table):
        labels = [
            self.env._("Not due"),
            self.env._("1-30 days"),
            self.env._("31-60 days"),
            self.env._("61-90 days"),
            self.env._("Over 90 days"),
        ]
        aged = self._print_amounts(
            dict(enumerate(table.aged)), self._get_currency(table)
        )
        return [(label, aged[place]) for place, label in enumerate(labels)]
