from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.models import MAGIC_COLUMNS
from odoo.tools import SQL, ormcache

from ...tools.errors import with_code
from .uninstallation import is_clearing, is_leaving

DOCUMENT = "account.move"
LINE = "account.move.line"
# What posted notes need as well; they may still lose the rest
POSTED_NEEDS = {
    "reversed_entry_id",
    "debit_origin_id",
    "note_reason_id",
    "origin_line_id",
    "origin_move_id",
}
FINAL = Domain("finalized_on", "!=", False)
POSTED = Domain("state", "=", "posted") & Domain("move_type", "!=", "entry")


class Base(models.AbstractModel):
    """What a note refers to cannot be deleted while the note stands.

    The database would empty the column, and the note say something else than before.
    Which models these are is read from the fields of documents and lines.
    """

    _inherit = "base"

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _unlink_except_needed_by_notes(self):
        relations = self._note_get_relations().get(self._name)
        if not relations or is_clearing(self.env):
            return
        needed = self._note_get_needed()
        found = needed and needed._note_find_leaning(relations)
        if found and not is_leaving(self.env):
            needed._note_refuse_unlink(*found)

    def _note_get_needed(self):
        """Return those of these that notes may lean on."""
        if self._name == DOCUMENT:
            # Nothing posted corrects what never was posted itself
            return self.sudo().filtered("posted_before")
        if self._name == LINE:
            return self.sudo().filtered(
                lambda line: (
                    line.display_type == "product" and line.move_id.posted_before
                )
            )
        return self.sudo()

    @api.model
    @ormcache()
    def _note_get_relations(self):
        """Return {model: ((model of the note, field), ...)} for all that is closed.

        What the database refuses to delete by itself is not among it.
        """
        found = {}
        moves, lines = self.env[DOCUMENT], self.env[LINE]
        for model, names in (
            (moves, moves._get_open_fields()),
            (lines, lines._get_open_line_fields() | {"move_id"}),
        ):
            for name, field in model._fields.items():
                if _is_emptied(field) and name not in {*names, *MAGIC_COLUMNS}:
                    found.setdefault(field.comodel_name, []).append((model._name, name))
        return {model: tuple(relations) for model, relations in found.items()}

    def _note_find_leaning(self, relations):
        """Return (note id, model, field) of one that leans on these, or None."""
        queries = [self._note_query_leaning(*relation) for relation in relations]
        rows = self.env.execute_query(
            SQL("%s LIMIT 1", SQL(" UNION ALL ").join(queries))
        )
        return rows[0] if rows else None

    def _note_query_leaning(self, model, name):
        stands = FINAL | POSTED if name in POSTED_NEEDS else FINAL
        key = "id" if model == DOCUMENT else "move_id"
        if self._name == DOCUMENT:
            # Together they may go
            stands &= Domain("id", "not in", self.ids)
        condition = stands if model == DOCUMENT else Domain("move_id", "any", stands)
        records = self.env[model].sudo().with_context(active_test=False)
        query = records._search(Domain(name, "in", self.ids) & condition)
        column = records._field_to_sql(query.table, key, query)
        return query.subselect(column, SQL("%s", model), SQL("%s", name))

    def _note_refuse_unlink(self, note_id, model, name):
        note = self.env[DOCUMENT].sudo().browse(note_id)
        template = self.env._(
            "%(record)s cannot be deleted: %(note)s refers to it (%(field)s). Archive "
            "it, or leave it as it is."
        )
        if self._name == DOCUMENT and not note.finalized_on:
            template = self.env._(
                "%(record)s cannot be deleted: %(note)s refers to it (%(field)s). "
                "Reset that note to draft first, or leave both as they are."
            )
        text = template % dict(
            record=", ".join(self[:3].mapped("display_name")),
            note=note.display_name,
            field=self.env[model].fields_get([name], ["string"])[name]["string"],
        )
        raise with_code(UserError(text), "needed_by_note")


def _is_emptied(field):
    """Tell whether a stored link is emptied when what it points to is deleted."""
    if not field.store or field.related:
        return False
    if field.type == "many2many":
        return field.ondelete != "restrict"
    return field.type == "many2one" and field.ondelete != "restrict"
