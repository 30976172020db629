from functools import partial
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .equality_common import EqualityCase


@tagged("post_install", "-at_install")
class TestBatchCopyWays(EqualityCase):
    """The same by window, for other days, journals and companies, and where not."""

    def test_dates_and_journals(self):
        journal = self.company_data["default_journal_sale"].copy()
        moves = self.three()
        values = [
            {"date": "2026-03-10", "journal_id": journal.id},
            {"date": "2026-04-01", "invoice_date": "2026-03-31", "ref": "Returned"},
            {"date": "2027-01-15", "auto_post": "at_date"},
        ]

        def way():
            moves._reverse_moves([dict(each) for each in values])

        self.assert_equal_rows(way)

    def test_two_companies(self):
        moves = self.three()
        other = self.setup_other_company()
        self.env.user.company_ids |= other["company"]
        env = self.env(context={"allowed_company_ids": self.env.user.company_ids.ids})
        foreign = (
            env["account.move"]
            .with_company(other["company"])
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.partner_a.id,
                    "invoice_date": "2026-03-01",
                    "invoice_line_ids": [
                        Command.create({"name": "Desk", "price_unit": 100.0})
                    ],
                }
            )
        )
        foreign.action_post()
        self.check(moves.with_env(env) | foreign)

    def test_paid_and_credited_before(self):
        moves = self.three()
        self._register_payment(moves[0])
        self.credit(moves[2], Lamp=1)
        self.assert_equal_rows(lambda: self.reverse(moves))
        self.assert_equal_rows(lambda: self.reverse(moves, cancel=True))

    def test_several_notes_of_one_invoice(self):
        moves = self.three()
        first = self.reverse(moves)
        notes = first | self.reverse(moves[0])
        for line in notes.invoice_line_ids:
            line.quantity = 0.5
        self.assert_equal_rows(lambda: notes.action_post())

    def test_window(self):
        moves = self.three()
        self.assert_equal_rows(lambda: self.window(moves).refund_moves())
        self.assert_equal_rows(
            lambda: self.window(
                moves, correction_mode="amount", amount=5
            ).refund_moves()
        )

    def test_reverse_and_create(self):
        moves = self.three()
        self._register_payment(moves[0])
        self.assert_equal_rows(lambda: self.window(moves).modify_moves())

    def debit_all(self, moves, **values):
        self.env["account.debit.note"].with_context(
            active_model="account.move", active_ids=moves.ids
        ).create({"date": "2026-03-10", **values}).create_debit()

    def test_debit_notes(self):
        moves = self.three()
        way = partial(self.debit_all, moves)
        core, ours = self.assert_equal_rows(lambda: way(copy_lines=True))
        self.assertLess(ours, core)
        self.assert_equal_rows(lambda: way(copy_lines=False))
        for part in (
            {"correction_mode": "amount", "amount": 5},
            {"correction_mode": "amount", "amount_type": "percent", "percent": 10},
        ):
            core, ours = self.assert_equal_rows(lambda part=part: way(**part))
            self.assertLess(ours, core)

    def test_followers_are_told_of_each_new_document(self):
        seller, created = (
            self.clerk("seller"),
            self.env.ref("account.mt_invoice_created"),
        )
        moves, told = self.three(), []
        seller.notification_type = "inbox"
        follow = [(seller.partner_id.id, created.ids, False)]

        def way():
            self.debit_all(moves, copy_lines=True)
            notes = moves.debit_note_ids
            told.append(notes.message_ids.notification_ids.res_partner_id)
            # What is said later belongs to what was said first
            notes[0].message_post(body="See the new prices")

        following = patch.object(
            type(moves), "_message_auto_subscribe_followers", lambda *_args: follow
        )
        with following, self.counting_known() as known:
            self.assert_equal_rows(way)
        self.assertTrue(known)
        self.assertEqual(told, [seller.partner_id] * 2)

    def test_messages_of_new_documents_are_inserted_together(self):
        messages, counts = type(self.env["mail.message"]), []
        create = messages.create

        def listen(model, vals_list):
            counts.append(len(vals_list))
            return create(model, vals_list)

        with patch.object(messages, "create", listen):
            self.debit_all(self.three(), copy_lines=True)
        # That they were created, and what they are copies of
        self.assertEqual(counts[-2:], [3, 3])

    def test_another_addon_says_something_else_of_each_new_document(self):
        moves = self.three()
        say = type(moves)._creation_message
        saying = patch.object(
            type(moves),
            "_creation_message",
            lambda move: f"{say(move)}: {move.amount_total}",
        )
        with saying, self.counting_known() as known:
            self.assert_equal_rows(partial(self.debit_all, moves, copy_lines=True))
        self.assertTrue(any(known))

    def test_more_than_a_chunk(self):
        moves = self.invoice(("Desk", 1, 100.0), post=False)
        moves |= self.env["account.move"].concat(*(moves.copy() for _copy in range(6)))
        moves.invoice_date = "2026-03-01"
        moves.action_post()
        path = "odoo.addons.account_credit_debit_note.models.core.account_move"
        with patch(f"{path}.CHUNK", 3):
            self.check(moves)

    def test_core_copies_where_another_addon_takes_part(self):
        moves = self.three()
        queued = moves._note_queue_copies(list)
        self.assertIn("note_copy_queue", queued.env.context)
        path = "odoo.addons.account_credit_debit_note.models.core.account_move"
        with patch(f"{path}.KNOWN_ADDONS", {"account_credit_debit_note"}):
            self.assertEqual(moves._note_queue_copies(list).env, moves.env)

    def test_values_changed_on_the_way_are_those_of_the_copy(self):
        moves = self.three()
        for changed in (moves[0], moves[1]):
            notes = self.reverse_with_reference(moves, changed)
            self.assertEqual(
                notes.mapped("ref"),
                ["Changed" if move == changed else "As told" for move in moves],
            )
            self.assertEqual(notes.reversed_entry_id, moves)
            self.assertEqual(moves.reversal_move_ids & notes, notes)
            self.assertEqual(len(moves.reversal_move_ids), len(notes))
            notes.unlink()

    def reverse_with_reference(self, moves, changed):
        """Return notes, where another addon changes the values of one on their way."""
        model = type(self.env["account.move"])
        copy = model.copy

        def changing_copy(move, default=None):
            if move == changed and default:
                default = {**default, "ref": "Changed"}
            return copy(move, default)

        with patch.object(model, "copy", changing_copy):
            return self.reverse(moves, ref="As told")

    def test_a_client_cannot_change_copies(self):
        invoice = self.invoice()
        sent = {
            "note_copy_values": {invoice.id: {"ref": "Sent"}},
            "note_copy_queue": {invoice.id: {"ref": "Sent"}},
        }
        self.assertFalse(invoice.with_context(**sent).copy().ref)
