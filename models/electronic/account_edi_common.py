from odoo import models


class ImportedOrigins:
    """What a received document corrects, while core reads its lines.

    It travels in the context, as core hands nothing from the head to the lines; being
    an object, it cannot come from a client.
    """

    def __init__(self, document):
        self.document = document
        self.matches = []

    def _get_line_origin(self, line):
        """Return the document that a line corrects, nothing where one corrects all."""
        if len({match.origin for match in self.matches if match.origin}) < 2:
            return None
        named = self.document.line_reference(line)
        origins = {match.reference.number: match.origin for match in self.matches}
        return named and origins.get(named.number)


class AccountEdiCommon(models.AbstractModel):
    """What the notes of all formats have in common.

    Sent: a note without VAT correction may bear no taxes. Received: the lines learn
    which document each of them corrects.
    """

    _inherit = "account.edi.common"

    def _invoice_constraints_common(self, invoice):
        constraints = super()._invoice_constraints_common(invoice)
        if invoice.is_net_of_tax:
            # A line without taxes is of category E, see `_note_explain_exemption`
            constraints.pop("tax_on_line", None)
        return constraints

    def _import_lines(self, record, tree, xpath, *args, **kwargs):
        origins = self._note_get_imported_origins()
        if origins:
            # The partner is known by now, which the numbers belong to
            origins.matches = record._note_match_imported_origins(origins.document)
            xpath = origins.document.lines_path(xpath)
        return super()._import_lines(record, tree, xpath, *args, **kwargs)

    def _retrieve_invoice_line_vals(self, tree, *args, **kwargs):
        values = super()._retrieve_invoice_line_vals(tree, *args, **kwargs)
        origins = self._note_get_imported_origins()
        origin = origins and origins._get_line_origin(tree)
        if origin:
            values["origin_move_id"] = origin.id
        return values

    def _retrieve_line_charges(self, record, line_values, taxes):
        charges = super()._retrieve_line_charges(record, line_values, taxes)
        origin = line_values.get("origin_move_id")
        if not origin:
            return charges
        return [{**vals, "origin_move_id": origin} for vals in charges]

    def _note_get_imported_origins(self):
        origins = self.env.context.get("note_imported_origins")
        return origins if isinstance(origins, ImportedOrigins) else None


def _is_below_zero(amount):
    try:
        return float(amount or 0) < 0
    except ValueError:
        return False
