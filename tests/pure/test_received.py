from datetime import date

import pytest
from lxml import etree

from odoo.addons.account_credit_debit_note.tools import received
from odoo.addons.account_credit_debit_note.tools.billing import Reference

from ..received_documents import cii, ubl


def read_ubl(*references, **values):
    return received.read(etree.fromstring(ubl(*references, **values)), received.UBL)


def read_cii(*references, **values):
    return received.read(etree.fromstring(cii(*references, **values)), received.CII)


@pytest.mark.parametrize("read", [read_ubl, read_cii])
def test_head(read):
    document = read(("V-1", "2026-03-01"), "V-2", code="261", currency="EUR")
    assert document.code == "261"
    assert document.day == date(2026, 3, 20)
    assert document.currency == "EUR"
    assert document.references == [
        Reference("V-1", date(2026, 3, 1)),
        Reference("V-2"),
    ]


@pytest.mark.parametrize("read", [read_ubl, read_cii])
def test_references_of_lines_count_once(read):
    document = read("V-1", lines=[("", "V-2"), ("", "V-1"), ("", "V-2")])
    assert [found.number for found in document.references] == ["V-1", "V-2"]


@pytest.mark.parametrize("read", [read_ubl, read_cii])
def test_blank_references_are_none(read):
    assert read(" ").references == []


def test_debit_note_of_ubl_needs_no_code():
    document = read_ubl("V-1", root="DebitNote", code="")
    assert document.code == "383"
    assert document.quantity_path() == "./{*}DebitedQuantity"


@pytest.mark.parametrize("root", ["Invoice", "CreditNote", "DebitNote"])
def test_lines_of_each_root_are_found(root):
    tree = etree.fromstring(ubl("V-1", root=root, lines=[("", None)] * 2))
    document = received.read(tree, received.UBL)
    assert len(tree.findall(document.lines_path("./{*}InvoiceLine"))) == 2
    path = document.lines_path(f"./{{*}}{root}Line")
    assert all(
        line.find(document.quantity_path()) is not None for line in tree.iterfind(path)
    )


@pytest.mark.parametrize(("make", "syntax"), [(ubl, received.UBL), (cii, received.CII)])
def test_line_names_its_document(make, syntax):
    notes = ["on 4711 and 4712", "on 4711 of May", "number 77", ""]
    lines = [*((note, None) for note in notes), ("", "4712")]
    tree = etree.fromstring(make("4711", "4712", "77", lines=lines))
    document = received.read(tree, syntax)
    path = document.lines_path("{*}" + f"{document.root}Line")
    nodes = tree.findall(path) or tree.findall(received.CII.lines)
    named = [document.line_reference(node) for node in nodes]
    numbers = [found and found.number for found in named]
    # The amounts of a line are no numbers, and short ones are met by chance
    assert numbers == [None, "4711", None, None, "4712"]
