from contextlib import contextmanager

from odoo import api, models
from odoo.fields import Domain

from ...tools.fingerprint import fingerprint
from ...tools.money import to_steps

# What a document says. A change of any makes another digest; none is computed anew.
SEALED_FIELDS = (
    "name",
    "move_type",
    "company_id",
    "journal_id",
    "partner_id",
    "partner_shipping_id",
    "partner_bank_id",
    "currency_id",
    "invoice_currency_rate",
    "date",
    "invoice_date",
    "invoice_date_due",
    "invoice_payment_term_id",
    "fiscal_position_id",
    "ref",
    "payment_reference",
    "invoice_origin",
    "narration",
    "amount_total",
    "reversed_entry_id",
    "debit_origin_id",
    "external_origin_number",
    "external_origin_date",
    "is_net_of_tax",
    "note_reason_id",
    "note_reason_text",
)
# By the number of the definition that came with them; earlier digests stay readable
LATER_FIELDS = {
    2: ("invoice_incoterm_id", "incoterm_location", "invoice_cash_rounding_id"),
}
DEFINITION = 2
SEALED_LINE_FIELDS = (
    "id",
    "display_type",
    "sequence",
    "name",
    "product_id",
    "product_uom_id",
    "quantity",
    "price_unit",
    "discount",
    "tax_ids",
    "account_id",
    "balance",
    "amount_currency",
    "date_maturity",
    "origin_line_id",
    "origin_move_id",
    "correction_mode",
)


def _get_sealed_fields(definition):
    later = (LATER_FIELDS[number] for number in range(2, definition + 1))
    return SEALED_FIELDS + tuple(name for names in later for name in names)


ALL_SEALED_FIELDS = _get_sealed_fields(DEFINITION)


class AccountMove(models.Model):
    """A digest of what a final document says proves that nothing changed."""

    _inherit = "account.move"

    def _compute_field_value(self, field):
        kept = self._note_get_frozen(field)
        rest = self - kept if kept else self
        return super(AccountMove, rest)._compute_field_value(field)

    def _note_is_finalization_intact(self):
        """Tell whether this final document still says what it said then."""
        self.ensure_one()
        number = (self.finalization_digest or "").partition(":")[0]
        known = {str(known): known for known in range(1, DEFINITION + 1)}
        # Of a later version of the addon, or no digest at all
        if number not in known:
            return False
        return self.finalization_digest == self._note_get_content_digest(known[number])

    def _note_get_content_digest(self, definition=DEFINITION):
        """Return the digest of the content, with the number of its definition.

        A later version of the addon that seals more fields takes another number,
        and can still read the digests of this one.
        """
        self.ensure_one()
        # Rights of the reader, and languages, must not make a difference
        move = self.sudo().with_context(lang=None)
        lines = move.line_ids.sorted("id")
        facts = [_get_facts(line, SEALED_LINE_FIELDS) for line in lines]
        names = _get_sealed_fields(definition)
        return f"{definition}:" + fingerprint(_get_facts(move, names), *facts)

    @api.model
    @contextmanager
    def _note_keeping_seals(self, domain):
        """Core replaces records by others while this lasts: seals stay good.

        What was not intact before is not intact afterwards.

        :param Domain domain: the documents in question
        """
        # Of all companies: a partner or an account may serve several
        moves = self.sudo().search(Domain("finalized_on", "!=", False) & domain)
        intact = moves.filtered(lambda move: move._note_is_finalization_intact())
        yield
        if intact:
            self.env.invalidate_all()
            intact.exists()._note_seal_again()

    def _note_get_frozen(self, field):
        """Return those of these whose value core may not compute anew.

        The language of a partner, say, changes the terms of all their invoices.
        """
        if _is_sealed(self.pool, field, ALL_SEALED_FIELDS):
            return self.filtered(lambda move: move._origin.finalized_on)
        return self.browse()


def _is_sealed(pool, field, names):
    """Tell whether a method of core computes stored content and nothing else."""
    return field.store and all(f.name in names for f in pool.field_computed[field])


def _get_facts(record, names):
    return tuple(_get_fact(record[name]) for name in names)


def _get_fact(value):
    if isinstance(value, models.BaseModel):
        return tuple(sorted(value.ids))
    if isinstance(value, float):
        # Millionths: prices and rates have more digits than a currency
        return to_steps(value, 1e-6)
    return str(value or "")
