import json

from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApiApplication(NoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.clerk("api-clerk"))

    def ask(self, method, *args, **request):
        answer = getattr(self.api, method)(*args or [request])
        self.assertEqual(json.loads(json.dumps(answer)), answer, "plain values only")
        return answer

    def test_chosen_amounts(self):
        note, invoice = self.goodwill(100.0), self.invoice()
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 30}
        told = self.ask("preview_application", shares=[share])
        self.assertEqual(told["refusals"], [])
        self.assertEqual(note.amount_residual, 100.0)
        answer = self.ask("apply_credit", shares=[share], reason="Agreed")
        self.assertEqual(answer["shares"], told["shares"])
        self.assertEqual(
            answer["shares"],
            [
                {
                    "credit_id": note.id,
                    "credit_line_id": self.open_items(note).id,
                    "invoice_id": invoice.id,
                    "line_id": self.open_items(invoice).id,
                    "due_date": str(self.open_items(invoice).date_maturity),
                    "amount": 30.0,
                    "open_before": 115.0,
                    "open_after": 85.0,
                }
            ],
        )
        self.assertEqual(answer["left"], [{"credit_id": note.id, "amount": 70.0}])
        self.assertEqual((note.amount_residual, invoice.amount_residual), (70.0, 85.0))
        record = self.env["account.note.application"].browse(answer["applications"])
        self.assertEqual((record.amount, record.reason), (30.0, "Agreed"))

    def test_one_instalment(self):
        invoice = self.invoice(invoice_payment_term_id=self.halves.id)
        first, second = self.open_items(invoice)
        note = self.goodwill(50.0)
        share = {"credit_id": note.id, "line_id": second.id, "amount": 20}
        self.ask("apply_credit", shares=[share])
        self.assertEqual((first.amount_residual, second.amount_residual), (57.5, 37.5))

    def test_an_invoice_of_several_instalments_the_earliest_first(self):
        invoice = self.invoice(invoice_payment_term_id=self.halves.id)
        note = self.goodwill(100.0)
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 60}
        answer = self.ask("apply_credit", shares=[share])
        self.assertEqual([one["amount"] for one in answer["shares"]], [57.5, 2.5])

    def test_by_a_strategy(self):
        old = self.invoice(invoice_date="2026-01-01", date="2026-01-01")
        new = self.invoice(invoice_date="2026-02-01", date="2026-02-01")
        note = self.goodwill(100.0)
        answer = self.ask(
            "preview_application",
            credit_ids=note.ids,
            invoice_ids=[old.id, new.id],
            strategy="newest",
        )
        self.assertEqual([one["invoice_id"] for one in answer["shares"]], [new.id])
        answer = self.ask("apply_credit", credit_ids=note.ids, strategy="oldest")
        self.assertEqual([one["invoice_id"] for one in answer["shares"]], [old.id])
        self.assertEqual(old.amount_residual, 15.0)

    def test_vendor_side(self):
        bill = self.invoice(move_type="in_invoice", ref="B 1")
        note = self.goodwill(50.0, move_type="in_refund")
        share = {"credit_id": note.id, "invoice_id": bill.id, "amount": 50}
        self.ask("apply_credit", shares=[share])
        self.assertEqual(bill.amount_residual, 65.0)

    def test_what_breaks_a_rule(self):
        note = self.doubt(self.goodwill(50.0))
        share = {"credit_id": note.id, "invoice_id": self.invoice().id, "amount": 50}
        (text,) = self.ask("preview_application", shares=[share])["refusals"]
        self.assertIn("doubtful", text)
        with self.refused("application_doubtful: ", note.name):
            self.ask("apply_credit", shares=[share])

    def test_more_than_is_open(self):
        note, invoice = self.goodwill(50.0), self.invoice()
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 30}
        with self.refused("too_much: shares[1]", "10.0 more than what is open"):
            self.ask("apply_credit", shares=[share, share])
        self.assertEqual(note.amount_residual, 50.0)

    def test_taking_back(self):
        note, invoice = self.goodwill(50.0), self.invoice()
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 30}
        made = self.ask("apply_credit", shares=[share])["applications"]
        answer = self.ask("unapply_credit", application_ids=made, reason="Mistake")
        (released,) = answer["released"]
        self.assertEqual((released["amount"], released["reason"]), (-30.0, "Mistake"))
        self.assertEqual(released["takes_back_id"], made[0])
        self.assertEqual((note.amount_residual, invoice.amount_residual), (50.0, 115.0))
        history = self.ask("get_applications", note.ids)
        self.assertEqual([one["kind"] for one in history], ["apply", "unapply"])
        with self.refused("no longer applied"):
            self.ask("unapply_credit", application_ids=made)

    def test_taking_back_all_of_a_document(self):
        note = self.goodwill(50.0)
        for invoice in (self.invoice(), self.invoice()):
            share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 20}
            self.ask("apply_credit", shares=[share])
        self.ask("unapply_credit", move_ids=note.ids)
        self.assertEqual(note.amount_residual, 50.0)
        with self.refused("Nothing of these documents is applied"):
            self.ask("unapply_credit", move_ids=note.ids)

    def test_half_said_requests(self):
        note, invoice = self.goodwill(), self.invoice()
        for request, text in (
            ({}, "credit_ids is missing"),
            (
                {"shares": [{"credit_id": note.id, "amount": 1}]},
                "invoice_id is missing",
            ),
            ({"shares": [{"invoice_id": invoice.id, "amount": 1}]}, "credit_id is m"),
            (
                {"shares": [{"credit_id": note.id, "invoice_id": invoice.id}]},
                "amount is missing",
            ),
            (
                {
                    "shares": [
                        {"credit_id": note.id, "invoice_id": invoice.id, "amount": 1}
                    ],
                    "credit_ids": note.ids,
                },
                "credit_ids is no field",
            ),
            ({"credit_ids": note.ids, "strategy": "best"}, "strategy is none of these"),
        ):
            with self.subTest(text), self.refused("bad_request: ", text):
                self.ask("apply_credit", **request)
        with self.refused("application_ids is missing"):
            self.ask("unapply_credit")

    def test_what_is_given_twice_is_named(self):
        note, invoice = self.goodwill(), self.invoice()
        share = {
            "credit_id": note.id,
            "invoice_id": invoice.id,
            "line_id": self.open_items(invoice).id,
            "amount": 1,
        }
        text = "shares[0].invoice_id, shares[0].line_id: give the one or the other"
        with self.refused("bad_request: ", text):
            self.ask("apply_credit", shares=[share])
        with self.refused("application_ids, move_ids: give the one or the other"):
            self.ask("unapply_credit", move_ids=note.ids, application_ids=[1])

    def test_what_may_be_credited(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Chair", 2, 100.0))
        self.credit(invoice, Desk=2)
        self.credit(invoice, post=False, Chair=1)
        (told,) = self.ask("get_creditable", invoice.ids)
        self.assertEqual(
            {name: told[name] for name in told if name != "lines"},
            {
                "invoice_id": invoice.id,
                "name": invoice.name,
                "currency": "USD",
                "invoiced": 287.5,
                "debited": 0.0,
                "credited": 23.0,
                "reserved": 115.0,
                "remaining": 264.5,
            },
        )
        self.assertEqual(
            [
                (line["credited_quantity"], line["reserved_quantity"])
                for line in told["lines"]
            ],
            [(2.0, 0.0), (0.0, 1.0)],
        )

    def test_open_credits_of_a_partner(self):
        partner = self.env["res.partner"].create({"name": "Quiet Offices"})
        contact = partner.create({"name": "Ann", "parent_id": partner.id})
        late = self.goodwill(50.0, partner_id=partner.id)
        early = self.goodwill(
            20.0, partner_id=contact.id, invoice_date="2026-01-05", date="2026-01-05"
        )
        found = self.ask("get_open_credits", contact.id)
        self.assertEqual([one["credit_id"] for one in found], [early.id, late.id])
        self.assertEqual(
            found[0],
            {
                "credit_id": early.id,
                "credit_line_id": self.open_items(early).id,
                "name": early.name,
                "move_type": "out_refund",
                "date": "2026-01-05",
                "currency": "USD",
                "open_amount": 20.0,
                "is_doubtful": False,
            },
        )
