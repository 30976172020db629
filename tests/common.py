from contextlib import contextmanager
from functools import cached_property

from odoo import Command, fields, models
from odoo.exceptions import UserError

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.account_credit_debit_note.tools.application import (
    Application,
    Unapplication,
)
from odoo.addons.base.tests.common import BaseCommon


class NoteCase(AccountTestInvoicingCommon):
    """Short words for the stories of credit and debit notes.

    Amounts are in the company's currency unless a test says otherwise; the
    company's chart is Odoo's generic one, with a sales tax of 15 %.
    """

    # What the runner made once for all classes, by the name of the attribute
    kept_books = {}

    @classmethod
    def setUpClass(cls):
        if not cls.kept_books or cls.chart_template or cls.country_code:
            super().setUpClass()
        else:
            super(BaseCommon, cls).setUpClass()
            cls.take_kept_books()
        cls.tax = cls.company_data["default_tax_sale"]

    def setUp(self):
        self.take_scene()
        super().setUp()

    def take_scene(self):
        """Have what :meth:`set_scene` makes; before the first test, make it."""
        cls = type(self)
        if "scene" not in vars(cls):
            known = set(vars(self))
            self.set_scene()
            self.env.flush_all()
            self.env.invalidate_all()  # the first test begins as the others do
            cls.scene = {
                name: value for name, value in vars(self).items() if name not in known
            }
        vars(self).update(cls.scene)

    def set_scene(self):
        """Make what each test of the class begins with: once, as each is rolled back.

        Not for what ends with a test, like a patch.
        """

    @classmethod
    def take_kept_books(cls):
        """Have what core's classes make; the rollback leaves it as it was."""
        user_id = cls.kept_books["user"].id
        cls.env = cls.env(user=user_id, context=cls.default_env_context())
        for name, value in cls.kept_books.items():
            if name == "company_data":
                value = {key: record.with_env(cls.env) for key, record in value.items()}
            elif isinstance(value, models.BaseModel):
                value = value.with_env(cls.env)
            setattr(cls, name, value)

    @classmethod
    def clerk(cls, login):
        """Return a bookkeeper, whose password is the login."""
        return cls.env["res.users"].create(
            {
                "name": login,
                "login": login,
                "password": login,
                "company_id": cls.env.company.id,
                "company_ids": [Command.set(cls.env.company.ids)],
                "group_ids": [
                    Command.set(cls.env.ref("account.group_account_invoice").ids)
                ],
            }
        )

    def invoice(self, *lines, move_type="out_invoice", post=True, tax=None, **values):
        """Return an invoice of (name, quantity, price) lines, posted."""
        taxes = self.tax if tax is None else tax
        if move_type.startswith("in_") and tax is None:
            taxes = self.company_data["default_tax_purchase"]
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.partner_a.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": name,
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.set(taxes.ids)],
                        }
                    )
                    for name, quantity, price in lines or [("Desk", 1, 100.0)]
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    def window(self, *moves, **values):
        """Return core's reversal window over some documents."""
        moves = self.env["account.move"].union(*moves)
        return (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"date": fields.Date.to_date("2026-03-10"), **values})
        )

    def credit(self, move, post=True, **quantities):
        """Return a credit note over some quantities, by the names of the lines."""
        window = self.window(move, correction_mode="lines" if quantities else "full")
        for row in window.line_ids:
            row.quantity = quantities.get(row.name, 0.0)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        if post:
            note.action_post()
        return note

    def debit(self, move, post=True, **values):
        """Return a debit note with the lines of a document."""
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"date": "2026-03-10", "copy_lines": True, **values})
        )
        note = self.env["account.move"].browse(window.create_debit()["res_id"])
        if post:
            note.action_post()
        return note

    def goodwill(self, amount=100.0, **values):
        """Return a posted credit note that corrects no invoice."""
        values = {"move_type": "out_refund", "tax": self.env["account.tax"], **values}
        return self.invoice(("Goodwill", 1, amount), **values)

    def doubt(self, moves, reason="Insolvent"):
        """Mark documents as doubtful, and return them."""
        moves._note_set_doubtful(True, reason)
        return moves

    @cached_property
    def halves(self):
        """A payment term of two halves, after 30 and 60 days."""
        return self.env["account.payment.term"].create(
            {
                "name": "Two halves",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 50.0, "nb_days": days}
                    )
                    for days in (30, 60)
                ],
            }
        )

    def open_items(self, move):
        """Return the open items of a document, the earliest due first."""
        return move._note_get_open_items()

    def apply(self, *shares, **options):
        """Apply (credit line, open item, amount) and return the journal's records."""
        spec = Application.of(shares, **options)
        return self.env["account.move"]._note_apply(spec)

    def unapply(self, move, reason=None):
        """Unapply all applications of a document and return the journal's records."""
        spec = Unapplication(move_ids=move.ids, reason=reason)
        return self.env["account.move"]._note_unapply(spec)

    @contextmanager
    def refused(self, *parts):
        """Expect a refusal whose text has all these parts, and nothing changed."""
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            yield caught
        for part in parts:
            self.assertIn(part, str(caught.exception))


def keep_books():
    """Make the company, products, partners and users of core's classes once for all.

    Each class would make them in some two seconds of its own, and does with Odoo's own
    runner, which does not call this.
    """

    class KeptBooks(NoteCase):
        """Sets up as core does."""

    KeptBooks.setUpClass()
    for user in KeptBooks.user | KeptBooks.simple_accountman:
        user.login = f"kept_{user.login}"  # classes with other books make their own
    KeptBooks.env.flush_all()
    # Tests may not commit; this is none
    type(KeptBooks.cr).commit(KeptBooks.cr)
    NoteCase.kept_books = {
        name: value
        for name, value in vars(KeptBooks).items()
        if isinstance(value, models.BaseModel)
        or name in ("company_data", "maxDiff", "tax_number")
    }
    KeptBooks.doClassCleanups()
