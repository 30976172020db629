from typing import NamedTuple

from odoo import api, fields, models

from ...tools.standing import replay
from .account_move import COUNTED_STATES

# Fields of what notes took off a line
TAKEN = (
    "note_credited_quantity",
    "note_reserved_quantity",
    "note_credited_amount",
    "note_reserved_amount",
)


class Credited(NamedTuple):
    """What was taken off a line: its own unit, the document's currency."""

    quantity: float = 0.0
    subtotal: float = 0.0
    total: float = 0.0

    def __sub__(self, other):
        return Credited(
            self.quantity - other.quantity,
            self.subtotal - other.subtotal,
            self.total - other.total,
        )


class Figures(NamedTuple):
    """What is shown beside a line: what notes and drafts took off, what stands."""

    credited: Credited = Credited()
    reserved: Credited = Credited()
    quantity: float = 0.0
    net: float = 0.0

    def get_taken(self):
        """Return what notes took off, by field; nothing where they took nothing."""
        taken = (
            self.credited.quantity,
            self.reserved.quantity,
            self.credited.subtotal,
            self.reserved.subtotal,
        )
        return dict(zip(TAKEN, taken, strict=True)) if any(taken) else {}

    def bear(self, posted, reserved):
        """Return these figures with a part of amounts, below zero where taken off."""
        credited, held = self.credited, self.reserved
        return self._replace(
            credited=credited._replace(subtotal=credited.subtotal - posted),
            reserved=held._replace(subtotal=held.subtotal - reserved),
            net=self.net + posted,
        )


class AccountMoveLine(models.Model):
    """What credit notes took off a line of an invoice, and what remains of it.

    Nothing is stored.
    """

    _inherit = "account.move.line"

    note_credited_quantity = fields.Float(
        string="Credited Quantity",
        compute="_compute_note_remaining",
        digits="Product Unit",
        help="Taken back by posted credit notes.",
    )
    note_reserved_quantity = fields.Float(
        string="Reserved Quantity",
        compute="_compute_note_remaining",
        digits="Product Unit",
        help="Would be taken back by credit notes that are still drafts.",
    )
    note_remaining_quantity = fields.Float(
        string="Quantity Still to Credit",
        compute="_compute_note_remaining",
        digits="Product Unit",
        help="Invoiced, less what posted credit notes took back.",
    )
    note_credited_amount = fields.Monetary(
        string="Credited Amount",
        compute="_compute_note_remaining",
        help="Taken off by posted credit notes, before taxes. Goodwill over the whole "
        "document counts on each line by what stands of it.",
    )
    note_reserved_amount = fields.Monetary(
        string="Reserved Amount",
        compute="_compute_note_remaining",
        help="Would be taken off by credit notes that are still drafts, before taxes.",
    )
    note_remaining_amount = fields.Monetary(
        string="Amount Still to Credit",
        compute="_compute_note_remaining",
        help="Invoiced, less what posted credit notes took off; before taxes.",
    )

    # Whoever changes a note forgets these, see `lifecycle.figures`
    @api.depends("parent_state")
    def _compute_note_remaining(self):
        invoiced = self._origin.filtered(
            lambda line: (
                line.display_type == "product" and line.move_id._note_is_creditable()
            )
        )
        found = invoiced._note_get_figures()
        # Hardly a line was credited: what all others have in common is set at once
        for name in TAKEN:
            self[name] = 0.0
        for line in self:
            figures = found.get(line._origin, Figures())
            line.note_remaining_quantity = line._note_get_sign() * figures.quantity
            line.note_remaining_amount = figures.net
            for name, value in figures.get_taken().items():
                line[name] = value

    def _note_get_credited(self, states=("posted",), domain=None, without=None):
        """Return what credit notes took off these lines.

        What a reversal of a credit note gives back counts against it. Amounts bear
        the sign of the corrected line, so a discount line of -10.00 that was credited
        in full shows -10.00.

        :param states: states of the notes that count
        :param domain: which lines of notes count, instead of those in these states
        :param without: notes that are left out, and all that stands on them
        :return: a dict of :class:`Credited` by line id, for every line
        """
        found = self._note_get_entries(states, domain, without)
        return {line.id: line._note_sum_credited(found[line]) for line in self}

    def _note_sum_credited(self, entries):
        standing = replay(entries)
        turned = self._note_get_sign()
        off = [entry for entry in entries[1:] if not entry.debit]
        return Credited(
            turned * standing.credited + 0.0,
            -sum(entry.net for entry in off) + 0.0,
            -sum(entry.total for entry in off) + 0.0,
        )

    def _note_get_figures(self):
        """Return :class:`Figures` by line, of other lines of the documents as well."""
        named = self.filtered("move_id.is_named_by_others")
        loose = named.move_id._note_with_loose_amounts(COUNTED_STATES)
        named |= loose._note_get_correctable_lines()
        happened = named._note_get_entries(COUNTED_STATES)
        posted = {line: only_posted(entries) for line, entries in happened.items()}
        stands = {ln: replay([ln._note_prepare_entry(ln)]) for ln in self - named}
        stands.update((line, replay(entries)) for line, entries in posted.items())
        stands = (self | named)._note_limit_added(stands, ("posted",), None)
        found = {
            ln: Figures(quantity=s.quantity, net=s.net) for ln, s in stands.items()
        }
        for line, entries in happened.items():
            credited = line._note_sum_credited(posted[line])
            reserved = line._note_sum_credited(entries) - credited
            found[line] = found[line]._replace(credited=credited, reserved=reserved)
        for move in loose:
            move._note_add_loose_amounts(found, happened)
        return found

    def _note_find_head(self, heads):
        """Return to which document this line of a note belongs, None for none.

        :param heads: documents by the documents that belong to them as a whole
        """
        line, seen = self, self.browse()
        while line and line not in seen:
            if heads.get(line.origin_move_id):
                return heads[line.origin_move_id]
            seen |= line
            line = line.origin_line_id
        return None


def only_posted(entries):
    return [entry for entry in entries if entry.is_posted]
