from datetime import date

from odoo.tests import tagged

from .electronic_common import ElectronicCase
from .received_documents import cii, ubl

ALLOWANCE = b"""<ram:SpecifiedTradeAllowanceCharge>
 <ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>
 <ram:ActualAmount>-0.15</ram:ActualAmount><ram:Reason>Rechnungsrabatt</ram:Reason>
</ram:SpecifiedTradeAllowanceCharge>"""


@tagged("post_install", "-at_install")
class TestElectronicImport(ElectronicCase):
    def bill(self, ref, post=True, **values):
        return self.invoice(move_type="in_invoice", ref=ref, post=post, **values)

    def receive(self, content, journal="purchase", move=None):
        """Drop a file into a journal and return the document that it becomes."""
        attachment = self.env["ir.attachment"].create(
            {"name": "received.xml", "raw": content, "mimetype": "application/xml"}
        )
        if isinstance(journal, str):
            journal = self.company_data[f"default_journal_{journal}"]
        return journal._create_document_from_attachment(attachment.ids)

    def chatter(self, move):
        return " ".join(str(body) for body in move.message_ids.mapped("body"))

    def test_credit_note_finds_the_bill_by_its_number(self):
        bill = self.bill("V-1001")
        for document in (ubl("V-1001"), cii("V-1001")):
            note = self.receive(document)
            self.assertEqual(note.move_type, "in_refund")
            self.assertEqual(note.reversed_entry_id, bill)
            self.assertEqual(note.invoice_line_ids.origin_move_id, bill)
            self.assertEqual(note.amount_untaxed, 10.0)
            self.assertIn("by the number V-1001", self.chatter(note))
            self.assertIn(bill.name, self.chatter(note))

    def test_draft_bill_is_found(self):
        bill = self.bill("V-1001", post=False)
        self.assertEqual(self.receive(ubl("V-1001")).reversed_entry_id, bill)

    def test_cancelled_bill_is_not(self):
        bill = self.bill("V-1001", post=False)
        bill.button_cancel()
        self.assertEqual(self.receive(ubl("V-1001")).external_origin_number, "V-1001")

    def test_date_decides_between_bills_of_one_number(self):
        self.bill("7001", invoice_date="2025-03-01")
        bill = self.bill("7001", invoice_date="2026-03-01")
        for document in (ubl(("7001", "2026-03-01")), cii(("7001", "2026-03-01"))):
            self.assertEqual(self.receive(document).reversed_entry_id, bill)

    def test_bills_that_cannot_be_told_apart_are_both_named(self):
        bills = [self.bill("7001", invoice_date=f"202{n}-03-01") for n in (5, 6)]
        note = self.receive(ubl("7001"))
        self.assertFalse(note.reversed_entry_id)
        self.assertEqual(note.external_origin_number, "7001")
        for bill in bills:
            self.assertIn(bill.name, self.chatter(note))

    def test_other_date_of_the_only_bill_is_told(self):
        bill = self.bill("V-1001", invoice_date="2026-03-02")
        note = self.receive(ubl(("V-1001", "2026-03-01")))
        self.assertEqual(note.reversed_entry_id, bill)
        self.assertIn("03/02/2026", self.chatter(note))
        self.assertIn("03/01/2026", self.chatter(note))

    def test_younger_bill_is_linked_and_told(self):
        bill = self.bill("V-1001", invoice_date="2026-04-01")
        note = self.receive(ubl("V-1001", date="2026-03-20"))
        self.assertEqual(note.reversed_entry_id, bill)
        self.assertIn(bill.name, note.alerts["account_note_date"]["message"])

    def test_younger_bill_is_not_the_one_where_it_would_be_refused(self):
        self.env.company.note_refuse_early_date = True
        self.bill("V-1001", invoice_date="2026-04-01")
        note = self.receive(ubl("V-1001", date="2026-03-20"))
        self.assertFalse(note.reversed_entry_id)
        self.assertIn("cannot be older", self.chatter(note))

    def test_older_bill_of_two_with_a_number_is_the_one(self):
        older = self.bill("V-1001", invoice_date="2025-04-01")
        self.bill("V-1001", invoice_date="2026-04-01")
        note = self.receive(ubl("V-1001", date="2026-03-20"))
        self.assertEqual(note.reversed_entry_id, older)

    def test_note_above_its_bill_is_linked_and_warned(self):
        bill = self.bill("V-1001")
        bill.button_draft()
        bill.invoice_line_ids.price_unit = 1.0
        bill.action_post()
        note = self.receive(ubl("V-1001"))
        self.assertEqual(note.reversed_entry_id, bill)
        self.assertIn("cannot be credited", self.chatter(note))
        self.assertEqual(note.alerts["account_note_over_credit"]["level"], "warning")
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_bill_of_another_vendor_is_not_the_one(self):
        self.bill("V-1001", partner_id=self.partner_b.id)
        self.assertFalse(self.receive(ubl("V-1001")).reversed_entry_id)

    def test_bill_of_the_vendors_branch_is(self):
        branch = self.env["res.partner"].create(
            {"name": "Branch", "parent_id": self.partner_a.id, "type": "invoice"}
        )
        bill = self.bill("V-1001", partner_id=branch.id)
        self.assertEqual(self.receive(ubl("V-1001")).reversed_entry_id, bill)

    def test_bill_in_another_currency_is_not_the_one(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.bill("V-1001", currency_id=euro.id)
        note = self.receive(ubl("V-1001"))
        self.assertFalse(note.reversed_entry_id)
        self.assertIn("EUR", self.chatter(note))

    def test_unknown_number_is_kept_with_its_date(self):
        for document in (ubl(("OLD-77", "2024-05-06")), cii(("OLD-77", "2024-05-06"))):
            note = self.receive(document)
            self.assertEqual(note.external_origin_number, "OLD-77")
            self.assertEqual(note.external_origin_date, date(2024, 5, 6))
            self.assertIn("OLD-77 of 05/06/2024", self.chatter(note))

    def test_note_that_refers_to_nothing_says_nothing(self):
        note = self.receive(ubl())
        self.assertFalse(note.external_origin_number)
        self.assertNotIn("number", self.chatter(note))

    def test_lines_find_the_bill_they_refer_to(self):
        first, second = self.bill("V-1001"), self.bill("V-1002")
        lines = [("", "V-1002"), ("", "V-1001")]
        for document in (
            ubl("V-1001", "V-1002", lines=lines),
            cii("V-1001", "V-1002", lines=lines),
            ubl(lines=lines),
            cii(lines=lines),
        ):
            note = self.receive(document)
            origins = [line.origin_move_id for line in note.invoice_line_ids]
            self.assertEqual(origins, [second, first])
            self.assertEqual(note.reversed_entry_id, second)
            self.assertIn("Each line names", self.chatter(note))

    def test_lines_that_name_a_bill_in_words_find_it(self):
        bills = self.bill("V-1001") | self.bill("V-1002")
        lines = [(f"on {ref} as agreed", None) for ref in ("V-1001", "V-1002", "none")]
        note = self.receive(ubl("V-1001", "V-1002", lines=lines))
        self.assertEqual(note.invoice_line_ids.origin_move_id, bills)
        self.assertIn("1 lines name no invoice", self.chatter(note))

    def test_lines_that_cannot_be_told_correct_the_first(self):
        bill = self.bill("V-1001")
        self.bill("V-1002")
        note = self.receive(ubl("V-1001", "V-1002"))
        self.assertEqual(note.origin_move_ids, bill)
        self.assertIn("For now all lines correct", self.chatter(note))

    def test_credit_note_below_zero_credits(self):
        bill = self.bill("V-1001")
        for document in (ubl("V-1001", sign="-"), cii("V-1001", sign="-")):
            note = self.receive(document)
            self.assertEqual(note.move_type, "in_refund")
            self.assertEqual(note.amount_untaxed, 10.0)
            self.assertEqual(note.reversed_entry_id, bill)

    def test_invoice_below_zero_is_a_credit_note(self):
        bill = self.bill("V-1001")
        for document in (
            ubl("V-1001", root="Invoice", code="380", sign="-"),
            cii("V-1001", code="380", sign="-"),
        ):
            note = self.receive(document)
            self.assertEqual(note.move_type, "in_refund")
            self.assertEqual(note.amount_untaxed, 10.0)
            self.assertEqual(note.reversed_entry_id, bill)

    def test_debit_note_finds_its_bill(self):
        bill = self.bill("V-1001")
        for document in (
            ubl("V-1001", root="Invoice", code="383"),
            ubl("V-1001", root="DebitNote", code="383"),
            cii("V-1001", code="383"),
        ):
            note = self.receive(document)
            self.assertEqual(note.move_type, "in_invoice")
            self.assertEqual(note.amount_untaxed, 10.0)
            self.assertEqual(note.debit_origin_id, bill)
            self.assertEqual(note.invoice_line_ids.origin_move_id, bill)

    def test_debit_note_without_its_bill_is_a_bill(self):
        note = self.receive(ubl("OLD-77", root="Invoice", code="383"))
        self.assertFalse(note.debit_origin_id)
        self.assertFalse(note.external_origin_number)
        self.assertIn("OLD-77", self.chatter(note))

    def test_corrected_invoice_above_zero_adds_to_its_bill(self):
        bill = self.bill("V-1001")
        for make in (ubl, cii):
            received = self.receive(make("V-1001", **self.corrected(make)))
            self.assertEqual(received.move_type, "in_invoice")
            self.assertEqual(received.amount_untaxed, 10.0)
            self.assertEqual(received.debit_origin_id, bill)
            self.assertIn("type 384", self.chatter(received))

    def test_corrected_invoice_below_zero_is_a_credit_note(self):
        bill = self.bill("V-1001")
        for make in (ubl, cii):
            received = self.receive(make("V-1001", sign="-", **self.corrected(make)))
            self.assertEqual(received.move_type, "in_refund")
            self.assertEqual(received.amount_untaxed, 10.0)
            self.assertEqual(received.reversed_entry_id, bill)
            self.assertIn("by the number V-1001", self.chatter(received))

    def test_corrected_invoice_below_zero_keeps_the_number_of_an_older_system(self):
        for make in (ubl, cii):
            received = self.receive(make("OLD-77", sign="-", **self.corrected(make)))
            self.assertEqual(received.external_origin_number, "OLD-77")

    def test_corrected_invoice_that_names_none_is_a_credit_note(self):
        # As the public examples of ZUGFeRD have it
        for make in (ubl, cii):
            received = self.receive(make(sign="-", **self.corrected(make)))
            self.assertEqual(received.move_type, "in_refund")
            self.assertEqual(received.amount_untaxed, 10.0)

    def test_corrected_invoice_below_zero_keeps_its_allowances(self):
        # BASIC_Rechnungskorrektur of ZUGFeRD takes 0.23 off what it gives back
        head = b"<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        content = cii(sign="-", **self.corrected(cii)).replace(head, ALLOWANCE + head)
        received = self.receive(content)
        self.assertEqual(received.move_type, "in_refund")
        self.assertEqual(received.amount_untaxed, 9.85)

    def corrected(self, make):
        root = {"root": "Invoice"} if make is ubl else {}
        return {"code": "384", **root}

    def test_ordinary_invoice_corrects_nothing(self):
        self.bill("V-1001")
        invoice = self.receive(ubl("V-1001", root="Invoice", code="380"))
        self.assertFalse(invoice.debit_origin_id)
        self.assertNotIn("V-1001", self.chatter(invoice))

    def test_self_billed_note_of_a_customer_finds_our_invoice(self):
        mine = self.invoice()
        theirs = self.invoice(ref="SB-1")
        for number, origin in ((mine.name, mine), ("SB-1", theirs)):
            for make in (ubl, cii):
                content = make(
                    number, code="261", role="AccountingCustomerParty"
                ).replace(b"SellerTradeParty", b"BuyerTradeParty")
                note = self.receive(content, "sale")
                self.assertEqual(note.move_type, "out_refund")
                self.assertEqual(note.reversed_entry_id, origin)

    def test_number_of_a_self_billed_bill_is_ours(self):
        bill = self.bill("V-9", journal_id=self.self_billing().id)
        self.assertEqual(self.receive(ubl(bill.name)).reversed_entry_id, bill)
        other = self.bill("V-10")
        self.assertFalse(self.receive(ubl(other.name)).reversed_entry_id)

    def test_file_for_a_draft_that_exists_already(self):
        bill = self.bill("V-1001")
        draft = self.env["account.move"].create({"move_type": "in_invoice"})
        attachment = self.env["ir.attachment"].create(
            {
                "name": "mail.xml",
                "raw": ubl("V-1001"),
                "mimetype": "application/xml",
                "res_model": "account.move",
                "res_id": draft.id,
            }
        )
        draft._extend_with_attachments(draft._to_files_data(attachment))
        self.assertEqual(draft.move_type, "in_refund")
        self.assertEqual(draft.reversed_entry_id, bill)

    def test_reading_takes_no_query_per_reference(self):
        def queries(count):
            numbers = [f"V-{count}{index:03}" for index in range(count)]
            for number in numbers:
                self.bill(number)
            document = ubl(*numbers)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.receive(document)
            return self.env.cr.sql_log_count - before

        queries(2)
        self.assertLessEqual(queries(12) - queries(3), 4)
