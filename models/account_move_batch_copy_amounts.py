from odoo import models

REFUNDS = ("out_refund", "in_refund")


class AccountMove(models.Model):
    """Copies begin with the amounts that core will find.

    Those that are made together, and the drafts of Reverse and Create Invoice.
    """

    _inherit = "account.move"

    def copy_data(self, default=None):
        found = super().copy_data(default)
        context = self.env.context
        if context.get("note_keep_origins") and not context.get("note_copy_values"):
            for move, data in zip(self, found, strict=True):
                move._begin_with_amounts(data, default or {})
        return found

    def _begin_with_amounts(self, data, values):
        """Begin the copy of this document with the amounts it will have.

        Core copies them with the signs of the original and those of products in one
        currency only; as it then keeps the lines in step, it writes each one again. It
        still does so wherever another amount is right.
        """
        if "line_ids" in values or not self.is_invoice(include_receipts=True):
            return
        move_type = values.get("move_type", self.move_type)
        sign = -1 if (move_type in REFUNDS) != (self.move_type in REFUNDS) else 1
        lines = [vals for _command, _id, vals in data["line_ids"]]
        for vals in lines:
            kind = vals.get("display_type")
            if kind == "product":
                vals["balance"] = self.company_currency_id.round(
                    vals["amount_currency"] / (self.invoice_currency_rate or 1)
                )
            if kind in ("product", "payment_term"):
                vals["amount_currency"] *= sign
                vals["balance"] *= sign
        if not data.get("invoice_payment_term_id"):
            self._join_instalments(data)
        if not any(vals.get("no_followup") for vals in lines):
            # As it is computed: given, it would be written to the document line by line
            for vals in lines:
                vals.pop("no_followup", None)

    def _get_sync_group(self, line_type, values):
        """Tell which copies core may keep in step together.

        It does no harm among those that begin without lines of a kind, nor among those
        that have one, and will have one.

        :param str line_type: ``display_type`` of lines that core adds
        :param dict values: of the copy of this document
        :return: "none", "one", or None where a copy is looked at by itself
        """
        lines = self.line_ids.filtered(lambda line: line.display_type == line_type)
        if not lines or "line_ids" in values:
            return "none"
        due = values.get("invoice_payment_term_id", self.invoice_payment_term_id)
        return "one" if line_type == "payment_term" and not due else None

    @staticmethod
    def _join_instalments(data):
        """Leave a copy that is due at once one instalment, the one core would keep."""
        commands = data["line_ids"]
        terms = [
            (command, vals)
            for command in commands
            for vals in command[2:]
            if vals.get("display_type") == "payment_term"
        ]
        for command, vals in terms[:-1]:
            commands.remove(command)
            for name in ("amount_currency", "balance"):
                terms[-1][1][name] += vals[name]
