from odoo.tests import tagged

from .json2 import BILLING, READERS, Json2Case
from .sampling import sample


@tagged("post_install", "-at_install")
class TestRights(Json2Case):
    """Who may call what: each role tries each method over JSON-2."""

    def documents(self, move):
        return {"active_model": "account.move", "active_ids": move.ids}

    def test_correct_a_document(self):
        for model, method in (
            ("account.move.reversal", "refund_moves"),
            ("account.debit.note", "create_debit"),
        ):
            with self.subTest(model):
                self.assert_only(
                    BILLING,
                    lambda role, model=model, method=method: self.ask_window(
                        role,
                        model,
                        method,
                        {"date": "2026-03-10"},
                        **self.documents(self.invoice()),
                    ),
                )

    def test_apply_in_the_window(self):
        def attempt(role):
            self.invoice()
            return self.ask_window(
                role,
                "account.note.allocation",
                "action_apply",
                {},
                **self.documents(self.goodwill(10.0)),
            )

        self.assert_only(BILLING, attempt)

    def test_apply_all_of_a_partner(self):
        def attempt(role):
            self.invoice()
            note = self.goodwill(10.0)
            done, answer = self.ask(
                role, "res.partner", "action_apply_open_credits", self.partner_a.ids
            )
            return done and not note.amount_residual, answer

        self.assert_only(BILLING, attempt)

    def test_unapply(self):
        def attempt(role):
            note = self.credit(self.invoice())
            return self.ask_window(
                role,
                "account.note.unapply",
                "action_unapply",
                {},
                active_model="account.note.application",
                active_ids=note.note_application_ids.ids,
            )

        self.assert_only(BILLING, attempt)

    def test_pay_with_credits(self):
        def attempt(role):
            credit = self.open_items(self.goodwill(10.0))
            return self.ask_window(
                role,
                "account.payment.register",
                "action_create_payments",
                {"credit_line_ids": [(6, 0, credit.ids)]},
                **self.documents(self.invoice()),
            )

        self.assert_only(BILLING, attempt)

    def test_finalize(self):
        self.assert_only(
            BILLING,
            lambda role: self.ask(
                role, "account.move", "action_finalize", self.goodwill().ids
            ),
        )

    def test_doubt(self):
        self.assert_only(
            BILLING,
            lambda role: self.ask_window(
                role,
                "account.note.doubt",
                "action_set_doubtful",
                {"reason": "Insolvent"},
                **self.documents(self.goodwill()),
            ),
        )

    def draft_above_the_limit(self):
        self.env.company.note_approval_threshold = 100.0
        return self.credit(self.invoice(("Desk", 1, 500.0)), post=False)

    def test_request_approval(self):
        # Who requests cannot approve, so there has to be somebody else
        other = self.clerk("matrix-other-approver")
        other.group_ids |= self.env.ref("account_credit_debit_note.group_note_approver")
        self.assert_only(
            BILLING,
            lambda role: self.ask(
                role,
                "account.move",
                "action_request_note_approval",
                self.draft_above_the_limit().ids,
            ),
        )

    def waiting(self):
        note = self.draft_above_the_limit()
        note.with_user(self.people["billing"]).action_request_note_approval()
        return note

    def test_approve(self):
        self.assert_only(
            {"approver"},
            lambda role: self.ask(
                role, "account.move", "action_approve_notes", self.waiting().ids
            ),
        )

    def test_refuse(self):
        self.assert_only(
            {"approver"},
            lambda role: self.ask_window(
                role,
                "account.note.refusal",
                "action_refuse",
                {"move_id": self.waiting().id, "comment": "Too much"},
            ),
        )

    def test_credit_above_the_invoice(self):
        def attempt(role):
            invoice = self.invoice()
            self.credit(invoice)
            note = self.credit(self.invoice(), post=False)
            note.invoice_line_ids.price_unit = 500.0
            return self.ask_window(
                role,
                "account.note.override",
                "action_override",
                {"move_id": note.id, "reason": "Agreed"},
            )

        self.assert_only(set(), attempt)
        group = self.env.ref("account_credit_debit_note.group_note_over_credit")
        self.people["billing"].group_ids |= group
        self.assert_only({"billing"}, attempt)

    def test_configure_reasons(self):
        reason = self.env.ref("account_credit_debit_note.reason_goodwill")
        self.assert_only(
            {"accountant"},
            lambda role: self.ask(
                role,
                "account.note.reason",
                "write",
                reason.ids,
                vals={"name": f"Goodwill of {role}"},
            ),
        )

    def test_read_history_and_age(self):
        self.credit(self.invoice())
        for model in ("application", "open.credit", "analysis"):
            model = f"account.note.{model}"
            with self.subTest(model):
                self.assert_only(
                    READERS,
                    lambda role, model=model: self.ask(
                        role, model, "search_read", domain=[], fields=["partner_id"]
                    ),
                )

    def test_audit(self):
        model = "account.note.finding"
        self.assert_only(
            READERS, lambda role: self.ask(role, model, "action_audit", context={})
        )

    def test_nobody_writes_history(self):
        record = self.credit(self.invoice()).note_application_ids
        for method, arguments in (
            ("write", {"ids": record.ids, "vals": {"amount": 1.0}}),
            ("unlink", {"ids": record.ids}),
            ("create", {"vals_list": [{"credit_name": "RINV/1"}]}),
            ("copy", {"ids": record.ids}),
        ):
            with self.subTest(method):
                self.assert_only(
                    set(),
                    lambda role, method=method, arguments=arguments: self.ask(
                        role,
                        "account.note.application",
                        method,
                        **arguments,
                        context={"note_gate": True, "_force_unlink": True},
                    ),
                )

    def test_no_word_in_the_context_opens_a_gate(self):
        closed = (
            {"note_override_reason": "Mine"},
            {"note_approval": "approved"},
            {"finalized_on": "2026-03-10 00:00:00"},
            {"is_doubtful": True},
            {"state": "posted"},
        )
        context = dict.fromkeys(("note_gate", "note_posting"), True)
        for vals in sample(closed, 2, "words"):
            with self.subTest(vals):
                self.assert_only(
                    set(),
                    lambda role, vals=vals: self.ask(
                        role,
                        "account.move",
                        "write",
                        self.credit(self.invoice(), post=False).ids,
                        vals=vals,
                        context=context,
                    ),
                )
