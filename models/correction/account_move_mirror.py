from collections import Counter, defaultdict

from odoo import models
from odoo.fields import Domain

from ...tools.money import to_steps
from .account_move_due import Pair


class AccountMove(models.Model):
    """Notes that take a whole document back, and have its cents turned round."""

    _inherit = "account.move"

    def _note_needing_cents(self):
        """Return these drafts but for those that mirror or repeat a whole invoice.

        They do so where no other note corrects it.
        """
        origins = {
            note: note._note_get_origins()
            for note in self
            if note.is_invoice(include_receipts=True) and note.is_note
        }
        origins = {note: found for note, found in origins.items() if found}
        uses = Counter(origin for found in origins.values() for origin in found)
        corrected = self.browse().union(*origins.values())
        (corrected | self)._note_read_lines()
        busy = corrected._note_find_corrected()
        return self.browse().concat(
            *(
                note
                for note, origin in origins.items()
                if len(origin) > 1
                or origin in busy
                or uses[origin] > 1
                or origin.is_note
                or not (note._note_repeats(origin) or note._note_mirrors(origin))
            )
        )

    def _note_repeats(self, origin):
        """Tell whether this draft charges a document once more, as core computed both.

        What is rounded at once for each of them is within a step of what is rounded at
        once for both: the note may keep it.
        """
        documents = (origin, self)
        return (
            self.move_type == origin.move_type
            and self.currency_id == self.company_currency_id == origin.currency_id
            and all(document._note_has_plain_taxes() for document in documents)
            and self._note_get_facts() == origin._note_get_facts()
        )

    def _note_get_facts(self):
        """Return what is sold, and what is booked of it and its taxes.

        This is of documents in the currency of their company.
        """
        step = self.currency_id.rounding
        return sorted(
            (
                line.tax_repartition_line_id.id,
                line.account_id.id,
                sorted(line.tax_ids.ids),
                line.quantity,
                line.price_unit,
                line.discount,
                to_steps(line.amount_currency, step),
                to_steps(line.balance, step),
            )
            for line in self.line_ids
            if line.display_type in ("product", "tax")
        )

    def _note_read_lines(self):
        """Read the lines of these documents with their taxes, all at once."""
        # All columns: of lines made just now some are known, others not, and a missing
        # one is read note by note where there are more lines than Odoo reads ahead
        self.line_ids.fetch()
        self.line_ids.mapped("tax_ids")

    def _note_find_corrected(self):
        """Return those of these documents that posted notes correct."""
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                Domain("origin_move_id", "in", self.ids)
                & Domain("parent_state", "=", "posted"),
                ["origin_move_id"],
            )
        )
        return self.browse(origin.id for (origin,) in groups)

    def _note_mirrors(self, origin, beside=("payment_term",)):
        """Tell whether this note takes every account of a document back to zero.

        :param beside: the kinds of lines that do not count
        """
        remaining = defaultdict(Pair)
        for line in (origin | self).line_ids:
            if line.display_type not in beside:
                remaining[line.account_id].add(1, line.amount_currency, line.balance)
        return not any(any(self._note_in_steps(pair)) for pair in remaining.values())

    def _note_find_undone(self, beside=("payment_term",)):
        """Return the note that this draft takes back as a whole, to the cent, if any.

        What stands then is what stood before it: its cents were right.
        """
        origin = self._note_get_origins()
        is_undone = (
            len(origin) == 1
            and origin.is_note
            and not origin._note_find_corrected()
            and self._note_mirrors(origin, beside)
        )
        return origin if is_undone else origin.browse()
