from odoo import Command, fields, models

from .foreseen import Foreseen

# Of the lines of a document, what core computes by itself
COMPUTED_KINDS = ("tax", "payment_term")


class _Replacements(Foreseen):
    """New invoices that core is about to create, with all lines that they will have.

    It travels in the context, where a client can put no object of this class.
    """

    def __init__(self):
        super().__init__()
        # By original: the values that core copies, and those with all lines
        self._known = {}
        self._is_next = False

    def add(self, original, copied, known):
        """Remember what is known of the new invoice of a document."""
        self._known[original.id] = copied, known

    def take(self, vals_list):
        """Return the values with all lines, the given ones where some are not known.

        They are not, either, where somebody changed the values on their way.
        """
        known = [self._known.get(vals.get("replaced_move_id")) for vals in vals_list]
        pairs = zip(known, vals_list, strict=True)
        if not vals_list or not all(each and each[0] == vals for each, vals in pairs):
            return vals_list
        self._is_next = True
        return [complete for _copied, complete in known]

    def begin(self, moves):
        """Tell whether documents are created now that need not be kept in step."""
        if not self._is_next or moves:
            return False
        self._is_next, self.is_begun = False, True
        return True

    def end(self):
        """Let everything be kept in step again."""
        self._is_next = self.is_begun = False
        self.forget_created()


class AccountMove(models.Model):
    """The new invoices of Reverse and Create Invoice begin with all their lines.

    Core copies the lines of products, and computes those of taxes and what is due once
    the documents are there.
    """

    _inherit = "account.move"

    def _note_gather_replacements(self):
        """Return what goes into the context in which new invoices are made."""
        return _Replacements()

    def _note_get_replacements(self):
        """Return what is known of new invoices, None where none are made."""
        replacements = self.env.context.get("note_replacements")
        return replacements if isinstance(replacements, _Replacements) else None

    def _note_complete_replacements(self, vals_list):
        """Return the values of new documents, with all lines where these are known."""
        replacements = self._note_get_replacements()
        return vals_list if replacements is None else replacements.take(vals_list)

    # core: creates new invoices without the lines that it computes, then keeps these in
    # step (`account.move.reversal.reverse_moves`, 19.0), delete when it computes before
    def _note_foresee_replacements(self, data, default):
        """Remember all lines that the new invoices of these documents will have.

        :param data: the values that core copied, of each document
        :param dict default: the values that core was given for the copies
        """
        replacements = self._note_get_replacements()
        # When they are due is asked below
        values = {**(default or {}), "invoice_payment_term_id": False}
        if replacements is None or not self._note_foresees_copies(
            dict.fromkeys(self.ids, values)
        ):
            return
        for move, vals in zip(self, data, strict=True):
            copied = {**vals, "line_ids": self._note_keep_own_lines(vals["line_ids"])}
            known = move._note_foresee_replacement(copied)
            if known:
                replacements.add(move, copied, known)

    def _note_keep_own_lines(self, commands):
        """Return copies of the lines that core does not compute, as it will."""
        return [
            (command, id_, dict(vals))
            for command, id_, vals in commands
            if vals["display_type"] not in COMPUTED_KINDS
        ]

    def _note_foresee_replacement(self, copied):
        """Return the values of the new invoice of this document, with all its lines.

        :param dict copied: its values, with the lines that core copies
        :return: None where they are not known
        """
        term = self._note_prepare_term(copied)
        if not term:
            return None
        lines = self.line_ids.sorted("id")
        due = lines.filtered(lambda line: line.display_type == "payment_term")[-1:]
        lines = lines.filtered(lambda line: line.display_type not in COMPUTED_KINDS)
        copies = [dict(vals) for _command, _id, vals in copied["line_ids"]]
        lines, copies = lines + due, [*copies, term]
        partner = self.env["res.partner"].browse(copied["partner_id"])
        if not self._note_are_copies(lines, copies, partner.commercial_partner_id):
            return None
        copies = self._note_fill_copies(dict(zip(lines, copies, strict=True)), copied)
        # In the order of core: what is due comes last
        copies.sort(key=lambda vals: vals["display_type"] == "payment_term")
        return {
            **copied,
            **self._note_sum_copy(copies, copied["move_type"]),
            "invoice_date_due": term["date_maturity"],
            "is_manually_modified": False,
            "line_ids": [Command.create(vals) for vals in copies],
        }

    def _note_prepare_term(self, copied):
        """Return the line of what is due of a new invoice, without amounts.

        :param dict copied: the values of the new invoice
        :return: None where it is due in several sums, or less is due before
        """
        due = fields.Date.context_today(self)
        terms = self.env["account.payment.term"].browse(
            copied.get("invoice_payment_term_id")
        )
        if terms:
            if len(terms.line_ids) != 1 or terms.early_discount:
                return None
            date = copied.get("invoice_date") or copied.get("date") or due
            due = terms.line_ids._get_due_date(fields.Date.to_date(date))
        return {
            "date_maturity": due,
            "discount_amount_currency": 0.0,
            "discount_balance": 0.0,
            "discount_date": False,
            "display_type": "payment_term",
        }
