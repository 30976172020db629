from collections import Counter

from odoo import models

from ...tools.extension import only_known
from ...tools.settlement import OPEN_ACCOUNT_TYPES

# Pairs in one plan. With exchange differences core compares every match with every
# exchange entry of the plan
PAIRS = 1000
PAIRS_IN_FOREIGN_CURRENCY = 50
# What core reconciles even where the account does not say so
LIQUIDITY = ("asset_cash", "liability_credit_card")
METHODS = {"_reconcile_reversed_moves", "reconcile"}


class AccountMove(models.Model):
    """Notes that settle one invoice each do so in few plans of core.

    Core's own way is a plan for each pair, with all that is computed around it.
    """

    _inherit = "account.move"

    # core: each note settles its invoice in a plan of its own
    # (`_reconcile_reversed_moves`, 19.0), delete when it makes one plan of all pairs
    def _note_get_settled_together(self):
        """Return the notes whose settlement touches that of no other one of these.

        Core's way is left to what has more than one group of lines to reconcile, and
        to taxes that are due on payment: there one match makes way for another.
        """
        known = all(
            only_known(type(model), METHODS, {"account"})
            for model in (self, self.env["account.move.line"])
        )
        if len(self) < 2 or not known:
            return self.browse()
        # Read for all of them, before each is looked at by itself
        (self.reversed_entry_id | self)._note_read_lines()
        origins = {note: note._note_get_origins() for note in self}
        uses = Counter(origin for found in origins.values() for origin in found)
        return self.filtered(
            lambda note: (
                len(origins[note]) == 1
                and origins[note] == note.reversed_entry_id
                and uses[note.reversed_entry_id] == 1
                and note.reversed_entry_id not in self
                and note._note_settles_in_one_match()
            )
        )

    def _note_settles_in_one_match(self):
        """Tell whether one group of open items is all there is to reconcile."""
        lines = (self.reversed_entry_id | self).line_ids
        if any(tax.tax_exigibility == "on_payment" for tax in lines.tax_ids):
            return False
        groups = {
            (line.account_id, line.currency_id)
            for line in lines
            if line.account_id.reconcile or line.account_type in LIQUIDITY
        }
        return [
            account.account_type in OPEN_ACCOUNT_TYPES for account, _ in groups
        ] == [True]

    def _note_settle_in_plans(self, move_reverse_cancel):
        """Settle the origin of each of these notes, many in one plan."""
        kinds = self.grouped(
            lambda note: (note.company_id, note.currency_id != note.company_currency_id)
        )
        for (_company, is_foreign), notes in kinds.items():
            size = PAIRS_IN_FOREIGN_CURRENCY if is_foreign else PAIRS
            for start in range(0, len(notes), size):
                notes[start : start + size]._note_settle_in_plan(move_reverse_cancel)

    def _note_settle_in_plan(self, move_reverse_cancel):
        pairs = [
            # In the order in which core meets them
            (note.reversed_entry_id.line_ids + note.line_ids).filtered(
                lambda line: (
                    line.account_type in OPEN_ACCOUNT_TYPES
                    and line.account_id.reconcile
                    and not line.reconciled
                )
            )
            for note in self
        ]
        lines = self.env["account.move.line"]
        lines.with_context(move_reverse_cancel=move_reverse_cancel)._reconcile_plan(
            [pair for pair in pairs if pair]
        )
