import xmlrpc.client

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestOriginLock(NoteCase):
    def locked(self, note):
        return self.refused(note.name, "is posted", "Reset it to draft")

    def test_head_of_a_posted_note_keeps_its_origin(self):
        note, other = self.credit(self.invoice()), self.invoice()
        for value in (other.id, False):
            with self.locked(note):
                note.reversed_entry_id = value

    def test_refusal_names_the_field(self):
        note = self.credit(self.invoice())
        with self.refused("Reversal of"):
            note.write({"reversed_entry_id": False, "ref": "Claim"})

    def test_posted_debit_note_keeps_its_origin(self):
        note, other = self.debit(self.invoice()), self.invoice()
        with self.locked(note):
            note.debit_origin_id = other

    def test_posted_goodwill_note_gets_no_origin(self):
        note, invoice = self.invoice(move_type="out_refund"), self.invoice()
        with self.locked(note):
            note.reversed_entry_id = invoice
        with self.locked(note):
            note.external_origin_number = "OLD-1"
        with self.locked(note):
            note.is_net_of_tax = True

    def test_lines_of_a_posted_note_keep_their_origin(self):
        invoice, other = self.invoice(("Desk", 1, 1.0), ("Pen", 1, 1.0)), self.invoice()
        note = self.credit(invoice)
        line = note.invoice_line_ids[0]
        for values in (
            {"origin_move_id": other.id},
            {"origin_move_id": False},
            {"origin_line_id": invoice.invoice_line_ids[1].id},
            {"origin_line_id": False},
            {"correction_mode": "price"},
        ):
            with self.locked(note):
                line.write(values)

    def test_neither_sudo_nor_context_opens_it(self):
        note, other = self.credit(self.invoice()), self.invoice()
        with self.locked(note):
            note.sudo().with_context(
                skip_readonly_check=True, skip_invoice_sync=True
            ).write(
                {
                    "invoice_line_ids": [
                        Command.update(
                            note.invoice_line_ids.id, {"origin_move_id": other.id}
                        )
                    ]
                }
            )

    def test_other_side_of_the_link_does_not_open_it(self):
        note, other = self.credit(self.invoice()), self.invoice()
        with self.locked(note):
            other.reversal_move_ids = [Command.link(note.id)]
        with self.locked(note):
            other.invoice_line_ids.refund_line_ids = [
                Command.link(note.invoice_line_ids.id)
            ]

    def test_origin_and_state_in_one_write_do_not_open_it(self):
        note = self.credit(self.invoice())
        with self.locked(note):
            note.write({"state": "draft", "reversed_entry_id": False})

    def test_same_values_pass(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        note.write(
            {
                "reversed_entry_id": invoice.id,
                "debit_origin_id": False,
                "external_origin_number": "",
                "external_origin_date": None,
            }
        )
        note.invoice_line_ids.write(
            {
                "origin_move_id": invoice.id,
                "origin_line_id": invoice.invoice_line_ids.id,
                "correction_mode": False,
            }
        )
        old = self.invoice(
            move_type="out_refund",
            external_origin_number="OLD-1",
            external_origin_date="2026-02-01",
        )
        old.write(
            {"external_origin_number": "OLD-1", "external_origin_date": "2026-02-01"}
        )
        self.assertEqual(note.origin_move_ids, invoice)

    def test_reset_to_draft_is_the_way_out(self):
        note, other = self.credit(self.invoice()), self.invoice()
        note.button_draft()
        note.invoice_line_ids.origin_line_id = False
        note.reversed_entry_id = other
        note.action_post()
        self.assertEqual(note.origin_move_ids, other)

    def test_posted_note_is_resequenced(self):
        note = self.credit(self.invoice())
        wizard = (
            self.env["account.resequence.wizard"]
            .with_context(active_model="account.move", active_ids=note.ids)
            .create({"first_name": "RINV/2026/00077"})
        )
        wizard.resequence()
        self.assertEqual(note.name, "RINV/2026/00077")

    def test_line_that_a_posted_note_corrects_is_not_deleted(self):
        invoice = self.invoice(("Desk", 1, 10.0), ("Chair", 1, 20.0))
        note = self.credit(invoice, Desk=1)
        invoice.button_draft()
        desk = invoice.invoice_line_ids[0]
        with self.refused("Desk", note.name):
            invoice.write({"invoice_line_ids": [Command.delete(desk.id)]})
        self.assertEqual(note.invoice_line_ids.origin_line_id, desk)
        note.button_draft()
        invoice.write({"invoice_line_ids": [Command.delete(desk.id)]})
        self.assertEqual(note.origin_move_ids, invoice)

    def test_posted_invoice_becomes_no_debit_note(self):
        invoice, other = self.invoice(), self.invoice()
        with self.locked(invoice):
            invoice.debit_origin_id = other

    def test_posted_note_gets_no_line_with_another_origin(self):
        note, other = self.credit(self.invoice()), self.invoice()
        with self.locked(note):
            self.env["account.move.line"].create(
                {
                    "move_id": note.id,
                    "name": "Nothing",
                    "account_id": note.invoice_line_ids.account_id.id,
                    "origin_move_id": other.id,
                }
            )


@tagged("post_install", "-at_install")
class TestOriginLockRpc(NoteCase, HttpCase):
    def test_program_cannot_change_the_origin_of_a_posted_note(self):
        note, other = self.credit(self.invoice()), self.invoice()
        clerk = self.clerk("lock-clerk")
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.xmlrpc_object.execute_kw(
                self.env.cr.dbname,
                clerk.id,
                "lock-clerk",
                "account.move",
                "write",
                (note.ids, {"reversed_entry_id": other.id}),
                {"context": {"skip_readonly_check": True}},
            )
        self.assertIn(f"{note.name} ", caught.exception.faultString)
        self.assertIn("Reset it to draft", caught.exception.faultString)
