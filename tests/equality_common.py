import re
from collections import defaultdict
from contextlib import contextmanager
from importlib import import_module
from unittest.mock import patch

from odoo.tools import SQL

from .common import NoteCase
from .sampling import sample

# Ids, times, and who wrote last what was computed: core's user or the one before
IGNORED = {"id", "create_date", "read_date", "write_date", "write_uid"}
TABLES = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_full_reconcile",
    "account_note_application",
    "account_analytic_line",
    "mail_message",
    "mail_tracking_value",
    "mail_followers",
    "mail_notification",
)
RELATIONS = (
    "account_move_line_account_tax_rel",
    "account_account_tag_account_move_line_rel",
)
FULL_OF_IDS = {
    "access_token",
    "draft_caba_move_vals",
    "mail_mail_id",
    "matching_number",
    "message_id",
}
MODEL = "account.move"
# Columns that hold an id of a row of these tables
REFERENCES = {
    "account_move_line_id": "account_move_line",
    "bank_reconcile_id": "account_partial_reconcile",
    "credit_line_id": "account_move_line",
    "credit_move_id": "account_move_line",
    "debit_move_id": "account_move_line",
    "exchange_move_id": "account_move",
    "full_reconcile_id": "account_full_reconcile",
    "item_line_id": "account_move_line",
    "mail_message_id": "mail_message",
    "move_id": "account_move",
    "move_line_id": "account_move_line",
    "origin_line_id": "account_move_line",
    "origin_move_id": "account_move",
    "parent_id": "mail_message",
    "partial_number": "account_partial_reconcile",
    "replaced_move_id": "account_move",
    "res_id": "account_move",
    "reversed_entry_id": "account_move",
    "tax_cash_basis_origin_move_id": "account_move",
    "tax_cash_basis_rec_id": "account_partial_reconcile",
}


