from contextlib import contextmanager

from odoo import api, models

from .distinct import get_distinct

# Stored and computed; the copies of lines have these values before they are created
GIVEN = (
    "amount_residual",
    "amount_residual_currency",
    "date",
    "invoice_date",
    "parent_state",
    "price_subtotal",
    "price_total",
    "reconciled",
    "ref",
)
CURRENCIES = {"company_currency_id", "currency_id"}
# What core takes for a line of a tax, whatever it is
OF_TAX_LINES = ("price_unit", "product_uom_id", "quantity", "sequence")
LIQUIDITY = ("asset_cash", "liability_credit_card")


class AccountMoveLine(models.Model):
    """What is known of the lines of copies before is not computed after.

    This concerns lines that are created with the copies of documents of which all lines
    are known, and no others.
    """

    _inherit = "account.move.line"

    @contextmanager
    def _sync_invoice(self, container):
        if not self and self._note_get_foreseen():
            # The amounts of what is created are known in both currencies
            yield
            return
        with super()._sync_invoice(container):
            yield

    # core: checks the company of the same records line after line (19.0), delete when
    # it checks each once
    def _check_company(self, fnames=None):
        if fnames is not None or not self._note_get_foreseen():
            return super()._check_company(fnames)
        for name, lines in get_distinct(self):
            super(AccountMoveLine, lines)._check_company([name])
        return None

    # core: makes a record in memory for each new line to compute what it has from its
    # document (19.0), delete when it does so where something depends on the line
    @api.model
    def _add_precomputed_values(self, vals_list):
        foreseen = self._note_get_foreseen()
        for vals in vals_list if foreseen else ():
            if vals["display_type"] == "tax":
                vals.update(foreseen.of_tax_lines)
            self._note_add_precomputed(vals)
        result = super()._add_precomputed_values(vals_list)
        if foreseen and not foreseen.of_tax_lines:
            taxes = (vals for vals in vals_list if vals["display_type"] == "tax")
            foreseen.of_tax_lines = {
                name: vals[name] for vals in taxes for name in OF_TAX_LINES
            }
        return result

    # core: inserts lines without what it computes of them, then computes and updates
    # them (19.0), delete when it computes before
    @api.model
    def _create(self, data_list):
        if self._note_get_foreseen():
            given = {self._fields[name] for name in GIVEN}
            for data in data_list:
                self._note_add_given(data["stored"])
                data["protected"] |= given
        return super()._create(data_list)

    # core: makes a record in memory for each amount that it inserts, to learn its
    # currency (`Monetary.convert_to_column_insert`, 19.0), delete when it looks it up
    @api.model
    @api.private
    def new(self, values=None, origin=None, ref=None):
        foreseen = values and len(values) == 1 and self._note_get_foreseen()
        if not foreseen or not values.keys() <= CURRENCIES:
            return super().new(values, origin, ref)
        key = (*values.items(),)
        if key not in foreseen.answers:
            foreseen.answers[key] = super().new(values, origin, ref)
        return foreseen.answers[key]

    def _note_get_foreseen(self):
        return self.env["account.move"]._note_get_foreseen()

    def _note_add_precomputed(self, vals):
        """Add what a new line has from its document, if it lacks nothing else.

        :param dict vals: of the line
        """
        move = self.env["account.move"].browse(vals["move_id"])
        origin_line = self.browse(vals.get("origin_line_id"))
        origin = self._note_find_origin_move(vals["display_type"], move, origin_line)
        taxes = self.env["account.tax.repartition.line"]
        tax = taxes.browse(vals.get("tax_repartition_line_id")).tax_id
        balance = vals.get("balance") or 0.0
        known = {
            "company_currency_id": move.company_currency_id.id,
            "company_id": move.company_id.id,
            "credit": -balance if balance < 0.0 else 0.0,
            "debit": balance if balance > 0.0 else 0.0,
            "is_storno": False,
            "journal_id": move.journal_id.id,
            "origin_move_id": origin.id,
            "tax_group_id": tax.tax_group_id.id,
            "tax_line_id": tax.id,
        }
        if all(
            name in known or name in vals
            for name, field in self._fields.items()
            if field.precompute
        ):
            vals.update(known)
            vals["__precomputed__"] = {self._fields[name] for name in known}

    def _note_add_given(self, vals):
        """Add what a new line has from its document; nothing settles it yet."""
        move = self.env["account.move"].browse(vals["move_id"])
        account = self.env["account.account"].browse(vals.get("account_id"))
        is_open = account.reconcile or account.account_type in LIQUIDITY
        names = ("balance", "amount_currency")
        balance, amount = (vals.get(name) or 0.0 for name in names)
        vals.setdefault("price_subtotal", 0.0)
        vals.setdefault("price_total", 0.0)
        vals.update(
            amount_residual=balance if is_open else 0.0,
            amount_residual_currency=amount if is_open else 0.0,
            date=move.date,
            invoice_date=move.invoice_date,
            parent_state=move.state,
            reconciled=is_open
            and move.company_currency_id.is_zero(balance)
            and move.currency_id.is_zero(amount),
            ref=move.ref,
        )
