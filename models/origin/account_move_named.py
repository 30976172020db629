from odoo import fields, models
from odoo.tools import SQL

from ...tools.payload import read_ids

# Whatever names a document
NAMING_COLUMNS = (
    ("account_move", "reversed_entry_id"),
    ("account_move", "debit_origin_id"),
    ("account_move", "replaced_move_id"),
    ("account_move_line", "origin_move_id"),
)


class AccountMove(models.Model):
    """Whether anything names a document, asked once for all that would follow it.

    Of most documents nothing does, and what a form shows of notes is then known to be
    empty: one statement instead of one for each figure. Rules do not ask here; they
    look at what they judge.
    """

    _inherit = "account.move"

    is_named_by_others = fields.Boolean(
        compute="_compute_is_note_named_by_others",
        compute_sudo=True,
        help="Another document corrects this one, or takes its place.",
    )

    # Whoever changes a note forgets it, see `lifecycle.figures`
    def _compute_is_note_named_by_others(self):
        found = self._origin._note_find_named()
        for move in self:
            move.is_named_by_others = move._origin.id in found

    def _note_find_named(self):
        """Return the ids of those of these that something names, as a set."""
        # What is no id of a document is named by none
        ids = read_ids(self.ids)
        if not ids:
            return set()
        for table, name in NAMING_COLUMNS:
            self.env[table.replace("_", ".")].flush_model([name])
        named = SQL(" UNION ALL ").join(
            SQL(
                "SELECT %(name)s FROM %(table)s WHERE %(name)s = ANY(%(ids)s)",
                name=SQL.identifier(name),
                table=SQL.identifier(table),
                ids=ids,
            )
            for table, name in NAMING_COLUMNS
        )
        return {id_ for [id_] in self.env.execute_query(named)}
