from odoo import fields, models


class AccountJournal(models.Model):
    """Whether the notes of a journal book negative amounts."""

    _inherit = "account.journal"

    note_negative = fields.Selection(
        [
            ("company", "As the company (storno accounting)"),
            ("always", "Always"),
            ("never", "Never"),
        ],
        string="Negative Amounts",
        default="company",
        required=True,
        help="Credit notes book negative amounts on the side of the invoice, not "
        "positive ones on the other side. An invoice below zero becomes a credit note "
        "when it is posted; without negative amounts it is refused.",
    )

    def _books_negative_notes(self):
        """Tell whether credit notes of this journal book negative amounts."""
        self.ensure_one()
        setting = self._note_policy().negative
        if setting == "company":
            return self.company_id.sudo().account_storno
        return setting == "always"
