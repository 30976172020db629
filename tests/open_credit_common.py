from odoo import Command

from .common import NoteCase


class OpenCreditCase(NoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create({"name": "Quiet Offices"})

    def note(self, date="2026-03-01", price=100.0, side="out", **values):
        return self.invoice(
            ("Desk", 1, price),
            move_type=f"{side}_refund",
            invoice_date=date,
            **{"partner_id": self.partner.id, "date": date, **values},
        )

    def rows(self, on="2026-03-31"):
        return (
            self.env["account.note.open.credit"]
            .with_context(credit_ageing_date=on)
            .search([("partner_id", "=", self.partner.id)])
        )

    def member(self, login, *groups):
        user = self.clerk(login)
        user.group_ids = [Command.set([self.env.ref(group).id for group in groups])]
        return user
