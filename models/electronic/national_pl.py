"""KSeF: a note is a correction (KOR) of every document it corrects, for its reason.

By the schema FA(3) of the Ministry of Finance: RodzajFaktury, DaneFaKorygowanej,
PrzyczynaKorekty, and lines before and after it (StanPrzed). By the ustawa o VAT, art.
106j, an increase is a correction as well.
"""

from lxml import etree

from odoo.tools import float_repr

# TZnakowy of FA(3), the type of PrzyczynaKorekty
REASON_LENGTH = 256
# TRodzajFaktury of FA(3)
CORRECTION = "KOR"
# TypKorekty: the books have a note on its own date, as art. 29a (13) asks of credits
AT_ITS_OWN_DATE = "2"


def get_type(method, note):
    return CORRECTION if note.debit_origin_id else method(note)


def get_values(method, note):
    """Return core's values, with our origin and the right signs."""
    values = method(note)
    info = values["correction_info"]
    reason = note._note_get_national_text()
    if info and (reason or note._note_is_ref_of_origin()):
        reason = " ".join((reason or "Korekta").split())
        info["PrzyczynaKorekty"] = reason[:REASON_LENGTH]
    if info:
        info["TypKorekty"] = AT_ITS_OWN_DATE
    if info and note.debit_origin_id:
        # Core turns the lines of every correction below zero
        for line in values["invoice_lines"]:
            line["P_8B"] = -line["P_8B"]
            line["P_11"] = values["float_repr"](-float(line["P_11"]), 2)
    if info:
        values["invoice_lines"] = _show_changes(note, values["invoice_lines"])
    return values


def _show_changes(note, rows):
    """Return the rows of a note, those of corrected lines before and after it.

    Rows that correct no line, and lines whose rate cannot be told, stay differences.
    """
    lines = {f"odoo-line-{line.id}": line for line in note.invoice_line_ids}
    rates = {
        tuple(sorted(lines[row["UU_ID"]].tax_ids.ids)): row["P_12"] for row in rows
    }
    changes = {change.line: change for change in note._note_get_changes()}
    shown, seen = [], set()
    for row in rows:
        corrected = lines[row["UU_ID"]].origin_line_id
        pair = corrected and _show_change(changes[corrected], row, rates)
        if not pair:
            shown.append(row)
        elif corrected not in seen:
            seen.add(corrected)
            shown += pair
    return [{**row, "NrWierszaFa": place} for place, row in enumerate(shown, start=1)]


def _show_change(change, row, rates):
    """Return the rows of a corrected line before and after, none without its rates."""
    line, pair = change.line, []
    # Of a credit note that is corrected, pieces count below zero
    sign = -1 if line._is_on_credit_note() else 1
    for states, mark in ((change.before, True), (change.after, False)):
        for state in states:
            if state.taxes not in rates:
                return []
            price = state.net / state.quantity if state.quantity else 0.0
            pair.append(
                {
                    **row,
                    "P_7": line.name,
                    "P_8A": line.product_uom_id.name or row["P_8A"],
                    "P_8B": sign * state.quantity,
                    "P_9A": _format_price(price),
                    "P_11": float_repr(sign * state.net, 2),
                    "P_12": rates[state.taxes],
                    "StanPrzed": mark,
                }
            )
    return pair


def _format_price(price):
    """Return a net price with what it has of eight decimals, two at least."""
    whole, _point, digits = float_repr(price, 8).partition(".")
    return f"{whole}.{digits.rstrip('0').ljust(2, '0')}"


def complete_xml(render, note):
    """Return the document of a note, with every document it corrects."""
    content = render(note)
    references = note._note_get_billing_references()
    tree = etree.fromstring(content.encode() if isinstance(content, str) else content)
    nodes = tree.findall(".//{*}DaneFaKorygowanej")
    if not references or not nodes:
        return content
    numbers = {
        origin._note_get_billing_number(): origin.l10n_pl_edi_number
        for origin in note._note_get_origins()
    }
    namespace = etree.QName(nodes[0]).namespace
    rows = note._l10n_pl_edi_get_xml_values()["invoice_lines"]
    for row, element in zip(rows, tree.iterfind(".//{*}FaWiersz"), strict=False):
        if row.get("StanPrzed"):
            etree.SubElement(element, f"{{{namespace}}}StanPrzed").text = "1"
    for reference in references:
        node = _make_origin(namespace, reference, numbers.get(reference.number), note)
        nodes[0].addprevious(node)
    for node in nodes:
        node.getparent().remove(node)
    return etree.tostring(tree, encoding="unicode")


def _make_origin(namespace, reference, number, note):
    """Return the element of a corrected document, with its number in KSeF if known."""
    day = reference.date or note.invoice_date
    texts = {
        "DataWystFaKorygowanej": day.isoformat(),
        "NrFaKorygowanej": reference.number,
    }
    outside = {"NrKSeFN": "1"}
    texts |= {"NrKSeF": "1", "NrKSeFFaKorygowanej": number} if number else outside
    node = etree.Element(f"{{{namespace}}}DaneFaKorygowanej")
    for tag, text in texts.items():
        etree.SubElement(node, f"{{{namespace}}}{tag}").text = text
    return node


COMPLETED = {
    "_l10n_pl_edi_get_ksef_invoice_type": get_type,
    "_l10n_pl_edi_get_xml_values": get_values,
    "_l10n_pl_edi_render_xml": complete_xml,
}
