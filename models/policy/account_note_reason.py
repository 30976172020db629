from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.errors import with_code


class AccountNoteReason(models.Model):
    """Why a credit or debit note is issued, as a catalogue to choose from."""

    _name = "account.note.reason"
    _inherit = "account.note.kept.words"
    _description = "Correction Reason"
    _order = "sequence, code, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(
        required=True,
        translate=True,
        help="How the reason is called in Odoo, and the text printed on the note "
        "where no other text is given below.",
    )
    code = fields.Char(
        required=True,
        copy=False,
        help="Short and stable: integrations and reports know the reason by it.",
    )
    kind = fields.Selection(
        selection=[
            ("cancellation", "Cancellation"),
            ("return", "Return"),
            ("price", "Price"),
            ("tax", "Tax"),
            ("goodwill", "Goodwill"),
            ("rebate", "Rebate"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        help="What the reason means for the document.",
    )
    used_for = fields.Selection(
        selection=[
            ("both", "Credit and debit notes"),
            ("credit", "Credit notes"),
            ("debit", "Debit notes"),
        ],
        required=True,
        default="both",
    )
    printed_text = fields.Char(
        translate=True,
        help="The text printed on the note, in the language of the partner. "
        "Leave it empty to print the name.",
    )
    needs_approval = fields.Boolean(
        help="Notes with this reason are posted only after somebody approved them.",
    )
    approval_threshold = fields.Float(
        string="Approval above",
        digits="Product Price",
        help="Totals up to this amount, in the currency of the company, need no "
        "approval. At 0.00 every note with this reason does. It cannot raise the "
        "threshold of the company.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", help="Leave it empty to share the reason between companies."
    )
    legal_text = fields.Text(
        string="Legal Sentence",
        translate=True,
        help="Printed on notes to customers with this reason, in the language of the "
        "partner, in place of the company's sentence.",
    )

    _code_company_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another reason has this code already. Choose a code of its own.",
    )
    _approval_threshold_positive = models.Constraint(
        "CHECK(approval_threshold >= 0)",
        "The amount above which a reason needs approval cannot be below zero.",
    )

    def _check_used_for(self, side, note=None):
        """Check that these reasons are for notes of a side.

        :param str side: ``credit`` or ``debit``
        :param str note: how the note is called, if there is one already
        :raises ValidationError: ``reason_side``, naming the reason and the way out
        """
        for reason in self:
            # The catalogue is no secret to who makes notes
            if reason.sudo().used_for not in ("both", side):
                text = reason._get_side_text(side, note)
                raise with_code(ValidationError(text), "reason_side")

    def _check_company_of(self, companies, note):
        """Check that these reasons are shared, or of the companies of a note.

        :param str note: how the note is called
        :raises ValidationError: ``reason_company``, naming the reason and the way out
        """
        for reason in self.sudo():
            if reason.company_id and reason.company_id != companies:
                text = reason.env._(
                    "%(note)s cannot have the reason %(reason)s, which is for "
                    "%(company)s only. Choose a reason of its own company, or a "
                    "shared one.",
                    note=note,
                    reason=reason.display_name,
                    company=reason.company_id.name,
                )
                raise with_code(ValidationError(text), "reason_company")

    @api.model
    def _find_by_code(self, code, companies):
        """Return the reason with a code, that of a company before a shared one."""
        return self.search(
            [("code", "=", code), ("company_id", "in", [False, *companies.ids])],
            order="company_id",
            limit=1,
        )

    def _get_side_text(self, side, note=None):
        reason = self.sudo().display_name
        if side == "credit":
            return self.env._(
                "%(note)s cannot have the reason %(reason)s, which is for debit notes "
                "only. Choose another reason, or one for both.",
                note=note or self.env._("A credit note"),
                reason=reason,
            )
        return self.env._(
            "%(note)s cannot have the reason %(reason)s, which is for credit notes "
            "only. Choose another reason, or one for both.",
            note=note or self.env._("A debit note"),
            reason=reason,
        )

    def _get_printed_text(self, lang=None):
        """Return the text for a note in a partner's language.

        :param lang: code of a language; one that is not installed (a contact
            may keep it) gives the text of the current language
        :rtype: str
        """
        self.ensure_one()
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        reason = self.with_context(lang=lang) if lang in installed else self
        return reason.printed_text or reason.name
