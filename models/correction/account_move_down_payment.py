from odoo import Command, models

from ...tools.sentinel import is_ours

# What ties a line to the line of an order
ORDER_LINKS = ("sale_line_ids", "purchase_line_id")


class AccountMove(models.Model):
    """What orders are told: pieces once, and down payments as they stand.

    An order deducts in its final invoice the unit prices of all lines of a down payment
    that it ever saw, with all of their taxes. What stands of the down payment is known
    here, whatever notes, cancellations and corrections of taxes there were. Sales are
    no dependency of this addon.
    """

    _inherit = "account.move"

    def _note_follow_down_payments(self):
        """Let new drafts deduct what stands of the down payments of their orders."""
        if "is_downpayment" not in self.env["account.move.line"]._fields:
            return
        for move in self:
            if move.state == "draft" and move.move_type == "out_invoice":
                commands = [
                    command
                    for line in move.invoice_line_ids
                    if line.is_downpayment and line.quantity < 0
                    for command in line._note_follow_down_payment()
                ]
                if commands:
                    # Core sees other taxes where a price changes, nowhere else
                    emptied = [
                        Command.update(line_id, {"price_unit": 0.0})
                        for command, line_id, _vals in commands
                        if command == Command.UPDATE
                    ]
                    move.write({"invoice_line_ids": emptied})
                    move.write({"invoice_line_ids": commands})

    def _note_leave_orders(self, data):
        """Take the links to orders off copies that charge something besides them.

        A debit note that starts with the lines of its invoice would be five more pieces
        of an order of five. Pieces are charged by choosing lines.
        """
        if not is_ours(self.env.context, "note_leave_orders"):
            return
        for vals in data:
            for _command, _id, line in vals.get("line_ids", ()):
                for name in ORDER_LINKS:
                    if line:
                        line.pop(name, None)
