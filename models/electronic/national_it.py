"""FatturaPA: the corrected documents (2.1.6) and the reason (2.1.1.11) of a note, and
the nature (2.2.1.14, 2.2.2.2) of what one without VAT correction has.

Paths by the schema of FatturaPA 1.2.3; core's `Datifatturecollegate` on debit notes is
in no schema. The simplified format (schema FSM10 1.0.2) has a place for one document,
2.1.2, and its debit note is TD09.
"""

from lxml import etree
from markupsafe import Markup

from ...tools import billing, received

# What stands before the corrected documents in 2.1, in the order of the schema
BEFORE = (
    "DatiGeneraliDocumento",
    "DatiOrdineAcquisto",
    "DatiContratto",
    "DatiConvenzione",
    "DatiRicezione",
)
LINKED = ("Datifatturecollegate", "DatiFattureCollegate")
SIMPLIFIED, RECTIFIED = "FatturaElettronicaSemplificata", "DatiFatturaRettificata"
# TipoDocumento of notes (1.2.3 and FSM10 1.0.2), as UNTDID 1001 has them
CODES = {
    "TD04": "381",  # nota di credito
    "TD05": "383",  # nota di debito
    "TD08": "381",  # nota di credito semplificata
    "TD09": "383",  # nota di debito semplificata
}
SIMPLIFIED_DEBIT_NOTE = "TD09"
# What a note without VAT correction is: not subject to VAT, other cases (NaturaType of
# the schema). DPR 633/1972, art. 26 (2) and (3): a reduction may leave the VAT alone,
# after a year often must; Italian programs code a "nota di credito del solo imponibile"
# so. Taxes of core's chart have N2.2 for other reasons, with the law of those.
NOT_SUBJECT, LAW = "N2.2", "Art. 26 DPR 633/1972"
ON_INVOICE = "I"  # EsigibilitaIVA: of no meaning for 0 %, but core writes it always
# Lengths of 2.1.6.2 and 2.1.1.11, in the simplified format of 2.1.2.1 and 2.1.2.3; of a
# number the end tells documents apart
NUMBER_LENGTH, TEXT_LENGTH, SIMPLIFIED_TEXT_LENGTH = 20, 200, 1000


def complete_xml(render, note, *args, **kwargs):
    """Return the document of a note, with all that it corrects and why."""
    tree = etree.fromstring(render(note, *args, **kwargs))
    is_simplified = etree.QName(tree).localname == SIMPLIFIED
    if is_simplified and note.is_net_of_tax:
        _name_nature(tree)
    for general in tree.iterfind(".//DatiGenerali"):
        if is_simplified:
            _rectify(general, note)
        else:
            _link_origins(general, note)
            _add_reason(general.find("DatiGeneraliDocumento"), note)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def get_values(method, note, *args, **kwargs):
    """Return core's values, with a nature where a line bears no tax and may not."""
    values = method(note, *args, **kwargs)
    if not note.is_net_of_tax:
        return values
    lines = [line["it_values"] for line in values["base_lines"]]
    bare = [line for line in lines if not line["aliquota_iva_list"]]
    for line in bare:
        line.update(aliquota_iva_list=[0.0], natura=NOT_SUBJECT)
    if bare:
        values["tax_lines"].append(_sum_up(note, bare))
    return values


def _sum_up(note, lines):
    """Return the summary (2.2.2) of lines that are not subject to VAT."""
    net = note.company_currency_id.round(sum(line["prezzo_totale"] for line in lines))
    return {
        "aliquota_iva": 0.0,
        "natura": NOT_SUBJECT,
        "arrotondamento": None,
        "imponibile_importo": net,
        "imposta": 0.0,
        "esigibilita_iva": ON_INVOICE,
        "riferimento_normativo": LAW,
    }


def check_taxes(method, moves, kind, name, at_least=1):
    """Return what core finds wrong with the taxes of lines.

    Notes without VAT correction need no VAT.
    """
    free = moves.browse()
    if kind == "vat":
        free = moves.filtered(
            lambda move: (
                move.is_net_of_tax and move._is_note() and move.is_sale_document()
            )
        )
    checked = method(moves - free, kind, name, at_least)
    return {**checked, **method(free, kind, name, 0)}


