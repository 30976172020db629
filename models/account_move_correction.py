from odoo import Command, models
from odoo.exceptions import UserError

from ..tools.refusal import coded
from ..tools.selection import Row, kept_rows


class AccountMove(models.Model):
    """How a correction becomes the lines of a draft note.

    Each mode but ``full``, which is core's own copy, has a method
    ``_prepare_correction_<mode>`` that returns the commands for the lines of the
    note; another addon adds a mode by adding such a method and an entry to the
    selection of the windows.
    """

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        linking = self.with_context(note_link_lines=True)
        notes = super(AccountMove, linking)._reverse_moves(default_values_list, cancel)
        return notes.with_env(self.env)

    def _are_correctable(self):
        """Tell whether all of these can be corrected in part, and there is one."""
        return bool(self) and all(
            move.is_invoice(include_receipts=True) for move in self
        )

    def _check_reversible(self):
        """Check that this document can be reversed.

        :raises UserError: naming the document and the way out
        """
        if self.state != "posted":
            text = self.env._(
                "%(document)s is not posted. Only posted documents can be "
                "reversed: post it, or change it while it is a draft.",
                document=self.display_name,
            )
            raise coded(UserError(text), "not_posted")

    def _get_correctable_lines(self):
        """Return the product lines of these documents, in their order."""
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        ).sorted(lambda line: (line.move_id.id, line.sequence, line.id))

    def _prepare_correction(self, correction):
        """Return the values by which a copy of this document corrects it.

        :param tools.correction.Correction correction: what is corrected
        :return: a dict for ``copy()``; empty for a correction of the whole
        :raises UserError: naming the line, the figures and the way out
        """
        self.ensure_one()
        if correction.mode == "full":
            return {}
        commands = self._get_correction_commands(correction)
        if not commands:
            text = self.env._(
                "Nothing of %(document)s is corrected. Say what changes for at "
                "least one of its lines, or leave the document out.",
                document=self.display_name,
            )
            raise coded(UserError(text), "nothing_to_correct")
        return {
            "line_ids": commands,
            # The expected total of quick encoding, and cut-off entries, belong
            # to the whole document
            "quick_edit_total_amount": 0.0,
            "adjusting_entries_move_ids": False,
        }

    def _get_correction_commands(self, correction):
        """Return the commands for the lines of the note, none for no correction."""
        return getattr(self, f"_prepare_correction_{correction.mode}")(correction)

    def _prepare_kept_lines(self, values):
        """Return commands for lines in the document's order, under their headings.

        :param dict values: lists of values of note lines by origin line id
        """
        lines = self.invoice_line_ids.sorted(lambda line: (line.sequence, line.id))
        kept = kept_rows(
            Row(line.id, line.display_type or "product", line.id in values)
            for line in lines
        )
        return [
            Command.create(vals)
            for line in lines.browse(kept)
            for vals in values.get(line.id) or line.copy_data()
        ]
