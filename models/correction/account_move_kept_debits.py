from collections import defaultdict

from odoo import models

from .account_move_due import Pair


class AccountMove(models.Model):
    """Debit notes that stay where what they stand beside is taken back.

    Each of them comes back as it was booked, and so does the document: the note that
    takes the rest of it back leaves no cent to a debit note, which would be paid for
    by an exchange difference.
    """

    _inherit = "account.move"

    def _note_settle_beside(self, family, due, is_before):
        """Return what is due on what stands, with what debit notes booked of it.

        :param due: as computed for all that stands
        """
        for beside in self._note_find_beside(family):
            rest = self._note_compute_due(family.without(beside), is_before)
            booked = family.head._note_sum_booked(beside & family.documents)
            if rest.is_nothing:
                return rest._replace(figures=booked, others=rest.others | beside)
            left = frozenset(due.taxes - rest.taxes)
            own = {key: p for key, p in due.figures.taxes.items() if key[0] not in left}
            kept = {key: p for key, p in booked.taxes.items() if key[0] in left}
            taxes = defaultdict(Pair, {**own, **kept})
            due = due._replace(
                figures=due.figures._replace(taxes=taxes), beside=due.beside | left
            )
        return due

    def _note_find_beside(self, family):
        """Return debit notes that this note leaves alone, with what corrects them.

        :return: a list of choices: all of them, and those that nothing corrects
        """
        head = family.head
        debits = family.documents.filtered(
            lambda move: (
                move._is_credit_note() == head._is_credit_note()
                and move._note_get_origins() == head
            )
        )
        debits = debits and debits - self._note_get_above()
        if not debits:
            return []
        shared = self.browse().union(*(note for note, _lines in family.parts))
        below = {debit: debit._note_find_below() for debit in debits}
        standing = debits.filtered(
            lambda debit: head._note_has_net((debit | below[debit]) & family.documents)
        )
        every = standing.union(*map(below.get, standing))
        alone = standing.filtered(lambda debit: not below[debit] & family.documents)
        return [
            beside
            for beside in dict.fromkeys((every, alone))
            if beside and not (self | shared) & beside
        ]

    def _note_has_net(self, documents):
        """Tell whether anything before taxes is booked of some documents.

        Where nothing is, a cent that is left of their taxes is nobody's to keep.
        """
        nets = self._note_sum_booked(documents).nets.values()
        return any(any(self._note_in_steps(net)) for net in nets)
