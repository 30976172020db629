from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NoteCase


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestNumberingLife(NoteCase):
    """What becomes of numbers after documents while both sides live on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.company_data["default_journal_sale"]
        cls.bills = cls.company_data["default_journal_purchase"]
        (cls.sales | cls.bills).note_numbering = "origin"

    def desks(self, **values):
        return self.invoice(("Desk", 9, 100.0), **values)

    def test_note_posted_again_keeps_its_number(self):
        invoice = self.desks()
        first, second = self.credit(invoice, Desk=1), self.credit(invoice, Desk=1)
        for note in (first, second):
            name = note.name
            note.button_draft()
            note.action_post()
            self.assertEqual(note.name, name)
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001-3")
        first.button_draft()
        first.button_cancel()
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001-4")

    def test_posted_note_is_not_deleted(self):
        note = self.credit(self.desks())
        note.button_draft()
        for context in ({}, {"force_delete": True}):
            with self.refused(note.name, "cannot be deleted", "Cancel it"):
                note.with_context(**context).unlink()
        note.name = False
        with self.refused("cannot be deleted"):
            note.unlink()

    def test_draft_that_was_never_posted_is_deleted(self):
        invoice = self.desks()
        self.credit(invoice, post=False, Desk=1).unlink()
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001")

    def test_series_beside_is_deleted_as_in_core(self):
        note = self.invoice(move_type="out_refund")
        note.button_draft()
        note.with_user(self.clerk("deleter")).unlink()
        self.assertFalse(note.exists())

    def test_chain_has_no_gaps(self):
        first, second = self.desks(), self.desks()
        self.desks()
        notes = [self.credit(second, Desk=1) for _number in range(3)]
        notes.append(self.credit(first, Desk=1))
        for note in notes:
            self.assertFalse(note.made_sequence_gap, note.name)
        self.assertEqual([note.sequence_number for note in notes], [1, 2, 3, 1])
        self.assertEqual(
            {note.sequence_prefix for note in notes},
            {"RINV/2026/00002-", "RINV/2026/00001-"},
        )
        self.assertFalse(self.sales._query_has_sequence_holes())

    def test_gap_is_seen_and_healed(self):
        invoice = self.desks()
        _first, second, third = (self.credit(invoice, Desk=1) for _n in range(3))
        second.button_draft()
        second.name = False
        self.assertTrue(third.made_sequence_gap)
        self.env.flush_all()
        self.assertTrue(self.sales._query_has_sequence_holes())
        second.name = "RINV/2026/00001-2"
        second.action_post()
        self.assertFalse(third.made_sequence_gap)
        self.assertEqual(second.sequence_prefix, third.sequence_prefix)

    def test_numbers_are_unique(self):
        invoice = self.desks()
        note, other = self.credit(invoice, Desk=1), self.credit(invoice, False, Desk=1)
        other.name = note.name
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            other.action_post()
            self.env.flush_all()

    def test_each_chain_is_hashed_for_itself(self):
        self.sales.restrict_mode_hash_table = True
        first, second = self.desks(), self.desks()
        notes = [self.credit(invoice, Desk=1) for invoice in (second, first, second)]
        notes += [self.invoice(move_type="out_refund"), self.debit(first)]
        self.env.user.group_ids += self.env.ref("account.group_account_user")
        self.assertTrue(all(note.inalterable_hash for note in notes))
        results = self.env.company._check_hash_integrity()["results"]
        ours = [
            result for result in results if self.sales.name in result["journal_name"]
        ]
        self.assertEqual(len(ours), 5, "invoices, two chains, a series, a debit note")
        self.assertEqual({result["status"] for result in ours}, {"verified"})

    def test_number_entered_by_hand_is_one_of_the_chain(self):
        invoice = self.desks()
        note = self.credit(invoice, post=False, Desk=1)
        note.name = f"R{invoice.name}"
        note.action_post()
        self.assertEqual(note.note_number_base, "RINV/2026/00001")
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001-2")

    def test_first_number_entered_by_hand_leads_the_series(self):
        note = self.invoice(move_type="out_refund", post=False)
        note.name = "CN/2026/0100"
        note.action_post()
        self.assertEqual(self.invoice(move_type="out_refund").name, "CN/2026/0101")
        self.assertEqual(self.credit(self.desks()).name, "RINV/2026/00001")
        with freeze_time("2027-02-01"):
            note = self.invoice(move_type="out_refund", invoice_date="2027-01-02")
        self.assertEqual(note.name, "CN/2027/0001")

    def test_renamed_first_note_leaves_its_place_to_the_next(self):
        invoice = self.desks()
        note = self.credit(invoice, Desk=1)
        note.name = "GOODWILL-7"
        self.assertFalse(note.note_number_base)
        self.assertEqual(note.sequence_prefix, "GOODWILL-")
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001")

    def test_form_warns_where_an_entered_number_leaves_the_chain(self):
        invoice = self.desks()
        self.credit(invoice, Desk=1)
        note = self.credit(invoice, Desk=1)
        note.button_draft()
        with Form(note) as form:
            with self.assertNoLogs("odoo.tests.form.onchange", "WARNING"):
                form.name = "RINV/2026/00001-7"
            with self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs:
                form.name = "CN/2026/0100"
        self.assertIn("RINV/2026/00001", logs.output[0])

    def test_renamed_origin_leaves_its_notes_their_numbers(self):
        invoice = self.desks()
        note = self.credit(invoice, Desk=1)
        invoice.name = "INV/2026/00077"
        self.assertEqual(note.name, "RINV/2026/00001")
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00077")
        note.button_draft()
        note.action_post()
        self.assertEqual(note.name, "RINV/2026/00001")

    def test_number_given_to_another_invoice_goes_on_in_one_chain(self):
        invoice = self.desks()
        note = self.credit(invoice, Desk=1)
        invoice.name = "INV/2026/00077"
        other = self.desks(post=False)
        other.name = "INV/2026/00001"
        other.action_post()
        self.assertEqual(self.credit(other, Desk=1).name, "RINV/2026/00001-2")
        note.button_draft()
        with self.refused("RINV/2026/00001", "INV/2026/00077", "Remove its number"):
            note.action_post()

    def test_origin_reset_to_draft_changes_no_number(self):
        invoice = self.desks()
        note = self.credit(invoice, Desk=1)
        invoice.button_draft()
        self.assertEqual(note.name, "RINV/2026/00001")
        invoice.action_post()
        self.assertEqual(self.credit(invoice, Desk=1).name, "RINV/2026/00001-2")

    def test_number_of_one_invoice_does_not_stand_on_a_note_on_another(self):
        invoice, other = self.desks(), self.desks()
        note = self.credit(invoice, Desk=1)
        note.button_draft()
        note.reversed_entry_id = other
        note.invoice_line_ids.origin_line_id = other.invoice_line_ids
        with self.refused(note.name, other.name, "Remove its number"):
            note.action_post()
        note.name = False
        note.action_post()
        self.assertEqual(note.name, "RINV/2026/00002")

    def test_chains_that_look_alike_do_not_meet(self):
        invoice = self.desks()
        first, second = self.debit(invoice), self.debit(invoice)
        self.assertEqual(second.name, "DINV/2026/00001-2")
        self.assertEqual(self.credit(second, Desk=1).name, "RDINV/2026/00001-2")
        names = [self.credit(first, Desk=1).name for _number in range(2)]
        self.assertEqual(names, ["RDINV/2026/00001", "NRINV/2026/00001"])
        self.assertEqual(self.credit(second, Desk=1).name, "RDINV/2026/00001-2-2")

    def test_accounting_date_of_notes_on_bills_is_that_of_core(self):
        bill = self.desks(move_type="in_invoice")
        for _number in range(3):
            note = self.invoice(
                move_type="in_refund",
                reversed_entry_id=bill.id,
                invoice_date="2026-03-12",
            )
            self.assertIn("RBILL/2026/03/0001", note.name)
            self.assertEqual(str(note.date), "2026-03-31", "the month is over")

    def test_numbers_after_documents_are_not_resequenced(self):
        notes = self.credit(self.desks()) | self.credit(self.desks())
        loose = self.invoice(move_type="out_refund")
        resequencing = self.env["account.resequence.wizard"]
        window = resequencing.with_context(
            active_model="account.move", active_ids=notes.ids
        )
        with self.refused("RINV/2026/0000", "Leave such notes out"):
            window.default_get(["move_ids"])
        with self.refused("Leave such notes out"):
            resequencing.create(
                {"move_ids": [Command.set(notes.ids)], "first_name": "RX1"}
            )
        with self.refused("Leave such notes out"):
            window = resequencing.create(
                {"move_ids": [Command.set(loose.ids)], "first_name": "RX1"}
            )
            window.move_ids = notes
        window = resequencing.create(
            {"move_ids": [Command.set(loose.ids)], "first_name": "NRINV/2026/00005"}
        )
        window.resequence()
        self.assertEqual(loose.name, "NRINV/2026/00005")

    def test_clerk_without_rights_on_settings_posts(self):
        clerk = self.clerk("numberer")
        note = self.credit(self.desks(), post=False)
        note.with_user(clerk).action_post()
        self.assertEqual(note.name, "RINV/2026/00001")
        with self.assertRaises(UserError):
            self.sales.with_user(clerk).note_numbering = "series"
