from unittest.mock import patch

from odoo.tests import tagged

from .window_common import WindowCase


@tagged("post_install", "-at_install")
class TestWindowLong(WindowCase):
    """The window over a long invoice asks about what changes, not about every line."""

    def open_lines(self, lines):
        invoice = self.invoice(*[(f"Part {n}", 1, 10.0 + n) for n in range(lines)])
        form = self.credit_window(invoice)
        form.correction_mode = "lines"
        # What is loaded once for all counts for none
        self.edit(form, 0)
        return form

    def edit(self, form, place):
        with form.line_ids.edit(place) as row:
            row.quantity = 1

    def count(self, name, model, form):
        """Return how often an edit calls a method."""
        calls, method = [], getattr(type(self.env[model]), name)

        def listen(records, *args, **kwargs):
            calls.append(records)
            return method(records, *args, **kwargs)

        with patch.object(type(self.env[model]), name, listen):
            self.edit(form, 1)
        return len(calls)

    def statements(self, lines):
        form = self.open_lines(lines)
        before = self.env.cr.sql_log_count
        self.edit(form, 1)
        return self.env.cr.sql_log_count - before

    def test_an_edit_takes_the_statements_of_a_short_invoice(self):
        self.assertLessEqual(self.statements(12), self.statements(3))

    def test_what_stands_is_replayed_for_lines_that_change(self):
        counts = [
            self.count("_note_prepare_own_entry", "account.move.line", form)
            for form in map(self.open_lines, (3, 12))
        ]
        self.assertEqual(*counts)

    def test_a_tax_that_was_touched_computes_no_invoice_anew(self):
        # In one transaction each tax is as young as the invoice
        form = self.open_lines(3)
        name = "_get_rounded_base_and_tax_lines"
        self.assertEqual(self.count(name, "account.move", form), 0)
