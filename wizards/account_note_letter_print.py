from odoo import api, models

from .account_note_letter import LETTER_REPORT


class AccountNoteLetter(models.TransientModel):
    """Printing all letters as one file, and looking at the first one before."""

    _inherit = "account.note.letter"

    def action_print(self):
        """Return the action that prints the letters of all partners as one file.

        :rtype: dict
        :raises UserError: where there is nothing to report
        """
        rows = self._make_rows()
        return self.env.ref(LETTER_REPORT).report_action(rows, config=False)

    def action_preview(self):
        """Return the action that shows the letters on the screen.

        :rtype: dict
        :raises UserError: where there is nothing to report
        """
        return self._make_rows()._preview()

    @api.model
    def _preview_sample(self, company, layout, kind="letter"):
        """Return the action that shows a letter with made-up figures."""
        window = self.create(
            {
                "kind": kind,
                "company_id": company.id,
                "layout_id": layout.id,
                "is_sample": True,
            }
        )
        return window._make_rows()._preview()


class AccountNoteLetterRow(models.TransientModel):
    _inherit = "account.note.letter.row"

    def _preview(self):
        report = self.env.ref(LETTER_REPORT).report_name
        ids = ",".join(str(row.id) for row in self)
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/{report}/{ids}",
            "target": "new",
        }
