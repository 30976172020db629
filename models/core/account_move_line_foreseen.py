from collections import namedtuple
from contextlib import contextmanager

from odoo import api, models
from odoo.tools import ormcache

from ...tools.extension import ADDON, only_known
from .account_move_foreseen import KNOWN_ADDONS, Matching
from .distinct import get_distinct
from .foreseen import get_being_made, get_foreseen, recall_new

# Stored and computed; the copies of lines have these values before they are created
GIVEN = (
    "amount_residual",
    "amount_residual_currency",
    "date",
    "invoice_date",
    "no_followup",
    "parent_state",
    "payment_id",
    "price_subtotal",
    "price_total",
    "reconciled",
    "ref",
    "statement_id",
    "statement_line_id",
)
CURRENCIES = {"company_currency_id", "currency_id"}
# What a new line has from its document and its tax, by name of the field
OF_DOCUMENT = {
    "company_currency_id",
    "company_id",
    "credit",
    "debit",
    "is_storno",
    "journal_id",
    "origin_move_id",
    "tax_group_id",
    "tax_line_id",
}
# What core takes for a line of a tax, whatever it is
OF_TAX_LINES = {"price_unit", "product_uom_id", "quantity", "sequence"}
LIQUIDITY = ("asset_cash", "liability_credit_card")

# A new document, and the values that its lines have from it: those that core computes
# before it creates them, and those that it computes after
Head = namedtuple("Head", ("move", "precomputed", "given"))


