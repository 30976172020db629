from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.notification import notify
from ..models.payload import ensure_vals, get_chosen_ids
from ..tools.application import Unapplication


class AccountNoteUnapply(models.TransientModel):
    """The window *Unapply*: unapplies exactly the applications that are ticked."""

    _name = "account.note.unapply"
    _inherit = "account.note.kept.words"
    _description = "Unapply Credits"

    line_ids = fields.One2many(
        "account.note.unapply.line", "wizard_id", string="Applications"
    )
    reason = fields.Char(help="Why; kept in the journal of applications.")

    @api.model_create_multi
    def create(self, vals_list):
        journal = self.env["account.note.application"]
        if self.env.context.get("active_model") == journal._name:
            ensure_vals(self.env, vals_list)
            ids = get_chosen_ids(self.env, journal._name)
            records = journal.browse(ids).exists()
            rows = self._prepare_rows(records)
            vals_list = [{"line_ids": rows, **vals} for vals in vals_list]
        return super().create(vals_list)

    def action_unapply(self):
        """Unapply the ticked applications, all of them or none.

        :return: an action that tells the user and closes the window
        :raises UserError: where one is not in force, or its period is locked
        """
        self.ensure_one()
        ticked = self.line_ids.filtered("is_chosen").application_id
        if not ticked:
            raise UserError(self.env._("Nothing is ticked. Tick what to unapply."))
        spec = Unapplication(ticked.ids, reason=self.reason)
        self.env["account.move"]._note_unapply(spec)
        return notify(self.env._("%s unapplied: open again.", len(ticked)))

    @api.model
    def _open_for(self, applications):
        """Return the action that shows a new window about applications in force."""
        wizard = self.create({"line_ids": self._prepare_rows(applications)})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Unapply"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _prepare_rows(self, applications):
        in_force = applications.filtered("is_in_force")
        if not in_force:
            raise UserError(
                self.env._(
                    "None of these applications is in force any more: there is "
                    "nothing to unapply."
                )
            )
        return [Command.create({"application_id": record.id}) for record in in_force]


class AccountNoteUnapplyLine(models.TransientModel):
    """An application in the window *Unapply*."""

    _name = "account.note.unapply.line"
    _description = "Application to Unapply"
    _order = "id"

    wizard_id = fields.Many2one(
        "account.note.unapply", required=True, index=True, ondelete="cascade"
    )
    application_id = fields.Many2one(
        "account.note.application", required=True, ondelete="cascade"
    )
    is_chosen = fields.Boolean(string="Unapply", default=True)
    # With the rights of the user: a row names what its user may read anyway
    date = fields.Date(related="application_id.date", related_sudo=False)
    credit_name = fields.Char(
        related="application_id.credit_name", string="Credit", related_sudo=False
    )
    item_name = fields.Char(
        related="application_id.item_name", string="Applied to", related_sudo=False
    )
    installment = fields.Char(
        related="application_id.installment", string="Instalment", related_sudo=False
    )
    user_id = fields.Many2one(related="application_id.user_id", related_sudo=False)
    amount = fields.Monetary(related="application_id.amount", related_sudo=False)
    currency_id = fields.Many2one(
        related="application_id.currency_id", related_sudo=False
    )
    reason = fields.Char(
        related="application_id.reason", string="Original reason", related_sudo=False
    )
