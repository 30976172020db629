from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools.settlement import OPEN_ACCOUNT_TYPES


class AccountMoveLine(models.Model):
    """Small remainders of open items are written off, as far as a company agrees."""

    _inherit = "account.move.line"

    def _note_write_off_remainders(self, account, journal=None, date=None, reason=None):
        """Settle what is left of these open items with an entry, free of tax.

        :param account: where the difference goes
        :param journal: of the entry, the company's first general one if None
        :param date: of the entry, today if None
        :param str reason: why, for the reference of the entry
        :return: the posted entries, one for each company
        :raises UserError: where more is left than the company tolerates; nothing is
            written off then
        """
        date = date or fields.Date.context_today(self)
        self.check_access("write")
        self._note_lock_open_items()
        self._note_check_write_off_account(account)
        entries, triples = self.env["account.move"], []
        for company, lines in self.grouped("company_id").items():
            book = journal or lines._note_get_write_off_journal()
            lines._note_check_write_off(company, book, date)
            values = lines._prepare_note_write_off(account, book, date, reason)
            entry = self.env["account.move"].with_company(company).create(values)
            entry._post(soft=False)
            entries |= entry
            facing = entry.line_ids.filtered(lambda line: not line._note_is_write_off())
            triples += [
                (line, counterpart, abs(line.amount_residual_currency))
                for line, counterpart in zip(lines, facing.sorted("id"), strict=True)
            ]
        self._note_apply_exact_amounts(triples, date=date)
        return entries

    def _note_is_write_off(self):
        return self.account_type not in OPEN_ACCOUNT_TYPES

    def _note_is_small_remainder(self):
        """Tell whether what is left of this line may be written off."""
        company = self.company_id
        is_open = self.parent_state == "posted" and not self.reconciled
        return (
            is_open
            and self.account_type in OPEN_ACCOUNT_TYPES
            and company.currency_id.compare_amounts(
                abs(self.amount_residual), company.note_tolerance
            )
            <= 0
        )

    def _prepare_note_write_off(self, account, journal, date, reason):
        names = ", ".join(self.move_id.mapped("display_name"))
        label = self.env._("Small remainder of %s", names)
        commands = []
        for line in self:
            label_of_line = self.env._(
                "Small remainder of %s", line.move_id.display_name
            )
            commands += [
                Command.create(
                    line._prepare_note_write_off_line(own, sign, label_of_line)
                )
                for own, sign in ((line.account_id, -1), (account, 1))
            ]
        return {
            "move_type": "entry",
            "journal_id": journal.id,
            "company_id": self.company_id.id,
            "date": date,
            "ref": f"{label}: {reason}" if reason else label,
            "line_ids": commands,
        }

    def _prepare_note_write_off_line(self, account, sign, label):
        # The amounts that are left, at the rate of the line: nothing remains
        return {
            "name": label,
            "account_id": account.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "amount_currency": sign * self.amount_residual_currency,
            "balance": sign * self.amount_residual,
            "tax_ids": [Command.clear()],
        }

    def _note_get_write_off_journal(self):
        company = self.company_id
        own = company.currency_exchange_journal_id | company.tax_cash_basis_journal_id
        journals = self.env["account.journal"]
        return journals.search(
            [
                *journals._check_company_domain(company),
                ("type", "=", "general"),
                ("id", "not in", own.ids),
            ],
            limit=1,
        )

    def _note_check_write_off_account(self, account):
        if not account or account.account_type in (*OPEN_ACCOUNT_TYPES, "off_balance"):
            raise UserError(
                self.env._(
                    "Small remainders need an account of profit or loss. Choose the "
                    "account in the window, or have Account for Small Remainders set "
                    "in the settings."
                )
            )

    def _note_check_write_off(self, company, journal, date):
        for line in self:
            if not line._note_is_small_remainder():
                raise UserError(line._note_get_write_off_refusal())
        if not journal:
            raise UserError(
                self.env._(
                    "%s has no journal for miscellaneous entries, where small "
                    "remainders are written off. Have one created.",
                    company.display_name,
                )
            )
        locks = company._get_violated_lock_dates(date, False, journal)
        if locks:
            raise UserError(
                self.env._(
                    "Small remainders cannot be written off on %(date)s: the period "
                    "is locked (%(locks)s). Choose a later date.",
                    date=format_date(self.env, date),
                    locks=self.env["res.company"]._format_lock_dates(locks),
                )
            )

    def _note_get_write_off_refusal(self):
        company = self.company_id
        return self.env._(
            "%(document)s: %(left)s cannot be written off, at most %(tolerance)s is "
            "a small remainder. Leave it open, or have the setting Small Remainder "
            "changed.",
            document=self.move_id.display_name,
            left=company.currency_id.format(abs(self.amount_residual)),
            tolerance=company.currency_id.format(company.note_tolerance),
        )
