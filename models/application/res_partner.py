import logging
from datetime import timedelta
from functools import partial

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

from ...tools.application import Application
from ..notification import notify

_logger = logging.getLogger(__name__)


class ResPartner(models.Model):
    """The entry point from a partner to the window *Apply Credits*.

    Applying all open credits of a partner by the strategy of the company.
    """

    _inherit = "res.partner"

    def action_apply_credits(self):
        """Return the window that applies the open credits of this partner.

        :rtype: dict
        :raises UserError: for several partners
        """
        partner = self._note_get_one_commercial_partner()
        return self.env["account.note.allocation"]._open_for(partner)

    def action_apply_open_credits(self):
        """Apply the open credits of these partners to their open items now.

        :return: the action that tells what was applied
        :raises UserError: where a rule forbids it; nothing is applied then
        """
        records = self.env["account.note.application"]
        for partner in self.commercial_partner_id:
            records |= partner._note_apply_open_credits(self.env.companies)
        if not records:
            return notify(self.env._("There was no open credit to apply."), "info")
        return notify(
            self.env._(
                "%(count)s applications made. They are listed in Applications of "
                "Credits.",
                count=len(records),
            ),
        )

    def action_ask_to_apply_open_credits(self):
        """Return the window that says what applying all open credits will do.

        :rtype: dict
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Apply Credits Automatically"),
            "res_model": "account.note.automatic",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_ids": self.ids},
        }

    def _note_get_one_commercial_partner(self):
        """Return the company these partners belong to.

        :raises UserError: where they belong to several
        """
        commercial = self.commercial_partner_id
        if len(commercial) > 1:
            raise UserError(
                self.env._(
                    "Credits are applied for one partner at a time, but %s are "
                    "chosen. Choose one.",
                    ", ".join(commercial.mapped("display_name")),
                )
            )
        return commercial

    def _note_apply_open_credits(self, companies, days=0, reason=None):
        """Apply the open credits of this commercial partner by strategy.

        :param companies: whose credits are applied
        :param int days: how old credit notes have to be
        :param str reason: for the journal of applications
        :return: the records of the journal
        """
        shares = self._note_propose_open_credits(companies, days)
        if not shares:
            return self.env["account.note.application"]
        return self.env["account.move"]._note_apply(
            Application.of(shares, reason=reason)
        )

    def _note_propose_open_credits(self, companies, days=0):
        """Return what applying the open credits of this commercial partner would do.

        :return: [(credit line, open item, amount)]
        """
        lines = self.env["account.move.line"]
        of_partner = [
            ("partner_id.commercial_partner_id", "=", self.id),
            ("company_id", "in", companies.ids),
        ]
        latest = fields.Date.context_today(self) - timedelta(days=days)
        credits = lines.search(
            [*lines._note_get_open_credit_domain(), *of_partner, ("date", "<=", latest)]
        )
        credits = credits.filtered(lambda line: line.move_id._note_may_apply_alone())
        debts = lines.search([*lines._note_get_open_debt_domain(), *of_partner])
        shares = []
        for company, own in credits.grouped("company_id").items():
            facing = debts.filtered(lambda line, c=company: line.company_id == c)
            shares += own._note_propose_applications(
                facing, company.sudo().note_apply_strategy
            )
        return shares

    @api.model
    def _cron_apply_open_credits(self):
        """Apply open credits in the companies that want it, a partner at a time.

        Each partner is a transaction of its own: what stops one stops no other, and
        a job that is killed goes on with those who are left.
        """
        companies = self.env["res.company"].search([("note_auto_apply", "=", True)])
        todo = [
            (company, partner)
            for company in companies
            for partner in self._note_get_partners_with_credits(company)
        ]
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(todo))
        for company, partner in todo:
            partner.with_company(company)._note_try_to_apply(company)
            if not cron._commit_progress(1):
                break

    @api.model
    def _note_get_partners_with_credits(self, company):
        latest = fields.Date.context_today(self) - timedelta(
            days=company.note_auto_apply_days
        )
        lines = self.env["account.move.line"]
        groups = lines._read_group(
            [
                *lines._note_get_open_credit_domain(),
                ("company_id", "=", company.id),
                ("date", "<=", latest),
                ("partner_id", "!=", False),
            ],
            ["partner_id"],
        )
        partners = self.browse().union(*(partner for (partner,) in groups))
        return partners.commercial_partner_id

    def _note_try_to_apply(self, company):
        """Apply in a transaction of its own, which is repeated if others were faster.

        Jobs are not repeated by Odoo, and a savepoint would keep the old picture.
        """
        apply = partial(
            self._note_apply_open_credits,
            company,
            days=company.note_auto_apply_days,
            reason=self.env._("Applied automatically"),
        )
        try:
            retrying(apply, self.env)
        except (UserError, OperationalError) as error:
            self.env.cr.rollback()
            _logger.warning("Credits of partner %s not applied: %s", self.id, error)
