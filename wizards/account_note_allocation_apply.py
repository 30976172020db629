from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.notification import notify
from ..tools.application import Allocation, Application
from ..tools.settlement import OPEN_ACCOUNT_TYPES
from .account_note_allocation_amounts import BY_HAND


class AccountNoteAllocation(models.TransientModel):
    """Applies what the window shows, and writes off what was ticked, in one step."""

    _inherit = "account.note.allocation"

    write_off_account_id = fields.Many2one(
        "account.account",
        string="Account for Small Remainders",
        compute="_compute_write_off_account_id",
        store=True,
        readonly=False,
        precompute=True,
        domain=[("account_type", "not in", (*OPEN_ACCOUNT_TYPES, "off_balance"))],
    )
    write_off_journal_id = fields.Many2one(
        "account.journal",
        string="Journal for Small Remainders",
        domain="[('type', '=', 'general')]",
        help="The company's first journal for miscellaneous entries if empty.",
    )

    has_remainders = fields.Boolean(compute="_compute_has_remainders")
    is_tolerant = fields.Boolean(
        compute="_compute_is_tolerant",
        help="The company books small remainders to an account.",
    )
    has_write_off = fields.Boolean(compute="_compute_has_remainders")

    @api.depends("company_id")
    def _compute_write_off_account_id(self):
        for wizard in self:
            wizard.write_off_account_id = (
                wizard.company_id.sudo().note_tolerance_account_id
            )

    @api.depends(
        "credit_ids.can_write_off",
        "credit_ids.is_written_off",
        "item_ids.can_write_off",
        "item_ids.is_written_off",
    )
    def _compute_has_remainders(self):
        for wizard in self:
            rows = [*wizard.credit_ids, *wizard.item_ids]
            wizard.has_remainders = any(row.can_write_off for row in rows)
            wizard.has_write_off = any(
                row.can_write_off and row.is_written_off for row in rows
            )

    @api.depends("company_id")
    def _compute_is_tolerant(self):
        for wizard in self:
            # Bookkeepers work under the company's settings without reading them
            wizard.is_tolerant = bool(wizard.company_id.sudo().note_tolerance)

    def action_apply(self):
        """Apply the amounts of the rows, and write off the ticked remainders.

        :return: an action that tells the user and closes the window
        :raises UserError: naming the document, the rule and the way out; nothing
            is changed then
        """
        self.ensure_one()
        made = self._apply()
        ticked = self._get_ticked_lines() & (made.credit_line_id | made.item_line_id)
        # What a larger credit closed after all has nothing left
        remainders = ticked.filtered(lambda line: not line.reconciled)
        if remainders:
            remainders._note_write_off_remainders(
                self.write_off_account_id,
                journal=self.write_off_journal_id,
                date=self.date,
                reason=self.reason,
            )
        return notify(self._get_done_text(made))

    def action_clear(self):
        """Set all amounts to apply to zero, and go on by hand.

        :return: the action that shows this window
        """
        self.ensure_one()
        self._clear_amounts()
        return self._get_wizard_action()

    def _clear_amounts(self):
        self.strategy = BY_HAND
        self.item_ids.write({"amount": 0.0})

    def _apply(self):
        """Apply what the rows show, nothing else.

        :return: the records of the journal
        """
        problems = self._get_problems()
        if problems:
            raise UserError("\n\n".join(problems))
        allocations = [Allocation(*share) for share in self.shares or []]
        if not allocations:
            raise UserError(
                self.env._(
                    "Nothing is applied yet. Enter an amount to apply, or choose "
                    "what is settled first."
                )
            )
        applied = {line_id for each in allocations for line_id in each[:2]}
        seen = {
            row.line_id.id: row.open_amount
            for rows in (self.credit_ids, self.item_ids)
            for row in rows
            if row.line_id.id in applied
        }
        spec = Application(allocations, self.date, self.reason, seen)
        return self.env["account.move"]._note_apply(spec)

    def _get_ticked_lines(self):
        """Return the lines whose remainder somebody wants written off."""
        rows = (self.credit_ids, self.item_ids)
        ticked = [side.filtered("is_written_off").line_id for side in rows]
        return ticked[0] | ticked[1]

    def _get_done_text(self, made):
        return self.env._(
            "%(amount)s applied to %(documents)s.",
            amount=self.currency_id.format(sum(made.mapped("amount"))),
            documents=_shortened(made.item_move_id.mapped("display_name")),
        )

    @api.model
    def _open_for(self, records, amounts=None):
        """Return the action that shows a new window about documents or a partner.

        :param records: documents, one partner, or none: then it is chosen there
        :param dict amounts: what to apply, by open item, instead of a proposal
        """
        wizard = self.with_context(
            active_model=records._name, active_ids=records.ids
        ).create({})
        if amounts is not None:
            wizard._clear_amounts()
            wizard._load_items(amounts)
            for row in wizard.item_ids:
                row.amount = amounts.get(row.line_id, 0.0)
        return wizard._get_wizard_action()

    def _get_wizard_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Apply Credits"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


def _shortened(names, limit=3):
    """Return some names as one text, the first ones where there are many."""
    more = len(names) - limit
    return ", ".join(names[:limit]) + (f" + {more}" if more > 0 else "")
