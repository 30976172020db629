from odoo import models

from ...tools.added import limit_layers
from ...tools.standing import QUANTITY_STEP, Layer
from .account_move_line import PAIRS


class AccountMoveLine(models.Model):
    """Pieces that a debit note added stand on its invoice, and come back there too.

    So of a debit note no more stands than its invoice has.
    """

    _inherit = "account.move.line"

    def _note_limit_added(self, found, states, domain):
        """Return what stands of these lines, no more than their invoice has.

        :param found: what stands by their own notes, by line
        """
        added = self.filtered(lambda line: line._note_is_added())
        roots = added and added.origin_line_id._note_get_standing(states, domain)
        for line in added:
            root = line.origin_line_id
            if root.product_uom_id == line.product_uom_id:
                found[line] = line._note_limit(found[line], roots[root])
        return found

    def _note_is_added(self):
        """Tell whether this line of a debit note adds to one of its invoice."""
        root = self.origin_line_id
        return bool(
            root
            and self.correction_mode != "amount"
            and root._is_on_credit_note() == self._is_on_credit_note()
        )

    def _note_is_beside(self):
        """Tell whether this adds pieces, or changes some that a debit note added."""
        return any(
            line._note_is_added() and line.correction_mode not in PAIRS
            for line in (self, *self._note_get_ancestors())
        )

    def _note_is_change(self):
        """Tell whether all that the note of this line does is to change pieces."""
        goods = self.move_id._note_get_goods()
        return all(line.correction_mode in PAIRS for line in goods)

    def _note_are_limited(self):
        """Tell whether the invoice of any of these lines has less than they added."""
        added = self.filtered(lambda line: line._note_is_added())
        found = added._note_get_standing().values()
        return any(standing.entries > 1 for standing in found)

    def _note_limit(self, standing, root):
        """Return what stands of this line.

        :param standing: by its own notes
        :param root: what stands of the line that it adds to
        """
        if self.correction_mode in PAIRS:
            return self._note_limit_pair(standing, root)
        layers = limit_layers(standing.layers, root)
        tolerance = self.currency_id.rounding * (root.entries + 0.5)
        is_there = abs(standing.net) <= abs(root.net) + tolerance
        if layers == standing.layers and is_there:
            return standing
        nets = dict.fromkeys(standing.nets, 0.0)
        for terms, quantity in layers:
            price = terms.price * self.origin_line_id._note_get_ratio(terms, root)
            net = self._note_get_net(terms._replace(price=price), quantity)
            nets[terms.taxes] = nets.get(terms.taxes, 0.0) + net
        entries = standing.entries + root.entries
        return standing._replace(layers=layers, nets=nets, entries=entries)

    def _note_limit_pair(self, standing, root):
        """Return the same of a line that changes pieces: those that are left."""
        part = root.quantity / standing.quantity if standing.quantity else 1.0
        if part > 1 - QUANTITY_STEP:
            return standing
        layers = (Layer(terms, quantity * part) for terms, quantity in standing.layers)
        nets = {taxes: net * part for taxes, net in standing.nets.items()}
        return standing._replace(
            layers=tuple(layer for layer in layers if layer.quantity > QUANTITY_STEP),
            nets=nets if part > QUANTITY_STEP else {},
            entries=standing.entries + root.entries,
        )
