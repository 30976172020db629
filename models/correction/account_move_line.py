from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, formatLang

from ...tools.standing import Entry, Terms, replay
from .account_move_former_taxes import restate
from .account_move_line_unit import convert_price, convert_quantity

# What decides on what a line of a note does; the other columns are many
ENTRY_FIELDS = [
    "move_id",
    "parent_state",
    "origin_line_id",
    "correction_mode",
    "quantity",
    "product_uom_id",
    "price_unit",
    "discount",
    "tax_ids",
    "deductible_amount",
    "extra_tax_data",
    "price_subtotal",
    "price_total",
]

# Lines that take pieces and charge them anew: they add none
PAIRS = ("price", "tax")

# Lines that name some lines, those that name these and so on. A condition on either of
# several joined tables would have PostgreSQL read all journal items there are.
BELOW = """
%(line)s IN (
  WITH RECURSIVE below AS (
       SELECT id FROM account_move_line WHERE origin_line_id IN %(ids)s
        UNION
       SELECT line.id
         FROM account_move_line line
         JOIN below ON line.origin_line_id = below.id)
SELECT id FROM below)"""


class AccountMoveLine(models.Model):
    """What stands of an invoice line, and the lines of notes that change it."""

    _inherit = "account.move.line"

    def _note_get_standing(self, states=("posted",), domain=None):
        """Return what stands of these lines after their notes.

        :param states: states of the notes that count
        :param domain: which lines of notes count, instead of those in these states
        :return: a dict of :class:`tools.standing.Standing` by line, for every line
        """
        entries = self._note_get_entries(states, domain)
        found = {line: replay(each) for line, each in entries.items()}
        return self._note_limit_added(found, states, domain)

    def _note_get_entries(self, states=("posted",), domain=None, without=None):
        """Return what happened to these lines, a list of entries by line."""
        domain = Domain("parent_state", "in", states) if domain is None else domain
        entries = {line: [line._note_prepare_entry(line)] for line in self}
        for line in self._note_find_correcting_lines(domain, without):
            for root in line._note_get_ancestors():
                if root in entries:
                    entries[root].append(line._note_prepare_entry(root))
        return entries

    def _note_find_correcting_lines(self, domain, without=None):
        """Return the lines of notes that name these lines, and those that name them.

        With all rights: what stands is complete or wrong, and record rules of a
        salesman must not hide a colleague's credit note from it. Lines that do not
        count are passed through: those that name them count.
        """
        found = self.sudo().browse()
        if self._origin:
            found = found.search_fetch(
                Domain.custom(to_sql=self._origin._note_write_below)
                & Domain("display_type", "=", "product"),
                ENTRY_FIELDS,
            )
        if without:
            found = found.filtered(lambda line: not line._note_stands_on(without))
        return found.filtered_domain(domain).sorted("id")

    def _note_write_below(self, _model, alias, _query):
        """Return the condition that a line names one of these, or one that does."""
        return SQL(
            BELOW,
            line=SQL.identifier(alias, "id"),
            ids=tuple(self.ids),
            to_flush=self._fields["origin_line_id"],
        )

    def _note_stands_on(self, notes):
        """Tell whether this line is one of some notes, or of what corrects them."""
        return any(
            line.move_id in notes for line in (self, *self._note_get_ancestors())
        )

    def _note_get_ancestors(self):
        """Return the lines that this one corrects, and those that they correct."""
        found, line = [], self.origin_line_id
        while line and line not in found:
            found.append(line._origin)
            line = line.origin_line_id
        return found

    def _note_prepare_entry(self, root):
        """Return what this line does to another, or to itself as its beginning."""
        if self == root:
            return self._note_prepare_own_entry()
        turned = root._note_get_sign()
        sign = 1 if self._is_on_credit_note() == root._is_on_credit_note() else -1
        quantity, price = self._note_in_unit_of(root)
        taxes = self._note_get_taxes_on(root)._origin.ids
        modes = {self.correction_mode, self.origin_line_id.correction_mode}
        terms = Terms.of(price, self.discount, taxes, self.deductible_amount)
        return Entry(
            quantity=sign * turned * quantity,
            terms=terms,
            net=sign * self.price_subtotal,
            total=sign * self.price_total,
            taken=self._note_get_taken_terms(terms, root),
            debit=self._note_get_debit_below(root).id,
            is_amount=self.correction_mode == "amount",
            is_posted=self.parent_state == "posted",
            # What takes such a line back changes them as well
            is_tax="tax" in modes,
            pair=(self.move_id.id or -1) if modes.intersection(PAIRS) else 0,
        )

    def _note_prepare_own_entry(self):
        """Return the beginning of this line: nothing of it has to be converted."""
        terms = self._note_get_own_terms()
        return Entry(
            quantity=abs(self.quantity),
            terms=terms,
            net=self.price_subtotal,
            total=self.price_total,
            taken=self._note_get_taken_terms(terms, self),
            is_amount=self.correction_mode == "amount",
        )

    def _note_get_taxes_on(self, root):
        """Return the taxes of the money that this line moves of another.

        An amount off a line leaves its taxes of a fixed amount a piece alone.
        """
        is_amount = self.correction_mode == "amount"
        if is_amount and self.tax_ids == root.tax_ids._note_without_fixed():
            return root.tax_ids
        return self.tax_ids

    def _note_in_unit_of(self, root):
        """Return quantity and price of this line in the unit of another."""
        uom, wanted = self.product_uom_id, root.product_uom_id
        return (
            convert_quantity(self.quantity, uom, wanted),
            convert_price(self.price_unit, uom, wanted),
        )

    def _note_get_taken_terms(self, terms, root):
        """Return the terms of the pieces this line takes, None for its own.

        :param terms: of this line, in the unit of the root
        """
        data = self._note_get_taken_data()
        if not data:
            return None
        price = convert_price(data["price"], self.product_uom_id, root.product_uom_id)
        return Terms.of(price, data["discount"], terms.taxes, terms.deductible)

    def _note_get_taken_data(self):
        """Return price and discount of the pieces this line takes, None for its own.

        A return at less than the price, for an amount was taken off before, says at
        what the pieces were sold. Who changes the price by hand makes it void.
        """
        data = (self.extra_tax_data or {}).get("note_taken")
        is_valid = data and Terms.of(*data["at"], ()) == Terms.of(
            self.price_unit, self.discount, ()
        )
        return data if is_valid else None

    def _note_get_debit_below(self, root):
        """Return the debit note by which this line reaches another, or none."""
        chain = [self, *self._note_get_ancestors()]
        below = chain[chain.index(root) - 1] if root in chain else self
        is_debit = below._is_on_credit_note() == root._is_on_credit_note()
        return below.move_id if is_debit else below.move_id.browse()

    def _note_get_ratio(self, terms, standing):
        """Return which part of their price is left of pieces at some terms.

        Less than a step a note is no amount that somebody took off, but rounding.
        """
        if standing.entries == 1:
            return 1  # nothing happened to it
        layers = [ln for ln in standing.layers if ln.terms.taxes == terms.taxes]
        natural = sum(self._note_get_net(ln.terms, ln.quantity) for ln in layers)
        net = standing.nets.get(terms.taxes, 0.0)
        tolerance = self.currency_id.rounding * (standing.entries + 0.5)
        if not natural or abs(natural - net) <= tolerance:
            return 1
        fixed = sum(self._note_get_fixed_in_price(*layer) for layer in layers)
        return (net + fixed) / (natural + fixed)

    def _note_get_fixed_in_price(self, terms, quantity):
        """Return what taxes of a piece take of the net of pieces, being in their price.

        It stays when the price is lowered.
        """
        taxes = self.env["account.tax"].browse(terms.taxes).flatten_taxes_hierarchy()
        if any(tax.price_include and tax._note_is_per_piece() for tax in taxes):
            return -self._note_get_net(terms._replace(price=0.0), quantity)
        return 0.0

    def _note_get_net(self, terms, quantity):
        """Return what pieces come to before taxes, not rounded."""
        taxes = self.env["account.tax"]
        base = self._note_prepare_base_line(terms, quantity)
        taxes._add_tax_details_in_base_line(base, self.company_id, "round_globally")
        restate(base)
        return base["tax_details"]["raw_total_excluded_currency"]

    def _note_prepare_base_line(self, terms, pieces, **values):
        """Return pieces of this line as core's taxes are computed on them."""
        turned = self._note_get_sign()
        engine = self.env["account.tax"]
        taxes = engine.browse(terms.taxes)
        base = engine._prepare_base_line_for_taxes_computation(
            None,
            **{
                "tax_ids": taxes,
                "price_unit": terms.price,
                "discount": terms.discount,
                "quantity": turned * pieces,
                "currency_id": self.currency_id,
                "product_id": self.product_id,
                "product_uom_id": self.product_uom_id,
                "rate": self.move_id.invoice_currency_rate,
                "account_id": self.account_id,
                "analytic_distribution": self.analytic_distribution,
                **values,
            },
        )
        base["_note_former"] = self._note_get_former_taxes(taxes)
        base["_note_turned"] = pieces < 0
        return base

    def _note_get_former_taxes(self, taxes):
        """Return the former taxes of the document that this line corrects, or is of."""
        return self._note_get_taxed_document()._note_get_former_taxes(taxes)

    def _note_get_taxed_document(self):
        """Return the document whose taxes this line has: its own, or the corrected."""
        root = self._note_get_ancestors()[-1] if self.origin_line_id else self
        return root.origin_move_id or root.move_id

    def _note_tidy_price(self, price, quantity):
        """Return a price in whole steps where the amount stays the same."""
        currency = self.currency_id
        tidy = currency.round(price)
        part = 1 - self.discount / 100
        same = currency.compare_amounts(tidy * quantity * part, price * quantity * part)
        return tidy if not same else price

    def _note_get_price(self, standing, chosen=None):
        """Return the unit price of pieces, amounts taken off in it.

        :param chosen: the terms of the pieces, those of the youngest where None
        """
        layer = standing.find(chosen)
        if not layer:
            return self.price_unit
        terms, quantity = layer
        price = terms.price * self._note_get_ratio(terms, standing)
        return (
            terms.price
            if price == terms.price
            else self._note_tidy_price(price, quantity)
        )

    def _note_get_discount(self, standing, chosen=None):
        """Return the discount of chosen pieces, or of the youngest."""
        layer = standing.find(chosen)
        return layer.terms.discount if layer else self.discount

    def _note_get_taxes(self, standing, chosen=None):
        """Return the taxes of chosen pieces, or of the youngest."""
        layer = standing.find(chosen)
        taxes = self.env["account.tax"]
        return taxes.browse(layer.terms.taxes) if layer else self.tax_ids

    def _note_price_with(self, net_price, taxes):
        """Return the price of a piece that bears a net with some taxes.

        Those that are included in prices are in it.
        """
        if rates := self._note_get_formula_rates(taxes):
            included = taxes._note_sum_included(rates)
            return net_price * (1 + included)
        details = taxes._get_tax_details(
            net_price,
            1.0,
            rounding_method="round_globally",
            product=self.product_id,
            product_uom=self.product_uom_id,
            special_mode="total_excluded",
        )
        price = net_price + sum(
            data["tax_amount"]
            for data in details["taxes_data"]
            if data["tax"].price_include
        )
        former = self._note_get_former_taxes(taxes)
        key = tuple(sorted(taxes.ids))
        return price / former.nets.get(key, 1.0) if former else price

    def _note_get_short_name(self):
        return (self.name or self.product_id.display_name or "").split("\n")[0]

    def _note_format_quantity(self, quantity, unit=None):
        """Return a quantity of this line in words, in another unit if one is given."""
        unit = unit or self.product_uom_id
        quantity = convert_quantity(quantity, self.product_uom_id, unit)
        text = formatLang(self.env, quantity, dp="Product Unit")
        return f"{text} {unit.name or ''}".strip()

    def _note_format_price(self, price):
        return formatLang(self.env, price, dp="Product Price")

    def _note_get_place(self):
        """Return where money of this line stands: it is not moved elsewhere."""
        return (
            self.account_id.id,
            self.deductible_amount,
            str(sorted((self.analytic_distribution or {}).items())),
            # Each order has its own
            self.id if self._note_is_down_payment() else 0,
        )
