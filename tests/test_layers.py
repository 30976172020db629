from odoo.tests import Form, tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import ExactCase


@tagged("post_install", "-at_install")
class TestLayers(ExactCase):
    """Where pieces stand at several terms, the window shows them and one can choose."""

    def set_scene(self):
        self.sold = self.invoice(("Chair", 5, 100.0), ("Desk", 1, 400.0))
        self.line = self.sold.invoice_line_ids[0]
        cheaper = Correction(
            mode="price", prices={self.line.id: 90.0}, quantities={self.line.id: 2}
        )
        self.sold._note_correct(cheaper, {"date": "2026-03-10"}).action_post()
        self.young, self.old = self.row(self.open()).layers

    def open(self, model="account.move.reversal", **values):
        window = self.env[model].with_context(
            active_model="account.move", active_ids=self.sold.ids
        )
        values = {"date": "2026-03-10", "correction_mode": "lines", **values}
        return window.create(values)

    def row(self, window):
        return window.line_ids.filtered(lambda row: row.move_line_id == self.line)

    def make(self, window):
        press = getattr(window, "create_debit", None) or window.refund_moves
        note = self.env["account.move"].browse(press()["res_id"])
        note.action_post()
        return note

    def ask(self, method, mode="lines", **line):
        request = {
            "invoice_ids": self.sold.ids,
            "mode": mode,
            "lines": [{"line_id": self.line.id, **line}],
        }
        return getattr(self.env["account.note.api"], method)(request)

    def layers(self):
        (found,) = self.env["account.note.api"].get_creditable(self.sold.ids)
        return found["lines"][0]["layers"]

    def test_window_says_what_stands(self):
        window = self.open()
        self.assertTrue(window.has_layers)
        words = [words for _key, words in self.row(window).layers]
        self.assertEqual(words, ["2.00 at 90.00", "3.00 at 100.00"])
        self.assertFalse((window.line_ids - self.row(window)).layers)

    def test_lines_at_one_price_have_no_choice(self):
        window = self.window(self.invoice(("Lamp", 2, 10.0)), correction_mode="lines")
        self.assertFalse(window.has_layers)
        self.assertFalse(window.line_ids.layers)

    def test_other_pieces_than_the_youngest_are_chosen(self):
        with Form(self.open()) as form, form.line_ids.edit(0) as row:
            self.assertEqual((row.remaining_quantity, row.price), (5, 90.0))
            row.layer = self.old[0]
            self.assertEqual((row.remaining_quantity, row.price), (3, 100.0))
            self.assertEqual(row.new_price, 100.0)
            row.quantity = 2
            self.assertEqual(row.subtotal, 200.0)
        note = self.make(form.record)
        self.assertEqual(note.amount_untaxed, 200.0)
        self.assertEqual([found["quantity"] for found in self.layers()], [1.0, 2.0])
        self.rest(self.sold)
        self.assert_nothing_left(self.sold)

    def test_price_and_taxes_of_chosen_pieces(self):
        window = self.open()
        self.row(window).layer = self.old[0]
        self.row(window).new_price = 95.0
        self.assertEqual(self.make(window).amount_untaxed, 15.0)
        window = self.open()
        row = self.row(window)
        row.layer = row.layers[-1][0]
        row.new_tax_ids = self.new_tax(0.0)
        # Two at 90.00 without the tax of 15 %
        self.assertEqual(self.make(window).amount_total, 27.0)

    def test_no_more_come_back_than_stand_at_these_terms(self):
        window = self.open()
        self.row(window).layer = self.old[0]
        self.row(window).quantity = 4
        self.assertTrue(window.is_refused)
        with self.refused(self.sold.name, "Chair", "3.00", "100.00", "90.00"):
            window.refund_moves()

    def test_pieces_that_are_gone_are_refused(self):
        window = self.open()
        self.row(window).layer = self.old[0]
        self.row(window).new_price = 95.0
        self.make(window)
        window = self.open()
        self.row(window).layer = self.old[0]
        for values in ({"quantity": 1}, {"quantity": 0, "new_price": 80.0}):
            self.row(window).write(values)
            with self.refused("Chair", "95.00"):
                window.refund_moves()

    def test_what_names_no_pieces_is_refused(self):
        for key in ("the old ones", "[1]", "7", '[1, 0, ["x"], 100]', "null"):
            window = self.open()
            self.row(window).layer = key
            with self.refused("names no pieces of Chair"):
                window.refund_moves()

    def test_more_is_charged_at_the_price_of_chosen_pieces(self):
        window = self.open("account.debit.note")
        self.assertTrue(window.has_layers)
        self.row(window).layer = self.old[0]
        self.row(window).quantity = 1
        self.assertEqual(self.make(window).amount_untaxed, 100.0)

    def test_program_hands_a_layer_back_as_it_got_it(self):
        old, young = self.layers()
        self.assertEqual((old["price_unit"], young["price_unit"]), (100.0, 90.0))
        (shown,) = self.ask("preview_correction", quantity=2, layer=old)["previews"]
        (note,) = self.ask("create_credit_note", quantity=2, layer=old)["notes"]
        self.assertEqual(note["amount_untaxed"], 200.0)
        self.assertEqual(shown["total_amount"], note["amount_total"])

    def test_program_may_say_a_price_alone(self):
        layer = {"price_unit": 100.0}
        answer = self.ask("create_credit_note", quantity=1, layer=layer)
        self.assertEqual(answer["notes"][0]["amount_untaxed"], 100.0)
        answer = self.ask("create_credit_note", "price", price_unit=70.0, layer=layer)
        self.assertEqual(answer["notes"][0]["amount_untaxed"], 90.0)

    def test_program_is_refused_what_does_not_stand(self):
        for layer in ({"price_unit": 55.0}, {"tax_ids": []}, {"discount": 5.0}):
            with self.refused("over_credited: ", "Chair", "90.00", "100.00"):
                self.ask("create_credit_note", quantity=1, layer=layer)
        with self.refused("over_credited: ", "3.00"):
            self.ask("create_credit_note", quantity=4, layer={"price_unit": 100.0})
        with self.refused("bad_request: ", "lines[0].layer.price"):
            self.ask("create_credit_note", quantity=1, layer={"price": 100.0})
