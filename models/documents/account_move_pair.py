from odoo import models

# What takes pieces back and charges them anew
PAIRED = ("price", "tax")


class AccountMove(models.Model):
    """Pieces taken back, and charged anew at other terms, are one printed row."""

    _inherit = "account.move"

    def _get_move_lines_to_report(self):
        lines = super()._get_move_lines_to_report()
        pairs = self._note_get_pairs()
        return lines.filtered(lambda line: line not in pairs.values())

    def _note_get_pairs(self):
        """Return the lines that charge pieces anew, by those that take them back."""
        pairs, waiting = {}, {}
        for line in self.invoice_line_ids.sorted("sequence"):
            if line.correction_mode not in PAIRED or not line.origin_line_id:
                continue
            key = line.origin_line_id, abs(line.quantity), line.correction_mode
            back = waiting.pop(key, None)
            if back and back.quantity * line.quantity < 0:
                pairs[back] = line
            else:
                waiting[key] = line
        return pairs

    def _note_print_pairs(self):
        """Return what is printed of pairs, by id of the line that takes pieces back."""
        return {
            back.id: back._note_print_pair(anew)
            for back, anew in self._note_get_pairs().items()
        }