class EqualityCase(NoteCase):
    """Two ways of making notes are compared row by row, but for ids and times."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's tests leave the history out, and the writing of it is compared too
        names = ("mail_create_nolog", "mail_create_nosubscribe", "mail_notrack")
        kept = dict.fromkeys((*names, "tracking_disable"), False)
        cls.env = cls.env(context={**cls.env.context, **kept})

    def three(self, **values):
        return self.env["account.move"].union(
            self.invoice(("Desk", 2, 100.0), ("Chair", 1, 33.33), **values),
            self.invoice(**{"partner_id": self.partner_b.id, **values}),
            self.invoice(("Lamp", 3, 9.99), **values),
        )

    def reverse(self, moves, cancel=False, **values):
        """Make notes of documents, due at once as the window asks for it."""
        common = {
            "date": "2026-03-10",
            "invoice_date": "2026-03-10",
            "invoice_payment_term_id": False,
        }
        return moves._reverse_moves([{**common, **values} for _move in moves], cancel)

    def check(self, moves, **values):
        """Compare posted drafts, and notes that cancel at once."""
        ways = (
            lambda: self.reverse(moves, **values).action_post(),
            lambda: self.reverse(moves, True, **values),
        )
        # The same way in all of a test, which may compare what they cost
        chosen = sample(ways, 1, self._testMethodName)
        return [self.assert_equal_rows(way) for way in chosen][-1]

    @contextmanager
    def counting_known(self):
        """Count the copies whose lines are all known before, and not kept in step."""
        counts, path = [], "odoo.addons.account_credit_debit_note.models.core"
        copying = import_module(f"{path}.account_move")._CopyValues
        begin = copying.begin

        def listen(values, moves):
            is_begun = begin(values, moves)
            counts.append(len(moves) if is_begun else 0)
            return is_begun

        with patch.object(copying, "begin", listen):
            yield counts

    @contextmanager
    def core_alone(self):
        """Make every copy and every match by core's own loop."""
        moves = type(self.env["account.move"])
        with (
            patch.object(moves, "_note_queue_copies", lambda moves, _prepare: moves),
            patch.object(
                moves, "_note_begin_with_amounts", lambda moves, *_values: None
            ),
            patch.object(moves, "_note_fill_dates", lambda moves: None),
            patch.object(
                moves, "_note_get_settled_together", lambda moves: moves.browse()
            ),
            # Kept in step, numbered and told of one by one
            patch.object(moves, "_note_knows_steps", lambda _moves: False),
            patch.object(moves, "_note_knows_numbers", lambda _moves: False),
            patch.object(moves, "_note_knows_messages", lambda _moves: False),
        ):
            yield

    def assert_equal_rows(self, way):
        """Check that a way of making notes writes what core's loop writes.

        Many statements less show that it does not go core's way itself.
        """
        with self.core_alone():
            expected, core_statements = self.play(way)
        found, statements = self.play(way)
        self.maxDiff = 3000
        for table, rows in expected.items():
            self.assertEqual(len(found[table]), len(rows), table)
            for row, other in zip(rows, found[table], strict=True):
                different = {
                    key: (row[key], other[key]) for key in row if row[key] != other[key]
                }
                self.assertFalse(different, f"{table}: {row}")
        self.assertTrue(expected["account_move"])
        return core_statements, statements

    def play(self, way):
        """Return all rows that a way writes, by table, and its statements."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = {table: self.last_id(table) for table in TABLES}
        with self.env.cr.savepoint() as savepoint:
            start = self.env.cr.sql_log_count
            way()
            self.env.flush_all()
            self.env.cr.precommit.run()
            statements = self.env.cr.sql_log_count - start
            rows = self.read_rows(before)
            savepoint.rollback()
        self.env.invalidate_all()
        return rows, statements

    def last_id(self, table):
        query = SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(table))
        return self.env.execute_query(query)[0][0]

    def read_rows(self, before):
        # What is there before may change too: residuals, states, links
        raw = {table: self.select(table) for table in TABLES}
        for table in ("mail_message", "mail_notification", "mail_tracking_value"):
            raw[table] = [row for row in raw[table] if row["id"] > before[table]]
        names = self.name_rows(raw, before)
        rows = {
            table: [self.neutral(row, names, table) for row in found]
            for table, found in raw.items()
        }
        for found in rows.values():
            found.sort(key=repr)
        for table in RELATIONS:
            found = [self.neutral(row, names, table) for row in self.select(table)]
            rows[table] = sorted(found, key=repr)
        return rows

    def select(self, table):
        # The id, where there is one
        query = SQL("SELECT * FROM %s ORDER BY 1", SQL.identifier(table))
        return self.env.execute_query_dict(query)

    def name_rows(self, raw, before):
        """Return what new rows are called, whatever their ids: {table: {id: name}}."""
        names = {table: {} for table in TABLES}
        counts = defaultdict(int)
        for table in TABLES:
            for row in raw[table]:
                if row["id"] <= before[table]:
                    continue
                owner = table
                if table == "account_move_line":
                    owner = names["account_move"].get(row["move_id"], row["move_id"])
                counts[owner] += 1
                names[table][row["id"]] = f"{owner}-{counts[owner]}"
        lines = names["account_move_line"]
        # Matches and full reconciliations are called after their lines, for one plan
        # makes them in another order than many
        for row in raw["account_partial_reconcile"]:
            pair = row["debit_move_id"], row["credit_move_id"]
            names["account_partial_reconcile"][row["id"]] = "match of {} and {}".format(
                *(lines.get(line, line) for line in pair)
            )
        names["account_full_reconcile"] = {}
        for row in raw["account_move_line"]:
            names["account_full_reconcile"].setdefault(
                row["full_reconcile_id"], f"all of {lines.get(row['id'], row['id'])}"
            )
        names["account_note_application"] = {}
        names["mail_message"] = dict.fromkeys(names["mail_message"], "message")
        names["mail_tracking_value"] = names["mail_followers"] = {}
        names["mail_notification"] = {}
        return names

    def referenced(self, table, column):
        if table == "account_note_application" and column.endswith("_move_id"):
            return "account_move"
        if table == "account_analytic_line" and column == "move_id":
            return "account_move_line"
        return REFERENCES.get(column)

    def neutral(self, row, names, table):
        """Return a row with names in place of new ids."""
        result = {
            column: self.neutral_value(column, value, row, names, table)
            for column, value in row.items()
            if column not in IGNORED and (table, column) != ("mail_message", "date")
        }
        own = names.get(table, {})
        # Core fills the lines of one document after the other
        name = own.get(row.get("id"))
        if not name and own and table != "account_full_reconcile":
            name = row["id"]
        return {"row": name, **result}

    def neutral_value(self, column, value, row, names, table):
        moves = names["account_move"]
        if column == "body":
            return re.sub(
                r'data-oe-id="(\d+)"',
                lambda found: moves.get(int(found[1]), found[1]),
                value,
            )
        if column in FULL_OF_IDS:
            return bool(value)
        if column == "res_id" and MODEL not in (row.get("model"), row.get("res_model")):
            return value
        if isinstance(value, dict):
            return repr(value)
        return names.get(self.referenced(table, column), {}).get(value, value)
