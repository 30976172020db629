from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.distribute import distribute
from ...tools.money import from_steps, to_steps
from ...tools.standing import replay
from .account_move import COUNTED_STATES
from .account_move_line import only_posted

# Two conditions of different tables have PostgreSQL read all journal items there are
NAMED_OR_BELOW = """
%(column)s IN (
    SELECT id FROM account_move WHERE id IN %(ids)s
     UNION ALL
    SELECT move_id FROM account_move_line WHERE origin_move_id IN %(ids)s)"""


class AccountMove(models.Model):
    """Amounts that name no line, goodwill or a rebate, as parts of the lines.

    They came off what stood at an account and a set of taxes. So each line bears its
    part of them by what stands of it there, and the lines add up to the document.
    """

    _inherit = "account.move"

    def _note_with_loose_amounts(self, states):
        """Return those of these documents whose notes have lines that name no line.

        The notes on them, and those on the notes.

        :param states: states of the notes that count
        """
        if not self.ids:
            return self.browse()
        lines = self.env["account.move.line"].sudo()
        loose = lines.search_fetch(
            Domain("origin_line_id", "=", False)
            & Domain("parent_state", "in", states)
            & Domain("display_type", "=", "product")
            & Domain.custom(to_sql=self._note_write_named_or_below),
            ["origin_move_id"],
        )
        origins = loose.origin_move_id
        return self & (origins | origins.invoice_line_ids.origin_move_id)

    def _note_write_named_or_below(self, _model, alias, _query):
        """Return the condition that a line names one of these, or a note on them."""
        named = self.env["account.move.line"]._fields["origin_move_id"]
        return SQL(
            NAMED_OR_BELOW,
            column=SQL.identifier(alias, "origin_move_id"),
            ids=tuple(self.ids),
            to_flush=named,
        )

    def _note_add_loose_amounts(self, figures, happened):
        """Let the figures of all lines of this document bear their part of amounts.

        :param figures: :class:`Figures` by line, changed here
        :param happened: entries of posted notes and drafts by line
        """
        lines = self._note_get_correctable_lines()
        posted = self._note_spread_loose_amounts(
            {line: replay(only_posted(happened[line])) for line in lines}, ("posted",)
        )
        counted = self._note_spread_loose_amounts(
            {line: replay(happened[line]) for line in lines}, COUNTED_STATES
        )
        for line in lines:
            reserved = counted[line] - posted[line]
            figures[line] = figures[line].bear(posted[line], reserved)

    def _note_spread_loose_amounts(self, standings, states):
        """Return the part that each line bears of the amounts that name none.

        :param standings: what stands of every line of this document
        :param states: states of the notes that count
        :return: a dict of money before taxes by line, below zero where it was taken off
        """
        step = self.currency_id.rounding
        weights, lines = defaultdict(dict), {}
        for line, standing in standings.items():
            lines[line.id] = line
            for taxes, net in standing.nets.items():
                there = weights[line._note_get_pool(taxes)]
                there[line.id] = there.get(line.id, 0) + to_steps(net, step)
        parts = defaultdict(float)
        for loose, net in self._note_find_amounts(states).items():
            there = weights[loose._note_get_pool(loose.tax_ids.ids)]
            if sum(there.values()):
                for line_id, steps in distribute(to_steps(net, step), there).items():
                    parts[lines[line_id]] += from_steps(steps, step)
        return parts
