from odoo.tests import tagged

from .ordinary_common import SHAPES, OrdinaryCase


@tagged("post_install", "-at_install")
class TestOrdinaryMatches(OrdinaryCase):
    """Entries are reversed, matched and released as without the addon."""

    def reversal(self, entry):
        return entry._reverse_moves([{"date": "2026-03-10"}])

    def test_reversed_entries_settle_whatever_the_setting_for_notes_is(self):
        self.env.company.note_apply_on_posting = False
        receivable = self.company_data["default_account_receivable"]

        def tell(env, with_a_note):
            entries = self.entry() | self.entry(50.0)
            invoice = self.invoice()
            moves = self.reversal(entries[0]) | self.reversal(entries[1])
            if with_a_note:
                moves |= self.credit(invoice, post=False)
            moves.with_env(env).action_post()
            items = (entries | moves).line_ids - invoice.line_ids
            items = items.filtered(lambda line: line.account_id == receivable)
            note_items = items.filtered(lambda line: line.move_id._is_note())
            self.assertTrue(all((items - note_items).mapped("reconciled")))
            self.assertFalse(any(note_items.mapped("reconciled")))

        self.as_everybody(tell, False, True)

    def test_a_posted_entry_learns_what_it_reverses(self):
        def tell(env, _case):
            entry, reversal = self.entry(), self.entry(-100.0)
            reversal.with_env(env).reversed_entry_id = entry
            self.assertEqual(entry.reversal_move_ids, reversal)

        self.as_everybody(tell, None)
        with self.refused("posted"):
            self.goodwill().reversed_entry_id = self.invoice()
        with self.refused("posted"):
            self.invoice().reversed_entry_id = self.goodwill()

    def applied(self):
        """Return a note, and its match with an invoice."""
        invoice, note = self.invoice(), self.goodwill()
        self.apply((self.open_items(note), self.open_items(invoice), 10.0))
        return note, self.open_items(note).matched_debit_ids

    def test_a_match_is_released_once(self):
        def tell(env, shape):
            note, partials = self.applied()
            released = self.shape(partials, shape).with_env(env)
            released.unlink()
            amounts = note.note_application_ids.mapped("amount")
            self.assertEqual(sorted(amounts), [-10.0, 10.0] if released else [10.0])

        self.as_everybody(tell, *SHAPES)

    def test_both_sides_of_a_match_are_released_together(self):
        def tell(env, _case):
            note, partials = self.applied()
            both = (partials.debit_move_id | partials.credit_move_id).move_id
            both.line_ids.with_env(env).remove_move_reconcile()
            amounts = note.note_application_ids.mapped("amount")
            self.assertEqual(sorted(amounts), [-10.0, 10.0])

        self.as_everybody(tell, None)

    def test_a_match_may_be_of_two_accounts(self):
        def tell(env, make):
            item = self.open_items(self.invoice())
            other = make().line_ids.filtered(lambda line: line.credit)[:1]
            amounts = ("amount", "debit_amount_currency", "credit_amount_currency")
            partial = env["account.partial.reconcile"].create(
                {
                    "debit_move_id": item.id,
                    "credit_move_id": other.id,
                    **dict.fromkeys(amounts, 10.0),
                }
            )
            self.assertFalse(item.move_id.note_application_ids)
            partial.unlink()

        self.as_everybody(tell, self.entry)

    def test_matches_of_payments_leave_no_trace_in_the_journal(self):
        def tell(env, shape):
            entry = self.entry(-115.0)
            invoice = self.invoice()
            receivable = self.company_data["default_account_receivable"]
            lines = (entry | invoice).line_ids.filtered(
                lambda line: line.account_id == receivable
            )
            lines.with_env(env).reconcile()
            self.assertFalse(invoice.note_application_ids)
            self.shape(lines, shape).with_env(env).remove_move_reconcile()
            self.assertFalse(invoice.note_application_ids)

        self.as_everybody(tell, *SHAPES)
