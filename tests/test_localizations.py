"""The main stories of notes, told in a company of each localization.

Runs in Odoo's shell, for `./dev localizations`.
"""

import os
import sys
from typing import NamedTuple

from lxml import etree

from devkit import schema_check
from devkit.shell import common
from devkit.shell.common import made_by, open_window

COUNTRIES = os.environ["COUNTRIES"].upper().split(",")
env["ir.config_parameter"].set_param("report.url", os.environ["REPORT_URL"])

# Customers whose numbers the country's own checks accept
VAT = {
    "BR": "51494569013170",
    "DE": "DE123456788",
    "ES": "ESA12345674",
    "FR": "FR23334175221",
    "HU": "HU12892312",
    "IN": "27AAACM4154E1Z6",
    "IT": "IT12345670017",
    "PL": "PL5261040828",
    "RO": "RO1234567897",
}
KINDS = {"sale": ("out_invoice", "out_refund"), "purchase": ("in_invoice", "in_refund")}
ACTIONS = {
    "account.move.reversal": "refund_moves",
    "account.debit.note": "create_debit",
}
REVERSAL, DEBIT = ACTIONS


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


def write_facturae(note):
    content = note._l10n_es_edi_facturae_render_facturae()[0]
    return content if etree.iselement(content) else etree.fromstring(content)


class Document(NamedTuple):
    """How the national document of a note is written, and where it says what."""

    write: object
    numbers: str
    kind: str
    kinds: tuple
    words: tuple = ("Broken",)


