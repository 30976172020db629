from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.money import from_steps, to_steps


class AccountMove(models.Model):
    """A credit note that was reset to draft and posted again offers what it settled."""

    _inherit = "account.move"

    def action_apply_again(self):
        """Return the window filled with what this note had settled before its reset.

        :rtype: dict
        :raises UserError: where nothing of it is open any more
        """
        self.ensure_one()
        former = self._get_former_applications()
        if not former:
            raise UserError(
                self.env._(
                    "Nothing of what %s had settled is open any more. Choose Apply "
                    "Credits to settle something else.",
                    self.display_name,
                )
            )
        return self.env["account.note.allocation"]._open_for(self, former)

    def _get_former_applications(self):
        """Return what the last reset to draft took back and what can be applied again.

        :return: amounts above zero by open item, in the currency of this note
        """
        if not (self._is_credit_note() and self._is_open_document()):
            return {}
        journal = self.env["account.note.application"]
        own = [("credit_move_id", "=", self.id)]
        resets = journal.search([*own, ("is_reset", "=", True)])
        applied = journal.search([*own, ("kind", "=", "apply")])
        last = applied.filtered(lambda record: record.id < resets[:1].id)[:1]
        since = applied.filtered(lambda record: record.id > resets[:1].id)
        step, left = self.currency_id.rounding, {}
        for record in resets.filtered(lambda reset: reset.id > last.id) | since:
            # What was taken back counts below zero
            steps = to_steps(record.item_amount, step)
            line = record.item_line_id
            left[line] = left.get(line, 0) - steps
        usable = to_steps(self.amount_residual, step)
        return self._cap_former_applications(left, usable)

    def _cap_former_applications(self, wanted, usable):
        step, found = self.currency_id.rounding, {}
        lines = self.env["account.move.line"].union(*wanted)
        for line in lines.filtered_domain(lines._get_open_debt_domain()):
            is_open = to_steps(abs(line.amount_residual_currency), step)
            steps = min(wanted[line], is_open, usable)
            if steps > 0 and line.currency_id == self.currency_id:
                found[line] = from_steps(steps, step)
                usable -= steps
        return found

    def _get_alerts(self):
        alerts = super()._get_alerts()
        may_apply = self.env.user.has_group("account.group_account_invoice")
        former = self._get_former_applications() if may_apply else {}
        if former:
            alerts["account_note_former_applications"] = {
                "level": "info",
                "message": self._get_former_applications_text(former),
                "action_text": self.env._("Apply again"),
                "action": self._get_apply_again_action(),
            }
        return alerts

    def _get_former_applications_text(self, former):
        return self.env._(
            "Before it was reset to draft, it was applied to %s.",
            ", ".join(
                f"{line.move_id.display_name}: {self.currency_id.format(amount)}"
                for line, amount in former.items()
            ),
        )

    def _get_apply_again_action(self):
        action = self.env.ref("account_credit_debit_note.action_apply_again")
        return {
            "type": "ir.actions.server",
            "id": action.id,
            "context": {
                "active_model": "account.move",
                "active_id": self.id,
                "active_ids": self.ids,
            },
        }


class AccountNoteApplication(models.Model):
    _inherit = "account.note.application"

    is_reset = fields.Boolean(
        string="Through Reset to Draft",
        readonly=True,
        help="Taken back because the credit note was reset to draft.",
    )


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    def _prepare_end_of_application(self, applied_id, date):
        values = super()._prepare_end_of_application(applied_id, date)
        is_reset = bool(self.env.context.get("note_application_reset"))
        return {**values, "is_reset": is_reset}
