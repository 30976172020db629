from contextlib import contextmanager

from odoo import Command, fields
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import NoteCase

GROUPS = {
    "billing": ["account.group_account_invoice"],
    "auditor": ["account.group_account_readonly"],
    "accountant": ["account.group_account_manager"],
    "approver": [
        "account.group_account_invoice",
        "account_credit_debit_note.group_note_approver",
    ],
    "employee": ["base.group_user"],
    "customer": ["base.group_portal"],
}
BILLING = {"billing", "accountant", "approver"}
READERS = BILLING | {"auditor"}


class Json2Case(NoteCase, HttpCase):
    """People of every role, who call the server from outside with their own key."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {role: cls.person(role) for role in GROUPS}
        # The server finds a user's key only once it is written
        cls.keys = {role: cls.key(user) for role, user in cls.people.items()}
        cls.env.flush_all()

    @classmethod
    def person(cls, role):
        user = cls.clerk(f"matrix-{role}")
        groups = [cls.env.ref(name).id for name in GROUPS[role]]
        user.group_ids = [Command.set(groups)]
        return user

    @classmethod
    def key(cls, user):
        keys = cls.env["res.users.apikeys"].with_user(user)
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        return keys.sudo()._generate("rpc", "matrix", tomorrow)

    @contextmanager
    def outside(self):
        """Let clients in that know nothing of tests."""
        self.env.cr.flush()
        self.env.cr.clear()
        with self.allow_requests(all_requests=True):
            yield

    def ask(self, role, model, method, ids=None, **arguments):
        """Call a method over JSON-2.

        :return: (whether it was done, the result or the sentence of the error)
        """
        body = {**arguments, **({"ids": ids} if ids is not None else {})}
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            json=body,
            headers={
                "Authorization": f"bearer {self.keys[role]}",
                "X-Odoo-Database": self.env.cr.dbname,
            },
        )
        content = answer.json()
        done = answer.status_code == 200
        return done, content if done else content["message"]

    def ask_window(self, role, model, method, vals, **context):
        """Make a window over JSON-2 and press its button, as the last answer says."""
        done, answer = self.ask(
            role, model, "create", vals_list=[vals], context=context
        )
        if not done:
            return done, answer
        return self.ask(role, model, method, answer, context=context)

    def assert_only(self, allowed, attempt):
        """Let each role try something of its own and look who was let in.

        :param attempt: a function of a role that returns (done, answer)
        """
        found = {}
        with mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2"):
            for role in GROUPS:
                found[role] = attempt(role)
        let_in = {role for role, (done, _answer) in found.items() if done}
        self.assertEqual(let_in, set(allowed), found)
