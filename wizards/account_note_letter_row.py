from odoo import api, fields, models
from odoo.tools import format_date, is_html_empty


class AccountNoteLetterRow(models.TransientModel):
    """The letter or statement of one partner."""

    _name = "account.note.letter.row"
    _description = "Letter to a Partner"
    _rec_name = "partner_id"

    letter_id = fields.Many2one(
        "account.note.letter", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="letter_id.company_id")
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    recipient_id = fields.Many2one("res.partner", compute="_compute_recipient")
    lang = fields.Char(compute="_compute_recipient")

    @api.depends("partner_id")
    def _compute_recipient(self):
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        for row in self:
            row.recipient_id = self._get_recipient_of(row.partner_id)
            lang = row.recipient_id.lang or row.partner_id.lang
            row.lang = lang if lang in installed else self.env.user.lang

    @api.model
    def _get_recipient_of(self, partner):
        """Return the contact that gets the invoices of a commercial partner."""
        found = partner.address_get(["invoice"])["invoice"]
        return self.env["res.partner"].browse(found) or partner

    @api.model
    def _get_mail_recipient_of(self, partner):
        """Return whom to write to; nobody where there is no address."""
        return (self._get_recipient_of(partner) | partner).filtered("email")[:1]

    def _get_letters(self):
        """Return what each of these letters says around and in its tables.

        All facts are read at once; the words are in the language of each partner.

        :return: {id of the row: {"title", "subject", "opening", "closing",
            "signature", "sheets"}}, the sheets as
            ``account.note.letter._prepare_sheets`` returns them
        """
        found = {}
        for letter, rows in self.grouped("letter_id").items():
            facts = letter._read_facts()
            for row in rows:
                row = row.with_context(lang=row.lang)
                own = row.letter_id
                found[row.id] = {
                    **own._prepare_texts(),
                    "sheets": own._prepare_sheets(facts.get(row.partner_id.id)),
                }
        return found

    def _get_file_name(self):
        """Return the name of the file, in the language of the reader."""
        self.ensure_one()
        title = self.letter_id._get_title()
        return f"{title} - {self.partner_id.display_name} - {self._get_day_or_month()}"

    def _get_day_or_month(self):
        letter = self.letter_id
        if letter.kind == "statement":
            return fields.Date.to_string(letter.date)
        first, last = letter.date_from, letter.date_to
        return f"{first} - {last}" if first != last else str(first)


class AccountNoteLetter(models.TransientModel):
    """What stands above and below the tables, in the language of the context."""

    _inherit = "account.note.letter"

    def _get_title(self):
        if self.kind == "statement":
            return self.env._("Statement of Open Items")
        return self.env._("Applied Credit Notes")

    def _get_subject(self):
        """Return which days the document is about."""
        if self.kind == "statement":
            return self.env._("As of %s", format_date(self.env, self.date))
        return self.env._(
            "%(first)s to %(last)s",
            first=format_date(self.env, self.date_from),
            last=format_date(self.env, self.date_to),
        )

    def _prepare_texts(self):
        company = self.company_id.sudo()
        of_kind = "note_statement" if self.kind == "statement" else "note_letter"
        texts = {
            "opening": company[f"{of_kind}_opening"],
            "closing": company[f"{of_kind}_closing"],
            "signature": company.note_letter_signature,
        }
        usual = self._prepare_usual_texts()
        return {
            "title": self._get_title(),
            "subject": self._get_subject(),
            **{
                name: usual[name] if is_html_empty(text) else text
                for name, text in texts.items()
            },
        }

    def _prepare_usual_texts(self):
        """Return what is printed where the company has no words of its own."""
        if self.kind == "statement":
            opening = self.env._(
                "Our books show the following open items. Please tell us if yours "
                "say something else."
            )
        elif self.account_type == "asset_receivable":
            opening = self.env._(
                "We have applied our credit notes to your invoices as follows."
            )
        else:
            opening = self.env._(
                "We have applied your credit notes to your invoices as follows, and "
                "pay so much less."
            )
        return {"opening": opening, "closing": "", "signature": self.company_id.name}