DOCUMENTS = {
    "IT": Document(
        lambda note: etree.fromstring(note._l10n_it_edi_render_xml()),
        ".//DatiGenerali/DatiFattureCollegate/IdDocumento",
        ".//TipoDocumento",
        ("TD04", "TD05"),
    ),
    "ES": Document(
        write_facturae, ".//{*}Corrective/InvoiceNumber", ".//{*}InvoiceClass", ("OR",)
    ),
    "PL": Document(
        lambda note: etree.fromstring(note._l10n_pl_edi_render_xml().encode()),
        ".//{*}DaneFaKorygowanej/{*}NrFaKorygowanej",
        ".//{*}RodzajFaktury",
        ("KOR",),
    ),
    "RO": Document(
        lambda note: etree.fromstring(
            note.env["account.edi.xml.ubl_ro"]._export_invoice(note)[0]
        ),
        "{*}BillingReference/{*}InvoiceDocumentReference/{*}ID",
        "{*}DocumentCurrencyCode",
        ("RON",),
    ),
}


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

    def document(self, kind=None, post=True):
        values = {"partner_id": self.partner.id, "journal_id": self.journal.id}
        values |= {"invoice_date": "2026-03-02", "taxes": self.tax, "quantity": 4}
        kind = kind or self.kind
        move = common.document(self.env, kind, 100.0, post=False, **values)
        return self.post(move) if post else move

    def post(self, move):
        if "l10n_latam_document_number" in move and (
            move.l10n_latam_manual_document_number
        ):
            self.papers += 1  # what a bookkeeper reads from the vendor's paper
            move.l10n_latam_document_number = str(self.papers)
        move.action_post()
        expect(move.state, "posted", move.display_name)
        return move

    def note(self, model, origin, quantity=None, new_price=None, **values):
        """Post a note on a document: on all of it, or on a quantity of each line."""
        mode = {"correction_mode": "full" if quantity is None else "lines"}
        day = {"date": "2026-03-10"}
        window = open_window(model, origin, **{**mode, **day, **values})
        if quantity is not None:
            window.line_ids.quantity = quantity
        if new_price:
            window.line_ids.new_price = new_price
        return self.post(made_by(window, ACTIONS[model]))

    def reverse_in_full(self):
        origin = self.document()
        note = self.note(REVERSAL, origin)
        expect(note.move_type, self.credit_kind, note.name)
        expect(
            note.amount_total, origin.amount_total, f"{note.name} over {origin.name}"
        )
        expect((origin.amount_residual, note.amount_residual), (0, 0), "what is open")
        self.check_number(note, origin, "R")
        return note

    def credit_in_part(self):
        origin = self.document()
        first = self.note(REVERSAL, origin, 1)
        rest = origin.amount_total - first.amount_total
        expect(first.invoice_line_ids.quantity, 1, first.name)
        expect(
            origin.currency_id.compare_amounts(origin.amount_residual, rest), 0, "rest"
        )
        last = self.note(REVERSAL, origin, 3)
        expect(origin.amount_residual, 0, f"what is open of {origin.name}")
        expect(first.name == last.name, False, "two notes of one number")
        return first

    def rebate(self):
        """A credit note of a tenth of a document."""
        share = {"correction_mode": "amount", "amount_type": "percent", "percent": 10.0}
        return self.note(REVERSAL, self.document(), **share)

    def without_vat(self):
        """A credit note that leaves the VAT of its document alone."""
        share = {"correction_mode": "amount", "amount_type": "fixed", "amount": 10.0}
        return self.note(REVERSAL, self.document(), is_net_of_tax=True, **share)

    def reprice(self):
        """A credit note over another price: what is before it, and what is after it."""
        origin = self.document()
        if "l10n_pl_edi_number" in origin:
            origin.l10n_pl_edi_number = "5265877635-20260302-0100001AF629-AF"
        return self.note(REVERSAL, origin, new_price=90.0, correction_mode="price")

    def debit(self):
        origin = self.document()
        note = self.note(DEBIT, origin, 1)
        expect(note.debit_origin_id, origin, note.name)
        expect(note.invoice_line_ids.price_unit, 100.0, note.name)
        self.check_number(note, origin, "D")
        return note

    def apply(self):
        credit, origin = self.document(self.credit_kind), self.document()
        share = {"credit_id": credit.id, "invoice_id": origin.id, "amount": 25.0}
        self.env["account.note.api"].apply_credit({"shares": [share]})
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
        for note in notes:
            html = common.print_html(note)
            for word in (note.name, *note._note_get_origins().mapped("name")):
                expect(word in html, True, f"{word} in print")
            if "din_page" in html:
                expect('name="note_din5008"' in html, True, "head of a note")
        expect(common.print_pdf(notes)[:4], b"%PDF", "the file of all notes")

    def replace(self):
        """Take a document back and write a new one, which the country knows already."""
        origin = self.document()
        if "l10n_hu_edi_state" in origin:
            origin.l10n_hu_edi_state = "confirmed"
        window = open_window(REVERSAL, origin, date="2026-03-10")
        new = made_by(window, "modify_moves")
        expect(new.replaced_move_id, origin, f"what {new.display_name} replaces")
        expect(new.is_note, False, f"{new.display_name} is a note")
        if "l10n_hu_edi_state" in origin:
            expect(new._l10n_hu_get_chain_base(), origin, "the beginning of the chain")
        expect(origin.amount_residual, 0, f"what is open of {origin.name}")
        return new

    def older(self):
        """A credit note on an invoice of an older system."""
        note = self.document(self.credit_kind, post=False)
        note.external_origin_number = "OLD/7"
        note.external_origin_date = "2026-01-15"
        return self.post(note)

    def several(self):
        """A credit note over two documents, one on each line."""
        origins = self.document(), self.document()
        note = self.document(self.credit_kind, post=False)
        note.invoice_line_ids.write({"price_unit": 10.0, "quantity": 1})
        note.invoice_line_ids.copy({"move_id": note.id})
        for line, origin in zip(note.invoice_line_ids, origins, strict=True):
            line.origin_move_id = origin
        return self.post(note)

    def simplified(self):
        """Correct what somebody without an address bought, in the simplified format."""
        partner = self.partner
        nowhere = dict.fromkeys(("street", "zip", "city", "state_id"), False)
        self.partner = partner.copy(nowhere)
        notes = [self.note(model, self.document(), 1) for model in ACTIONS]
        notes.append(self.without_vat())
        self.partner = partner
        for note, kind in zip(notes, ("TD08", "TD09", "TD08"), strict=True):
            tree = DOCUMENTS["IT"].write(note)
            self.check_schema("IT simplified", note, tree)
            found = tree.findtext(".//TipoDocumento"), tree.findtext(".//NumeroFR")
            expect(found, (kind, note._note_get_origins().name[-20:]), note.name)

    def check_schema(self, schema, note, tree):
        if schema in schema_check.FILES:
            errors = schema_check.find_errors(schema, tree)
            expect(errors, [], f"the schema on {note.name}")

    def write_document(self, note):
        """The national document of a note says what it corrects, and is of its type."""
        country = self.env.company.account_fiscal_country_id.code
        document = DOCUMENTS.get(country)
        if not document:
            return
        note.note_reason_text = f"Broken {'and late ' * 40}"
        tree = document.write(note)
        self.check_schema(country, note, tree)
        if country == "RO":
            broken = schema_check.find_broken_romanian_rules(tree)
            expect(broken, [], f"the rules of CIUS-RO on {note.name}")
        found = [node.text for node in tree.iterfind(document.numbers)]
        wanted = [r.number[-20:] for r in note._note_get_billing_references()]
        # Facturae has a place for one, and words for the others
        expect(
            found, wanted[:1] if country == "ES" else wanted, f"origins, {note.name}"
        )
        if country == "PL":
            self.check_polish_rows(note, tree)
        if country == "IT":
            expect(note._l10n_it_edi_export_taxes_check(), {}, f"taxes of {note.name}")
        kind = tree.findtext(document.kind)
        expect(kind in document.kinds, True, f"{kind}, the type of {note.name}")
        text = " ".join(tree.itertext())
        for word in (*wanted, *document.words):
            expect(word in text, True, f"{word} in the document of {note.name}")

    def check_polish_rows(self, note, tree):
        """Rows after a correction less those before it are the note (art. 106j)."""
        net = 0.0
        for row in tree.iterfind(".//{*}FaWiersz"):
            sign = -1 if row.findtext("{*}StanPrzed") else 1
            net += sign * float(row.findtext("{*}P_11"))
        wanted = -note.amount_untaxed if note._is_credit_note() else note.amount_untaxed
        expect(note.currency_id.compare_amounts(net, wanted), 0, f"rows of {note.name}")
        before = tree.findall(".//{*}FaWiersz/{*}StanPrzed")
        expect(bool(before), bool(note.invoice_line_ids.origin_line_id), "rows before")


