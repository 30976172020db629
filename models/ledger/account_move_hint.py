from odoo import models


class AccountMove(models.Model):
    """What a draft credit note is told of, and never refused for.

    More pieces than were invoiced are right where parts of the price come back, and
    the paper of a vendor may round otherwise than we do.
    """

    _inherit = "account.move"

    def _note_get_ledger_alerts(self):
        if (
            self.state != "draft"
            or not self._is_credit_note()
            or not self._note_get_origins()
            or self._get_note_guard() == "off"
        ):
            return {}
        texts = {
            "rounded": [found.text for found in self._origin._note_find_rounded()],
            "quantity": self._origin._note_get_over_quantity_texts(),
        }
        return {
            f"account_note_{name}": {
                "level": level,
                "message": "\n\n".join(texts[name]),
            }
            for name, level in (("rounded", "info"), ("quantity", "warning"))
            if texts[name]
        }

    def _note_get_over_quantity_texts(self):
        """Return a sentence for each line of which too many pieces would come back."""
        origins = self.sudo().invoice_line_ids.origin_line_id.filtered(
            lambda line: line.move_id._note_is_creditable()
        )
        found = origins._note_find_over_quantities(self._note_get_counted_domain())
        return [text for _line, text in found]
