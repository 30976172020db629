from unittest.mock import patch

from odoo.tests import tagged

from ..tools import billing
from .electronic_common import BIS3, CII, FORMATS_OF_BIS3, UBL, ElectronicCase


@tagged("post_install", "-at_install")
class TestElectronicExport(ElectronicCase):
    def test_credit_note_refers_to_number_and_date_of_its_invoice(self):
        invoice = self.invoice(("Desk", 2, 100.0), invoice_date="2026-03-01")
        note = self.credit(invoice, Desk=1)
        for model in (*(f"account.edi.xml.{name}" for name in FORMATS_OF_BIS3), UBL):
            with self.subTest(model):
                found = self.references(self.export(note, model))
                self.assertEqual(found, [(invoice.name, "2026-03-01")])
        found = self.references(self.export(note, CII))
        self.assertEqual(found, [(invoice.name, "20260301")])

    def test_invoice_of_an_older_system_is_referred_to(self):
        note = self.invoice(
            move_type="out_refund",
            external_origin_number=" OLD-7 ",
            external_origin_date="2026-02-01",
        )
        self.assertEqual(self.references(self.export(note)), [("OLD-7", "2026-02-01")])
        self.assertEqual(
            self.references(self.export(note, CII)), [("OLD-7", "20260201")]
        )

    def test_number_of_an_older_system_is_enough(self):
        note = self.invoice(move_type="out_refund", external_origin_number="OLD-7")
        for model in (BIS3, CII):
            self.assertEqual(
                self.references(self.export(note, model)), [("OLD-7", None)]
            )

    def test_note_without_origin_refers_to_nothing(self):
        for model in (BIS3, CII):
            self.assertFalse(self.references(self.export(self.goodwill(), model)))

    def test_several_origins_are_all_named_the_first_one_first(self):
        invoices = [self.invoice() for _ in range(3)]
        note = self.rebate(*reversed(invoices))
        names = [invoice.name for invoice in reversed(invoices)]
        for model in (UBL, BIS3, CII):
            found = [number for number, _ in self.references(self.export(note, model))]
            self.assertEqual(found, names)

    def test_lines_of_several_origins_name_theirs(self):
        first, second = self.invoice(), self.invoice()
        note = self.rebate(first, second)
        self.assertEqual(
            self.texts(
                self.export(note, UBL),
                *("CreditNoteLine", "BillingReference", "InvoiceDocumentReference"),
                "ID",
            ),
            [first.name, second.name],
        )
        self.assertEqual(
            self.texts(
                self.export(note, CII),
                "SpecifiedLineTradeSettlement",
                "InvoiceReferencedDocument",
                "IssuerAssignedID",
            ),
            [first.name, second.name],
        )
        notes = self.texts(self.export(note), "CreditNoteLine", "Note")
        self.assertEqual(notes[0], f"Corrects {first.name} of 03/01/2026")
        self.assertEqual(notes[1], f"Corrects {second.name} of 03/01/2026")

    def test_lines_of_one_origin_name_nothing(self):
        tree = self.export(self.credit(self.invoice()))
        self.assertFalse(self.texts(tree, "CreditNoteLine", "Note"))

    def test_order_reference_has_no_words_of_core(self):
        note = self.credit(self.invoice())
        self.assertIn("Reversal of", note.ref)
        ubl = self.texts(self.export(note), "OrderReference", "ID")
        cii = self.texts(
            self.export(note, CII), "BuyerOrderReferencedDocument", "IssuerAssignedID"
        )
        self.assertEqual((ubl, cii), ([], []))

    def test_buyer_reference_stands_in_for_the_order_that_peppol_wants(self):
        self.partner_a.ref = False
        note = self.credit(self.invoice())
        document, errors = self.env[BIS3]._export_invoice(note)
        self.assertIn(b"<cbc:BuyerReference>N/A<", document)
        self.assertNotIn(b"OrderReference", document)
        self.assertFalse(errors)

    def test_order_of_the_invoice_is_the_order_of_its_note(self):
        note = self.credit(self.invoice(ref="PO 4711"))
        ubl = self.texts(self.export(note), "OrderReference", "ID")
        cii = self.texts(
            self.export(note, CII), "BuyerOrderReferencedDocument", "IssuerAssignedID"
        )
        self.assertEqual((ubl, cii), (["PO 4711"], ["PO 4711"]))

    def test_note_without_reference_has_the_order_of_its_invoice(self):
        note = self.credit(self.invoice(ref="PO 4711"), post=False)
        note.ref = False
        note.action_post()
        ubl = self.texts(self.export(note), "OrderReference", "ID")
        cii = self.texts(
            self.export(note, CII), "BuyerOrderReferencedDocument", "IssuerAssignedID"
        )
        self.assertEqual((ubl, cii), (["PO 4711"], ["PO 4711"]))

    def test_reference_that_was_entered_on_the_note_stays(self):
        invoice = self.invoice(ref="PO 4711")
        note = self.credit(invoice, post=False)
        note.ref = f"Complaint 9 about {invoice.name}"
        note.action_post()
        tree = self.export(note)
        self.assertEqual(self.texts(tree, "OrderReference", "ID"), [note.ref])

    def test_debit_note_is_an_invoice_of_type_383(self):
        invoice = self.invoice()
        note = self.debit(invoice)
        for model in (UBL, BIS3):
            tree = self.export(note, model)
            self.assertIn("}Invoice", tree.tag)
            self.assertEqual(self.texts(tree, "InvoiceTypeCode"), ["383"])
            self.assertEqual(self.references(tree), [(invoice.name, "2026-03-01")])
        tree = self.export(note, CII)
        self.assertEqual(self.texts(tree, "ExchangedDocument", "TypeCode"), ["383"])
        self.assertEqual(self.references(tree), [(invoice.name, "20260301")])

    def test_debit_note_is_an_invoice_in_every_format(self):
        note = self.debit(self.invoice())
        for name in (*FORMATS_OF_BIS3, "ubl_20", "ubl_efff"):
            with self.subTest(name):
                tree = self.export(note, f"account.edi.xml.{name}")
                code = "380" if name in ("ubl_de", "ubl_nl") else "383"
                self.assertEqual(self.texts(tree, "InvoiceTypeCode"), [code])

    def test_debit_note_is_of_a_type_that_the_country_of_the_seller_knows(self):
        note = self.debit(self.invoice())
        for country in ("de", "fr", "nl", "ro"):
            seller = self.env.company.partner_id
            seller.country_id = self.env.ref(f"base.{country}")
            for model, path in (
                (BIS3, ["InvoiceTypeCode"]),
                (CII, ["ExchangedDocument", "TypeCode"]),
            ):
                with self.subTest(country, format=model):
                    tree = self.export(note, model)
                    self.assertEqual(self.texts(tree, *path), ["380"])

    def test_debit_note_on_a_credit_note_refers_to_it(self):
        credit = self.credit(self.invoice())
        tree = self.export(self.debit_of_credit(credit))
        self.assertEqual(self.texts(tree, "InvoiceTypeCode"), ["383"])
        self.assertEqual(self.references(tree), [(credit.name, "2026-03-10")])

    def test_invoice_is_written_as_by_core(self):
        tree = self.export(self.invoice(ref="PO 1"))
        self.assertEqual(self.texts(tree, "InvoiceTypeCode"), ["380"])
        self.assertEqual(self.texts(tree, "OrderReference", "ID"), ["PO 1"])
        self.assertFalse(self.references(tree))

    def test_reason_is_in_the_note_before_the_terms(self):
        note = self.credit(self.invoice(), post=False)
        note.write({"note_reason_text": "Broken leg", "narration": "<p>Thanks</p>"})
        note.action_post()
        ubl = self.texts(self.export(note), "CreditNote", "Note")
        cii = self.texts(self.export(note, CII), "IncludedNote", "Content")
        self.assertEqual((ubl, cii), (["Broken leg\nThanks"], ["Broken leg\nThanks"]))

    def test_note_is_worth_the_same_before_and_after_it_is_applied(self):
        names = "PayableAmount", "DuePayableAmount", "PrepaidAmount"
        names += ("TotalPrepaidAmount",)

        def amounts(note, model):
            tree = self.export(note, model)
            found = {name: self.texts(tree, name) for name in names}
            return {name: texts for name, texts in found.items() if texts}

        note = self.credit(self.invoice())
        self.assertFalse(note.amount_residual)
        prepaid = {"PrepaidAmount": ["0.00"], "PayableAmount": ["115.00"]}
        for name in ("ubl_20", "ubl_21", "ubl_bis3"):
            self.assertEqual(amounts(note, f"account.edi.xml.{name}"), prepaid)
        prepaid = {"TotalPrepaidAmount": ["0.00"], "DuePayableAmount": ["115.00"]}
        self.assertEqual(amounts(note, CII), prepaid)

    def test_note_net_of_tax_is_exempt_for_the_reason_it_prints(self):
        note = self.goodwill(is_net_of_tax=True)
        zero = self.goodwill(is_net_of_tax=True, tax=self.percent_tax(0))
        self.env.company.note_net_of_tax_text = "Net de taxe"
        seller = self.env.company.partner_id
        ubl = "{*}TaxTotal/{*}TaxSubtotal/{*}TaxCategory", "ID", "TaxExemptionReason"
        settlement = ".//{*}ApplicableHeaderTradeSettlement/{*}ApplicableTradeTax"
        cii = settlement, "CategoryCode", "ExemptionReason"
        tags = {BIS3: ubl, UBL: ubl, CII: cii}
        for country, code in (("fr", "VATEX-FR-CNWVAT"), ("de", None)):
            seller.country_id = self.env.ref(f"base.{country}")
            self.partner_a.country_id = seller.country_id
            for model, (path, category, reason) in tags.items():
                for move in (note, zero):
                    tree = self.export(move, model)
                    (group,) = tree.iterfind(path)
                    self.assertEqual(group.findtext("{*}" + category), "E")
                    self.assertEqual(group.findtext("{*}" + reason), "Net de taxe")
                    found = group.findtext(f"{{*}}{reason}Code")
                    self.assertEqual(found, code)

    def test_note_net_of_tax_is_sent_without_complaint(self):
        note = self.goodwill(is_net_of_tax=True)
        note.partner_bank_id = self.env.company.partner_id.bank_ids[:1]
        for model in (BIS3, CII):
            self.assertFalse(self.env[model]._export_invoice(note)[1])

    def test_texts_end_where_a_format_ends_them(self):
        self.env.company.note_net_of_tax_text = "Without VAT correction. " * 20
        note = self.goodwill(is_net_of_tax=True, note_reason_text="Broken " * 60)
        for model in (UBL, BIS3):
            lengths = (
                patch.dict(billing.NOTE_LENGTHS, {model: 300}),
                patch.dict(billing.EXEMPTION_LENGTHS, {model: 100}),
            )
            with self.subTest(model), lengths[0], lengths[1]:
                tree = self.export(note, model)
                self.assertEqual(
                    [len(node.text) for node in tree.findall("{*}Note")], [300]
                )
                reasons = {node.text for node in tree.iter("{*}TaxExemptionReason")}
                self.assertEqual({len(text) for text in reasons}, {100})

    def test_note_net_of_tax_says_so(self):
        note = self.goodwill(is_net_of_tax=True)
        self.env.company.note_net_of_tax_text = "Net de taxe"
        for model, path in ((BIS3, ["Note"]), (CII, ["IncludedNote", "Content"])):
            self.assertIn("Net de taxe", self.texts(self.export(note, model), *path))

    def test_dutch_supplier_refers_to_the_number_alone(self):
        self.env.company.partner_id.country_id = self.env.ref("base.nl")
        invoice = self.invoice()
        note = self.credit(invoice)
        note.ref = False
        document, errors = self.env[BIS3]._export_invoice(note)
        self.assertIn(f">{invoice.name}</cbc:ID>", document.decode())
        self.assertFalse([error for error in errors if "Reference" in error])

    def test_dutch_credit_note_needs_no_bank_account(self):
        self.env.company.partner_id.country_id = self.env.ref("base.nl")
        invoice = self.invoice()
        errors = self.env[BIS3]._export_invoice(self.credit(invoice))[1]
        self.assertFalse([error for error in errors if "Bank" in error])
        errors = self.env[BIS3]._export_invoice(self.debit(invoice))[1]
        self.assertTrue([error for error in errors if "Bank" in error])

    def test_dutch_note_without_origin_keeps_the_rule_of_core(self):
        self.env.company.partner_id.country_id = self.env.ref("base.nl")
        errors = self.env[BIS3]._export_invoice(self.goodwill())[1]
        self.assertTrue([error for error in errors if "Reference" in error])

    def test_misplaced_date_of_a_localization_stops_no_note(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        ubl = self.registry[UBL]
        core = ubl._add_invoice_header_nodes

        def misplaced(model, document_node, vals):
            core(model, document_node, vals)
            document_node["cac:BillingReference"] = {
                "cbc:ID": {"_text": invoice.name},
                "cbc:IssueDate": {"_text": invoice.invoice_date},
            }

        with patch.object(ubl, "_add_invoice_header_nodes", misplaced):
            found = self.references(self.export(note, UBL))
        self.assertEqual(found, [(invoice.name, "2026-03-01")])

    def test_self_billed_credit_note_is_one_of_type_261(self):
        journal = self.self_billing()
        bill = self.invoice(move_type="in_invoice", journal_id=journal.id, ref="V-1")
        tree = self.export(self.credit(bill))
        self.assertIn("}CreditNote", tree.tag)
        self.assertEqual(self.texts(tree, "CreditNoteTypeCode"), ["261"])
        self.assertEqual(self.references(tree), [(bill.name, "2026-03-01")])

    def test_self_billed_debit_note_of_a_french_seller_is_of_type_389(self):
        self.partner_a.country_id = self.env.ref("base.fr")
        journal = self.self_billing()
        bill = self.invoice(move_type="in_invoice", journal_id=journal.id, ref="V-1")
        tree = self.export(self.debit(bill))
        self.assertEqual(self.texts(tree, "InvoiceTypeCode"), ["389"])

    def test_self_billed_debit_note_is_an_invoice_of_type_527(self):
        bill = self.invoice(
            move_type="in_invoice", journal_id=self.self_billing().id, ref="V-1"
        )
        tree = self.export(self.debit(bill))
        self.assertEqual(self.texts(tree, "InvoiceTypeCode"), ["527"])
        self.assertEqual(self.references(tree), [(bill.name, "2026-03-01")])

    def test_sending_a_note_without_origin_warns(self):
        self.partner_a.invoice_edi_format = "ubl_bis3"

        def alerts(note):
            wizard = self.env["account.move.send.wizard"].with_context(
                active_model="account.move", active_ids=note.ids
            )
            return wizard.create({}).alerts or {}

        note = self.goodwill(tax=self.tax)
        self.assertIn(note.name, alerts(note)["note_without_reference"]["message"])
        self.assertNotIn("note_without_reference", alerts(self.credit(self.invoice())))

    def test_naming_origins_takes_no_query_per_line(self):
        def queries(lines, *invoices):
            names = [("Desk", 1, 9.0)] * lines
            note = self.invoice(*names, move_type="out_refund", post=False)
            for number, line in enumerate(note.invoice_line_ids):
                line.origin_move_id = invoices and invoices[number % 2]
            note.action_post()
            self.export(note)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.export(note)
            return self.env.cr.sql_log_count - before

        invoices = [self.invoice(("Desk", 99, 9.0)) for _ in range(2)]
        queries(2, *invoices)
        self.assertLessEqual(queries(30, *invoices) - queries(30), 5)
