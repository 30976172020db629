from odoo import api, fields, models


class AccountMove(models.Model):
    """What was applied to a document, or of it: its part of the journal."""

    _inherit = "account.move"

    note_application_ids = fields.Many2many(
        "account.note.application",
        string="Applications",
        compute="_compute_note_application_ids",
        help="Every application of a credit and everything that was taken back.",
    )
    has_note_applications = fields.Boolean(
        string="Credits Applied",
        compute="_compute_note_application_ids",
        help="An application of this document is in force.",
    )

    @api.depends("line_ids.matched_debit_ids", "line_ids.matched_credit_ids")
    def _compute_note_application_ids(self):
        journal = self.env["account.note.application"]
        found = journal.search(self._get_application_domain())
        by_credit = found.grouped("credit_move_id")
        by_item = found.grouped("item_move_id")
        for move in self:
            records = by_credit.get(move._origin, journal)
            records |= by_item.get(move._origin, journal)
            move.note_application_ids = records.sorted("id", reverse=True)
            move.has_note_applications = any(records.mapped("is_in_force"))

    def _get_application_domain(self):
        return [
            "|",
            ("credit_move_id", "in", self._origin.ids),
            ("item_move_id", "in", self._origin.ids),
        ]

    def action_open_applications(self):
        """Return the action that shows the applications of these documents.

        :rtype: dict
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account_credit_debit_note.action_account_note_application"
        )
        return {**action, "domain": self._get_application_domain(), "context": {}}

    def _unapply_credits(self, reason=None):
        """Take back all applications of these documents that are in force.

        :param str reason: why, for the journal
        :return: the records of what was taken back
        :raises UserError: where a period is locked; nothing is taken back then
        """
        journal = self.env["account.note.application"]
        found = journal.search(
            [*self._get_application_domain(), ("is_in_force", "=", True)]
        )
        return found._unapply(reason)
