import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import NoteCase

NAMES = (
    "invoice_ids",
    "credit_ids",
    "application_ids",
    "move_ids",
    "mode",
    "lines",
    "shares",
    "amount",
    "percent",
    "is_net_of_tax",
    "date",
    "journal_id",
    "reason",
    "reason_text",
    "state",
    "side",
    "strategy",
    "idempotency_key",
    "line_id",
    "credit_id",
    "invoice_id",
    "quantity",
    "price_unit",
    "tax_ids",
    "partner_id",
    "partner_side",
    "product_id",
    "account_id",
    "name",
    "currency",
    "external_origin_number",
    "external_origin_date",
    "nonsense",
)
WRITING = ("create_credit_note", "create_debit_note", "apply_credit", "unapply_credit")
READING = ("preview_correction", "preview_application")


@tagged("post_install", "-at_install")
class TestApiHostile(NoteCase):
    """Whatever a client sends is answered, or refused in words; never a crash."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.clerk("api-clerk"))

    def requests(self, ids):
        """Return a strategy: words of requests, filled with whatever comes."""
        atoms = (
            st.none()
            | st.booleans()
            | st.sampled_from([*ids, 0, -1, 1, 2**31, 10**30])
            | st.sampled_from([math.nan, math.inf, 1e308, -5.5, 12.5, 0.001])
            | st.sampled_from(["lines", "amount", "posted", "2026-03-10", "exact"])
            | st.sampled_from(["'; DROP TABLE x", "\x00", "%(x)s", "__class__"])
        )
        values = st.recursive(
            atoms,
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
            ),
            max_leaves=10,
        )
        return values | st.dictionaries(st.sampled_from(NAMES), values, max_size=6)

    def test_random_requests(self):
        invoice, note = self.invoice(("Desk", 5, 100.0)), self.goodwill(50.0)
        ids = [invoice.id, note.id, invoice.invoice_line_ids.id, *note.line_ids.ids]

        @settings(
            max_examples=60,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        @given(st.sampled_from(WRITING + READING), self.requests(ids))
        def attack(method, request):
            before = self.picture()
            with self.env.cr.savepoint() as savepoint:
                try:
                    getattr(self.api, method)(request)
                except UserError as refused:
                    self.assertRegex(str(refused), r"^[a-z_]+: ")
                    self.assertEqual(self.picture(), before)
                savepoint.rollback()
                self.env.invalidate_all()

        attack()

    def picture(self):
        self.env.cr.execute(
            "SELECT (SELECT COUNT(*) FROM account_move), "
            "(SELECT COUNT(*) FROM account_partial_reconcile), "
            "(SELECT COUNT(*) FROM account_note_api_request)"
        )
        return self.env.cr.fetchone()

    def test_wrong_ids_where_no_request_is(self):
        for method, wrong in (
            ("get_creditable", "all"),
            ("get_creditable", [1.5]),
            ("get_creditable", [True]),
            ("get_creditable", []),
            ("get_creditable", [2**40]),
            ("get_creditable", list(range(1, 1002))),
            ("get_open_credits", None),
            ("get_open_credits", [3]),
            ("get_open_credits", -3),
            ("get_applications", {"ids": [1]}),
        ):
            told = self.subTest(method, wrong=str(wrong)[:30])
            with told, self.refused("bad_request: "):
                getattr(self.api, method)(wrong)

    def test_documents_of_another_company(self):
        other = self.setup_other_company()["company"]
        theirs = (
            self.env["account.move"]
            .with_company(other)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.partner_a.id,
                    "invoice_date": "2026-03-01",
                    "invoice_line_ids": [(0, 0, {"name": "x", "price_unit": 7.0})],
                }
            )
        )
        theirs.action_post()
        for method in ("create_credit_note", "create_debit_note", "preview_correction"):
            with self.refused("access_denied: "):
                getattr(self.api, method)({"invoice_ids": theirs.ids})
        with self.refused("access_denied: "):
            self.api.get_creditable(theirs.ids)
        with self.refused("access_denied: "):
            self.api.apply_credit(
                {
                    "shares": [
                        {
                            "credit_id": self.goodwill().id,
                            "line_id": theirs.line_ids[-1:].id,
                            "amount": 1,
                        }
                    ]
                }
            )

    def test_a_vendors_credit_on_a_customers_invoice(self):
        share = {
            "credit_id": self.goodwill(50.0, move_type="in_refund").id,
            "invoice_id": self.invoice().id,
            "amount": 5,
        }
        with self.refused("application_"):
            self.api.apply_credit({"shares": [share]})

    def test_an_invoice_as_a_credit(self):
        share = {
            "credit_id": self.invoice().id,
            "invoice_id": self.invoice().id,
            "amount": 5,
        }
        with self.refused("application_credit: "):
            self.api.apply_credit({"shares": [share]})
