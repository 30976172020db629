"""Writes the tables in `static/xls` that the import window offers.

Run by hand after a change of their columns, as a module of `.odoo/venv`.
"""

import datetime

import xlsxwriter

from . import layout

FOLDER = layout.ROOT / "static" / "xls"
LINES = ["Label", "Quantity", "Unit Price", "Taxes"]
LAST = ["Invoice in an older system", "Date in the older system"]
DAY, OLD_DAY = datetime.date(2026, 3, 10), datetime.date(2024, 11, 30)

CUSTOMER = [
    ["Partner", "Invoice Bill Date", "Number of Corrected Document"],
    ["Azure Interior", DAY, "INV/2026/00001"],
    ["Deco Addict", DAY, None],
]
VENDOR = [
    ["Partner", "Reference", "Invoice Bill Date", "Number of Corrected Document"],
    ["Azure Interior", "CN-5001", DAY, "2026-4711"],
    ["Deco Addict", "CN-5002", DAY, None],
]


def write(name, heads):
    book = xlsxwriter.Workbook(FOLDER / f"{name}_credit_notes_import_template.xlsx")
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Credit Notes")
    for number, row in enumerate(_rows(*heads)):
        for column, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(number, column, _midnight(value), day)
            elif value is not None:
                sheet.write(number, column, value, None if number else bold)
    sheet.set_column(0, len(heads[0]) + 6, 24)
    sheet.freeze_panes(1, 0)
    book.close()


def _rows(head, first, second):
    """A note of two lines, and one on an invoice that is not in Odoo."""
    empty = [None] * len(head)
    lines = [f"Invoice Lines/{name}" for name in LINES]
    return [
        [*head, "Correction Reason", *lines, *LAST],
        [*first, "RETURN", "Desk, damaged", 1, 120, "15%", None, None],
        [*empty, None, "Delivery", 1, 10, "15%", None, None],
        [*second, "PRICE", "Rebate agreed", 1, 50, "15%", "OLD-77", OLD_DAY],
    ]


def _midnight(day):
    return datetime.datetime.combine(day, datetime.time())


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("customer", CUSTOMER)
    write("vendor", VENDOR)
