import random

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import NoteCase
from .sampling import sample

# What posted notes added to a document and took off it, summed line by line: a line
# belongs to a document if it names it, or a line that belongs to it, or without naming
# a line a note that belongs to it with all its lines
FAMILY = """
WITH RECURSIVE goods AS (
     SELECT line.id, line.move_id, line.origin_line_id, line.origin_move_id,
            line.price_total, line.parent_state,
            move.move_type LIKE '%%refund' AS credit
       FROM account_move_line line
       JOIN account_move move ON move.id = line.move_id
      WHERE line.display_type = 'product'),
     family AS (
     SELECT goods.* FROM goods WHERE goods.origin_move_id = %(document)s
      UNION
     SELECT goods.*
       FROM goods
       JOIN family ON family.move_id = goods.origin_move_id
      WHERE goods.origin_line_id = family.id OR goods.origin_line_id IS NULL)
SELECT COALESCE(SUM(price_total) FILTER (WHERE NOT credit), 0),
       COALESCE(SUM(price_total) FILTER (WHERE credit), 0)
  FROM family
 WHERE parent_state = 'posted'"""


@tagged("post_install", "-at_install")
class TestLedgerFamily(NoteCase):
    """Each note counts once, whatever it names and however deep it stands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.note_guard = "off"
        cls.env.company.note_apply_on_posting = False

    def note(self, move_type, *rows, post=True, **values):
        """Return a note of (document or line, price)."""
        commands = []
        for origin, price in rows:
            is_line = origin._name == "account.move.line"
            name = "origin_line_id" if is_line else "origin_move_id"
            commands.append(
                Command.create(
                    {
                        "name": "Row",
                        "quantity": 1,
                        "price_unit": price,
                        "tax_ids": [Command.set(self.tax.ids)],
                        name: origin.id,
                    }
                )
            )
        return self.invoice(
            move_type=move_type, invoice_line_ids=commands, post=post, **values
        )

    def debit_of(self, document, price):
        """Return a debit note on a document, of a line that names none of its."""
        return self.note(
            document.move_type, (document, price), debit_origin_id=document.id
        )

    def asked(self, document):
        self.env.flush_all()
        [row] = self.env.execute_query(SQL(FAMILY, document=document.id))
        return tuple(round(float(amount), 2) for amount in row)

    def told(self, document):
        return (
            round(document.note_debited_amount, 2),
            round(document.note_credited_amount, 2),
        )

    def test_note_on_an_invoice_and_its_debit_note_counts_with_both(self):
        for kind in ("out", "in"):
            invoice = self.invoice(move_type=f"{kind}_invoice", tax=self.tax)
            debit = self.debit_of(invoice, 50.0)
            self.note(f"{kind}_refund", (invoice, 60.0), (debit, 40.0))
            self.assertEqual(self.told(invoice), (57.5, 115.0))
            self.assertEqual(self.told(debit), (0.0, 46.0))

    def test_guard_counts_it_with_both(self):
        self.env.company.note_guard = "block"
        invoice = self.invoice()
        debit = self.debit_of(invoice, 50.0)
        self.note("out_refund", (invoice, 60.0), (debit, 40.0))
        note = self.note("out_refund", (invoice, 51.0), post=False)
        with self.refused(invoice.name, "172.50", "115.00", "58.65", "57.50"):
            note.action_post()
        note.invoice_line_ids.price_unit = 50.0
        note.action_post()
        self.assertEqual(invoice.note_remaining_amount, 0.0)

    def test_nothing_below_zero_remains_of_a_debit_note(self):
        """What is credited above it comes off the invoice."""
        invoice = self.invoice(("Desk", 1, 100))
        debit = self.debit_of(invoice, 50)
        self.note("out_refund", (debit, 70), reversed_entry_id=debit.id)
        self.assertEqual(debit.note_remaining_amount, 0)
        self.assertEqual(debit.note_remaining_untaxed_amount, 0)
        self.assertAlmostEqual(invoice.note_remaining_untaxed_amount, 80)

    def test_note_on_a_note_that_is_a_draft_still_charges(self):
        invoice = self.invoice()
        credit = self.credit(invoice)
        back = self.credit(credit)
        credit.button_draft()
        self.assertEqual(self.told(invoice), (back.amount_total, 0.0))
        self.assertEqual(self.told(invoice), self.asked(invoice))

    def test_lines_are_followed_as_deep_as_notes_stand(self):
        invoice = self.invoice(("Desk", 10, 10.0))
        line, kinds = invoice.invoice_line_ids, ("out_refund", "out_invoice")
        for depth in range(6):
            last = self.note(
                kinds[depth % 2],
                (line, 10.0),
                reversed_entry_id=line.move_id.id,
            )
            line = last.invoice_line_ids
        self.assertEqual(self.told(invoice), self.asked(invoice))
        figures = invoice.invoice_line_ids._note_get_credited()
        self.assertAlmostEqual(figures[invoice.invoice_line_ids.id].quantity, 0.0)

    def test_any_mixture_is_what_a_query_says(self):
        for seed in sample(range(4), 2, "seeds"):
            with self.subTest(seed=seed):
                documents = self.grow(random.Random(seed))
                told = {document: self.told(document) for document in documents}
                self.env.invalidate_all()
                for document in documents:
                    self.assertEqual(told[document], self.asked(document))

    def grow(self, chance):
        """Return invoices and debit notes of families that grew by chance."""
        charging = self.invoice() | self.invoice()
        crediting = self.env["account.move"]
        for _step in range(10):
            price = chance.randint(1, 40)
            kind = chance.choice(("debit", "credit", "credit", "back"))
            if kind == "debit":
                charging |= self.debit_of(chance.choice(charging), price)
            elif kind == "credit":
                lines = chance.sample(charging.invoice_line_ids.ids, k=2)
                named = charging.invoice_line_ids.browse(lines)
                crediting |= self.note("out_refund", *((ln, price) for ln in named))
            elif standing := crediting.filtered(lambda m: m.state == "posted"):
                lines = chance.choice(standing).invoice_line_ids
                charging |= self.note(
                    "out_invoice",
                    (chance.choice(lines), price),
                    reversed_entry_id=lines.move_id.id,
                )
                if not chance.randint(0, 2):
                    lines.move_id.button_draft()
        return charging
