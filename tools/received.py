"""What a received UBL or Factur-X document says of the documents it corrects.

Trees are lxml's; local names are enough, as one document has one syntax.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from . import billing

# Texts of a line in which people name the corrected document
LINE_TEXTS = ("Note", "Description", "Name", "Content")
# Shorter numbers would be met by chance
SHORTEST_NAME = 4

UBL_LINES = {"CreditNote": "CreditNoteLine", "DebitNote": "DebitNoteLine"}
UBL_QUANTITIES = {"CreditNote": "CreditedQuantity", "DebitNote": "DebitedQuantity"}


class Node(Protocol):
    """What is used of an element of lxml."""

    tag: str
    text: str | None

    def find(self, path: str) -> Node | None: ...
    def findtext(self, path: str) -> str | None: ...
    def iter(self, tag: str) -> Iterator[Node]: ...
    def iterfind(self, path: str) -> Iterator[Node]: ...


class Syntax(NamedTuple):
    """Where a syntax keeps what we look for, as paths from the root or a line."""

    code: tuple[str, ...]
    day: str
    currency: str
    head: str
    lines: str
    line: str
    number: str
    date: str


UBL = Syntax(
    code=("{*}InvoiceTypeCode", "{*}CreditNoteTypeCode"),
    day="{*}IssueDate",
    currency="{*}DocumentCurrencyCode",
    head="{*}BillingReference/{*}InvoiceDocumentReference",
    lines="{*}InvoiceLine",
    line="{*}BillingReference/{*}InvoiceDocumentReference",
    number="{*}ID",
    date="{*}IssueDate",
)
CII = Syntax(
    code=("{*}ExchangedDocument/{*}TypeCode",),
    day="{*}ExchangedDocument/{*}IssueDateTime/{*}DateTimeString",
    currency=".//{*}ApplicableHeaderTradeSettlement/{*}InvoiceCurrencyCode",
    head=".//{*}ApplicableHeaderTradeSettlement/{*}InvoiceReferencedDocument",
    lines=".//{*}IncludedSupplyChainTradeLineItem",
    line="{*}SpecifiedLineTradeSettlement/{*}InvoiceReferencedDocument",
    number="{*}IssuerAssignedID",
    date="{*}FormattedIssueDateTime/{*}DateTimeString",
)


class Received(NamedTuple):
    """A received document: its kind, its day, and what it refers to."""

    syntax: Syntax
    root: str
    code: str
    day: datetime.date | None
    currency: str
    references: list[billing.Reference]

    def line_reference(self, line: Node) -> billing.Reference | None:
        """Return the reference that one line names, None where it names none."""
        node = line.find(self.syntax.line)
        if node is not None:
            return _reference(node, self.syntax)
        by_number = {
            reference.number: reference
            for reference in self.references
            if len(reference.number) >= SHORTEST_NAME
        }
        texts = [node.text for name in LINE_TEXTS for node in line.iter("{*}" + name)]
        text = " ".join(filter(None, texts))
        return by_number.get(billing.named_in(text, by_number) or "")

    def lines_path(self, path: str) -> str:
        """Return the path to the lines of this root.

        Core looks for those of an invoice in a credit note below zero.
        """
        return path.replace("}InvoiceLine", "}" + _line_name(self.root))

    def quantity_path(self) -> str:
        """Return the path from a line to its quantity, in UBL."""
        return "./{*}" + UBL_QUANTITIES.get(self.root, "InvoicedQuantity")


def read(tree: Node, syntax: Syntax) -> Received:
    """Read a document.

    :param syntax: ``UBL`` or ``CII``
    """
    root = tree.tag.rpartition("}")[2]
    codes = [tree.findtext(path) for path in syntax.code]
    code = "383" if root == "DebitNote" else next(filter(None, codes), "")
    lines = syntax.lines.replace("InvoiceLine", _line_name(root))
    nodes = [*tree.iterfind(syntax.head), *tree.iterfind(f"{lines}/{syntax.line}")]
    found = [_reference(node, syntax) for node in nodes]
    by_number: dict[str, billing.Reference] = {}
    for reference in filter(None, found):
        by_number.setdefault(reference.number, reference)
    return Received(
        syntax=syntax,
        root=root,
        code=code.strip(),
        day=billing.day(tree.findtext(syntax.day)),
        currency=(tree.findtext(syntax.currency) or "").strip(),
        references=list(by_number.values()),
    )


def _line_name(root: str) -> str:
    return UBL_LINES.get(root, "InvoiceLine")


def _reference(node: Node, syntax: Syntax) -> billing.Reference | None:
    number, day = node.findtext(syntax.number), node.findtext(syntax.date)
    return billing.reference(number, day)
