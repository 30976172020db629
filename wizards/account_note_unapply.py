from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.account_note_chosen import check_named, get_chosen_ids


class AccountNoteUnapply(models.TransientModel):
    """The window *Unapply*: takes back exactly the applications that are ticked."""

    _name = "account.note.unapply"
    _description = "Unapply Credits"

    line_ids = fields.One2many(
        "account.note.unapply.line", "wizard_id", string="Applications"
    )
    reason = fields.Char(help="Why; kept in the journal of applications.")

    @api.model_create_multi
    def create(self, vals_list):
        journal = self.env["account.note.application"]
        if self.env.context.get("active_model") == journal._name:
            check_named(self.env, vals_list)
            ids = get_chosen_ids(self.env, journal._name)
            records = journal.browse(ids).exists()
            rows = self._prepare_rows(records)
            vals_list = [{"line_ids": rows, **vals} for vals in vals_list]
        return super().create(vals_list)

    @api.model
    def _open_for(self, applications):
        """Return the action that shows a new window about applications in force."""
        window = self.create({"line_ids": self._prepare_rows(applications)})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Unapply"),
            "res_model": self._name,
            "res_id": window.id,
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
                    "nothing to take back."
                )
            )
        return [Command.create({"application_id": record.id}) for record in in_force]

    def action_unapply(self):
        """Take the ticked applications back, all of them or none.

        :return: an action that tells the user and closes the window
        :raises UserError: where one is not in force, or its period is locked
        """
        self.ensure_one()
        ticked = self.line_ids.filtered("is_chosen").application_id
        if not ticked:
            raise UserError(self.env._("Nothing is ticked. Tick what to take back."))
        ticked._unapply(self.reason)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s taken back: open again.", len(ticked)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
