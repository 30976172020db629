from odoo import Command

from .common import NoteCase


class OrdinaryCase(NoteCase):
    """What Odoo and other addons do with records, beside the addon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = cls.clerk("bookkeeper")

    def entry(self, amount=100.0, post=True, **values):
        """Return a journal entry of two lines, posted."""
        data = self.company_data
        names = ("default_account_receivable", "default_account_revenue")
        entry = self.env["account.move"].create(
            {
                "date": "2026-03-01",
                "line_ids": [
                    Command.create(
                        {
                            "name": name,
                            "account_id": data[name].id,
                            "partner_id": self.partner_a.id,
                            "balance": balance,
                        }
                    )
                    for name, balance in zip(names, (amount, -amount), strict=True)
                ],
                **values,
            }
        )
        if post:
            entry.action_post()
        return entry

    def as_everybody(self, tell, *cases):
        """Run a story as each kind of caller, with each of some cases.

        :param tell: takes the environment of the caller and a case
        """
        callers = {
            "superuser": self.env(su=True),
            "clerk": self.env(user=self.bookkeeper),
        }
        for caller, env in callers.items():
            for case in cases:
                with self.subTest(caller=caller, case=case):
                    tell(env, case)

    def shape(self, records, name):
        """Return records as programs have them: repeated, one of them, none."""
        one = records[:1]
        return {
            "all": records,
            "repeated": records + records,
            "one, repeated": one + one,
            "none": records.browse(),
        }[name]


SHAPES = ("all", "repeated", "one, repeated", "none")
