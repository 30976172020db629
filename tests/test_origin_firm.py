import xmlrpc.client

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import NoteCase

REAPPLY = "account_note_reapply"
WAITING = "account_note_corrected"


@tagged("post_install", "-at_install")
class TestOriginFirm(NoteCase):
    """What posted notes correct stays, and stays what they fit."""

    def code(self, action):
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            action()
        return caught.exception.note_code

    def test_it_is_not_cancelled_under_its_notes(self):
        invoice = self.invoice()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        with self.refused(invoice.name, "cannot be cancelled", note.name):
            invoice.button_cancel()
        invoice.button_draft()
        self.assertEqual(self.code(invoice.button_cancel), "corrected_by_notes")
        self.assertEqual(self.code(invoice.unlink), "needed_by_note")
        with self.refused(note.name, "Reset that note to draft"):
            invoice.unlink()

    def test_no_authority_is_asked_to_cancel_it(self):
        invoice = self.invoice()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        with self.refused(invoice.name, "cannot be cancelled", note.name):
            invoice.button_request_cancel()
        note.button_draft()
        with self.refused("invoice sent to the government"):
            invoice.button_request_cancel()

    def test_every_kind_of_origin_is_as_firm(self):
        invoice, other = self.invoice(), self.invoice()
        debit = self.debit(invoice)
        note = self.goodwill(
            40.0, reversed_entry_id=debit.id, invoice_date="2026-03-10"
        )
        several = self.invoice(
            ("Desk", 1, 10.0),
            ("Desk", 1, 10.0),
            move_type="out_refund",
            tax=self.env["account.tax"],
            post=False,
        )
        for line, origin in zip(
            several.invoice_line_ids, (invoice, other), strict=True
        ):
            line.origin_move_id = origin
        several.action_post()
        back = self.credit(self.goodwill(30.0))
        for document, named in (
            (invoice, debit),
            (other, several),
            (debit, note),
            (back.reversed_entry_id, back),
        ):
            with self.refused(document.name, named.name):
                document.button_cancel()

    def test_all_of_them_together_or_the_notes_first(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        (invoice | note).button_cancel()
        self.assertEqual({invoice.state, note.state}, {"cancel"})
        second = self.invoice()
        note = self.credit(second)
        note.button_draft()
        second.button_cancel()
        with self.refused(second.name, "is not posted"):
            note.action_post()

    def test_a_draft_says_who_waits_for_it(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        self.assertNotIn(WAITING, invoice._get_alerts())
        invoice.button_draft()
        self.assertIn(note.name, invoice._get_alerts()[WAITING]["message"])
        note.button_draft()
        self.assertNotIn(WAITING, invoice._get_alerts())

    def test_it_does_not_come_back_as_another_document(self):
        invoice = self.invoice()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        invoice.button_draft()
        invoice.partner_id = self.partner_b
        with self.refused(invoice.name, note.name, "partner_b"):
            invoice.action_post()
        self.assertEqual(self.code(invoice.action_post), "notes_unfit")
        invoice.partner_id = self.partner_a
        invoice.action_post()
        self.assertEqual(note.origin_move_ids, invoice)

    def test_nor_in_another_currency(self):
        euro = self.setup_other_currency("EUR")
        invoice = self.invoice()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        invoice.button_draft()
        invoice.currency_id = euro
        with self.refused(note.name, "EUR"):
            invoice.action_post()

    def test_a_credit_that_is_taken_back_stays(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        back = self.credit(note)
        self.assertEqual(invoice.note_remaining_amount, 115.0)
        self.assertEqual(self.code(note.button_draft), "corrected_by_notes")
        self.assertEqual(self.code(note.button_cancel), "corrected_by_notes")
        (note | back).button_draft()
        self.assertEqual(invoice.note_remaining_amount, 115.0)
        note.action_post()
        self.assertEqual(invoice.note_remaining_amount, 0.0)

    def test_a_state_that_a_program_writes_is_no_way_round(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        note.write({"state": "draft"})
        self.assertEqual(invoice.amount_residual, 115.0)
        note.action_post()
        self.assertEqual(invoice.amount_residual, 0.0)
        self.credit(note)
        for state in ("draft", "cancel"):
            with self.refused(note.name):
                note.write({"state": state})

    def test_what_takes_back_a_credit_on_nothing_is_an_invoice_itself(self):
        back = self.credit(self.goodwill())
        self.assertEqual(back.note_remaining_amount, 100.0)
        values = {"reversed_entry_id": back.id, "invoice_date": "2026-03-10"}
        with self.refused(back.name, "100.00"):
            self.goodwill(150.0, **values)
        self.goodwill(60.0, **values)
        with self.refused(back.name, "40.00"):
            self.goodwill(60.0, **values)
        self.goodwill(40.0, **values)
        self.assertEqual(back.note_remaining_amount, 0.0)

    def test_nothing_is_credited_on_top_of_a_draft(self):
        invoice = self.invoice()
        debit = self.debit(invoice)
        invoice.button_draft()
        with self.refused(invoice.name, "is not posted"):
            self.goodwill(40.0, reversed_entry_id=debit.id, invoice_date="2026-03-10")

    def test_both_confirmed_together_settle_again(self):
        for is_first in (True, False):
            invoice = self.invoice()
            note = self.credit(invoice)
            (invoice | note).button_draft()
            both = invoice | note if is_first else note | invoice
            both.action_post()
            self.assertEqual(invoice.payment_state, "reversed")
            self.assertEqual(note.payment_state, "paid")

    def test_left_alone_it_stays_settled(self):
        invoice = self.invoice()
        self.goodwill(40.0, reversed_entry_id=invoice.id)
        invoice.button_draft()
        invoice.action_post()
        self.assertEqual(invoice.amount_residual, 75.0)

    def changed(self):
        invoice = self.invoice()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 90.0
        return invoice, note

    def test_a_changed_one_offers_its_notes_again(self):
        invoice, note = self.changed()
        invoice.action_post()
        self.assertEqual(invoice.amount_residual, 103.5)
        self.assertIn(note.name, invoice._get_alerts()[REAPPLY]["message"])
        self.assertIn(invoice.name, note._get_alerts()[REAPPLY]["message"])
        action = invoice.action_apply_again()
        self.env[action["res_model"]].browse(action["res_id"]).action_apply()
        self.assertEqual(invoice.amount_residual, 63.5)
        self.assertNotIn(REAPPLY, invoice._get_alerts())
        self.assertNotIn(REAPPLY, note._get_alerts())

    def over_credited(self):
        """Return an invoice with a note above it, as older books may have it."""
        self.env.company.note_guard = "off"
        invoice = self.invoice()
        note = self.goodwill(150.0, reversed_entry_id=invoice.id)
        self.env.company.note_guard = "block"
        return invoice, note

    def test_what_was_too_much_before_stops_nobody(self):
        invoice, _note = self.over_credited()
        for price in (100.0, 110.0):
            invoice.button_draft()
            invoice.invoice_line_ids.price_unit = price
            invoice.action_post()
            told = invoice.message_ids.filtered(lambda m: "115.00" in (m.body or ""))
            self.assertTrue(told)
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 105.0
        with self.refused(invoice.name, "150.00", "Cancel a credit note"):
            invoice.action_post()

    def test_nor_on_a_line(self):
        self.env.company.note_guard = "off"
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 2, 100.0))
        note = self.credit(invoice, Desk=2)
        extra = self.credit(invoice, post=False, Chair=1)
        extra.invoice_line_ids.origin_line_id = note.invoice_line_ids.origin_line_id
        extra.action_post()
        self.env.company.note_guard = "block"
        invoice.button_draft()
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    def test_nor_who_never_fitted(self):
        invoice = self.invoice()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move SET partner_id = %s, commercial_partner_id = %s "
            "WHERE id = %s",
            [self.partner_b.id, self.partner_b.id, note.id],
        )
        self.env.invalidate_all()
        invoice.button_draft()
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")
        self.assertIn("did not fit it before", invoice.message_ids[0].body)
        invoice.button_draft()
        invoice.currency_id = self.setup_other_currency("EUR")
        with self.refused(invoice.name, note.name, "EUR", "reset these notes"):
            invoice.action_post()

    def test_nor_what_was_a_draft_when_the_addon_came(self):
        invoice, note = self.over_credited()
        invoice.button_draft()
        invoice.sudo().note_known_faults = False
        invoice.currency_id = self.setup_other_currency("EUR")
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")
        told = " ".join(body or "" for body in invoice.message_ids.mapped("body"))
        self.assertIn(note.name, told)

    def test_nobody_writes_what_was_wrong_before(self):
        invoice, _note = self.over_credited()
        invoice = invoice.with_user(self.clerk("faults-clerk"))
        with self.assertRaises(AccessError):
            invoice.note_known_faults = {"unfit": [], "excess": {}, "lines": []}
        with self.assertRaises(AccessError):
            invoice.copy({"note_known_faults": {}})

    def test_lowered_below_its_credits_it_says_so(self):
        invoice, note = self.changed()
        invoice.invoice_line_ids.price_unit = 30.0
        with self.refused(invoice.name, note.name, "34.50", "40.00"):
            invoice.action_post()

    def test_meanwhile_no_strategy_spends_the_credit(self):
        other = self.invoice()
        invoice, note = self.changed()
        self.assertEqual(note.amount_residual, 40.0)
        self.partner_a._note_apply_open_credits(self.env.company)
        self.assertEqual(other.amount_residual, 115.0)
        invoice.action_post()
        self.partner_a._note_apply_open_credits(self.env.company)
        self.assertEqual(note.amount_residual, 0.0)

    def test_the_last_one_is_right_after_an_earlier_one_went(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        first = self.credit(invoice, Desk=1)
        last = self.credit(invoice, post=False)
        first.button_draft()
        first.button_cancel()
        last.action_post()
        self.assertEqual(last.amount_tax, 15.0)


@tagged("post_install", "-at_install")
class TestOriginFirmRpc(NoteCase, HttpCase):
    def test_programs_are_refused_alike(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        clerk = self.clerk("firm-clerk")
        for method, arguments in (
            ("button_cancel", ()),
            ("write", ({"state": "cancel"},)),
            ("unlink", ()),
        ):
            with self.assertRaises(xmlrpc.client.Fault) as caught:
                self.xmlrpc_object.execute_kw(
                    self.env.cr.dbname,
                    clerk.id,
                    "firm-clerk",
                    "account.move",
                    method,
                    (invoice.ids, *arguments),
                    {"context": {"force_delete": True, "_force_unlink": True}},
                )
            self.assertIn(note.name, caught.exception.faultString)
        self.assertEqual(invoice.state, "posted")

    def test_a_debit_note_and_its_credit_go_together(self):
        invoice = self.invoice(("Desk", 1, 100.0))
        debit = self.debit(invoice)
        credit = self.credit(debit)
        (debit | credit).button_draft()
        self.assertEqual((debit | credit).mapped("state"), ["draft", "draft"])