def find_journal(company, kind, numbering):
    journals = company.env["account.journal"]
    domain = [("type", "=", kind), ("company_id", "=", company.id)]
    journal = journals.search(domain, limit=1)
    if numbering == "series":
        return journal
    # The first one has notes in series from the demo data, or numbers of its own
    account = journal.default_account_id.id
    values = {"name": f"After, {kind}", "code": f"N{kind[0].upper()}"}
    journal = journal.copy({**values, "default_account_id": account})
    if "l10n_latam_use_documents" in journal:
        journal.l10n_latam_use_documents = False
    journal.note_numbering = "origin"
    return journal


def tell(company, kind, numbering):
    country = company.account_fiscal_country_id.code
    stories = Stories(find_journal(company, kind, numbering))
    notes = [stories.reverse_in_full(), stories.credit_in_part()]
    notes += [stories.debit(), stories.apply()]
    if kind == "sale":
        if country == "HU":
            stories.replace()
        if country == "IT":
            stories.simplified()
        stories.print_notes(stories.env["account.move"].union(*notes))
        others = [stories.reprice(), stories.rebate()]
        others += [stories.older(), stories.several()]
        if country in ("IT", "RO"):
            others.append(stories.without_vat())
        for note in (*notes[:3], *others):
            stories.write_document(note)
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