def _name_nature(tree):
    """Give lines of the simplified format (2.2) a nature where they have none."""
    for line in tree.iterfind(".//DatiBeniServizi"):
        vat = line.find("DatiIVA")
        if vat is not None and line.find("Natura") is None:
            nature = etree.Element("Natura")
            nature.text = NOT_SUBJECT
            vat.addnext(nature)


def _link_origins(general, note):
    references = note._note_get_billing_references()
    for node in [child for child in general if child.tag in LINKED]:
        # A number that cannot be told is no reference, and not in the schema either
        if references or node.tag == LINKED[0]:
            general.remove(node)
    if note._note_is_ref_of_origin():
        for node in general.findall("DatiOrdineAcquisto"):
            if not node.findtext("CodiceCIG") and not node.findtext("CodiceCUP"):
                general.remove(node)
    place = sum(child.tag in BEFORE for child in general)
    for offset, reference in enumerate(references):
        node = etree.Element("DatiFattureCollegate")
        number = reference.number[-NUMBER_LENGTH:]
        etree.SubElement(node, "IdDocumento").text = number
        if reference.date:
            etree.SubElement(node, "Data").text = reference.date.isoformat()
        general.insert(place + offset, node)


def _rectify(general, note):
    """Say in the simplified format which document is corrected, and what of it.

    Of several the first has the place, the numbers of the others are in the words. The
    place is for a number with its date.
    """
    if note.debit_origin_id:
        kind = general.find("DatiGeneraliDocumento/TipoDocumento")
        kind.text = SIMPLIFIED_DEBIT_NOTE
    references = note._note_get_billing_references()
    if not references:
        return
    for node in general.findall(RECTIFIED):
        general.remove(node)
    first, *others = references
    if not first.date:
        return
    reason = note._note_get_national_text()
    names = note.invoice_line_ids.mapped("name")
    texts = (reason or ", ".join(filter(None, names)), *(r.number for r in others))
    node = etree.SubElement(general, RECTIFIED)
    etree.SubElement(node, "NumeroFR").text = first.number[-NUMBER_LENGTH:]
    etree.SubElement(node, "DataFR").text = first.date.isoformat()
    text = _clean(", ".join(filter(None, texts)))[:SIMPLIFIED_TEXT_LENGTH]
    etree.SubElement(node, "ElementiRettificati").text = text or first.number


def _clean(text):
    """Return a text on one line, in the letters of Latin-1 that the schemas know."""
    return " ".join((text or "").encode("latin-1", "ignore").decode("latin-1").split())


def _add_reason(document, note):
    text = _clean(note._note_get_national_text())
    place = document.find("Arrotondamento")
    if place is None:
        place = document.find("ImportoTotaleDocumento")
    for start in range(0, len(text) if place is not None else 0, TEXT_LENGTH):
        node = etree.Element("Causale")
        node.text = text[start : start + TEXT_LENGTH]
        place.addnext(node)
        place = node


def import_invoice(method, move, invoice, data, is_new):
    """Read a received document, and link a note with what it corrects."""
    imported = method(move, invoice, data, is_new)
    if imported:
        _link_received(imported, data["xml_tree"].find(".//FatturaElettronicaBody"))
    return imported


def _link_received(note, body):
    document = received.Received(
        syntax=received.CII,
        root="",
        code=CODES.get(body.findtext(".//TipoDocumento"), ""),
        day=note.invoice_date or None,
        currency=note.currency_id.name,
        references=_read_references(body),
    )
    matches = note._note_match_imported_origins(document)
    texts = note._note_link_imported_origins(document, matches)
    if texts:
        # As the module does: the mailbox of the authority has no user
        note.sudo().message_post(body=Markup("<br/>").join(texts))


def _read_references(body):
    found = [
        billing.reference(node.findtext("IdDocumento"), node.findtext("Data"))
        for node in body.iter(*LINKED)
    ] + [
        billing.reference(node.findtext("NumeroFR"), node.findtext("DataFR"))
        for node in body.iter(RECTIFIED)
    ]
    return list({item.number: item for item in found if item}.values())


AROUND = {
    "_l10n_it_edi_check_lines_for_tax_kind": check_taxes,
    "_l10n_it_edi_import_invoice": import_invoice,
}
COMPLETED = {
    "_l10n_it_edi_get_values": get_values,
    "_l10n_it_edi_render_xml": complete_xml,
}
