"""The main stories of notes, told in a company of each localization.

`./dev localizations` runs them on a database with these localizations and names the
countries; elsewhere there is nothing to tell.
"""

import os
from itertools import product
from typing import NamedTuple

from lxml import etree

from odoo import Command
from odoo.tests import TransactionCase, tagged

from . import national_rules

COUNTRIES = os.environ.get("NOTE_COUNTRIES", "").upper().split()

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
REPORT = "account.account_invoices"


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


class LocalizationCase(TransactionCase):
    """What a bookkeeper does with the documents of one journal."""

    def begin(self, country, kind, numbering):
        """Sit down in the company that a localization brought along."""
        domain = [("account_fiscal_country_id.code", "=", country)]
        company = self.env["res.company"].search([*domain, ("id", ">", 2)], limit=1)
        self.assertTrue(company, f"{country} has a company of its own")
        company = company.with_context(allowed_company_ids=company.ids)
        self.env = company.with_company(company).env
        self.country, self.papers = country, 1000
        self.kind, self.credit_kind = KINDS[kind]
        self.tax = self.env.company[f"account_{kind}_tax_id"]
        self.partner = self.make_partner(self.env.company)
        self.journal = self.find_journal(kind, numbering)

    def make_partner(self, company):
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
        return self.env["res.partner"].create(values)

    def find_journal(self, kind, numbering):
        domain = [("type", "=", kind), ("company_id", "=", self.env.company.id)]
        journal = self.env["account.journal"].search(domain, limit=1)
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

    def document(self, kind=None, post=True):
        line = {"name": "Part", "price_unit": 100.0, "quantity": 4}
        line["tax_ids"] = [Command.set(self.tax.ids)]
        move = self.env["account.move"].create(
            {
                "move_type": kind or self.kind,
                "partner_id": self.partner.id,
                "journal_id": self.journal.id,
                "invoice_date": "2026-03-02",
                "invoice_line_ids": [Command.create(line)],
            }
        )
        return self.post(move) if post else move

    def post(self, move):
        if "l10n_latam_document_number" in move and (
            move.l10n_latam_manual_document_number
        ):
            self.papers += 1  # what a bookkeeper reads from the vendor's paper
            move.l10n_latam_document_number = str(self.papers)
        move.action_post()
        self.assertEqual(move.state, "posted", move.display_name)
        return move

    def open(self, model, origin, **values):
        context = {"active_model": "account.move", "active_ids": origin.ids}
        windows = self.env[model].with_context(**context)
        return windows.create({"date": "2026-03-10", **values})

    def made_by(self, window, action):
        return self.env["account.move"].browse(getattr(window, action)()["res_id"])

    def note(self, model, origin, quantity=None, new_price=None, **values):
        """Post a note on a document: on all of it, or on a quantity of each line."""
        mode = {"correction_mode": "full" if quantity is None else "lines"}
        window = self.open(model, origin, **{**mode, **values})
        if quantity is not None:
            window.line_ids.quantity = quantity
        if new_price:
            window.line_ids.new_price = new_price
        return self.post(self.made_by(window, ACTIONS[model]))

    def reverse_in_full(self):
        origin = self.document()
        note = self.note(REVERSAL, origin)
        self.assertEqual(note.move_type, self.credit_kind, note.name)
        self.assertEqual(note.amount_total, origin.amount_total, note.name)
        self.assertEqual((origin.amount_residual, note.amount_residual), (0, 0))
        self.check_number(note, origin, "R")
        return note

    def credit_in_part(self):
        origin = self.document()
        first = self.note(REVERSAL, origin, 1)
        rest = origin.amount_total - first.amount_total
        self.assertEqual(first.invoice_line_ids.quantity, 1, first.name)
        self.assertAlmostEqual(origin.amount_residual, rest)
        last = self.note(REVERSAL, origin, 3)
        self.assertEqual(origin.amount_residual, 0)
        self.assertNotEqual(first.name, last.name)
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
        self.assertEqual(note.debit_origin_id, origin, note.name)
        self.assertEqual(note.invoice_line_ids.price_unit, 100.0, note.name)
        self.check_number(note, origin, "D")
        return note

    def apply(self):
        credit, origin = self.document(self.credit_kind), self.document()
        share = {"credit_id": credit.id, "invoice_id": origin.id, "amount": 25.0}
        self.env["account.note.api"].apply_credit({"shares": [share]})
        used = (credit.amount_total - 25.0, origin.amount_total - 25.0)
        self.assertEqual((credit.amount_residual, origin.amount_residual), used)
        return credit

    def check_number(self, note, origin, letter):
        if self.journal.note_numbering == "origin":
            self.assertEqual(note.name, letter + origin.name)
        elif self.journal._brings_own_numbering():
            self.assertTrue(note.name)
        elif self.journal[f"{'refund' if letter == 'R' else 'debit'}_sequence"]:
            self.assertTrue(note.name.startswith(letter), note.name)

    def print_notes(self, notes):
        reports = self.env["ir.actions.report"]
        for note in notes:
            html = reports._render_qweb_html(REPORT, note.ids)[0].decode()
            for word in (note.name, *note._note_get_origins().mapped("name")):
                self.assertIn(word, html)
            if "din_page" in html:
                self.assertIn('name="note_din5008"', html)
        reports = reports.with_context(force_report_rendering=True)
        content, _kind = reports._render_qweb_pdf(REPORT, notes.ids)
        self.assertEqual(content[:4], b"%PDF")

    def replace(self):
        """Take a document back and write a new one, which the country knows already."""
        origin = self.document()
        if "l10n_hu_edi_state" in origin:
            origin.l10n_hu_edi_state = "confirmed"
        new = self.made_by(self.open(REVERSAL, origin), "modify_moves")
        self.assertEqual(new.replaced_move_id, origin)
        self.assertFalse(new.is_note)
        if "l10n_hu_edi_state" in origin:
            self.assertEqual(new._l10n_hu_get_chain_base(), origin)
        self.assertEqual(origin.amount_residual, 0)

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
            origin = note._note_get_origins().name[-20:]
            self.assertEqual(found, (kind, origin), note.name)

    def check_schema(self, schema, note, tree):
        if schema in national_rules.FILES:
            errors = national_rules.find_errors(schema, tree)
            self.assertEqual(errors, [], f"the schema on {note.name}")

    def write_document(self, note):
        """The national document of a note says what it corrects, and is of its type."""
        country = self.country
        document = DOCUMENTS.get(country)
        if not document:
            return
        note.note_reason_text = f"Broken {'and late ' * 40}"
        tree = document.write(note)
        self.check_schema(country, note, tree)
        if country == "RO":
            broken = national_rules.find_broken_romanian_rules(tree)
            self.assertEqual(broken, [], f"the rules of CIUS-RO on {note.name}")
        found = [node.text for node in tree.iterfind(document.numbers)]
        wanted = [r.number[-20:] for r in note._note_get_billing_references()]
        # Facturae has a place for one, and words for the others
        named = wanted[:1] if country == "ES" else wanted
        self.assertEqual(found, named, f"origins of {note.name}")
        if country == "PL":
            self.check_polish_rows(note, tree)
        if country == "IT":
            self.assertFalse(note._l10n_it_edi_export_taxes_check(), note.name)
        kind = tree.findtext(document.kind)
        self.assertIn(kind, document.kinds, note.name)
        text = " ".join(tree.itertext())
        for word in (*wanted, *document.words):
            self.assertIn(word, text, note.name)

    def check_polish_rows(self, note, tree):
        """Rows after a correction less those before it are the note (art. 106j)."""
        net = 0.0
        for row in tree.iterfind(".//{*}FaWiersz"):
            sign = -1 if row.findtext("{*}StanPrzed") else 1
            net += sign * float(row.findtext("{*}P_11"))
        wanted = -note.amount_untaxed if note._is_credit_note() else note.amount_untaxed
        self.assertAlmostEqual(net, wanted, msg=note.name)
        before = tree.findall(".//{*}FaWiersz/{*}StanPrzed")
        self.assertEqual(bool(before), bool(note.invoice_line_ids.origin_line_id))


@tagged("post_install", "-at_install")
class TestLocalizations(LocalizationCase):
    """All stories for each country, kind of journal and way of numbering."""

    def tell(self, country, kind, numbering):
        self.begin(country, kind, numbering)
        notes = [self.reverse_in_full(), self.credit_in_part()]
        notes += [self.debit(), self.apply()]
        if kind == "purchase":
            return
        if country == "HU":
            self.replace()
        if country == "IT":
            self.simplified()
        self.print_notes(self.env["account.move"].union(*notes))
        others = [self.reprice(), self.rebate(), self.older(), self.several()]
        if country in ("IT", "RO"):
            others.append(self.without_vat())
        for note in (*notes[:3], *others):
            self.write_document(note)


def _add_test(*told):
    def test(self):
        self.tell(*told)

    setattr(TestLocalizations, f"test_{'_'.join(told).lower()}", test)


for told in product(COUNTRIES, KINDS, ("series", "origin")):
    _add_test(*told)
