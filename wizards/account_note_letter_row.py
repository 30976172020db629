from markupsafe import Markup

from odoo import api, fields, models

# How many letters a preview shows
MAX_PREVIEW = 50


class AccountNoteLetterRow(models.TransientModel):
    """The letter or statement of one partner."""

    _name = "account.note.letter.row"
    _description = "Letter to a Partner"
    _rec_name = "partner_id"

    letter_id = fields.Many2one(
        "account.note.letter", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="letter_id.company_id")
    is_included = fields.Boolean(
        string="Included", default=True, help="Untick it to leave this partner out."
    )
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    amount_text = fields.Char(
        string="Amount", readonly=True, help="What was applied, or what is open."
    )
    recipient_id = fields.Many2one(
        "res.partner",
        compute="_compute_recipient",
        help="The contact that gets invoices.",
    )
    email = fields.Char(
        string="E-mail",
        compute="_compute_recipient",
        help="Of the contact that gets invoices, else of the partner itself.",
    )
    lang = fields.Char(compute="_compute_recipient")

    @api.depends("partner_id")
    def _compute_recipient(self):
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        for row in self:
            row.recipient_id = self._get_recipient_of(row.partner_id)
            row.email = self._get_mail_recipient_of(row.partner_id).email
            lang = row.recipient_id.lang or row.partner_id.lang
            lang = lang if lang in installed else self.env.user.lang
            row.lang = self.env["account.move"]._note_get_spoken_lang(lang)

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

        :return: {id of the row: {"title", "subject", "issued_on", "opening",
            "closing", "signature", "payment", "sheets"}}, the sheets as
            ``account.note.letter._prepare_sheets`` returns them
        """
        found = {}
        for letter, rows in self.grouped("letter_id").items():
            facts = letter._read_facts()
            for row in rows:
                row = row.with_context(lang=row.lang)
                own, told = row.letter_id, facts.get(row.partner_id.id)
                found[row.id] = {
                    **own._prepare_texts(),
                    "payment": own._prepare_payment(told),
                    "sheets": own._prepare_sheets(told),
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

    def _preview(self):
        report = self.letter_id._get_report().report_name
        ids = ",".join(str(row.id) for row in self[:MAX_PREVIEW])
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/{report}/{ids}",
            "target": "new",
        }

    def _send(self, template, **values):
        """Post each letter on its partner, which sends it by e-mail.

        :param values: of ``message_post``
        :return: the messages, in the order of the rows
        """
        files = self._render_files()
        messages = self.env["mail.message"]
        for row in self:
            row = row.with_context(lang=row.lang)
            partner = row.partner_id
            words = template.with_context(
                lang=row.lang, note_letter_company=row.company_id.name
            )
            body = words._render_field("body_html", partner.ids)[partner.id]
            subject = words._render_field("subject", partner.ids)[partner.id]
            # Billing users may write to partners, not change them
            messages |= partner.sudo().message_post(
                body=Markup(body),
                subject=subject,
                partner_ids=self._get_mail_recipient_of(partner).ids,
                attachments=[(f"{row._get_file_name()}.pdf", files[row.id])],
                subtype_xmlid="mail.mt_note",
                email_layout_xmlid="mail.mail_notification_light",
                model_description=row.letter_id._get_title(),
                **values,
            )
        return messages

    def _render_files(self):
        """Return {id of the row: its PDF}, printed at once where that is possible."""
        report = self.letter_id._get_report()
        streams = report._render_qweb_pdf_prepare_streams(report, {}, self.ids)
        for row in self:
            # Where core cannot tell the letters apart
            if not streams.get(row.id):
                streams.update(
                    report._render_qweb_pdf_prepare_streams(report, {}, row.ids)
                )
        return {row.id: streams[row.id]["stream"].getvalue() for row in self}
