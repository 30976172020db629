from odoo import api, fields, models

from ..tools.applying import is_same_rate


class AccountNoteAllocation(models.TransientModel):
    """What the window says about its amounts: problems stop it, warnings do not."""

    _inherit = "account.note.allocation"

    problem = fields.Text(
        compute="_compute_messages",
        help="What keeps the amounts from being applied.",
    )
    warning = fields.Text(
        compute="_compute_messages",
        help="What follows from applying the amounts.",
    )
    has_refusals = fields.Boolean(compute="_compute_has_refusals")
    empty_text = fields.Char(compute="_compute_empty_text")

    @api.depends("shares", "date", "credit_ids.amount", "item_ids.amount")
    def _compute_messages(self):
        for window in self:
            window.problem = "\n".join(window._get_problems()) or False
            window.warning = "\n".join(window._get_warnings()) or False

    @api.depends("item_ids.refusal")
    def _compute_has_refusals(self):
        for window in self:
            window.has_refusals = any(window.item_ids.mapped("refusal"))

    @api.depends("partner_id", "account_id", "currency_id", "credit_ids", "item_ids")
    def _compute_empty_text(self):
        for window in self:
            window.empty_text = window._get_empty_text()

    def _get_empty_text(self):
        """Return why there is nothing to apply, False where there is."""
        if not self.partner_id:
            if not self.available_partner_ids:
                return self.env._("No partner has open credits.")
            return self.env._("Choose the partner whose credits you want to apply.")
        if self.is_account_asked and not self.account_id:
            return self.env._("Credits are open on several accounts: choose one.")
        if self.is_currency_asked and not self.currency_id:
            return self.env._("Credits are open in several currencies: choose one.")
        if not self.credit_ids:
            return self.env._("No open credits of this partner.")
        if not self.item_ids:
            return self.env._("Nothing is open that these credits could settle.")
        return False

    def _get_problems(self):
        """Return what keeps these amounts from being applied, as sentences."""
        return [
            *(
                row._get_excess_text()
                for rows in (self.credit_ids, self.item_ids)
                for row in rows
                if row._exceeds_open_amount()
            ),
            *(row.refusal for row in self.item_ids if row.refusal and row.amount),
        ] or self._get_shortages()

    def _get_shortages(self):
        """Return what the credits to use do not cover, as sentences."""
        covered = sum(amount for _credit, _item, amount in self.shares or [])
        missing = self.applied_amount - covered
        if not self.currency_id or self.currency_id.is_zero(missing):
            return []
        money = self.currency_id.format
        if self.currency_id.compare_amounts(self.left_amount, 0.0) < 0:
            return [
                self.env._(
                    "%(applied)s is entered to apply, but the credits to use come to "
                    "%(used)s. Lower an amount, or use more of the credits.",
                    applied=money(self.applied_amount),
                    used=money(self.to_use_amount),
                )
            ]
        return [self._get_uncovered_text(money(missing))]

    def _get_uncovered_text(self, amount):
        return self.env._(
            "%(amount)s is not covered: some of the credits may not settle these "
            "documents, being doubtful or of another exchange rate. Lower an amount, "
            "or use other credits.",
            amount=amount,
        )

    def _get_warnings(self):
        """Return what somebody should know before applying, as sentences."""
        lines = self.env["account.move.line"]
        shares = [
            (lines.browse(credit), lines.browse(item))
            for credit, item, _amount in self.shares or []
        ]
        items = lines.union(*(item for _credit, item in shares))
        lost = items._get_lost_discounts(self.date)
        return [
            *([self._get_lost_discount_text(lost)] if lost else []),
            *self._get_exchange_warnings(shares),
        ]

    def _get_lost_discount_text(self, lines):
        return self.env._(
            "The early payment discount is lost: %s. It is granted only while "
            "nothing is matched with the document.",
            ", ".join(lines.move_id.mapped("display_name")),
        )

    def _get_exchange_warnings(self, shares):
        if self.currency_id == self.company_currency_id:
            return []
        differing = self.env["account.move"].union(
            *(
                item.move_id
                for credit, item in shares
                if not is_same_rate(credit.currency_rate, item.currency_rate)
            )
        )
        if not differing:
            return []
        return [
            self.env._(
                "An exchange difference will be booked: the credits have another "
                "exchange rate than %s.",
                ", ".join(differing.mapped("display_name")),
            )
        ]

    def _get_credits_in_use(self):
        """Return the lines of the credits to use, of all where nothing is used."""
        used = self.credit_ids.filtered(lambda row: row._get_steps("amount") > 0)
        return (used or self.credit_ids).line_id._origin
