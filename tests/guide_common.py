import re
from pathlib import Path

from odoo.tests import Form

from .common import NoteCase

DOCS = Path(__file__).resolve().parents[1] / "docs"


def read_tables(text):
    """Return the tables of a page in Markdown.

    :return: the rows of each, as dicts by the names of the columns, by the sentence
        above it without its colon
    """
    tables, caption = {}, ""
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip().splitlines()
        if lines and lines[0].startswith("|"):
            header, _rule, *body = (
                [*map(str.strip, x.split("|")[1:-1])] for x in lines
            )
            tables[caption] = [dict(zip(header, row, strict=True)) for row in body]
        elif lines:
            caption = " ".join(lines).split(". ")[-1].rstrip(":")
    return tables


class GuideCase(NoteCase):
    """A story of the bookkeeper's guide, walked on the screens it names.

    The documents it begins with, what is posted and what is open are read from the
    tables of its page.
    """

    page = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = DOCS / "bookkeeper" / f"{cls.page}.md"
        cls.tables = read_tables(path.read_text())

    def lines(self, caption):
        """Return (name, quantity, price) of the lines that the page names."""
        return [
            (row["Line"], float(row["Quantity"]), float(row["Price"]))
            for row in self.tables[caption]
        ]

    def reason(self, name):
        """Return the reason with this name in the catalogue."""
        return (
            self.env["account.note.reason"].search([("name", "=", name)]).ensure_one()
        )

    def open_form(self, model, moves, **context):
        """Return the window of a button over documents, as the web client opens it."""
        context.update(active_model="account.move", active_ids=moves.ids)
        form = Form(self.env[model].with_context(**context))
        if "date" in form._view["fields"]:
            form.date = "2026-03-10"
        return form

    def press(self, form, button):
        """Press a button of a window, and return the document it leads to."""
        action = getattr(form.save(), button)()
        return self.env["account.move"].browse(action["res_id"])

    def assert_entry(self, caption, move):
        """Compare the journal items of a document with those the page prints."""
        printed = [
            (row["Account"], float(row["Debit"] or 0), float(row["Credit"] or 0))
            for row in self.tables[caption]
        ]
        posted = [
            (line.account_id.name, line.debit, line.credit)
            for line in move.line_ids.filtered("account_id")
        ]
        self.assertEqual(move.state, "posted")
        self.assertEqual(sorted(posted), sorted(printed))

    def assert_open(self, caption, *moves):
        """Compare total and open amount of documents with those the page prints."""
        printed = [
            (float(row["Total"]), float(row["Open"])) for row in self.tables[caption]
        ]
        found = [(move.amount_total, move.amount_residual) for move in moves]
        self.assertEqual(found, printed)
