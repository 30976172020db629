from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged
from odoo.tools import float_repr

from .electronic_common import ElectronicCase

# As the modules of Odoo write them, no more than what is completed
FATTURA = b"""<FatturaElettronica><FatturaElettronicaBody><DatiGenerali>
<DatiGeneraliDocumento><TipoDocumento>TD05</TipoDocumento>
<ImportoTotaleDocumento>115.00</ImportoTotaleDocumento></DatiGeneraliDocumento>
<Datifatturecollegate><IdDocumento>INV/2026/00001, frei</IdDocumento>
</Datifatturecollegate>
<DatiFattureCollegate><IdDocumento>INV/2026/00009</IdDocumento></DatiFattureCollegate>
<DatiDDT/></DatiGenerali></FatturaElettronicaBody></FatturaElettronica>"""
# The same of the simplified format
SIMPLIFIED = b"""<p:FatturaElettronicaSemplificata xmlns:p="urn:fsm10">
<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento>
<TipoDocumento>TD07</TipoDocumento></DatiGeneraliDocumento></DatiGenerali>
</FatturaElettronicaBody></p:FatturaElettronicaSemplificata>"""
KSEF = """<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Fa>
<RodzajFaktury>KOR</RodzajFaktury><DaneFaKorygowanej>
<DataWystFaKorygowanej>2026-03-20</DataWystFaKorygowanej>
<NrFaKorygowanej>BRAK</NrFaKorygowanej><NrKSeFN>1</NrKSeFN></DaneFaKorygowanej>
<FaWiersz/></Fa></Faktura>"""


