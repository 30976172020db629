"""Facturae: what a note corrects, why, and by which method.

By Orden HAP/1650/2015 and the schema of Facturae 3.2.1 and 3.2.2, CorrectiveType. An
increase is a corrective invoice as well: RD 1619/2012, art. 15.
"""

from lxml import etree

from odoo.tools import date_utils

# CorrectionMethodType, with the only texts that the schema takes beside them
FULL, DIFFERENCES, VOLUME = "01", "02", "03"
METHODS = {
    FULL: "Rectificación íntegra",
    DIFFERENCES: "Rectificación por diferencias",
    VOLUME: "Rectificación por descuento por volumen de operaciones durante un periodo",
}
# ReasonCodeType by the kind of our reason, with the text of the schema
REASONS = {
    "tax": "11",  # Porcentaje impositivo a aplicar
    "price": "16",  # Base imponible
    "rebate": "83",  # Base imponible modificada por descuentos y bonificaciones
    "goodwill": "83",
}
# What core writes unless somebody chose a code: Detalle Operación
DEFAULT = "10"
# InvoiceNumber and AdditionalReasonDescription of the schema
NUMBER_LENGTH, TEXT_LENGTH = 20, 2500


def get_corrective_data(method, note):
    """Return the values of what the note corrects, not of what it was applied to.

    Core refuses them for documents of older systems, and has none for an increase.
    """
    # Only where the module is installed is this called
    from odoo.addons.l10n_es_edi_facturae.models import account_move as facturae

    origin = note._note_get_origins()[:1]
    period = (origin or note)._l10n_es_edi_facturae_get_tax_period()
    day = note._note_has_external_origin() and note.external_origin_date
    if day:
        period = {
            "start": date_utils.start_of(day, "month"),
            "end": date_utils.end_of(day, "month"),
        }
    code = choose_reason(note.l10n_es_edi_facturae_reason_code, note.note_reason_kind)
    return {
        "refunded_invoice_record": origin or note,
        "ReasonCode": code,
        "Reason": facturae.SPANISH_CREDIT_REASON_TYPE[code],
        "TaxPeriod": {"StartDate": period.get("start"), "EndDate": period.get("end")},
    }


def choose_reason(chosen, kind):
    """Return the code that somebody chose, else the one of the kind of our reason."""
    code = chosen or DEFAULT
    return REASONS.get(kind, code) if code == DEFAULT else code


def sign_xml(method, note, edi_data, signature_data):
    """Sign the document of a note once it says what it corrects."""
    for header in edi_data.iterfind(".//{*}InvoiceHeader"):
        _complete_header(header, note)
    return method(note, edi_data, signature_data)


def _complete_header(header, note):
    header.find("{*}InvoiceClass").text = "OR"
    corrective = header.find("{*}Corrective")
    if corrective is not None:
        header.remove(corrective)
    header.append(_make_corrective(note))


def _make_corrective(note):
    data = note._l10n_es_edi_facturae_get_corrective_data()
    references = note._note_get_billing_references()
    node = etree.Element("Corrective")
    if references:
        _add(node, "InvoiceNumber", references[0].number[-NUMBER_LENGTH:])
    _add(node, "ReasonCode", data["ReasonCode"])
    _add(node, "ReasonDescription", data["Reason"])
    period = etree.SubElement(node, "TaxPeriod")
    _add(period, "StartDate", data["TaxPeriod"]["StartDate"])
    _add(period, "EndDate", data["TaxPeriod"]["EndDate"])
    method = _get_method(note)
    _add(node, "CorrectionMethod", method)
    _add(node, "CorrectionMethodDescription", METHODS[method])
    _add(node, "AdditionalReasonDescription", _get_words(note, references))
    return node


def _get_method(note):
    origins = note._note_get_origins()
    if note.note_reason_kind == "rebate":
        return VOLUME
    is_credit = note._is_credit_note()
    return FULL if is_credit and note._note_is_over_whole(origins) else DIFFERENCES


def _get_words(note, references):
    """Return the reason, and every document where there are several."""
    numbers = ", ".join(reference.number for reference in references[1:] and references)
    texts = (note._note_get_national_text(), numbers)
    return " ".join(text for text in texts if text)[:TEXT_LENGTH]


def _add(node, tag, value):
    if value:
        etree.SubElement(node, tag).text = str(value)


COMPLETED = {
    "_l10n_es_edi_facturae_get_corrective_data": get_corrective_data,
    "_l10n_es_facturae_sign_xml": sign_xml,
}
