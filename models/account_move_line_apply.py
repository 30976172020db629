from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.applying import OpenItem, refusals
from ..tools.matching import CREDIT_TYPES
from ..tools.money import to_steps
from ..tools.refusal import coded


class AccountMoveLine(models.Model):
    """Applying credits to open items: the rules of our own doors.

    Core's matching and other addons are not bound by them.
    """

    _inherit = "account.move.line"

    @api.model
    def _apply_credits(self, shares, date=None, reason=None, seen=None):
        """Apply credits to open items, all of them or none.

        :param shares: [(line of a credit note, line to settle, amount)], the amount
            above zero in their common currency
        :param date: day of the application, today if None; exchange and cash basis
            entries are not older
        :param str reason: why, for the journal of applications
        :param dict seen: amounts by line, without sign in the line's currency, that
            were open when the shares were decided on
        :return: the records of the journal, ``account.note.application``
        :raises UserError: naming documents, rule and way out, nothing changed
        """
        date = date or fields.Date.context_today(self)
        lines = self.browse().union(*(both for share in shares for both in share[:2]))
        lines.check_access("write")
        lines._lock_open_items()
        lines._refuse_stale(seen or {})
        for credit, item, _amount in shares:
            credit._refuse_application(item)
        lines._refuse_locked_application(date)
        marked = self.with_context(note_application_reason=reason or "")
        before = lines.matched_debit_ids | lines.matched_credit_ids
        marked._apply_exact_amounts(shares, date=date)
        made = (lines.matched_debit_ids | lines.matched_credit_ids) - before
        return self.env["account.note.application"]._of_partials(made.ids)

    def _lock_open_items(self):
        """Let nobody else settle these lines until the transaction ends.

        Who waited here for another transaction fails with a serialization error,
        and Odoo runs the request again with fresh amounts.
        """
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id FROM account_move_line WHERE id = ANY(%s) "
            "ORDER BY id FOR NO KEY UPDATE",
            [self.ids],
        )
        self.invalidate_recordset(["amount_residual", "amount_residual_currency"])

    def _refuse_stale(self, seen):
        for line, amount in seen.items():
            step = line.currency_id.rounding
            left = abs(line.amount_residual_currency)
            if to_steps(amount, step) != to_steps(left, step):
                text = self.env._(
                    "%(document)s has changed in the meantime: %(seen)s was "
                    "open, now it is %(left)s. Nothing was applied. Open the "
                    "window again and check the amounts.",
                    document=line.move_id.display_name,
                    seen=line.currency_id.format(amount),
                    left=line.currency_id.format(left),
                )
                raise coded(UserError(text), "changed")

    def _get_application_refusals(self, item):
        """Return the codes that speak against applying this credit to an item.

        :rtype: list of the codes of :func:`tools.applying.refusals`
        """
        policy = self.move_id.journal_id._note_policy()
        return refusals(
            self._get_application_facts(),
            item._get_application_facts(),
            same_rate=policy.apply_rate == "same",
        )

    def _get_application_facts(self):
        self.ensure_one()
        move = self.move_id
        return OpenItem(
            partner=self.partner_id.commercial_partner_id.id,
            company=self.company_id.root_id.id,
            account=self.account_id.id,
            currency=self.currency_id.id,
            rate=self.currency_rate,
            is_credit_note=move.move_type in CREDIT_TYPES,
            is_debit=self._is_debit(),
            is_doubtful=move.is_doubtful,
            posted=self.parent_state == "posted",
        )

    def _refuse_application(self, item):
        """Check the rules for applying this credit to an open item.

        :raises UserError: naming both documents, the rule and the way out
        """
        codes = self._get_application_refusals(item)
        if codes:
            raise coded(
                UserError(self._get_application_refusal_text(codes[0], item)),
                f"application_{codes[0]}",
            )

    def _refuse_locked_application(self, date):
        for journal, lines in self.grouped("journal_id").items():
            company = lines.company_id[:1]
            locks = company._get_violated_lock_dates(date, False, journal)
            if locks:
                text = self.env._(
                    "%(document)s cannot be settled on %(date)s: the period is "
                    "locked (%(locks)s). Choose a later date.",
                    document=lines[0].move_id.display_name,
                    date=format_date(self.env, date),
                    locks=self.env["res.company"]._format_lock_dates(locks),
                )
                raise coded(UserError(text), "locked_period")

    def _get_lost_discounts(self, date):
        """Return the lines whose early payment discount an application would lose.

        Core grants the discount only while nothing is matched with a document.

        :param date: the day of the application
        """
        by_move = defaultdict(self.browse)
        for line in self:
            by_move[line.move_id] |= line
        lost = [
            lines
            for move, lines in by_move.items()
            if move._is_eligible_for_early_payment_discount(move.currency_id, date)
        ]
        return self.browse().union(*lost)