@tagged("post_install", "-at_install")
class TestElectronicNational(ElectronicCase):
    """What localizations write is completed, wherever they are loaded."""

    def write_document(self, name, content, note):
        """Return what a localization's method returns of a note, parsed."""
        model = self.registry["account.move"]
        with patch.object(model, name, lambda move: content, create=True):
            note._register_hook()
            note._register_hook()
            written = getattr(note, name)()
        written = written.encode() if isinstance(written, str) else written
        return etree.fromstring(written)

    def fattura(self, note):
        return self.write_document("_l10n_it_edi_render_xml", FATTURA, note)

    def ksef_values(self, note):
        """Return what the module of Poland takes from a note, completed by us."""

        def core(move):
            rows = [
                {
                    "NrWierszaFa": place,
                    "UU_ID": f"odoo-line-{line.id}",
                    "P_7": line.name,
                    "P_8A": "szt.",
                    "P_8B": -line.quantity,
                    "P_9A": float_repr(line.price_unit, 2),
                    "P_11": float_repr(-line.price_subtotal, 2),
                    "P_12": "23",
                }
                for place, line in enumerate(move.invoice_line_ids, start=1)
            ]
            info = {"PrzyczynaKorekty": "", "TypKorekty": "1"}
            return {
                "correction_info": info,
                "invoice_lines": rows,
                "float_repr": float_repr,
            }

        model, name = self.registry["account.move"], "_l10n_pl_edi_get_xml_values"
        self.enterContext(patch.object(model, name, core, create=True))
        note._register_hook()
        return getattr(note, name)()

    def ksef_rows(self, note):
        return [
            (row["P_8B"], row["P_9A"], row["P_11"], row.get("StanPrzed"))
            for row in self.ksef_values(note)["invoice_lines"]
        ]

    def ksef(self, note):
        self.ksef_values(note)
        if "l10n_pl_edi_number" not in note:
            model = self.registry["account.move"]
            self.enterContext(
                patch.object(model, "l10n_pl_edi_number", False, create=True)
            )
        return self.write_document("_l10n_pl_edi_render_xml", KSEF, note)

    def external(self):
        return self.invoice(
            move_type="out_refund",
            external_origin_number="OLD-7",
            external_origin_date="2026-02-01",
        )

    def test_fattura_names_all_origins_and_the_reason(self):
        invoices = [self.invoice() for _ in range(3)]
        note = self.rebate(*invoices, note_reason_text="Broken €" + "x" * 250)
        tree = self.fattura(note)
        self.assertEqual(
            [
                (node.findtext("IdDocumento"), node.findtext("Data"))
                for node in tree.iter("DatiFattureCollegate")
            ],
            [(invoice.name, "2026-03-01") for invoice in invoices],
        )
        self.assertFalse(tree.findall(".//Datifatturecollegate"))
        tags = [node.tag for node in tree.find(".//DatiGenerali")]
        self.assertEqual((tags[0], tags[-1]), ("DatiGeneraliDocumento", "DatiDDT"))
        texts = [node.text for node in tree.iter("Causale")]
        self.assertEqual([len(text) for text in texts], [200, 57])
        self.assertTrue(texts[0].startswith("Broken x"))

    def test_fattura_of_a_debit_note_names_the_number_alone(self):
        invoice = self.invoice()
        tree = self.fattura(self.debit(invoice))
        self.assertEqual(self.texts(tree, "IdDocumento"), [invoice.name])

    def test_fattura_names_the_invoice_of_an_older_system(self):
        tree = self.fattura(self.external())
        self.assertEqual(self.texts(tree, "IdDocumento"), ["OLD-7"])
        self.assertEqual(self.texts(tree, "Data"), ["2026-02-01"])

    def simplified(self, note):
        """Return type, corrected document, its date and what is said of it."""
        tree = self.write_document("_l10n_it_edi_render_xml", SIMPLIFIED, note)
        self.assertFalse(tree.findall(".//DatiFattureCollegate"))
        self.assertFalse(tree.findall(".//Causale"))
        names = "TipoDocumento", "NumeroFR", "DataFR", "ElementiRettificati"
        return [tree.findtext(f".//{name}") for name in names]

    def test_simplified_fattura_has_a_place_for_one_document(self):
        invoices = [self.invoice() for _ in range(2)]
        first, second = (invoice.name for invoice in invoices)
        self.assertEqual(
            self.simplified(self.rebate(*invoices, note_reason_text="Broken\n€ all")),
            ["TD07", first, "2026-03-01", f"Broken all, {second}"],
        )
        self.assertEqual(
            self.simplified(self.debit(invoices[0])),
            ["TD09", first, "2026-03-01", invoices[0].invoice_line_ids.name],
        )
        older = self.external()
        self.assertEqual(self.simplified(older)[1:3], ["OLD-7", "2026-02-01"])
        undated = self.invoice(move_type="out_refund", external_origin_number="OLD-8")
        self.assertEqual(self.simplified(undated), ["TD07", None, None, None])

    def net_of_tax(self):
        values = {"amount_type": "fixed", "amount": 10.0, "is_net_of_tax": True}
        window = self.window(self.invoice(), correction_mode="amount", **values)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        return note

    def fattura_values(self, note, nature=None):
        """Return rates and nature of the line, and the sums, completed by us.

        :param nature: that of a tax of 0 %, without it the line bears no tax
        """

        def core(move):
            line = {"aliquota_iva_list": [0.0] if nature else [], "natura": nature}
            line["prezzo_totale"] = move.amount_untaxed
            sums = [{"aliquota_iva": 0.0, "natura": nature}] if nature else []
            return {"base_lines": [{"it_values": line}], "tax_lines": sums}

        model, name = self.registry["account.move"], "_l10n_it_edi_get_values"
        with patch.object(model, name, core, create=True):
            note._register_hook()
            values = getattr(note, name)()
        (line,) = (row["it_values"] for row in values["base_lines"])
        return line["aliquota_iva_list"], line["natura"], values["tax_lines"]

    def test_fattura_without_vat_correction_has_a_nature(self):
        rates, nature, sums = self.fattura_values(self.net_of_tax())
        self.assertEqual((rates, nature), ([0.0], "N2.2"))
        (group,) = sums
        self.assertEqual((group["aliquota_iva"], group["natura"]), (0.0, "N2.2"))
        self.assertEqual((group["imponibile_importo"], group["imposta"]), (10.0, 0.0))
        self.assertIn("26", group["riferimento_normativo"])

    def test_fattura_keeps_a_nature_that_somebody_named(self):
        rates, nature, sums = self.fattura_values(self.net_of_tax(), "N4")
        self.assertEqual((rates, nature, len(sums)), ([0.0], "N4", 1))
        rates, nature, sums = self.fattura_values(self.rebate(self.invoice()))
        self.assertEqual((rates, nature, sums), ([], None, []))

    def test_simplified_fattura_without_vat_correction_has_a_nature(self):
        line = b"""</DatiGenerali><DatiBeniServizi><Descrizione>D</Descrizione>
        <Importo>10.00</Importo><DatiIVA><Imposta>0.00</Imposta></DatiIVA>%s
        </DatiBeniServizi>"""
        for note, there, wanted in (
            (self.net_of_tax(), b"", ["N2.2"]),
            (self.net_of_tax(), b"<Natura>N4</Natura>", ["N4"]),
            (self.rebate(self.invoice()), b"", []),
        ):
            content = SIMPLIFIED.replace(b"</DatiGenerali>", line % there)
            tree = self.write_document("_l10n_it_edi_render_xml", content, note)
            self.assertEqual(self.texts(tree, "Natura"), wanted)

    def test_lines_without_vat_correction_need_no_tax_in_italy(self):
        def core(moves, kind, _name, min_len=1):
            return {kind: moves} if moves and min_len else {}

        note, other = self.net_of_tax(), self.rebate(self.invoice())
        model = self.registry["account.move"]
        name = "_l10n_it_edi_check_lines_for_tax_kind"
        with patch.object(model, name, core, create=True):
            note._register_hook()
            check = getattr(note | other, name)
            self.assertEqual(check("vat", "VAT"), {"vat": other})
            everything = {"pension_fund": note | other}
            self.assertEqual(check("pension_fund", "Fund"), everything)
            self.assertFalse(getattr(note, name)("vat", "VAT", 1))

    def test_national_texts_are_in_the_language_of_the_customer(self):
        self.partner_a.lang = "fr_FR"
        note = self.net_of_tax()
        sentence = note.with_context(lang="fr_FR")._note_get_net_of_tax_text()
        self.assertNotEqual(sentence, note._note_get_net_of_tax_text())
        words = " ".join(self.texts(self.fattura(note), "Causale"))
        self.assertIn(" ".join(sentence.split()), words)

    def test_ksef_names_all_origins(self):
        invoices = [self.invoice() for _ in range(2)]
        tree = self.ksef(self.rebate(*invoices))
        self.assertEqual(
            self.texts(tree, "NrFaKorygowanej"), [invoice.name for invoice in invoices]
        )
        self.assertEqual(self.texts(tree, "NrKSeFN"), ["1", "1"])

    def test_ksef_shows_lines_before_and_after(self):
        invoice = self.invoice(("Desk", 4, 100.0), ("Pen", 1, 2.0))
        self.assertEqual(
            self.ksef_rows(self.credit(invoice, Desk=1)),
            [(4.0, "100.00", "400.00", True), (3.0, "100.00", "300.00", False)],
        )
        rows = self.ksef_values(self.credit(invoice, Pen=1))["invoice_lines"]
        self.assertEqual([row["NrWierszaFa"] for row in rows], [1])
        dear = self.invoice(("Desk", 4, 100.0))
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=dear.ids)
            .create({"date": "2026-03-10", "correction_mode": "price"})
        )
        window.line_ids.new_price = 110.55
        note = self.env["account.move"].browse(window.create_debit()["res_id"])
        note.action_post()
        self.assertEqual(
            self.ksef_rows(note),
            [(4.0, "100.00", "400.00", True), (4.0, "110.55", "442.20", False)],
        )

    def test_ksef_marks_the_lines_before(self):
        note = self.credit(self.invoice(("Desk", 4, 100.0)), Desk=1)
        tree = self.ksef(note)
        (row,) = tree.iterfind(".//{*}FaWiersz")
        self.assertEqual(row[-1].text, "1")
        self.assertEqual(etree.QName(row[-1]).localname, "StanPrzed")

    def test_ksef_keeps_what_corrects_no_line_as_a_difference(self):
        rows = self.ksef_rows(self.rebate(self.invoice(), self.invoice()))
        self.assertEqual(rows, [(-1.0, "10.00", "-10.00", None)] * 2)

    def test_ksef_names_the_invoice_of_an_older_system(self):
        tree = self.ksef(self.external())
        self.assertEqual(self.texts(tree, "NrFaKorygowanej"), ["OLD-7"])
        self.assertEqual(self.texts(tree, "DataWystFaKorygowanej"), ["2026-02-01"])

    def test_debit_note_is_a_correction_to_ksef(self):
        invoice = self.invoice()
        model, name = (
            self.registry["account.move"],
            "_l10n_pl_edi_get_ksef_invoice_type",
        )
        with patch.object(model, name, lambda move: "VAT", create=True):
            invoice._register_hook()
            self.assertEqual(getattr(self.debit(invoice), name)(), "KOR")
            self.assertEqual(getattr(invoice, name)(), "VAT")

    def received(self, kind, content):
        """Return what a received document is linked with, and an older number."""
        draft = self.invoice(move_type=kind, post=False, invoice_date="2026-03-20")
        model, name = self.registry["account.move"], "_l10n_it_edi_import_invoice"
        core = lambda move, invoice, data, is_new: move  # noqa: E731
        with patch.object(model, name, core, create=True):
            draft._register_hook()
            getattr(draft, name)(draft, {"xml_tree": etree.fromstring(content)}, True)
        origin, older = draft._note_get_header_origin(), draft.external_origin_number
        chatter = " ".join(map(str, draft.message_ids.mapped("body")))
        self.assertIn(older or origin.ref, chatter)
        return origin, older

    def test_received_fattura_finds_what_it_corrects(self):
        bill = self.invoice(move_type="in_invoice", ref="V-7")
        for kind, number, code in (
            ("in_refund", "V-7", b"TD04"),
            ("in_invoice", "V-7", b"TD05"),
            ("in_refund", "OLD-7", b"TD04"),
        ):
            content = FATTURA.replace(b"INV/2026/00009", number.encode())
            content = content.replace(b"INV/2026/00001, frei", number.encode())
            origin, older = self.received(kind, content.replace(b"TD05", code))
            is_known = number == "V-7"
            self.assertEqual(origin, bill if is_known else bill.browse())
            self.assertEqual(older, False if is_known else "OLD-7")

    def test_received_simplified_fattura_finds_what_it_corrects(self):
        bill = self.invoice(move_type="in_invoice", ref="V-7")
        named = b"""</DatiGeneraliDocumento><DatiFatturaRettificata><NumeroFR>V-7
        </NumeroFR><DataFR>2026-03-01</DataFR></DatiFatturaRettificata>"""
        for kind, code in (("in_refund", b"TD08"), ("in_invoice", b"TD09")):
            content = SIMPLIFIED.replace(b"</DatiGeneraliDocumento>", named)
            self.assertEqual(
                self.received(kind, content.replace(b"TD07", code)), (bill, False)
            )

    def test_hungarian_replacement_stays_one_and_is_in_the_chain(self):
        invoice = self.invoice()
        window = self.window(invoice, correction_mode="full")
        action = window.modify_moves()
        replacement = self.env["account.move"].browse(action["res_id"])
        self.assertEqual(replacement.replaced_move_id, invoice)
        replacement.write({"debit_origin_id": invoice.id, "ref": "New"})
        self.assertFalse(replacement.debit_origin_id)
        self.assertEqual(replacement.ref, "New")
        self.assertFalse(replacement.is_note)
        model, nothing = self.registry["account.move"], lambda moves: moves.browse()
        names = "_l10n_hu_get_chain_base", "_l10n_hu_get_chain_invoices"
        for name in names:
            self.enterContext(patch.object(model, name, nothing, create=True))
        invoice._register_hook()
        note = invoice.reversal_move_ids
        base, chain = (getattr(model, name) for name in names)
        self.assertEqual(base(replacement | note), invoice)
        self.assertEqual(chain(invoice), invoice | note | replacement)

    def test_invoices_are_written_as_the_localization_does(self):
        tree = self.fattura(self.invoice())
        self.assertEqual(etree.tostring(tree), FATTURA)
