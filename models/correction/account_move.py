from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.errors import with_code
from ...tools.origin_rules import CHARGE_TYPES
from ...tools.selection import Row, kept_rows


class AccountMove(models.Model):
    """How a correction becomes the lines of a draft note.

    Each mode has a method ``_prepare_correction_<mode>`` that returns the commands
    for the lines of the note; another addon adds a mode by adding such a method and
    an entry to the selection of the windows.

    What belongs to the corrected document alone lands on no copy of it.
    """

    _inherit = "account.move"

    def _note_are_correctable(self):
        """Tell whether all of these can be corrected in part, and there is one."""
        return bool(self) and all(
            move.is_invoice(include_receipts=True) for move in self
        )

    def _note_check_reversible(self):
        """Check that this document can be reversed.

        :raises UserError: naming the document and the way out
        """
        if self.state != "posted":
            error = UserError(self._note_get_unposted_text("credit"))
            raise with_code(error, "not_posted")

    def _note_get_unposted_text(self, side):
        """Return why no note can be made of this document, which is not posted."""
        names = {"document": self.display_name}
        if self.state == "cancel":
            return self.env._(
                "%(document)s is cancelled. Only posted documents can be corrected: "
                "leave it out.",
                **names,
            )
        if side == "debit":
            return self.env._(
                "%(document)s is not posted. Only posted documents can be debited: "
                "post it, or change it while it is a draft.",
                **names,
            )
        return self.env._(
            "%(document)s is not posted. Only posted documents can be "
            "reversed: post it, or change it while it is a draft.",
            **names,
        )

    def _note_get_meant_in_bulk(self):
        """Return those of these that are meant where notes on many are asked for.

        Posted invoices, bills and receipts, debit notes among them. To correct a credit
        note is to charge somebody again, which nobody asks for by choosing a partner.
        """
        return self.filtered_domain(self._note_get_bulk_domain())

    @api.model
    def _note_get_bulk_domain(self):
        return Domain("state", "=", "posted") & Domain("move_type", "in", CHARGE_TYPES)

    def _note_get_correctable_lines(self):
        """Return the product lines of these documents, in their order."""
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        ).sorted(lambda line: (line.move_id.id, line.sequence, line.id))

    def _prepare_correction(self, correction):
        """Return the values by which a copy of this document corrects it.

        :param tools.correction.Correction correction: what is corrected
        :return: a dict for ``copy()``; empty for a correction of the whole that no
            note corrected before
        :raises UserError: naming the line, the figures and the way out
        """
        self.ensure_one()
        if correction.mode == "full" and self._note_is_untouched(correction.side):
            return {}
        commands = self._note_get_correction_commands(correction)
        self._note_check_commands(correction, commands)
        return {
            "line_ids": commands,
            # The expected total of quick encoding, and cut-off entries, belong
            # to the whole document
            "quick_edit_total_amount": 0.0,
            "adjusting_entries_move_ids": False,
            **self._note_prepare_net_of_tax(correction),
        }

    @staticmethod
    def _note_prepare_net_of_tax(correction):
        is_net = correction.mode == "amount" and correction.is_net_of_tax
        return {"is_net_of_tax": True} if is_net else {}

    def _note_get_correction_commands(self, correction):
        """Return the commands for the lines of the note, none for no correction."""
        for line in self.env["account.move.line"].browse(correction.units):
            if line.move_id == self:
                line._note_check_unit(line._note_get_unit(correction))
        commands = getattr(self, f"_prepare_correction_{correction.mode}")(correction)
        if correction.mode in ("lines", "price", "tax"):
            commands += self._note_take_amounts_along(commands, correction.side)
        return self._note_put_in_units(commands, correction)

    def _note_check_commands(self, correction, commands):
        """Check that a note with some lines corrects anything.

        :raises UserError: naming the document and the way out
        """
        is_full = correction.mode == "full"
        if not commands or (not is_full and self._note_are_commands_nothing(commands)):
            self._note_refuse_nothing(correction)
        total = self._note_get_total_below_zero(commands, correction.side)
        if total and is_full:
            self._note_refuse_nothing(correction)
        if total:
            text = self._note_name_raise(total, correction.side)
            raise with_code(UserError(text), "wrong_direction")

    def _note_get_total_below_zero(self, commands, side):
        """Return what a note comes to where that is less than nothing, else 0.0."""
        lines = [vals for _command, _id, vals in commands if vals.get("price_unit")]
        net = sum(
            vals["quantity"]
            * vals["price_unit"]
            * (1 - (vals.get("discount") or 0.0) / 100)
            for vals in lines
        )
        if self.currency_id.compare_amounts(net, 0.0) >= 0:
            return 0.0
        total = self._note_preview_commands(commands, side)["total"]
        return total if self.currency_id.compare_amounts(total, 0.0) < 0 else 0.0

    def _note_refuse_nothing(self, correction):
        if correction.mode == "full":
            raise with_code(UserError(self._note_get_nothing_text()), "over_credited")
        text = self.env._(
            "Nothing of %(document)s is corrected. Say what changes for at "
            "least one of its lines, or leave the document out.",
            document=self.display_name,
        )
        raise with_code(UserError(text), "nothing_to_correct")

    def _note_get_nothing_text(self, without=None):
        """Return why nothing of this document is taken back, and the way out.

        :param without: the note that this is told of
        """
        # Where a debit note has none, what was taken off its invoice
        heads = self._note_get_heads()
        notes = self._get_earlier_credit_notes() or heads._get_earlier_credit_notes()
        notes -= without or self.browse()
        names = {
            "document": self.display_name,
            "notes": self._note_format_names(notes),
        }
        debits = self.debit_note_ids.filtered(
            lambda note: (
                note.state == "posted"
                and note.currency_id.compare_amounts(note.note_remaining_amount, 0) > 0
            )
        )
        if debits and not self._is_credit_note():
            return self.env._(
                "%(document)s is credited as a whole already %(notes)s. What remains "
                "was charged by debit notes %(debits)s: credit these instead.",
                debits=self._note_format_names(debits.sorted("id")),
                **names,
            )
        return self.env._(
            "%(document)s is credited as a whole already %(notes)s: nothing "
            "remains to take back. Duplicate it to invoice it anew.",
            **names,
        )

    # The modes

    def _prepare_correction_full(self, correction):
        """Take back everything that stands, whatever happened before."""
        sign = correction.sign
        values = {}
        for line, standing in (
            self._note_get_correctable_lines()._note_get_standing().items()
        ):
            if back := line._note_prepare_all_back(standing, sign):
                values[line.id] = back
        commands = self._prepare_note_kept_lines(values) if values else []
        commands += self._note_prepare_amounts_back(sign)
        if not commands and correction.side == "credit":
            return self._note_prepare_taxes_left()
        surplus = []
        if commands and correction.side == "credit":
            surplus = self._note_prepare_surplus_back()
        if surplus and not self.note_remaining_amount > 0:
            return []  # all of it is paid for by what was taken off the invoice
        return commands + surplus

    def _note_prepare_taxes_left(self):
        """Return commands for lines without a price, where nothing but tax is left.

        A note whose taxes were entered by hand may have taken less of them. What is
        left comes to these lines as cents do.
        """
        values = {}
        lines = self._note_get_correctable_lines().filtered("tax_ids")
        for taxes, rows in lines.grouped("tax_ids").items():
            vals = rows[0]._note_prepare_loose(taxes.ids, 0.0, 1)
            # No piece comes back: the line is about its taxes
            label = taxes.with_env(self._note_get_partner_env()).mapped("name")
            vals |= {"quantity": 1, "name": ", ".join(label)}
            commands = [Command.create(vals)]
            if self._note_preview_commands(commands, "credit")["total"] > 0:
                values[rows[0].id] = [vals]
        return self._prepare_note_kept_lines(values) if values else []

    def _prepare_correction_lines(self, correction):
        """Take pieces back, or charge more of them in a debit note."""
        quantities = correction.quantities
        lines = self._note_get_correctable_lines().filtered(
            lambda line: quantities.get(line.id)
        )
        values = {}
        for line, standing in lines._note_get_standing().items():
            quantity = line._note_settle_quantity(
                quantities[line.id], standing, correction
            )
            line._note_check_quantity(quantity, standing, correction)
            values[line.id] = line._note_prepare_pieces(
                standing, abs(quantity), correction
            )
        # Of a line that costs nothing any more nothing comes back
        found = {key: rows for key, rows in values.items() if rows}
        return self._prepare_note_kept_lines(found) if found else []

    def _prepare_correction_price(self, correction):
        """Take pieces back at their price, and charge them anew at another."""
        lines = self._note_get_correctable_lines().filtered(
            lambda line: line.id in {*correction.prices, *correction.discounts}
        )
        values = {
            line.id: line._note_prepare_repriced(standing, correction)
            for line, standing in lines._note_get_standing().items()
        }
        values = {key: found for key, found in values.items() if found}
        return self._prepare_note_kept_lines(values) if values else []

    def _prepare_correction_tax(self, correction):
        """Take pieces back with their taxes, and charge them anew with others."""
        lines = self._note_get_correctable_lines().filtered(
            lambda line: line.id in correction.taxes
        )
        values = {
            line.id: line._note_prepare_retaxed(standing, correction)
            for line, standing in lines._note_get_standing().items()
        }
        values = {key: found for key, found in values.items() if found}
        commands = self._prepare_note_kept_lines(values) if values else []
        self._note_check_tax_direction(commands, correction.side)
        return commands

    def _prepare_correction_several(self, correction):
        """Change several things in one note, each line in one way.

        Lines with a price, a discount or taxes change those, the others come back by
        their quantity; amounts of single lines come off what is left of these. An
        amount or a percentage is spread over what stands after that.
        """
        repriced = {*correction.prices, *correction.discounts}
        changed = {*repriced, *correction.taxes}
        quantities = {
            key: quantity
            for key, quantity in correction.quantities.items()
            if key not in changed
        }
        commands = self._prepare_correction_lines(
            correction._replace(quantities=quantities)
        )
        commands += self._prepare_correction_price(correction)
        alone = {
            key: ids for key, ids in correction.taxes.items() if key not in repriced
        }
        commands += self._prepare_correction_tax(correction._replace(taxes=alone))
        commands += self._note_take_amounts_along(commands, correction.side)
        commands += self._note_prepare_allowances(correction, commands)
        if correction.amount or correction.percent:
            commands += self._note_prepare_goodwill(correction, commands)
        return commands

    def _prepare_note_kept_lines(self, values):
        """Return commands for lines in the document's order, under their headings.

        :param dict values: lists of values of note lines by origin line id
        """
        lines = self.invoice_line_ids.sorted(lambda line: (line.sequence, line.id))
        kept = kept_rows(
            Row(line.id, line.display_type or "product", line.id in values)
            for line in lines
        )
        return [
            Command.create(vals)
            for line in lines.browse(kept)
            for vals in values.get(line.id) or line.copy_data()
        ]

    def _note_check_tax_direction(self, commands, side):
        """Check that the taxes change in the direction of the note.

        :raises UserError: naming the document, the amount and the way out
        """
        total = self._note_preview_commands(commands, side)["total"]
        if self.currency_id.compare_amounts(total, 0.0) < 0:
            texts = {
                "credit": self.env._(
                    "%(document)s: the right taxes are %(amount)s higher than those "
                    "invoiced. Create a debit note for them.",
                    document=self.name,
                    amount=self._note_format_amount(-total),
                ),
                "debit": self.env._(
                    "%(document)s: the right taxes are %(amount)s lower than those "
                    "invoiced. Create a credit note for them.",
                    document=self.name,
                    amount=self._note_format_amount(-total),
                ),
            }
            raise with_code(UserError(texts[side]), "wrong_direction")

    def _note_is_untouched(self, side="credit"):
        """Tell whether no posted note changed anything that a full one takes back."""
        if side == "debit" or not (self.is_named_by_others or self.debit_origin_id):
            return True
        lines = self._note_get_correctable_lines()
        if self.debit_origin_id and lines._note_are_limited():
            return False
        posted = Domain("parent_state", "=", "posted")
        touched = lines._note_find_correcting_lines(posted)
        touched = touched.filtered(lambda line: not line._note_is_beside())
        return not (touched or self._note_find_amounts() or self._note_find_surplus())

    @staticmethod
    def _note_empty_own_values(values_list):
        """Return the values of notes without what belongs to their origin alone.

        Cut-off entries defer the invoice; its note would point to them as well.
        """
        return [
            {"adjusting_entries_move_ids": False, **values} for values in values_list
        ]

    def _prepare_note_own_values(self):
        """Return values that empty what a copy may not take over.

        The expected total of quick encoding is that of the copied document: a
        copy that is changed before it is posted would be refused for it.
        """
        return {"adjusting_entries_move_ids": False, "quick_edit_total_amount": 0.0}

    def _note_prepare_allowances(self, correction, commands):
        """Return commands for the amounts of single lines.

        :param commands: the other lines of the note, after which less may be left
        """
        lines = self._note_get_correctable_lines().filtered(
            lambda line: (
                not line.currency_id.is_zero(correction.amounts.get(line.id, 0.0))
            )
        )
        sign = -correction.sign
        made = []
        for line, standing in lines._note_get_standing().items():
            nets = line._note_get_nets_after(standing, commands, sign)
            taxes = line._note_get_taxes_of_allowance(standing, correction)
            vals = line._note_prepare_allowance(taxes, nets.get(taxes, 0.0), correction)
            made += map(Command.create, line._note_complete_amount(vals))
        return made

    def _note_put_in_units(self, commands, correction):
        """Return the commands for lines of a note, each in the unit asked for."""
        lines = self.env["account.move.line"]
        for command, _id, vals in commands:
            if command == Command.CREATE and vals.get("origin_line_id"):
                line = lines.browse(vals["origin_line_id"])
                vals.update(line._note_prepare_in_unit(vals, correction))
        return commands
