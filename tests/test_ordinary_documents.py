from odoo.fields import NO_ACCESS
from odoo.tests import tagged

from .ordinary_common import SHAPES, OrdinaryCase


@tagged("post_install", "-at_install")
class TestOrdinaryDocuments(OrdinaryCase):
    """Documents of every kind, many at once, live as without the addon."""

    def documents(self, env, shape, post=False):
        """Return an invoice, a bill, a note, a receipt and an entry."""
        moves = (
            self.invoice(post=post)
            | self.invoice(move_type="in_invoice", post=post)
            | self.goodwill(post=post)
            | self.invoice(move_type="out_receipt", post=post)
            | self.entry(post=post)
        )
        return self.shape(moves, shape).with_env(env)

    def test_documents_are_posted_and_reset(self):
        def tell(env, shape):
            moves = self.documents(env, shape)
            self.assertEqual(moves._post(), moves)
            self.assertLessEqual(set(moves.mapped("state")), {"posted"})
            moves.button_draft()
            self.assertLessEqual(set(moves.mapped("state")), {"draft"})

        self.as_everybody(tell, *SHAPES)

    def test_documents_are_cancelled(self):
        def tell(env, shape):
            moves = self.documents(env, shape)
            moves.button_cancel()
            self.assertLessEqual(set(moves.mapped("state")), {"cancel"})

        self.as_everybody(tell, *SHAPES)

    def test_documents_and_lines_are_deleted(self):
        def tell(env, shape):
            moves = self.documents(env, shape)
            lines = self.shape(moves.invoice_line_ids, shape)
            lines.unlink()
            moves.unlink()
            self.assertFalse(lines.exists() or moves.exists())

        self.as_everybody(tell, *SHAPES)

    def test_documents_and_lines_change(self):
        def tell(env, shape):
            moves = self.documents(env, shape)
            moves.write({"ref": "Ordinary", "date": "2026-03-02"})
            moves.write({})
            lines = self.shape(moves.line_ids, shape)
            lines.write({"name": "Ordinary"})
            self.assertLessEqual(set(moves.mapped("ref")), {"Ordinary"})
            self.assertLessEqual(set(lines.mapped("name")), {"Ordinary"})

        self.as_everybody(tell, *SHAPES)

    def test_documents_are_reversed(self):
        documents = self.documents(self.env, "all", post=True)

        def tell(env, shape):
            moves = self.shape(documents, shape).with_env(env)
            reversals = moves._reverse_moves([{"ref": "Back"} for _move in moves])
            self.assertEqual(len(reversals), len(moves))
            self.assertEqual(reversals.reversed_entry_id, moves.union())

        self.as_everybody(tell, *SHAPES)

    def test_lines_go_over_to_another_document(self):
        def tell(env, take):
            lines = self.invoice(post=False).invoice_line_ids.with_env(env)
            other = self.invoice(post=False).with_env(env)
            lines.write({"move_id": take(other)})
            self.assertEqual(lines.move_id, other)

        self.as_everybody(tell, lambda move: move, lambda move: move.id)

    def test_computed_values_follow(self):
        names = [
            "_compute_split_sequence",
            "_compute_is_storno",
            "_compute_invoice_currency_rate",
            "_compute_alerts",
            "_compute_show_reset_to_draft_button",
            "_compute_display_send_button",
            "_compute_highlight_send_button",
            "_compute_payments_widget_reconciled_info",
            "_get_mail_template",
        ]

        documents = self.documents(self.env, "all", post=True)

        def tell(env, shape):
            moves = self.shape(documents, shape).with_env(env)
            for name in names:
                getattr(moves, name)()

        self.as_everybody(tell, *SHAPES)

    def test_documents_that_are_not_saved_can_be_read(self):
        moves = self.env["account.move"]
        lines = self.env["account.move.line"]
        kinds = ("entry", "out_invoice", "out_refund", "in_refund")
        records = [moves, lines, moves.new({}), lines.new({})]
        records += [moves.new({"move_type": kind}) for kind in kinds]
        for record in records:
            for name, field in record._fields.items():
                with self.subTest(record=str(record), field=name):
                    # What nobody may read, the system does
                    reader = record.sudo() if field.groups == NO_ACCESS else record
                    self.assertIsNotNone(reader[name])

    def test_no_document_is_no_note(self):
        nothing = self.env["account.move"]
        self.assertFalse(nothing._is_note())
        self.assertFalse(nothing._is_note_to_vendor())
        self.assertFalse(nothing._get_note_template())
        self.assertTrue(nothing._get_mail_template())
        sending = self.env["account.move.send"]
        self.assertFalse(sending._get_default_extra_edis(nothing))

    def test_partners_are_merged(self):
        for collect in (list, tuple, set):
            partners = self.env["res.partner"].create([{"name": "A"}, {"name": "B"}])
            invoice = self.invoice(partner_id=partners[1].id)
            window = self.env["base.partner.merge.automatic.wizard"]
            window._merge(collect(partners.ids), partners[0])
            self.assertEqual(invoice.partner_id, partners[0])
