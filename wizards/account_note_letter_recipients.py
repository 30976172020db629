from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..tools.money import from_steps

# How many names a warning holds
MAX_NAMES = 10
# What decides who gets a letter, and about what
REPORTED = (
    "kind",
    "company_id",
    "account_type",
    "partner_ids",
    "date_from",
    "date_to",
    "date",
    "is_sample",
)


class AccountNoteLetter(models.TransientModel):
    """Who gets a letter: a row for each partner, with the amount; some can be left out.

    Rows stay while their partner has something to report, so that a preview in another
    tab can be loaded again.
    """

    _inherit = "account.note.letter"

    row_ids = fields.One2many(
        "account.note.letter.row",
        "letter_id",
        compute="_compute_row_ids",
        store=True,
        readonly=False,
        help="The partners to whom there is something to report. What is unticked "
        "gets no document.",
    )
    # Not on the rows themselves: each tick would ask the server
    letter_count = fields.Integer(compute="_compute_letter_count")
    unreachable_text = fields.Char(compute="_compute_letter_count")

    @api.depends(*REPORTED)
    def _compute_row_ids(self):
        for wizard in self:
            wizard._set_rows(wizard._get_facts_to_show())

    @api.depends(*REPORTED)
    def _compute_letter_count(self):
        for wizard in self:
            wizard.letter_count = len(wizard.row_ids)
            wizard.unreachable_text = wizard._get_unreachable_text(
                wizard.row_ids.filtered(lambda row: not row.email).partner_id
            )

    def _get_facts_to_show(self):
        """Return what the letters report, nothing while the window is incomplete."""
        if not self._has_dates() or not self.company_id.has_access("read"):
            return {}
        return self._read_facts()

    def _make_rows(self):
        """Bring the rows up to date and return those that get a letter.

        :raises UserError: where there is nothing to report, or nobody is chosen
        """
        self.ensure_one()
        if not self._has_dates():
            raise UserError(self._get_dates_text())
        facts = self._read_facts()
        if not facts:
            raise UserError(self._get_empty_text())
        self._set_rows(facts)
        rows = self.row_ids.filtered("is_included")
        if not rows:
            raise UserError(
                self.env._("Nobody is chosen. Tick the partners that get a document.")
            )
        return rows.sorted(lambda row: row.partner_id.display_name or "")

    def _set_rows(self, facts):
        """Have a row for each of these partners, and no other.

        :param dict facts: as ``_read_facts`` returns them
        """
        kept = self.row_ids.filtered(lambda row: row.partner_id._origin.id in facts)
        if self.row_ids - kept:
            self.row_ids = kept
        for row in kept:
            row.amount_text = self._get_amount_text(facts[row.partner_id._origin.id])
        new = self.env["res.partner"].browse(facts.keys()) - kept.partner_id._origin
        self.row_ids = [
            Command.create(
                {
                    "partner_id": partner.id,
                    "amount_text": self._get_amount_text(facts[partner.id]),
                }
            )
            for partner in new.sorted("display_name")
        ]

    def _get_amount_text(self, facts):
        """Return what was applied, or what is open, in each currency."""
        currencies = self.env["res.currency"]
        return ", ".join(
            formatLang(
                self.env, from_steps(steps, currency.rounding), currency_obj=currency
            )
            for currency, steps in (
                (currencies.browse(key), steps) for key, steps in facts.amounts.items()
            )
        )

    def _get_unreachable_text(self, partners):
        if not partners:
            return False
        names = ", ".join(partners[:MAX_NAMES].mapped("display_name"))
        if len(partners) <= MAX_NAMES:
            return self.env._(
                "No e-mail address, so nothing will be sent to: %s", names
            )
        return self.env._(
            "No e-mail address, so nothing will be sent to: %(names)s and %(count)s "
            "more",
            names=names,
            count=len(partners) - MAX_NAMES,
        )
