import json

from odoo.tests import Form, tagged

from .ordinary_common import OrdinaryCase

FORMS = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "keys": lambda ids: dict.fromkeys(ids).keys(),
    "repeated": lambda ids: [*ids, *ids],
}


@tagged("post_install", "-at_install")
class TestOrdinaryWindows(OrdinaryCase):
    """Windows take what was chosen in every form in which programs hand it over."""

    def open(self, model, records, form):
        """Return a model in the context of some chosen records."""
        chosen = records if form == "records" else FORMS[form](records.ids)
        return model.with_context(active_model=records._name, active_ids=chosen)

    def test_documents_are_reversed(self):
        def tell(env, form):
            moves = self.invoice() | self.invoice()
            window = self.open(env["account.move.reversal"], moves, form).create({})
            self.assertEqual(window.move_ids, moves)
            window.refund_moves()
            self.assertEqual(window.new_move_ids.reversed_entry_id, moves)

        self.as_everybody(tell, *FORMS, "records")

    def test_documents_are_debited(self):
        def tell(env, form):
            moves = self.invoice() | self.invoice()
            window = self.open(env["account.debit.note"], moves, form).create({})
            self.assertEqual(window.move_ids, moves)
            window.create_debit()
            self.assertEqual(moves.debit_note_ids.debit_origin_id, moves)

        self.as_everybody(tell, *FORMS, "records")

    def test_one_document_comes_as_a_number(self):
        invoice = self.invoice()

        def tell(env, name):
            window = env[name].with_context(
                active_model="account.move", active_ids=invoice.id
            )
            self.assertEqual(window.create({}).move_ids, invoice)
            self.assertEqual(Form(window).move_ids[:], invoice)

        self.as_everybody(tell, "account.move.reversal", "account.debit.note")

    def test_journal_entries_get_other_numbers(self):
        entries = self.entry() | self.entry()

        def tell(env, form):
            windows = self.open(env["account.resequence.wizard"], entries, form)
            values = windows.default_get(["move_ids", "first_name"])
            self.assertEqual(set(values["move_ids"][0][2]), set(entries.ids))

        self.as_everybody(tell, *FORMS)
        windows = self.open(self.env["account.resequence.wizard"], entries, "set")
        self.assertEqual(len(json.loads(Form(windows).new_values)), 2)

    def test_credits_are_applied(self):
        self.invoice()
        note = self.goodwill()

        def tell(env, form):
            windows = env["account.note.allocation"]
            of_note = self.open(windows, note, form).create({})
            self.assertEqual(of_note.move_ids, note)
            of_partner = self.open(windows, self.partner_a, form).create({})
            self.assertEqual(of_partner.partner_id, self.partner_a)

        self.as_everybody(tell, *FORMS, "records")

    def test_letters_are_written(self):
        partners = self.partner_a | self.partner_b

        def tell(env, form):
            window = self.open(env["account.note.letter"], partners, form).create({})
            self.assertEqual(window.partner_ids, partners)

        self.as_everybody(tell, *FORMS, "records")

    def test_applications_are_taken_back(self):
        invoice, note = self.invoice(), self.goodwill()
        self.apply((self.open_items(note), self.open_items(invoice), 10.0))
        applications = note.note_application_ids

        def tell(env, form):
            windows = self.open(env["account.note.unapply"], applications, form)
            rows = windows.create({}).line_ids
            self.assertEqual(rows.application_id, applications)

        self.as_everybody(tell, *FORMS, "records")

    def test_payments_are_registered(self):
        moves = self.invoice() | self.invoice()

        def tell(env, form):
            windows = self.open(env["account.payment.register"], moves, form)
            self.assertEqual(windows.create({}).line_ids.move_id, moves)

        self.as_everybody(tell, *FORMS)

    def test_what_is_no_choice_is_refused(self):
        windows = self.env["account.move.reversal"]
        for other in (self.partner_a, "12", b"12", [True], [0], [2**40], {"7": 7}, 1.5):
            chosen = windows.with_context(active_model="account.move", active_ids=other)
            with self.subTest(active_ids=str(other)), self.refused("active_ids"):
                chosen.create({})

    def test_nothing_chosen_is_said(self):
        for nothing in ([], (), set(), None, False, self.env["account.move"]):
            for name in ("account.move.reversal", "account.debit.note"):
                windows = self.env[name].with_context(
                    active_model="account.move", active_ids=nothing
                )
                with self.subTest(active_ids=str(nothing)), self.refused("No document"):
                    windows.create({})
