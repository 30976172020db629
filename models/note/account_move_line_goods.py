from odoo import models

from ...tools.returns import Return, goods_of_note

# Kinds of reasons for which the goods stay where they are
GOODS_STAY = ("price", "tax", "goodwill", "rebate")
# Where goods are before or after us, and the fields of a transfer that say so: first
# on their way out or in, then on their way back
PLACES = {
    "out_refund": ("customer", "location_dest_id", "location_id"),
    "in_refund": ("supplier", "location_id", "location_dest_id"),
}


class AccountMoveLine(models.Model):
    """What became of the goods that the lines of a credit note give back.

    Stock is no dependency of this addon: the transfers of an order are looked up where
    the fields exist, with all rights, for who credits may not be allowed to read them.
    """

    _inherit = "account.move.line"

    def _note_get_returned_goods(self):
        """Return [(product, :class:`tools.returns.Goods`)] for the lines of one note.

        Quantities are in the unit of the product, keys of returns are stock moves.
        Nothing is told of lines without an order, of services, and of kits, whose
        transfers name their parts.
        """
        grouped = {}
        for line in self.filtered("product_id"):
            orders = line._note_get_order_lines()
            if orders and "move_ids" in orders._fields:
                key = orders, line.product_id
                grouped[key] = grouped.get(key, line.browse()) | line
        return [
            (product, lines._note_find_goods(orders, product))
            for (orders, product), lines in grouped.items()
            if lines._note_get_goods_quantity() > 0
        ]

    def _note_get_order_lines(self):
        """Return the lines of orders behind this line, or None."""
        line = self.sudo()
        for name in ("sale_line_ids", "purchase_line_id"):
            if name in line._fields and line[name]:
                return line[name]
        return None

    def _note_find_goods(self, orders, product):
        moves = orders.move_ids.filtered(
            lambda move: move.product_id == product and move.state != "cancel"
        ).sorted(lambda move: (move.date, move.id))
        place, _way_there, way_back = PLACES[self.move_id.move_type]
        back = moves.filtered(lambda move: move[way_back].usage == place)
        return goods_of_note(
            self._note_get_earlier_lines(orders, product)._note_get_goods_quantity(),
            self._note_get_goods_quantity(),
            self._note_get_moved_quantity(self._note_get_sent_moves(orders, product)),
            [
                Return(move, self._note_get_kept_quantity(move), move.state == "done")
                for move in back
            ],
        )

    def _note_get_sent_moves(self, orders, product):
        place, way_there, _way_back = PLACES[self.move_id.move_type]
        return orders.move_ids.filtered(
            lambda move: (
                move.product_id == product
                and move.state == "done"
                and move[way_there].usage == place
                # What goes out again after a return was sent before
                and not move.origin_returned_move_id
            )
        )

    def _note_get_sent_transfers(self):
        """Return the transfers that brought the goods of these lines."""
        return (
            self.env["stock.picking"]
            .sudo()
            .union(
                *(
                    line._note_get_sent_moves(
                        line._note_get_order_lines(), line.product_id
                    ).picking_id
                    for line in self
                    if line._note_get_order_lines()
                )
            )
        )

    def _note_get_moved_quantity(self, moves):
        return sum(
            move.product_uom._compute_quantity(
                move.quantity if move.state == "done" else move.product_uom_qty,
                move.product_id.uom_id,
                round=False,
                raise_if_failure=False,
            )
            for move in moves
        )

    def _note_get_kept_quantity(self, move):
        """Return what comes back and stays, less what went out again."""
        again = move.returned_move_ids.filtered(lambda each: each.state == "done")
        return self._note_get_moved_quantity(move) - self._note_get_moved_quantity(
            again
        )

    def _note_get_earlier_lines(self, orders, product):
        """Return the lines of earlier notes that give back goods of the same orders."""
        note = self.move_id
        return orders.invoice_lines.filtered(
            lambda line: (
                line.product_id == product
                and line.parent_state == "posted"
                and line.move_type == note.move_type
                and line.move_id.note_reason_kind not in GOODS_STAY
                and (line.date, line.move_id.id) < (note.date, note.id)
            )
        )

    def _note_get_goods_quantity(self):
        return sum(
            line.product_uom_id._compute_quantity(
                line.quantity,
                line.product_id.uom_id,
                round=False,
                raise_if_failure=False,
            )
            for line in self
        )
