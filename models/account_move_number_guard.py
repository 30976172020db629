import re

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..tools.numbering import LETTERS, Chain


class AccountMove(models.Model):
    """A number after a document says which document is corrected, and stays."""

    _inherit = "account.move"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered_after_document(self):
        for note in self.filtered("posted_before"):
            # Without its name, too: it was removed after the number had been given
            nameless = not note.name or note.name == "/"
            if note.note_number_base or (nameless and note._get_number_chain()):
                raise UserError(
                    self.env._(
                        "%(note)s was posted, and its number follows the document it "
                        "corrects: it cannot be deleted, or the number would be given "
                        "to another note. Cancel it instead.",
                        note=note.display_name,
                    )
                )

    @api.constrains("name", "state")
    def _check_series_beside_chains(self):
        posted = self.filtered(lambda move: move.state == "posted" and move._is_note())
        # The prefix first: where it is asked for, the numbers that are given meanwhile
        # are split without another write
        series = posted.grouped(lambda note: (note.sequence_prefix, note.journal_id))
        for notes in series.values():
            note = notes.filtered(lambda note: not note.note_number_base)[:1]
            other = note and note._find_chain_of_series()
            if other:
                raise ValidationError(
                    self.env._(
                        "%(note)s is a number of a series, but numbers of its journal "
                        "that begin like it follow the document they correct, as "
                        "%(other)s does. Give the note a number that begins "
                        "differently, or remove the number to get the next one.",
                        note=note.name,
                        other=other.name,
                    )
                )

    def _find_chain_of_series(self):
        """Return a note in a chain that the series of this one would run into."""
        prefix = self.sequence_prefix or ""
        if not prefix.startswith(tuple(LETTERS.values())):
            return self.browse()
        self.flush_model(["journal_id", "note_number_base"])
        # Of what is like it only the numbers of its period, not RINV/26/7 for RINV
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM account_move
                    WHERE journal_id = %s AND note_number_base ~ %s
                    LIMIT 1""",
                self.journal_id.id,
                rf"^{re.escape(prefix)}[0-9]{{1,9}}[^0-9]*$",
            )
        )
        return self.browse(row[0] for row in rows).sudo()

    def _refuse_wrong_origins(self, posting=False):
        if posting and self.note_number_base:
            self._refuse_number_of_other_document()
        return super()._refuse_wrong_origins(posting)

    def _refuse_number_of_other_document(self):
        """Refuse a number that names a document which this note does not correct.

        A document that is renamed leaves its notes their numbers; they are refused
        only once another document is called so.

        :raises ValidationError: naming note and documents, and the way out
        """
        named = self.sudo().search(
            [
                ("name", "=", Chain(self.note_number_base).document),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "posted"),
                ("move_type", "!=", "entry"),
            ]
        )
        if named and not named & self._get_origins():
            raise ValidationError(
                self.env._(
                    "%(note)s has a number after %(named)s, but corrects %(origins)s. "
                    "Remove its number to get the right one, or correct %(named)s.",
                    note=self.name,
                    named=named[0].name,
                    origins=", ".join(self._get_origins().mapped("name"))
                    or self.env._("no document"),
                )
            )

    def _refuse_resequencing(self):
        """Refuse to put numbers that follow documents into another order.

        :raises ValidationError: naming a note, the rule and the way out
        """
        for note in self.filtered("note_number_base")[:1]:
            raise ValidationError(
                self.env._(
                    "%(note)s is numbered after the document it corrects, so it has no "
                    "place in an order of numbers. Leave such notes out.",
                    note=note.name,
                )
            )
