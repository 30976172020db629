from odoo import Command, models

from .account_move_due import CENTS, is_product


class AccountMove(models.Model):
    """Amounts of a note's lines, written in a way that core keeps."""

    _inherit = "account.move"

    def _note_write_amounts(self, base_lines):
        """Let this draft have the amounts of base lines, in a way that core keeps."""
        engine = self.env["account.tax"]
        tax_lines = [
            self._prepare_tax_line_for_taxes_computation(line)
            for line in self.line_ids.filtered("tax_repartition_line_id")
            if line.display_type == "tax"
        ]
        engine._add_accounting_data_in_base_lines_tax_details(
            base_lines, self.company_id, include_caba_tags=self.always_tax_exigible
        )
        result = engine._prepare_tax_lines(base_lines, self.company_id, tax_lines)
        commands = self._note_get_base_commands(result, base_lines)
        commands += self._note_get_tax_commands(result)
        commands += self._note_get_private_commands(base_lines)
        self._note_write_lines(commands)

    def _note_get_tax_commands(self, result):
        commands = [
            Command.delete(line["record"].id) for line in result["tax_lines_to_delete"]
        ]
        commands += [
            Command.update(line["record"].id, values)
            for line, _key, values in result["tax_lines_to_update"]
        ]
        commands += [
            Command.create({**values, "display_type": "tax"})
            for values in result["tax_lines_to_add"]
        ]
        return commands

    def _note_get_base_commands(self, result, base_lines):
        products = [line for line in base_lines if is_product(line)]
        self.env["account.tax"]._fix_base_lines_tax_details_on_manual_tax_amounts(
            products, self.company_id
        )
        commands = []
        for base_line, values in result["base_lines_to_update"]:
            if base_line["record"]:
                kept = is_product(base_line) and self._note_get_kept_values(base_line)
                commands.append(
                    Command.update(base_line["record"].id, {**values, **(kept or {})})
                )
        return commands

    def _note_get_kept_values(self, base_line):
        """Return what keeps the amounts of a line where core computes them again."""
        line = base_line["record"]
        if str(base_line["computation_key"]).startswith("note,"):
            return {}
        taken = (line.extra_tax_data or {}).get("note_taken")
        if base_line["manual_tax_amounts"]:
            base_line["computation_key"] = CENTS
            data = self.env["account.tax"]._export_base_line_extra_tax_data(base_line)
            kept = {"note_taken": taken} if taken else {}
            return {"extra_tax_data": {**data, **kept}}
        if base_line.get("_note_changed"):
            return self._note_get_kept_price(base_line)
        return {}

    def _note_get_kept_price(self, base_line):
        """Return the price of a line without taxes, at which its amount is right."""
        line, details = base_line["record"], base_line["tax_details"]
        net = (
            details["total_excluded_currency"]
            + details["delta_total_excluded_currency"]
        )
        part = line.quantity * (1 - line.discount / 100)
        if self.currency_id.is_zero(net - line.price_subtotal) or not part:
            return {}
        price = line._note_tidy_price(net / part, line.quantity)
        own = {"price": line.price_unit, "discount": line.discount}
        taken = {
            "natural": line.price_unit,
            **(line._note_get_taken_data() or own),
            "at": [price, line.discount],
        }
        return {"price_unit": price, "extra_tax_data": {"note_taken": taken}}

    def _note_write_lines(self, commands):
        """Write amounts of lines of this draft as they are, in both currencies.

        What is less than a step in the company's currency may be nothing there: core
        refuses amounts of opposite signs.
        """
        for _command, _id, vals in commands:
            if vals and vals.get("amount_currency", 0) * vals.get("balance", 0) < 0:
                vals["balance"] = 0.0
        self.with_context(
            dynamic_unlink=True,
            skip_is_manually_modified=True,
            # Core would compute the balance from the amount again
            skip_invoice_line_sync=True,
            # The till posts without it: what is open would not follow the total
            skip_invoice_sync=False,
        ).write({"line_ids": commands})
        lines = self.invoice_line_ids.filtered(lambda ln: ln.display_type == "product")
        for name in ("price_subtotal", "price_total"):
            self.env.add_to_compute(lines._fields[name], lines)
