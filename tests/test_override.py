from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import NoteCase

VALUES = {
    "note_override_reason": "Because",
    "note_override_on": "2026-03-10 10:00:00",
    "note_override_basis": "0",
}


@tagged("post_install", "-at_install")
class TestOverride(NoteCase):
    """Somebody with the right to it lets one credit note exceed its invoice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = cls.clerk("plain-clerk")
        cls.chief = cls.clerk("chief-clerk")
        cls.group = cls.env.ref("account_credit_debit_note.group_note_over_credit")
        cls.chief.group_ids = [Command.link(cls.group.id)]

    def too_much(self):
        self.origin = self.invoice(("Desk", 5, 10.0))
        note = self.credit(self.origin, post=False)
        self.credit(self.origin, Desk=5)
        return note

    def accept(self, note, user=None, reason="Agreed by phone"):
        window = (
            self.env["account.note.override"]
            .with_user(user or self.chief)
            .create({"move_id": note.id, "reason": reason})
        )
        return window.action_override()

    def test_accepted_note_is_posted_by_anybody(self):
        note = self.too_much()
        self.accept(note)
        note.with_user(self.plain).action_post()
        self.assertEqual(note.state, "posted")

    def test_nothing_is_left_to_take_back_after_an_excess(self):
        note = self.too_much()
        self.accept(note)
        note.with_user(self.plain).action_post()
        with self.refused(self.origin.name, "nothing remains to take back"):
            self.credit(self.origin, post=False)

    def test_who_when_and_why_are_kept_and_told(self):
        note = self.too_much()
        self.accept(note, reason="  Agreed by phone ")
        self.assertEqual(note.note_override_by, self.chief)
        self.assertEqual(note.note_override_reason, "Agreed by phone")
        self.assertTrue(note.note_override_on)
        for document in (note, self.origin):
            body = document.message_ids[0].body
            self.assertIn("chief-clerk accepted that", body)
            self.assertIn("Agreed by phone", body)
            self.assertIn("57.50", body)

    def test_alert_gives_way_to_who_accepted(self):
        note = self.too_much()
        self.accept(note)
        self.assertNotIn("account_note_over_credit", note.alerts)
        message = note.alerts["account_note_override"]["message"]
        self.assertIn("chief-clerk", message)
        self.assertIn("Agreed by phone", message)

    def test_blank_reason_is_refused(self):
        note = self.too_much()
        with self.refused("Say why", "may exceed its invoice"):
            self.accept(note, reason="  \n ")

    def test_note_that_fits_needs_nobody(self):
        note = self.credit(self.invoice(), post=False)
        with self.refused("exceeds nothing"):
            self.accept(note)

    def test_posted_note_cannot_be_accepted_afterwards(self):
        note = self.credit(self.invoice())
        with self.refused("exceeds nothing"):
            self.accept(note)

    def test_clerk_without_the_right_has_no_window(self):
        note = self.too_much()
        with self.assertRaises(AccessError):
            self.accept(note, user=self.plain)

    def test_clerk_without_the_right_is_refused_by_the_model(self):
        note = self.too_much().with_user(self.plain)
        with self.refused("You may not accept", "Ask somebody"):
            note._note_override_over_credit("Because")

    def test_right_alone_does_not_open_documents(self):
        stranger = self.env["res.users"].create(
            {
                "name": "stranger",
                "login": "stranger",
                "group_ids": [
                    Command.set([self.env.ref("base.group_user").id, self.group.id])
                ],
            }
        )
        with self.assertRaises(AccessError):
            self.too_much().with_user(stranger)._note_override_over_credit("Because")

    def test_right_comes_with_no_other(self):
        manager = self.env.ref("account.group_account_manager")
        self.assertNotIn(self.group, manager.all_implied_ids)
        self.assertFalse(self.group.implied_by_ids)

    def test_raised_quantity_voids_it(self):
        note = self.too_much()
        self.accept(note)
        note.invoice_line_ids.quantity = 6
        with self.refused(self.origin.name):
            note.action_post()
        self.assertIn(
            "accepted anew", note.alerts["account_note_over_credit"]["message"]
        )

    def test_other_origin_voids_it(self):
        note = self.too_much()
        self.accept(note)
        other = self.invoice(("Desk", 1, 10.0))
        note.invoice_line_ids.origin_line_id = other.invoice_line_ids
        note.invoice_line_ids.origin_move_id = other
        self.assertFalse(note.has_note_override)

    def test_form_shows_at_once_that_a_change_voids_it(self):
        note = self.too_much()
        self.accept(note)
        with Form(note) as form:
            self.assertTrue(form.has_note_override)
            with form.invoice_line_ids.edit(0) as line:
                line.price_unit = 11.0
            self.assertFalse(form.has_note_override)
        self.assertFalse(note.has_note_override)

    def test_change_back_makes_it_good_again(self):
        note = self.too_much()
        self.accept(note)
        note.invoice_line_ids.quantity = 6
        note.invoice_line_ids.quantity = 5
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_copy_of_an_accepted_note_is_not_accepted(self):
        note = self.too_much()
        self.accept(note)
        copy = note.copy()
        self.assertFalse(copy.note_override_basis)
        self.assertFalse(copy.note_override_by)

    def test_accepted_note_does_not_open_the_door_for_others(self):
        note = self.too_much()
        self.accept(note)
        note.action_post()
        with self.refused(self.origin.name):
            self.credit(self.origin)

    def test_invoice_of_an_accepted_note_can_be_posted_again(self):
        note = self.too_much()
        self.accept(note)
        note.action_post()
        self.origin.button_draft()
        self.origin.action_post()
        self.assertEqual(self.origin.state, "posted")

    def test_fitting_note_posted_together_with_an_accepted_one(self):
        invoice = self.invoice(("Desk", 5, 10.0))
        accepted = self.credit(invoice, post=False)
        accepted.invoice_line_ids.quantity = 6
        self.accept(accepted)
        fitting = self.credit(invoice, post=False, Desk=5)
        (accepted | fitting).action_post()
        self.assertEqual(set((accepted | fitting).mapped("state")), {"posted"})


@tagged("post_install", "-at_install")
class TestOverrideGate(NoteCase):
    """Nobody writes the fields of an override from outside, whatever the rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls.clerk("chief-clerk")
        group = cls.env.ref("account_credit_debit_note.group_note_over_credit")
        cls.chief.group_ids = [Command.link(group.id)]
        cls.users = cls.clerk("plain-clerk") | cls.chief

    def attack(self, call):
        """Expect a refusal for both users, also with what they may send along."""
        for user in self.users:
            for gate in ({}, {"note_gate": True}, {"note_gate": 1}):
                env = self.env(user=user, context={**self.env.context, **gate})
                with self.refused("cannot be written"):
                    call(env["account.move"])

    def test_write_is_refused(self):
        note = self.credit(self.invoice(), post=False)
        for name, value in {**VALUES, "note_override_by": self.chief.id}.items():
            self.attack(
                lambda moves, n=name, v=value: moves.browse(note.id).write({n: v})
            )

    def test_clearing_is_refused(self):
        note = self.credit(self.invoice(), post=False)
        self.attack(
            lambda moves: moves.browse(note.id).write({"note_override_basis": False})
        )

    def test_create_is_refused(self):
        values = {"move_type": "out_refund", "partner_id": self.partner_a.id}
        for name, value in VALUES.items():
            self.attack(lambda moves, n=name, v=value: moves.create({**values, n: v}))

    def test_default_from_the_context_is_refused(self):
        values = {"move_type": "out_refund", "partner_id": self.partner_a.id}
        self.attack(
            lambda moves: moves.with_context(default_note_override_basis="0").create(
                values
            )
        )

    def test_copy_with_the_fields_is_refused(self):
        note = self.credit(self.invoice(), post=False)
        self.attack(lambda moves: moves.browse(note.id).copy(dict(VALUES)))
