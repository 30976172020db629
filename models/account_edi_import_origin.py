from odoo import models

from ..tools import received
from ..tools.billing import CREDIT_CODES, DEBIT_CODES, SELF_BILLED_CODES

UBL_DEBIT_NOTE = "{urn:oasis:names:specification:ubl:schema:xsd:DebitNote-2}DebitNote"
CII_TOTAL = (
    ".//{*}SpecifiedTradeSettlementHeaderMonetarySummation/{*}TaxBasisTotalAmount"
)


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
    """The lines of a received note learn which document each of them corrects."""

    _inherit = "account.edi.common"

    def _get_imported_origins(self):
        origins = self.env.context.get("imported_origins")
        return origins if isinstance(origins, ImportedOrigins) else None

    def _import_lines(self, record, tree, xpath, *args, **kwargs):
        origins = self._get_imported_origins()
        if origins:
            # The partner is known by now, which the numbers belong to
            origins.matches = record._match_imported_origins(origins.document)
            xpath = origins.document.lines_path(xpath)
        return super()._import_lines(record, tree, xpath, *args, **kwargs)

    def _retrieve_invoice_line_vals(self, tree, *args, **kwargs):
        values = super()._retrieve_invoice_line_vals(tree, *args, **kwargs)
        origins = self._get_imported_origins()
        origin = origins and origins._get_line_origin(tree)
        if origin:
            values["origin_move_id"] = origin.id
        return values

    def _retrieve_line_charges(self, record, line_values, taxes):
        charges = super()._retrieve_line_charges(record, line_values, taxes)
        origin = line_values.get("origin_move_id")
        return (
            [{**vals, "origin_move_id": origin} for vals in charges]
            if (origin)
            else charges
        )


class AccountEdiXmlUbl20(models.AbstractModel):
    """Received UBL: credit notes below zero and UBL's debit notes are read as well."""

    _inherit = "account.edi.xml.ubl_20"

    def _get_import_document_amount_sign(self, tree):
        if tree.tag == UBL_DEBIT_NOTE:
            return "invoice", 1
        move_type, sign = super()._get_import_document_amount_sign(tree)
        total = tree.findtext("{*}LegalMonetaryTotal/{*}TaxExclusiveAmount")
        return move_type, -1 if move_type == "refund" and _is_below_zero(
            total
        ) else sign

    def _get_line_xpaths(self, document_type=False, qty_factor=1):
        paths = super()._get_line_xpaths(document_type, qty_factor)
        origins = self._get_imported_origins()
        if origins:
            paths["delivered_qty"] = origins.document.quantity_path()
        return paths

    def _import_fill_invoice(self, invoice, tree, qty_factor):
        origins = ImportedOrigins(received.read(tree, received.UBL))
        reader = self.with_context(imported_origins=origins)
        core = super(AccountEdiXmlUbl20, reader)
        logs = core._import_fill_invoice(invoice, tree, qty_factor)
        return logs + invoice._link_imported_origins(origins.document, origins.matches)


class AccountEdiXmlCii(models.AbstractModel):
    """Received Factur-X: debit notes and self-billed documents are read as well."""

    _inherit = "account.edi.xml.cii"

    def _get_import_document_amount_sign(self, tree):
        code = tree.findtext(".//{*}ExchangedDocument/{*}TypeCode", "").strip()
        is_below_zero = _is_below_zero(tree.findtext(CII_TOTAL))
        if code in CREDIT_CODES:
            return "refund", -1 if is_below_zero else 1
        if code in DEBIT_CODES | SELF_BILLED_CODES:
            return ("refund", -1) if is_below_zero else ("invoice", 1)
        return super()._get_import_document_amount_sign(tree)

    def _import_fill_invoice(self, invoice, tree, qty_factor):
        origins = ImportedOrigins(received.read(tree, received.CII))
        reader = self.with_context(imported_origins=origins)
        core = super(AccountEdiXmlCii, reader)
        logs = core._import_fill_invoice(invoice, tree, qty_factor)
        return logs + invoice._link_imported_origins(origins.document, origins.matches)


def _is_below_zero(amount):
    try:
        return float(amount or 0) < 0
    except ValueError:
        return False
