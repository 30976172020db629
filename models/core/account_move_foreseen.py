from collections import defaultdict
from contextlib import contextmanager

from odoo import Command, api, models
from odoo.tools import ormcache

from ...tools.extension import only_known
from ...tools.origin_rules import CREDIT_TYPES
from .distinct import get_distinct
from .foreseen import get_being_made, get_foreseen, recall_new

# What is booked on documents whose other lines follow from those of products
KINDS = {
    "product",
    "tax",
    "payment_term",
    "line_section",
    "line_subsection",
    "line_note",
}
# With another value of these, lines of a copy come to something else
OWN_FIELDS = {
    "company_id",
    "currency_id",
    "invoice_cash_rounding_id",
    "invoice_line_ids",
    "line_ids",
    "tax_totals",
}
# Stored and computed; copies have these values before they are created
GIVEN = (
    "amount_residual",
    "amount_residual_signed",
    "amount_tax",
    "amount_tax_signed",
    "amount_total",
    "amount_total_in_currency_signed",
    "amount_total_signed",
    "amount_untaxed",
    "amount_untaxed_in_currency_signed",
    "amount_untaxed_signed",
)
# What the currencies of its amounts follow from
CURRENCIES = {"company_id", "currency_id"}
# Computed before a document is created, and lines have no part in them
OF_HEADS = {
    "delivery_date",
    "invoice_currency_rate",
    "note_reason_text",
    "taxable_supply_date",
}
# What keeps lines in step, or has a part in what they come to, and whose extensions
# were read. Where another addon extends it, core keeps copies in step.
STEPS = {
    "_add_precomputed_values",
    "_check_company",
    "_compute_amount",
    "_compute_needed_terms",
    "_create",
    "_get_discount_allocation_account",
    "_get_product_base_line_currency_rate",
    "_get_rounded_base_and_tax_lines",
    "_get_sync_stack",
    "_prepare_product_base_line_for_taxes_computation",
    "_recompute_cash_rounding_lines",
    "_sync_dynamic_line",
    "_sync_dynamic_line_needed_values",
    "_sync_dynamic_lines",
    "_sync_invoice",
    "_sync_non_deductible_base_lines",
    "_sync_rounding_lines",
    "_sync_tax_lines",
    "_sync_unbalanced_lines",
    "create",
}
STEPS_OF_LINES = {
    "_add_precomputed_values",
    "_check_caba_non_caba_shared_tags",
    "_check_company",
    "_compute_amount_residual",
    "_compute_debit_credit",
    "_compute_discount_allocation_needed",
    "_compute_epd_needed",
    "_compute_is_storno",
    "_compute_totals",
    "_copy_data_extend_business_fields",
    "_create",
    "_sync_invoice",
    "copy_data",
    "create",
}
KNOWN_ADDONS = {
    "account",
    "account_credit_debit_note",
    "analytic",
    "l10n_gcc_invoice",
    "mail",
    "point_of_sale",
    "purchase",
    "sale",
}


class Matching:
    """In the context while items of documents are matched. No client sends it."""

    def __init__(self):
        self._is_begun = False

    def begin(self, moves):
        """Tell whether these are the documents matched, none that follow from it."""
        is_first = not self._is_begun
        self._is_begun = True
        return is_first and set(moves.mapped("state")) == {"posted"}

    def end(self):
        """Let all documents be kept in step again: none was left out but these."""


