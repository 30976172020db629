import logging
from datetime import timedelta
from functools import partial

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

_logger = logging.getLogger(__name__)


class ResPartner(models.Model):
    """Applying all open credits of a partner by the strategy of the company."""

    _inherit = "res.partner"

    def action_apply_open_credits(self):
        """Apply the open credits of these partners to their open items now.

        :return: the action that tells what was applied
        :raises UserError: where a rule forbids it; nothing is applied then
        """
        records = self.env["account.note.application"]
        for partner in self.commercial_partner_id:
            records |= partner._apply_open_credits(self.env.companies)
        if not records:
            return self._notify_applied(
                "info", self.env._("There was no open credit to apply.")
            )
        return self._notify_applied(
            "success",
            self.env._(
                "%(count)s applications made. They are listed in Applications of "
                "Credits.",
                count=len(records),
            ),
        )

    def _notify_applied(self, kind, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _apply_open_credits(self, companies, days=0, reason=None):
        """Apply the open credits of this commercial partner by strategy.

        :param companies: whose credits are applied
        :param int days: how old credit notes have to be
        :param str reason: for the journal of applications
        :return: the records of the journal
        """
        lines = self.env["account.move.line"]
        of_partner = [
            ("partner_id.commercial_partner_id", "=", self.id),
            ("company_id", "in", companies.ids),
        ]
        latest = fields.Date.context_today(self) - timedelta(days=days)
        credits = lines.search(
            [*lines._get_open_credit_domain(), *of_partner, ("date", "<=", latest)]
        )
        debts = lines.search([*lines._get_open_debt_domain(), *of_partner])
        shares = []
        for company, own in credits.grouped("company_id").items():
            facing = debts.filtered(lambda line, c=company: line.company_id == c)
            shares += own._propose_applications(
                facing, company.sudo().note_apply_strategy
            )
        if not shares:
            return self.env["account.note.application"]
        return lines._apply_credits(shares, reason=reason)

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
            for partner in self._get_partners_with_credits(company)
        ]
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(todo))
        for company, partner in todo:
            partner.with_company(company)._try_to_apply(company)
            if not cron._commit_progress(1):
                break

    @api.model
    def _get_partners_with_credits(self, company):
        latest = fields.Date.context_today(self) - timedelta(
            days=company.note_auto_apply_days
        )
        lines = self.env["account.move.line"]
        groups = lines._read_group(
            [
                *lines._get_open_credit_domain(),
                ("company_id", "=", company.id),
                ("date", "<=", latest),
                ("partner_id", "!=", False),
            ],
            ["partner_id"],
        )
        partners = self.browse().union(*(partner for (partner,) in groups))
        return partners.commercial_partner_id

    def _try_to_apply(self, company):
        """Apply in a transaction of its own, which is repeated if others were faster.

        Jobs are not repeated by Odoo, and a savepoint would keep the old picture.
        """
        apply = partial(
            self._apply_open_credits,
            company,
            days=company.note_auto_apply_days,
            reason=self.env._("Applied automatically"),
        )
        try:
            retrying(apply, self.env)
        except (UserError, OperationalError) as refusal:
            self.env.cr.rollback()
            _logger.warning("Credits of partner %s not applied: %s", self.id, refusal)
