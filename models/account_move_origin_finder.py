from odoo import Command, api, models


class AccountMove(models.Model):
    """Credit notes that other flows make find the invoices they take back.

    A return to an order or to the till knows its order, and so the invoice. Nobody
    chooses an origin there, and without one the note would settle nothing.
    """

    _inherit = "account.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._find_origins()
        return moves

    def action_switch_move_type(self):
        # Orders make an invoice below zero first, and then a credit note of it
        result = super().action_switch_move_type()
        self._find_origins()
        return result

    def _find_origins(self):
        """Fill in what these drafts take back, where the flow behind them knows it.

        Lines that have an origin keep it, and so does the document.
        """
        for note in self:
            if note.state == "draft" and note._is_credit_note():
                found = note._match_flow_lines()
                if found:
                    note._write_found_origins(found)

    def _match_flow_lines(self):
        """Return the invoice line that each line takes back, as a dict.

        The newest with enough left is taken; a line that only several invoices
        could bear together is left out.
        """
        options = {
            line: line._get_flow_lines().filtered(line._may_take_back)
            for line in self.invoice_line_ids
            if line.display_type == "product" and not line.origin_line_id
        }
        candidates = self.env["account.move.line"].sudo().union(*options.values())
        if not candidates:
            return {}
        # Drafts count: what they reserve is not offered twice
        credited = candidates._get_credited(states=("posted", "draft"))
        found = {}
        for line, choices in options.items():
            for origin in choices.sorted(lambda c: (c.date, c.id), reverse=True):
                done = line._add_to_credited(origin, credited[origin.id])
                if origin._can_bear(done):
                    found[line], credited[origin.id] = origin, done
                    break
        return found

    def _write_found_origins(self, found):
        vals = {
            "invoice_line_ids": [
                Command.update(line.id, {"origin_line_id": origin.id})
                for line, origin in found.items()
            ]
        }
        products = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        invoices = {
            (found.get(line) or line.origin_line_id).move_id.id for line in products
        }
        # One invoice behind every line: posting settles that one
        if len(invoices) == 1 and not self._get_header_origin():
            vals["reversed_entry_id"] = invoices.pop()
        # An origin changes no amount, and no person has edited the document
        self.with_context(skip_invoice_sync=True, skip_is_manually_modified=True).write(
            vals
        )
