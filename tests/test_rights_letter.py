from itertools import product

from odoo.tests import tagged

from .json2 import BILLING, READERS, Json2Case
from .sampling import sample


@tagged("post_install", "-at_install")
class TestRightsLetter(Json2Case):
    """Who may print, send and configure letters and statements."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner_a.email = "a@example.com"
        cls.layout = cls.env.ref("account_credit_debit_note.note_letter_layout_invoice")

    def ask_letter(self, role, method, **values):
        self.credit(self.invoice(), Desk=0.5)
        values = {"date_from": "2026-03-01", "date_to": "2026-03-31", **values}
        return self.ask_window(role, "account.note.letter", method, values)

    def test_print(self):
        cases = product(("action_print", "action_preview"), ("letter", "statement"))
        for method, kind in sample(cases, 2, "letters"):
            with self.subTest(method, kind=kind):
                self.assert_only(
                    READERS,
                    lambda role, method=method, kind=kind: self.ask_letter(
                        role, method, kind=kind
                    ),
                )

    def test_send(self):
        self.assert_only(BILLING, lambda role: self.ask_letter(role, "action_send"))

    def test_configure_layouts(self):
        for record in (self.layout, self.layout.column_ids[0]):
            for allowed, call in (
                ({"accountant"}, {"method": "write", "vals": {"sequence": 3}}),
                (READERS, {"method": "read", "fields": ["sequence"]}),
            ):
                with self.subTest(record._name, **call):
                    self.assert_only(
                        allowed,
                        lambda role, record=record, call=call: self.ask(
                            role, record._name, ids=record.ids, **call
                        ),
                    )

    def test_preview_a_layout(self):
        self.assert_only(
            READERS,
            lambda role: self.ask(
                role, self.layout._name, "action_preview", self.layout.ids
            ),
        )

    def test_figures_of_others_are_closed(self):
        """A letter is read by its maker alone, and nobody reads around the window."""
        window = self.env["account.note.letter"].create({"kind": "statement"})
        self.assert_only(
            set(),
            lambda role: self.ask(role, window._name, "action_print", window.ids),
        )
        for method in ("_read_facts", "_get_letters"):
            self.assert_only(
                set(),
                lambda role, method=method: self.ask(
                    role, window._name, method, window.ids
                ),
            )
