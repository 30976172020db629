from odoo import Command, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.errors import with_code
from ...tools.sentinel import OURS
from ...tools.standing import QUANTITY_STEP, Layer, Terms


class AccountMoveLine(models.Model):
    """The lines of a note that take pieces of a line back, and charge them anew."""

    _inherit = "account.move.line"

    def _note_prepare_back(self, standing, pieces, sign):
        """Return the values of the lines that take pieces of this line back.

        :param standing: what stands of this line
        :param pieces: the layers to take, see ``Standing.take``
        :param sign: 1 on a credit note, -1 on a debit note
        """
        values = []
        for terms, quantity in pieces:
            vals = self._note_prepare_line(terms, sign * quantity)
            self._note_lower_price(vals, terms, standing)
            # Pieces that cost nothing any more are nothing to take back
            if vals["price_unit"] or not terms.price:
                values.append({**vals, **self._note_foretell_amounts(vals, sign)})
        return values

    def _note_foretell_amounts(self, vals, sign):
        """Return the amounts that core will compute for a line, which saves it a step.

        Only where they are plain: what core finds otherwise it writes.
        """
        is_plain = self.currency_id == self.company_currency_id and not any(
            self.tax_ids.flatten_taxes_hierarchy().mapped("price_include")
        )
        if not is_plain or sign < 0:
            return {}
        amount = vals["quantity"] * vals["price_unit"] * (1 - vals["discount"] / 100)
        booked = -self.move_id.direction_sign * self.currency_id.round(amount)
        return {"amount_currency": booked, "balance": booked}

    def _note_prepare_line(self, terms, quantity):
        """Return the values of a line of a note at some terms.

        :param quantity: above zero as on this line, below against it
        """
        line = self.with_context(include_business_fields=True, note_link_lines=OURS)
        vals = line.copy_data()[0]
        # All follow from the quantity and from the kind of the new document
        for name in ("amount_currency", "balance", "is_storno"):
            vals.pop(name, None)
        turned = self._note_get_sign()
        is_whole = terms == self._note_get_own_terms() and (
            abs(turned * self.quantity - quantity) < QUANTITY_STEP
        )
        if not is_whole:
            vals.pop("extra_tax_data", None)
        vals.update(
            quantity=turned * quantity,
            price_unit=terms.price,
            discount=terms.discount,
            tax_ids=[Command.set(terms.taxes)],
            origin_line_id=self.id,
        )
        return vals

    def _note_get_own_terms(self):
        return Terms.of(
            self.price_unit,
            self.discount,
            self.tax_ids._origin.ids,
            self.deductible_amount,
        )

    def _note_lower_price(self, vals, terms, standing):
        """Lower the price of a line where amounts were taken off its pieces."""
        ratio = self._note_get_ratio(terms, standing)
        if ratio == 1:
            return
        price, discount = terms.price, terms.discount
        if any(off.price == price for off in standing.reductions):
            discount = 100 - round((100 - discount) * ratio, 2)
        if not self._note_is_exact(terms, ratio, discount, vals["quantity"]):
            discount = terms.discount
            price = self._note_tidy_price(price * ratio, vals["quantity"])
        vals.update(price_unit=price, discount=discount)
        vals["extra_tax_data"] = {"note_taken": self._note_tell_taken(terms, vals)}

    def _note_is_exact(self, terms, ratio, discount, quantity):
        """Tell whether a discount comes to what is left of pieces, to the cent."""
        if discount == terms.discount:
            return False
        wanted = quantity * terms.net_price * ratio
        amount = quantity * terms.price * (1 - discount / 100)
        return not self.currency_id.compare_amounts(wanted, amount)

    @staticmethod
    def _note_tell_taken(terms, vals):
        """Return what a line says of the pieces it takes, and at what."""
        return {
            "price": terms.price,
            "discount": terms.discount,
            "at": [vals["price_unit"], vals["discount"]],
        }

    def _note_get_pool(self, taxes):
        """Return place and lasting taxes: where amounts meet the pieces of lines."""
        lasting = self.env["account.tax"].browse(taxes)._note_without_fixed()
        return self._note_get_place(), tuple(sorted(lasting.ids))

    def _note_takes_back(self, lines):
        """Tell whether this line of a note on a note takes back one of some lines.

        A note may belong to other documents as well: of a line that names no other one
        it is known only where all of its note is among these.
        """
        if self.origin_line_id:
            return self.origin_line_id in lines
        return self.origin_move_id._note_get_goods() <= lines

    def _note_names_line_of(self, move):
        """Tell whether this line corrects one of a document, or one that does."""
        return any(line.move_id == move for line in self._note_get_ancestors())

    def _note_prepare_amount_back(self, net, sign, taxes=None):
        """Return the values of a line that counts an amount taken off before.

        :param net: below zero where it was taken off
        :param taxes: ids of those it is counted at, its own where nothing is said
        """
        move = self.move_id
        found = self.tax_ids
        if taxes is not None:
            found = found.browse(taxes)._note_without_fixed()
        return {
            "display_type": "product",
            "name": move._note_get_partner_env()._(
                "Less what was credited before: %(note)s", note=move.name
            ),
            **self._note_prepare_money(net, -sign if net < 0 else sign, found),
            "tax_ids": [Command.set(found.ids)],
            "account_id": self.account_id.id,
            "analytic_distribution": self.analytic_distribution,
            "deductible_amount": self.deductible_amount,
            "correction_mode": "amount",
        }

    def _note_prepare_all_back(self, standing, sign):
        """Return the values that take back all that stands of this line.

        Pieces that a debit note added are left: they are taken back from that note.
        """
        own = standing.quantity - standing.added
        pieces = standing.take(own, oldest=True) if own > QUANTITY_STEP else []
        values = self._note_prepare_back(standing, pieces, sign)
        for taxes, net in standing.loose.items():
            if not self.currency_id.is_zero(net):
                if not self._note_is_amount(net, standing):
                    net = self._note_get_booked_net(taxes)
                if not self.currency_id.is_zero(net):
                    values.append(self._note_prepare_loose(taxes, net, sign))
        return values

    def _note_get_booked_net(self, taxes):
        """Return what accounts say of the money that stands of this line at some taxes.

        Subtotals of prices with taxes in them may be off by a step a line.
        """
        net = 0.0
        for line in (
            self,
            *self._note_find_correcting_lines(Domain("parent_state", "=", "posted")),
        ):
            if tuple(sorted(line._note_get_taxes_on(self)._origin.ids)) == taxes:
                # Each on its side: what takes back outweighs what it takes
                net += line.amount_currency
        return self.move_id.direction_sign * net

    def _note_prepare_loose(self, taxes, net, sign):
        """Return the values of a line for money that stands and belongs to no piece."""
        found = self.env["account.tax"].browse(taxes)
        turned = self._note_get_sign()
        quantity = turned * (sign if net * turned > 0 else -sign)
        money = self._note_prepare_money(net, quantity, found)
        terms = Terms.of(money["price_unit"], 0.0, taxes, self.deductible_amount)
        vals = self._note_prepare_line(terms, turned * quantity)
        return {**vals, **money, "correction_mode": "amount"}

    def _note_prepare_loose_along(self, standing, pieces):
        """Return the values of money without a piece that goes with some pieces.

        Taxes that were taken off a note by hand leave such. All of it goes with the
        last pieces, and a part with others for which what stands would not do.
        """
        loose = {
            taxes: net
            for taxes, net in standing.loose.items()
            if self._note_is_amount(net, standing)
        }
        part = 1.0
        taken = sum(quantity for _terms, quantity in pieces)
        if loose and taken < standing.quantity - QUANTITY_STEP:
            net = sum(
                self._note_get_net(terms, quantity)
                * self._note_get_ratio(terms, standing)
                for terms, quantity in pieces
            )
            if (standing.net - net) * standing.net >= 0:
                return []
            part = net / (standing.net - sum(loose.values()))
        return [
            self._note_prepare_loose(taxes, self.currency_id.round(net * part), 1)
            for taxes, net in loose.items()
        ]

    def _note_prepare_pieces(self, standing, quantity, correction):
        """Return the values of lines over a quantity of this line."""
        if correction.side == "credit":
            part = quantity < standing.quantity - QUANTITY_STEP
            if part and self._note_is_down_payment():
                net = self._note_get_price(standing) * quantity
                return self._note_prepare_part_of_down_payment(net)
            pieces = standing.take(quantity, correction.layers.get(self.id))
            values = self._note_prepare_back(standing, pieces, 1)
            return values + self._note_prepare_loose_along(standing, pieces)
        layer = standing.find(correction.layers.get(self.id))
        terms = layer.terms if layer else self._note_get_own_terms()
        return [self._note_prepare_line(terms, quantity)]

    def _note_prepare_retaxed(self, standing, correction):
        """Return the values of pairs: pieces with their taxes, and with the right."""
        right = self.env["account.tax"].browse(correction.taxes[self.id])
        sign = correction.sign
        values = []
        for terms, quantity in self._note_take_changed(standing, correction):
            if tuple(sorted(right.ids)) == terms.taxes:
                continue
            self._note_check_taxes(right, terms.taxes)
            pieces = [Layer(terms, quantity)]
            back = self._note_prepare_back(standing, pieces, sign)
            charged = self._note_prepare_line(
                self._note_get_retaxed_terms(terms, right, standing), -sign * quantity
            )
            charged["name"] = self._note_name_taxes(right)
            values += self._note_mark([*back, charged], "tax")
        return values

    def _note_get_retaxed_terms(self, terms, taxes, standing):
        """Return the terms of pieces whose net stays, with other taxes."""
        ratio = self._note_get_ratio(terms, standing)
        before = self.env["account.tax"].browse(terms.taxes)
        included = any(
            tax.price_include for tax in (before | taxes).flatten_taxes_hierarchy()
        ) or self._note_get_former_taxes(before)
        price = terms.price * ratio
        if included and terms.discount != 100:
            part = 1 - terms.discount / 100
            net = self._note_get_net(terms._replace(price=price, discount=0.0), 1.0)
            turned = self._note_get_sign()
            price = self._note_price_with(turned * net * part, taxes) / part
        # Taxes computed back and forth differ by noise alone
        return Terms.of(round(price, 6), terms.discount, taxes.ids, terms.deductible)

    @staticmethod
    def _note_mark(values, mode):
        return [{**vals, "correction_mode": mode} for vals in values]

    def _note_name_taxes(self, taxes):
        taxes = taxes.with_env(self.move_id._note_get_partner_env())
        label = ", ".join(taxes.mapped("name"))
        return "\n".join(filter(None, [self.name, label]))

    def _note_check_taxes(self, taxes, standing):
        """Check that right taxes are of the direction of the document.

        :param standing: ids of taxes that stand, which are kept in any case
        :raises UserError: naming the taxes
        """
        kind = "sale" if self.move_id.is_sale_document(True) else "purchase"
        wrong = taxes.filtered(
            lambda tax: (
                tax.id not in standing and (tax.type_tax_use != kind or not tax.active)
            )
        )
        if wrong:
            text = self.env._(
                "%(document)s, %(line)s: %(taxes)s cannot be put on this document. "
                "Choose active taxes on %(kind)s.",
                document=self.move_id.name,
                line=self._note_get_short_name(),
                taxes=", ".join(wrong.mapped("name")),
                kind=self.env._("sales") if kind == "sale" else self.env._("purchases"),
            )
            raise with_code(UserError(text), "wrong_taxes")

    def _note_check_price(self, price, new_price, side):
        """Check that a price changes in the direction of the note.

        :raises UserError: where it asks for the other kind of note
        """
        difference = price - new_price if side == "credit" else new_price - price
        # A line that takes something off goes both ways: the note as a whole is judged
        is_dearer = self.quantity * price >= 0 and difference < -1e-9
        if new_price * price < 0 or is_dearer:
            error = UserError(self._note_get_price_refusal(price, new_price, side))
            raise with_code(error, "wrong_direction")

    def _note_get_price_refusal(self, price, new_price, side):
        names = {
            "document": self.move_id.name,
            "line": self._note_get_short_name(),
            "new": self._note_format_price(new_price),
            "price": self._note_format_price(price),
        }
        if side == "credit":
            return self.env._(
                "%(document)s, %(line)s: %(new)s is not between zero and the price "
                "of %(price)s. A credit note lowers a price; to raise it, create a "
                "debit note.",
                **names,
            )
        return self.env._(
            "%(document)s, %(line)s: %(new)s is lower than the price of "
            "%(price)s. A debit note raises a price; to lower it, create a "
            "credit note.",
            **names,
        )
