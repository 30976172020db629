"""The page of the addon in Odoo's list of apps, written from README and pictures.

Apps show it without scripts and style sheets, so that each element has its style.
"""

import re
from html import escape

from . import layout

PAGE = layout.ROOT / "static" / "description" / "index.html"
README = layout.ROOT / "README.rst"

CELL = "padding:8px 12px;border-bottom:1px solid #d5dde0;vertical-align:top"
H2 = '<h2 style="margin:36px 0 8px;font-size:26px">{}</h2>'
H3 = '<h3 style="margin:28px 0 6px;font-size:20px">{}</h3>'
IMAGE = (
    '<p><img src="{}.png" alt="{}" style="max-width:min(100%, {}px);'
    'border:1px solid #d5dde0;border-radius:6px" /></p>'
)

# Picture, what it shows, title, text; the first ones stand above the table
FIGURES = (
    (
        "credit_note",
        "The window Credit Note with two chairs to credit",
        "Two chairs of five come back",
        "Open the invoice, press <b>Credit Note</b>, enter what comes back. Each line "
        "shows what was invoiced, credited and remains; below stands what the note "
        "comes to, and what it settles.",
    ),
    (
        "apply_credits",
        "The window Apply Credits with amounts for three instalments",
        "A credit goes where you say",
        "One credit to many instalments, or many to one: exact amounts, or by a "
        "strategy. Each application is recorded for good, and can be taken back.",
    ),
    (
        "too_much",
        "The whole invoice is to be credited: 46.00 more than is left",
        "Not more than was invoiced",
        "What is left is shown before anything is written. Posting more is refused, "
        "warned of, or accepted by somebody who may, with a reason; the company "
        "chooses.",
    ),
    (
        "credited",
        "The tab Credited of an invoice with its credit notes",
        "The invoice knows what became of it",
        "Invoiced, debited, credited, still to credit, and every note with its reason "
        "and status.",
    ),
    (
        "pay",
        "The window Pay offers the open credit of the customer",
        "Pay what credits leave",
        "The payment window offers open credits, applies them first and pays the rest.",
    ),
    (
        "debit_note",
        "The window Create Debit Note with a higher price",
        "What was invoiced too low",
        "Debit notes charge a higher price, a quantity, an amount or a tax, and belong "
        "to their invoice.",
    ),
    (
        "printed_note",
        "A printed credit note with number and date of its invoice",
        "On paper as in the books",
        "Number and date of every corrected invoice, the reason in the language of the "
        "customer, the total in words, what the credit was used for.",
    ),
    (
        "letter",
        "A letter that lists applied credit notes by invoice",
        "Tell the customer",
        "A letter of applied credits and a statement of open items, printed or sent by "
        "e-mail.",
    ),
    (
        "credit_notes",
        "The list of credit notes with their status",
        "See what is open",
        "Each credit note is open, partly applied, applied or refunded.",
    ),
    (
        "open_credits",
        "Open credits by partner and age",
        "How long it has been open",
        "Open credits by partner and age.",
    ),
    (
        "analysis",
        "Credit notes by reason",
        "Why it happened",
        "Credit notes by reason, product, customer, salesperson; and what was credited "
        "for every 100 invoiced.",
    ),
    (
        "audit",
        "The audit names each finding in a sentence",
        "What is not as it should be",
        "An audit says in sentences what breaks a rule, on older books too.",
    ),
    (
        "approval",
        "A note that waits for approval",
        "A second pair of eyes",
        "Notes above an amount, or for certain reasons, wait for somebody who neither "
        "made nor requested them.",
    ),
)
ABOVE = 2

HEAD = """\
<!doctype html>
<meta charset="utf-8" />
<title>Credit &amp; Debit Notes</title>
<div style="max-width:960px;margin:0 auto;padding:24px;color:#22313a;\
font-family:sans-serif;font-size:16px;line-height:1.5">
<p style="text-align:center;margin:0">\
<img src="icon.png" alt="" width="96" height="96" /></p>
<h1 style="text-align:center;margin:8px 0;font-size:34px">
Credit &amp; Debit Notes</h1>
<p style="text-align:center;font-size:19px;margin:0 0 24px">
"""

FOOT = """\
<ol>
<li>Install it: it needs <i>Invoicing</i>, <i>Debit Notes</i> and the electronic invoice
formats, which come with every Odoo 19, and no further Python package.</li>
<li>Open a posted invoice and press <b>Credit Note</b>.</li>
<li>Nothing has to be set up; what can be is under
<i>Settings &gt; Invoicing &gt; Credit &amp; Debit Notes</i>.</li>
</ol>
<p>The folder <code>docs</code> has a page for each story of a bookkeeper, and guides
for administrators, integrators and developers. License: LGPL-3.</p>
</div>
"""


def render():
    """The page as it should be."""
    readme = README.read_text()
    title, lead = re.search(
        r"^(What Odoo does.*)\n=+\n\n(.*)\n", readme, re.MULTILINE
    ).groups()
    after = readme[readme.index("It extends Odoo") :].partition("\n\n")[0]
    intro = readme.split("\n\n")[1]
    return "\n".join(
        [
            HEAD + _text(intro) + "</p>",
            *map(_figure, FIGURES[:ABOVE]),
            H2.format(title),
            f"<p>{_text(lead)}</p>",
            *_table(readme),
            f"<p>{_text(after)}</p>",
            H2.format("What it looks like"),
            *map(_figure, FIGURES[ABOVE:]),
            H2.format("Begin"),
            FOOT,
        ]
    )


def write():
    """Write the page anew; its path."""
    PAGE.write_text(render())
    return PAGE


def read_table(readme):
    """The rows of the README's table of what Odoo does, as lists of their texts."""
    table = readme[readme.index("   * -") : readme.index("It extends Odoo")]
    rows = re.split(r"^ {3}\* - ?", table, flags=re.MULTILINE)[1:]
    return [
        [" ".join(cell.split()) for cell in re.split(r"\n {5}- ", row)] for row in rows
    ]


def _table(readme):
    header, *rows = read_table(readme)
    yield '<table style="border-collapse:collapse;width:100%;font-size:14px">'
    yield "<tr>"
    yield from (f'<th style="{CELL};text-align:left">{_text(x)}</th>' for x in header)
    yield "</tr>"
    for name, *cells in rows:
        yield f'<tr><th style="{CELL};text-align:left">{_text(name)}</th>'
        yield from (f'<td style="{CELL}">{_text(cell)}</td>' for cell in cells)
        yield "</tr>"
    yield "</table>"


def _figure(figure):
    name, shown, title, text = figure
    width = 960 if figure in FIGURES[:ABOVE] else 720
    image = IMAGE.format(name, shown, width)
    return "\n".join([H3.format(title), f"<p>{text}</p>", image])


def _text(text):
    """Text of the README as HTML."""
    return re.sub(r"``(.+?)``", r"<code>\1</code>", escape(text, quote=False))
