from odoo import Command, api, fields, models

from .account_note_allocation import SUBJECT


class AccountNoteAllocation(models.TransientModel):
    """What the window is about: one partner, one account, one currency.

    Where there is only one of each, it is chosen; else the user is asked.
    """

    _inherit = "account.note.allocation"

    available_partner_ids = fields.Many2many(
        "res.partner", compute="_compute_available"
    )
    available_account_ids = fields.Many2many(
        "account.account", compute="_compute_available"
    )
    available_currency_ids = fields.Many2many(
        "res.currency", compute="_compute_available"
    )
    is_account_asked = fields.Boolean(compute="_compute_available")
    is_currency_asked = fields.Boolean(compute="_compute_available")

    @api.depends("move_ids", "account_type", *SUBJECT)
    def _compute_available(self):
        for window in self:
            choices = window._find_choices()
            for place, name in enumerate(SUBJECT):
                found = {choice[place] for choice in choices}
                window[f"available_{name}s"] = [Command.set(sorted(found))]
                own = window[name]._origin.id
                if own:
                    choices = {choice for choice in choices if choice[place] == own}
            window.is_account_asked = len(window.available_account_ids) > 1
            window.is_currency_asked = len(window.available_currency_ids) > 1

    def _find_choices(self):
        """Return what this window can be about, as ids.

        :return: a set of (commercial partner, account, currency)
        """
        lines = self.env["account.move.line"]
        moves = self.move_ids._origin
        domain = self._get_company_domain() & fields.Domain(
            lines._get_open_credit_domain()
        )
        if self.account_type:
            domain &= fields.Domain("account_type", "=", self.account_type)
        if moves:
            domain &= self._get_partner_domain(moves.commercial_partner_id)
        with_credits = {
            (partner.commercial_partner_id.id, account.id, currency.id)
            for partner, account, currency in lines._read_group(domain, SUBJECT)
        }
        chosen = {
            (partner.commercial_partner_id.id, account.id, currency.id)
            for line in moves._get_open_items()
            for partner, account, currency in [[line[name] for name in SUBJECT]]
        }
        return (chosen & with_credits) or chosen or with_credits

    def _get_company_domain(self):
        return fields.Domain("company_id", "child_of", self.company_id.root_id.ids)

    @api.model
    def _get_partner_domain(self, partners):
        commercial = partners.commercial_partner_id
        return fields.Domain("partner_id.commercial_partner_id", "in", commercial.ids)

    def _choose_subject(self):
        """Choose partner, account and currency, where there is only one of them."""
        choices = self._find_choices()
        for place, name in enumerate(SUBJECT):
            found = {choice[place] for choice in choices}
            own = self[name]._origin.id
            if own not in found and not (own and name == "partner_id"):
                own = found.pop() if len(found) == 1 else False
                self[name] = own
            choices = {choice for choice in choices if choice[place] == own}
