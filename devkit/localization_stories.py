"""The main stories of notes, told in a company of each localization.

Runs in Odoo's shell, for `./dev localizations`.
"""

import os
import sys

from odoo import Command

COUNTRIES = os.environ["COUNTRIES"].upper().split(",")
env["ir.config_parameter"].set_param("report.url", os.environ["REPORT_URL"])

# Customers whose numbers the country's own checks accept
VAT = {
    "BR": "51494569013170",
    "DE": "DE123456788",
    "ES": "ESA12345674",
    "FR": "FR23334175221",
    "IN": "27AAACM4154E1Z6",
    "IT": "IT12345670017",
    "RO": "RO1234567897",
}
KINDS = {"sale": ("out_invoice", "out_refund"), "purchase": ("in_invoice", "in_refund")}
WINDOWS = {
    "account.move.reversal": "refund_moves",
    "account.debit.note": "create_debit",
}


def expect(found, wanted, what):
    if found != wanted:
        raise AssertionError(f"{what}: {found!r} instead of {wanted!r}")


def find_company(country):
    """The company that the localization brought along."""
    domain = [("account_fiscal_country_id.code", "=", country)]
    company = env["res.company"].search([*domain, ("id", ">", 2)], limit=1)
    context = {"allowed_company_ids": company.ids}
    return company.with_context(**context).with_company(company)


def find_partner(company):
    country = company.account_fiscal_country_id
    values = {
        "name": f"Stories in {country.name}",
        "street": "Main Street 1",
        "city": company.city,
        "zip": company.zip,
        "is_company": True,
        "country_id": country.id,
        "state_id": company.state_id.id,
        "vat": VAT[country.code],
    }
    partners = company.env["res.partner"]
    return partners.search([("name", "=", values["name"])]) or partners.create(values)


class Stories:
    """What a bookkeeper does with the documents of one journal.

    :param journal: a journal of sales or purchases, in its company
    """

    def __init__(self, journal):
        self.env = journal.env
        self.journal = journal
        self.partner = find_partner(journal.env.company)
        self.kind, self.credit_kind = KINDS[journal.type]
        self.tax = journal.env.company[f"account_{journal.type}_tax_id"]
        self.papers = 1000

    def document(self, kind=None):
        line = {"name": "Desk", "quantity": 4, "price_unit": 100.0}
        line["tax_ids"] = [Command.set(self.tax.ids)]
        values = {
            "move_type": kind or self.kind,
            "partner_id": self.partner.id,
            "journal_id": self.journal.id,
            "invoice_date": "2026-03-02",
            "invoice_line_ids": [Command.create(line)],
        }
        return self.post(self.env["account.move"].create(values))

    def post(self, move):
        if "l10n_latam_document_number" in move and (
            move.l10n_latam_manual_document_number
        ):
            self.papers += 1  # what a bookkeeper reads from the vendor's paper
            move.l10n_latam_document_number = str(self.papers)
        move.action_post()
        expect(move.state, "posted", move.display_name)
        return move

    def note(self, model, origin, quantity=None, **values):
        context = {"active_model": "account.move", "active_ids": origin.ids}
        window = self.env[model].with_context(**context)
        mode = "full" if quantity is None else "lines"
        window = window.create(
            {"correction_mode": mode, "date": "2026-03-10", **values}
        )
        for row in window.line_ids:
            row.quantity = quantity or 0
        action = getattr(window, WINDOWS[model])()
        return self.post(self.env["account.move"].browse(action["res_id"]))

    def reverse_in_full(self):
        origin = self.document()
        note = self.note("account.move.reversal", origin)
        expect(note.move_type, self.credit_kind, note.name)
        expect(
            note.amount_total, origin.amount_total, f"{note.name} over {origin.name}"
        )
        expect((origin.amount_residual, note.amount_residual), (0, 0), "what is open")
        self.check_number(note, origin, "R")
        return note

    def credit_in_part(self):
        origin = self.document()
        first = self.note("account.move.reversal", origin, 1)
        rest = origin.amount_total - first.amount_total
        expect(first.invoice_line_ids.quantity, 1, first.name)
        expect(
            origin.currency_id.compare_amounts(origin.amount_residual, rest), 0, "rest"
        )
        last = self.note("account.move.reversal", origin, 3)
        expect(origin.amount_residual, 0, f"what is open of {origin.name}")
        expect(first.name == last.name, False, "two notes of one number")
        return first

    def debit(self):
        origin = self.document()
        note = self.note("account.debit.note", origin, 1)
        expect(note.debit_origin_id, origin, note.name)
        expect(note.invoice_line_ids.price_unit, 100.0, note.name)
        self.check_number(note, origin, "D")
        return note

    def apply(self):
        credit, origin = self.document(self.credit_kind), self.document()
        items = credit._get_open_items(), origin._get_open_items()
        self.env["account.move.line"]._apply_credits([(*items, 25.0)])
        used = (credit.amount_total - 25.0, origin.amount_total - 25.0)
        expect((credit.amount_residual, origin.amount_residual), used, "what is open")
        return credit

    def check_number(self, note, origin, letter):
        if self.journal.note_numbering == "origin":
            expect(note.name, letter + origin.name, f"The note on {origin.name}")
        elif self.journal._brings_own_numbering():
            expect(bool(note.name), True, "a number of the country's own")
        elif self.journal[f"{'refund' if letter == 'R' else 'debit'}_sequence"]:
            expect(note.name.startswith(letter), True, note.name)

    def print_notes(self, notes):
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        for note in notes:
            html = reports._render_qweb_html("account.account_invoices", note.ids)[0]
            for word in (note.name, *note._get_origins().mapped("name")):
                expect(word in html.decode(), True, f"{word} in print")
        self.env.cr.commit()  # the server that gives the style sheets sees them then
        pdf = reports._render_qweb_pdf("account.account_invoices", notes.ids)[0]
        expect(pdf[:4], b"%PDF", "the file of all notes")


def tell(company, kind, numbering):
    journals = company.env["account.journal"]
    journal = journals.search(
        [("type", "=", kind), ("company_id", "=", company.id)], limit=1
    )
    if numbering == "origin":
        # The first one has notes in series from the demo data, or numbers of its own
        code = f"N{kind[0].upper()}"
        account = journal.default_account_id.id
        values = {"name": f"After, {kind}", "code": code, "default_account_id": account}
        journal = journal.copy(values)
        if "l10n_latam_use_documents" in journal:
            journal.l10n_latam_use_documents = False
        journal.note_numbering = "origin"
    stories = Stories(journal)
    notes = [stories.reverse_in_full(), stories.credit_in_part()]
    notes += [stories.debit(), stories.apply()]
    if kind == "sale":
        stories.print_notes(stories.env["account.move"].union(*notes))
    return [note.name for note in notes]


failed = []
for country in COUNTRIES:
    company = find_company(country)
    for kind in KINDS:
        for numbering in ("series", "origin"):
            title = f"{country} {kind:<8} {numbering:<6}"
            try:
                names = tell(company, kind, numbering)
                env.cr.commit()
                print(f"  ok  {title} {'  '.join(names)}")
            except Exception as error:
                env.cr.rollback()
                failed.append(title)
                print(f"  --  {title} {type(error).__name__}: {error}")
if failed:
    sys.exit(1)