class AccountMoveLine(models.Model):
    """What is known of the lines of copies before is not computed after.

    This concerns lines that are created with the copies of documents of which all lines
    are known, and no others.
    """

    _inherit = "account.move.line"

    @contextmanager
    def _sync_invoice(self, container):
        if not self and get_foreseen(self.env):
            # The amounts of what is created are known in both currencies
            yield
            return
        with super()._sync_invoice(container):
            yield

    # core: keeps documents in step while their items are matched, which changes none of
    # the lines that it compares (`_reconcile_plan`, 19.0), delete when it does not
    @api.model
    def _reconcile_plan(self, reconciliation_plan):
        lines = self
        if self.env["account.move"]._note_knows_steps():
            lines = self.with_context(note_matching=Matching())
        return super(AccountMoveLine, lines)._reconcile_plan(reconciliation_plan)

    # core: checks the company of the same records line after line (19.0), delete when
    # it checks each once
    def _check_company(self, fnames=None):
        if fnames is not None or not get_foreseen(self.env):
            return super()._check_company(fnames)
        for name, lines in get_distinct(self):
            super(AccountMoveLine, lines)._check_company([name])
        return None

    # core: makes a record in memory for each new line to compute what it has from its
    # document (19.0), delete when it does so where something depends on the line
    @api.model
    def _add_precomputed_values(self, vals_list):
        foreseen = get_foreseen(self.env)
        for vals in vals_list if foreseen else ():
            lacking = [
                name
                for name, field in self._fields.items()
                if field.precompute and name not in vals and name not in OF_DOCUMENT
            ]
            key = lacking and self._note_get_alike(vals, lacking)
            if not key:
                self._note_add_precomputed(vals, lacking)
            elif key in foreseen.of_lines:
                vals.update(foreseen.of_lines[key])
                self._note_add_precomputed(vals, lacking)
            else:
                super()._add_precomputed_values([vals])
                foreseen.of_lines[key] = {name: vals[name] for name in lacking}
        return super()._add_precomputed_values(vals_list)

    # core: inserts lines without what it computes of them, then computes and updates
    # them (19.0), delete when it computes before
    @api.model
    def _create(self, data_list):
        foreseen = get_foreseen(self.env)
        if foreseen is not None:
            given = {self._fields[name] for name in GIVEN}
            for data in data_list:
                self._note_add_given(data["stored"])
                data["protected"] |= given
        return super()._create(data_list)

    # core: goes through all fields for the defaults of each new line
    # (`_add_missing_default_values`, 19.0), delete when it does so once for those that
    # lack the same
    @api.model
    def _add_missing_default_values(self, values):
        foreseen = get_foreseen(self.env)
        if not foreseen or not self._note_knows_defaults():
            return super()._add_missing_default_values(values)
        key = ("missing", *values)
        if key not in foreseen.answers:
            filled = super()._add_missing_default_values(values)
            foreseen.answers[key] = {
                name: filled[name] for name in filled.keys() - values.keys()
            }
        return {**foreseen.answers[key], **values}

    # core: copies fields that nobody stores, for which it looks for defaults line by
    # line (`copy_data`, 19.0), delete when it leaves them out
    @api.model
    def default_get(self, fields):
        values = get_being_made(self.env)
        if values is None or not self._note_knows_defaults():
            return super().default_get(fields)
        # The context is another where lines are created
        key = ("defaults", values.is_begun, *fields)
        if key not in values.answers:
            values.answers[key] = super().default_get(fields)
        return dict(values.answers[key])

    @api.onchange("amount_currency", "currency_id")
    def _inverse_amount_currency(self):
        # Of what is created the amounts are known in both currencies, as above
        lines = self.browse() if get_foreseen(self.env) else self
        return super(AccountMoveLine, lines)._inverse_amount_currency()

    # core: looks up the tags of the same taxes line after line (19.0), delete when it
    # does so once for lines alike
    @api.constrains("tax_ids", "tax_repartition_line_id")
    def _check_caba_non_caba_shared_tags(self):
        lines = self
        if get_foreseen(self.env):
            alike = {
                (
                    line.move_id.move_type,
                    line.tax_ids._ids,
                    line.tax_repartition_line_id.id,
                ): line.id
                for line in self
            }
            lines = self.browse(alike.values())
        return super(AccountMoveLine, lines)._check_caba_non_caba_shared_tags()

    # core: makes a record in memory for each amount that it inserts, to learn its
    # currency (`Monetary.convert_to_column_insert`, 19.0), delete when it looks it up
    @api.model
    @api.private
    def new(self, values=None, origin=None, ref=None):
        make = super().new
        known = recall_new(self, values, CURRENCIES, make)
        return make(values, origin, ref) if known is None else known

    @api.model
    @ormcache()
    def _note_knows_defaults(self):
        """Tell whether defaults of lines are of addons that were read."""
        fields = (field for field in self._fields.values() if field.default)
        modules = {module for field in fields for module in field._modules}
        methods = {"_add_missing_default_values", "default_get"}
        known = only_known(type(self), methods, KNOWN_ADDONS)
        return known and modules <= {ADDON, *KNOWN_ADDONS}

    def _note_get_alike(self, vals, lacking):
        """Return what decides on values that core computes of a new line.

        :param dict vals: of the line
        :param lacking: names of the fields that are to be computed
        :return: None where each line is computed by itself
        """
        kind = vals["display_type"]
        if kind == "tax" and OF_TAX_LINES.issuperset(lacking):
            return kind, *lacking
        if kind != "payment_term":
            return None
        move = self.env["account.move"].browse(vals["move_id"])
        return (
            kind,
            *lacking,
            *map(vals.get, ("account_id", "currency_id", "name", "partner_id")),
            move.commercial_partner_id,
            move.company_id,
            move.currency_id,
            move.fiscal_position_id,
            move.invoice_payment_term_id,
            move.journal_id,
            move.move_type,
            move.payment_reference,
            # It is in the name of the line there alone
            (move.payment_reference or move.is_purchase_document(True)) and move.ref,
        )

    def _note_add_precomputed(self, vals, computed):
        """Add what a new line has from its document, if it lacks nothing else.

        :param dict vals: of the line
        :param computed: names of fields that were computed for a line like it
        """
        if any(name not in vals for name in computed):
            return
        head = self._note_get_head(vals["move_id"])
        origin_line = self.browse(vals.get("origin_line_id"))
        origin = self._note_find_origin_move(
            vals["display_type"], head.move, origin_line
        )
        taxes = self.env["account.tax.repartition.line"]
        tax = taxes.browse(vals.get("tax_repartition_line_id")).tax_id
        balance = vals.get("balance") or 0.0
        known = {
            **head.precomputed,
            "credit": -balance if balance < 0.0 else 0.0,
            "debit": balance if balance > 0.0 else 0.0,
            "is_storno": False,
            "origin_move_id": origin.id,
            "tax_group_id": tax.tax_group_id.id,
            "tax_line_id": tax.id,
        }
        vals.update(known)
        names = (*known, *computed)
        vals["__precomputed__"] = {self._fields[name] for name in names}

    def _note_add_given(self, vals):
        """Add what a new line has from its document; nothing settles it yet."""
        head = self._note_get_head(vals["move_id"])
        account = self.env["account.account"].browse(vals.get("account_id"))
        is_open = account.reconcile or account.account_type in LIQUIDITY
        balance = vals.get("balance") or 0.0
        amount = vals.get("amount_currency") or 0.0
        vals.setdefault("price_subtotal", 0.0)
        vals.setdefault("price_total", 0.0)
        vals.setdefault("no_followup", head.move.journal_id.type == "general")
        vals.update(
            head.given,
            amount_residual=balance if is_open else 0.0,
            amount_residual_currency=amount if is_open else 0.0,
            reconciled=is_open
            and head.move.company_currency_id.is_zero(balance)
            and head.move.currency_id.is_zero(amount),
        )

    def _note_get_head(self, move_id):
        """Return what all lines of a new document have from it."""
        answers = get_foreseen(self.env).answers
        if ("head", move_id) not in answers:
            move = self.env["account.move"].browse(move_id)
            answers["head", move_id] = Head(
                move,
                precomputed={
                    "company_currency_id": move.company_currency_id.id,
                    "company_id": move.company_id.id,
                    "journal_id": move.journal_id.id,
                },
                given={
                    "date": move.date,
                    "invoice_date": move.invoice_date,
                    "parent_state": move.state,
                    "payment_id": move.origin_payment_id.id,
                    "ref": move.ref,
                    "statement_id": move.statement_line_id.statement_id.id,
                    "statement_line_id": move.statement_line_id.id,
                },
            )
        return answers["head", move_id]
