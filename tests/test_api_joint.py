from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import ExactCase


@tagged("post_install", "-at_install")
class TestApiJoint(ExactCase):
    """One credit note over several invoices, as programs ask for it."""

    def set_scene(self):
        self.api = self.env["account.note.api"].with_user(self.clerk("joint-clerk"))
        self.sold = (
            self.invoice(("Chair", 1, 100.0))
            + self.invoice(("Desk", 1, 200.0))
            + self.invoice(("Lamp", 1, 700.0))
        )

    def ask(self, method, moves=None, **request):
        moves = self.sold if moves is None else moves
        request = {"invoice_ids": moves.ids, "joint": True, **request}
        return getattr(self.api, method)(request)

    def both(self, moves=None, **request):
        """Return the preview of one note, and that note, posted."""
        told = self.ask("preview_correction", moves, **request)
        request["state"] = "posted"
        (note,) = self.ask("create_credit_note", moves, **request)["notes"]
        joint = told["joint"]
        self.assertEqual(joint["refusals"], [])
        for mine, theirs in (
            ("untaxed_amount", "amount_untaxed"),
            ("total_amount", "amount_total"),
            ("origin_ids", "origin_ids"),
        ):
            self.assertEqual(joint[mine], note[theirs])
        taxes = sum(tax["amount"] for tax in joint["taxes"])
        self.assertAlmostEqual(taxes, note["amount_tax"], 2)
        parts = sum(part["total_amount"] for part in told["previews"])
        self.assertAlmostEqual(parts, note["amount_total"], 2)
        return told, note

    def test_a_percentage_of_all(self):
        told, note = self.both(mode="amount", percent=10)
        self.assertEqual(note["state"], "posted")
        self.assertEqual(note["origin_ids"], self.sold.ids)
        self.assertEqual(note["amount_untaxed"], 100.0)
        self.assertEqual(
            [part["invoice_id"] for part in told["previews"]], self.sold.ids
        )
        self.assertEqual(self.sold.mapped("amount_residual"), [103.5, 207.0, 724.5])

    def test_an_amount_is_shared_by_what_remains(self):
        _told, note = self.both(mode="amount", amount=115.0)
        self.assertEqual(self.sold.mapped("amount_residual"), [103.5, 207.0, 724.5])
        _told, note = self.both(mode="amount", amount=90.0, is_untaxed=True)
        self.assertEqual(note["amount_untaxed"], 90.0)

    def test_everything_that_remains(self):
        self.credit(self.sold[0])
        _told, note = self.both()
        self.assertEqual(note["origin_ids"], self.sold[1:].ids)
        self.assertEqual(self.sold.mapped("amount_residual"), [0.0, 0.0, 0.0])
        with self.refused("over_credited: ", "nothing remains"):
            self.ask("create_credit_note")
        told = self.ask("preview_correction")
        self.assertEqual(told["joint"]["refusals"][0]["code"], "over_credited")

    def test_lines_of_some(self):
        lines = [
            {"line_id": move.invoice_line_ids.id, "quantity": 1}
            for move in self.sold[:2]
        ]
        _told, note = self.both(mode="lines", lines=lines)
        self.assertEqual(note["origin_ids"], self.sold[:2].ids)
        self.assertEqual(note["amount_untaxed"], 300.0)

    def test_several_kinds_with_goodwill(self):
        chair, desk, lamp = self.sold.invoice_line_ids.sorted("id")
        lines = [
            {"line_id": chair.id, "quantity": 1},
            {"line_id": desk.id, "price_unit": 150.0},
            {"line_id": lamp.id, "amount": 11.5},
        ]
        _told, note = self.both(mode="several", lines=lines, percent=10)
        # 100 back, 50 and 10 off; a tenth of the 840 that are left
        self.assertEqual(note["amount_untaxed"], 244.0)

    def test_bills_of_a_vendor(self):
        bills = self.invoice(move_type="in_invoice", ref="B 1") + self.invoice(
            move_type="in_invoice", ref="B 2"
        )
        _told, note = self.both(bills, mode="amount", percent=25)
        self.assertEqual((note["move_type"], note["amount_total"]), ("in_refund", 57.5))

    def test_one_invoice_alone(self):
        _told, note = self.both(self.sold[0], mode="amount", percent=50)
        self.assertEqual(note["origin_ids"], self.sold[0].ids)

    def test_documents_that_differ(self):
        other = {"partner_id": self.partner_b.id}
        euro = self.setup_other_currency("EUR")
        for code, word, more in (
            ("joint_partner", self.partner_b.name, self.invoice(**other)),
            ("joint_currency", "EUR", self.invoice(currency_id=euro.id)),
            ("joint_kind", "Sales Receipt", self.invoice(move_type="out_receipt")),
        ):
            with self.subTest(code):
                moves = self.sold + more
                told = self.ask("preview_correction", moves)["joint"]
                self.assertEqual(told["refusals"][0]["code"], code)
                with self.refused(f"{code}: ", more.name, word, "One note for each"):
                    self.ask("create_credit_note", moves)

    def test_companies_that_differ(self):
        company = self.env.company
        company.write({"child_ids": [Command.create({"name": "Branch"})]})
        branch = company.child_ids
        users = self.env.user | self.api.env.user
        users.write({"company_ids": [Command.link(branch.id)]})
        self.env.cr.precommit.run()
        self.assertFalse(self.sold._note_get_joint_refusals())
        moves = self.sold + self.invoice(company_id=branch.id)
        self.api = self.api.with_context(allowed_company_ids=(company | branch).ids)
        told = self.ask("preview_correction", moves)["joint"]
        self.assertEqual(told["refusals"][0]["code"], "joint_company")
        with self.refused("joint_company: ", "Branch", "One note for each"):
            self.ask("create_credit_note", moves)

    def test_a_document_that_is_not_asked_is_no_origin(self):
        line = {"line_id": self.sold[2].invoice_line_ids.id, "quantity": 1}
        _told, note = self.both(mode="lines", lines=[line])
        self.assertEqual(note["origin_ids"], self.sold[2].ids)

    def test_an_amount_beside_lines_is_shared_by_what_they_leave(self):
        line = {"line_id": self.sold[0].invoice_line_ids.id, "quantity": 1}
        self.both(mode="several", lines=[line], amount=103.5)
        self.assertEqual(self.sold.mapped("amount_residual"), [0.0, 207.0, 724.5])

    def test_what_no_note_corrects(self):
        draft = self.invoice(post=False)
        told = self.ask("preview_correction", self.sold + draft)["joint"]
        self.assertEqual(told["refusals"][0]["code"], "not_posted")
        with self.refused("not_posted: "):
            self.ask("create_credit_note", self.sold + draft)
        note = self.credit(self.sold[0])
        with self.refused("credit_note: "):
            self.ask("create_credit_note", self.sold[1] + note)
        told = self.ask("preview_correction", mode="amount")["joint"]
        self.assertEqual(told["refusals"][0]["code"], "no_amount")

    def test_the_whole_note_needs_approval(self):
        self.env.company.note_approval_threshold = 50.0
        request = {"mode": "amount", "amount": 60.0}
        told = self.ask("preview_correction", **request)
        codes = [refusal["code"] for refusal in told["joint"]["refusals"]]
        self.assertEqual(codes, ["approval_needed"])
        self.assertIn(self.sold[2].name, told["joint"]["refusal"])
        (note,) = self.ask("create_credit_note", **request)["notes"]
        self.assertEqual(note["approval"], "needed")
        with self.refused("approval_needed: "):
            self.ask("create_credit_note", state="posted", **request)

    def test_no_debit_note_is_joint(self):
        with self.refused("bad_request: joint"):
            self.ask("create_debit_note")
        with self.refused("bad_request: joint"):
            self.ask("preview_correction", side="debit")

    def test_a_key_makes_one_note_once(self):
        request = {"mode": "amount", "percent": 5, "idempotency_key": "rebate-1"}
        first = self.ask("create_credit_note", **request)
        self.assertEqual(self.ask("create_credit_note", **request), first)
        with self.refused("key_used: "):
            self.ask("create_credit_note", joint=False, **request)

    def test_the_verb_makes_one_note(self):
        spec = Correction(mode="amount", percent=10.0)
        values = {"date": "2026-03-10"}
        note = self.sold._note_correct(spec, values, joint=True)
        self.assertEqual(len(note), 1)
        self.assertEqual(note.origin_move_ids, self.sold)