class AccountMove(models.Model):
    """Copies whose lines are all known before need not be kept in step.

    Core copies every line, then compares what is there with what it comes to: taxes,
    what is due, discounts, rounding. Where all lines of a copy follow from those of
    products, core's computation of taxes is asked before, and gives the others.
    """

    _inherit = "account.move"

    # core: copies lines that it computes, then goes through all of them for each kind,
    # and deletes the taxes for others (19.0), delete when `copy_data` leaves them out
    @contextmanager
    def _sync_dynamic_lines(self, container):
        values = self._note_get_out_of_step()
        if values is None or not values.begin(self):
            with super()._sync_dynamic_lines(container):
                yield
            return
        try:
            with self._disable_recursion(container, "skip_invoice_sync"):
                yield
        finally:
            values.end()

    def _check_company(self, fnames=None):
        if fnames is not None or not get_foreseen(self.env):
            return super()._check_company(fnames)
        for name, moves in get_distinct(self):
            super(AccountMove, moves)._check_company([name])
        return None

    # core: makes new documents in memory, with all of their lines, for a few fields of
    # their heads (19.0), delete when it leaves out lines on which these do not depend
    @api.model
    def _add_precomputed_values(self, vals_list):
        if not get_foreseen(self.env) or self._note_needs_lines(vals_list):
            return super()._add_precomputed_values(vals_list)
        heads = [
            {name: vals[name] for name in vals.keys() - {"line_ids"}}
            for vals in vals_list
        ]
        super()._add_precomputed_values(heads)
        for vals, head in zip(vals_list, heads, strict=True):
            vals.update(head)
        return None

    @api.model
    def _create(self, data_list):
        foreseen = get_foreseen(self.env)
        if not foreseen:
            return super()._create(data_list)
        given = {self._fields[name] for name in GIVEN}
        for data in data_list:
            data["protected"] |= given
        moves = super()._create(data_list)
        foreseen.created = moves.ids
        return moves

    # core: makes a record in memory for each amount of a document, and computes its
    # currency (`Monetary.convert_to_column_insert`, 19.0), delete when it looks it up
    @api.model
    @api.private
    def new(self, values=None, origin=None, ref=None):
        make = super().new
        known = recall_new(self, values, CURRENCIES, make)
        return make(values, origin, ref) if known is None else known

    @api.model
    def _note_needs_lines(self, vals_list):
        """Tell whether lines may have a part in what new documents lack."""
        missing = {
            name
            for name, field in self._fields.items()
            if field.precompute and any(name not in vals for vals in vals_list)
        }
        computes = {self._fields[name].compute for name in OF_HEADS}
        known = only_known(type(self), computes, KNOWN_ADDONS)
        return not (known and missing <= OF_HEADS)

    def _note_get_out_of_step(self):
        """Return what knows whether documents need not be kept in step just now."""
        matching = self.env.context.get("note_matching")
        if isinstance(matching, Matching):
            return matching
        return get_being_made(self.env)

    def _note_foresees_copies(self, values):
        """Tell whether all lines of the copies of these documents can be known.

        :param dict values: of each copy by the id of its original
        """
        return self._note_knows_steps() and all(
            move._note_foresees_copy(values[move.id]) for move in self
        )

    @api.model
    @ormcache()
    def _note_knows_steps(self):
        """Tell whether all addons that keep lines in step were read."""
        lines = type(self.env["account.move.line"])
        return only_known(type(self), STEPS, KNOWN_ADDONS) and only_known(
            lines, STEPS_OF_LINES, KNOWN_ADDONS
        )

    def _note_foresees_copy(self, values):
        """Tell whether all lines of a copy of this document follow from its products.

        :param dict values: of the copy
        """
        is_foreign = self.currency_id != self.company_currency_id
        return (
            self.is_invoice(include_receipts=True)
            and not self.company_id.account_storno
            and not self.invoice_cash_rounding_id
            and not values.get("invoice_payment_term_id", self.invoice_payment_term_id)
            and not self._get_discount_allocation_account()
            and OWN_FIELDS.isdisjoint(values)
            # The taxes of another rate are rounded to others
            and not (is_foreign and self._note_changes_rate(values))
            and self._note_has_known_lines()
        )

    def _note_changes_rate(self, values):
        return values.get("invoice_currency_rate") != self.invoice_currency_rate

    def _note_has_known_lines(self):
        """Tell whether nothing but products, their taxes and one sum is booked."""
        kinds = {line.display_type for line in self.line_ids}
        return {"product", "payment_term"} <= kinds <= KINDS and not any(
            line.deductible_amount != 100
            or line.discount_date
            or bool(line.tax_repartition_line_id) != (line.display_type == "tax")
            or (line.display_type == "payment_term" and not line.account_id.reconcile)
            for line in self.line_ids
        )

    def _note_foresee_copy(self, data):
        """Give the copy of this document the lines that core would leave it.

        :return: whether they are known
        """
        lines = self.line_ids.sorted("id")
        # Due at once, a copy has the last of several instalments alone
        lines -= lines.filtered(lambda line: line.display_type == "payment_term")[:-1]
        copies = [vals for _command, _id, vals in data["line_ids"]]
        partner = self.env["res.partner"].browse(data["partner_id"])
        if not self._note_are_copies(lines, copies, partner.commercial_partner_id):
            return False
        copies = self._note_fill_copies(dict(zip(lines, copies, strict=True)), data)
        data["line_ids"] = [Command.create(vals) for vals in copies]
        if self.currency_id == self.company_currency_id:
            data.setdefault("invoice_currency_rate", 1.0)
        data.update(self._note_sum_copy(copies, data["move_type"]))
        return True

    def _note_fill_copies(self, pairs, data):
        """Return the values of all lines of a copy, in the order of core.

        :param dict pairs: the values of a copy by its line
        """
        result = self._note_compute_copy([*pairs], data["move_type"])
        for base_line, amounts in result["base_lines_to_update"]:
            details = base_line["tax_details"]
            pairs[base_line["record"]].update(
                amounts,
                price_subtotal=details["total_excluded_currency"],
                price_total=details["total_included_currency"],
            )
        for tax_line, _key, amounts in result["tax_lines_to_update"]:
            pairs[tax_line["record"]].update(amounts)
        for tax_line in result["tax_lines_to_delete"]:
            del pairs[tax_line["record"]]
        taxes = [{**vals, "display_type": "tax"} for vals in result["tax_lines_to_add"]]
        copies = [*pairs.values(), *taxes]
        [term] = [vals for vals in copies if vals["display_type"] == "payment_term"]
        for name in ("amount_currency", "balance"):
            booked = (vals.get(name) or 0.0 for vals in copies if vals is not term)
            term[name] = -sum(booked)
        return copies

    def _note_sum_copy(self, copies, move_type):
        """Return the amounts that core computes of a copy of this document."""
        sums = defaultdict(float)
        for vals in copies:
            for name in ("balance", "amount_currency"):
                sums[vals["display_type"], name] += vals.get(name) or 0.0
        sign = self._note_get_sign_of_copy(move_type)
        net, tax, due = (
            [sums[kind, name] for name in ("balance", "amount_currency")]
            for kind in ("product", "tax", "payment_term")
        )
        return {
            "amount_untaxed": sign * net[1],
            "amount_tax": sign * tax[1],
            "amount_total": sign * (net[1] + tax[1]),
            "amount_residual": -sign * due[1],
            "amount_untaxed_signed": -net[0],
            "amount_untaxed_in_currency_signed": -net[1],
            "amount_tax_signed": -tax[0],
            "amount_total_signed": -net[0] - tax[0],
            "amount_residual_signed": due[0],
            "amount_total_in_currency_signed": -net[1] - tax[1],
        }

    def _note_are_copies(self, lines, copies, partner):
        """Tell whether lines were copied one by one, and are of one partner."""
        kinds = [vals["display_type"] for vals in copies]
        return (
            lines.mapped("display_type") == kinds
            and kinds.count("payment_term") == 1
            # Core gives lines the partner of the document, and groups taxes by it
            and all(line.partner_id == partner for line in lines)
        )

    def _note_compute_copy(self, lines, move_type):
        """Return what core computes of the lines of a copy of this document."""
        engine = self.env["account.tax"]
        is_refund = move_type in CREDIT_TYPES
        turned = {
            "sign": self._note_get_sign_of_copy(move_type),
            "is_refund": is_refund,
        }
        base_lines = [
            {**self._prepare_product_base_line_for_taxes_computation(line), **turned}
            for line in lines
            if line.display_type == "product"
        ]
        tax_lines = [
            self._prepare_tax_line_for_taxes_computation(line)
            for line in lines
            if line.display_type == "tax"
        ]
        engine._add_tax_details_in_base_lines(base_lines, self.company_id)
        engine._round_base_lines_tax_details(base_lines, self.company_id)
        engine._add_accounting_data_in_base_lines_tax_details(
            base_lines, self.company_id, include_caba_tags=self.always_tax_exigible
        )
        return engine._prepare_tax_lines(base_lines, self.company_id, tax_lines)

    def _note_get_sign_of_copy(self, move_type):
        is_turned = (move_type in CREDIT_TYPES) != self._is_credit_note()
        return -self.direction_sign if is_turned else self.direction_sign
