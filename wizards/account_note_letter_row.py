from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..tools.money import from_steps

# How many letters a preview shows
MAX_PREVIEW = 50
# How many names a warning holds
MAX_NAMES = 10
# What decides who gets a letter, and about what
REPORTED = (
    "kind",
    "company_id",
    "account_type",
    "partner_ids",
    "date_from",
    "date_to",
    "date",
    "is_sample",
)


class AccountNoteLetter(models.TransientModel):
    """Who gets a letter: a row for each partner, with the amount; some can be left out.

    Rows stay while their partner has something to report, so that a preview in another
    tab can be loaded again.
    """

    _inherit = "account.note.letter"

    row_ids = fields.One2many(
        "account.note.letter.row",
        "letter_id",
        compute="_compute_row_ids",
        store=True,
        readonly=False,
        help="The partners to whom there is something to report. What is unticked "
        "gets no document.",
    )
    # Not on the rows themselves: each tick would ask the server
    letter_count = fields.Integer(compute="_compute_letter_count")
    unreachable_text = fields.Char(compute="_compute_letter_count")

    @api.depends(*REPORTED)
    def _compute_row_ids(self):
        for wizard in self:
            wizard._set_rows(wizard._get_facts_to_show())

    @api.depends(*REPORTED)
    def _compute_letter_count(self):
        for wizard in self:
            wizard.letter_count = len(wizard.row_ids)
            wizard.unreachable_text = wizard._get_unreachable_text(
                wizard.row_ids.filtered(lambda row: not row.email).partner_id
            )

    def _get_facts_to_show(self):
        """Return what the letters report, nothing while the window is incomplete."""
        if not self._has_dates() or not self.company_id.has_access("read"):
            return {}
        return self._read_facts()

    def _make_rows(self):
        """Bring the rows up to date and return those that get a letter.

        :raises UserError: where there is nothing to report, or nobody is chosen
        """
        self.ensure_one()
        if not self._has_dates():
            raise UserError(self._get_dates_text())
        facts = self._read_facts()
        if not facts:
            raise UserError(self._get_empty_text())
        self._set_rows(facts)
        rows = self.row_ids.filtered("is_included")
        if not rows:
            raise UserError(
                self.env._("Nobody is chosen. Tick the partners that get a document.")
            )
        return rows.sorted(lambda row: row.partner_id.display_name or "")

    def _set_rows(self, facts):
        """Have a row for each of these partners, and no other.

        :param dict facts: as ``_read_facts`` returns them
        """
        kept = self.row_ids.filtered(lambda row: row.partner_id._origin.id in facts)
        if self.row_ids - kept:
            self.row_ids = kept
        for row in kept:
            row.amount_text = self._get_amount_text(facts[row.partner_id._origin.id])
        new = self.env["res.partner"].browse(facts.keys()) - kept.partner_id._origin
        self.row_ids = [
            Command.create(
                {
                    "partner_id": partner.id,
                    "amount_text": self._get_amount_text(facts[partner.id]),
                }
            )
            for partner in new.sorted("display_name")
        ]

    def _get_amount_text(self, facts):
        """Return what was applied, or what is open, in each currency."""
        currencies = self.env["res.currency"]
        return ", ".join(
            formatLang(
                self.env, from_steps(steps, currency.rounding), currency_obj=currency
            )
            for currency, steps in (
                (currencies.browse(key), steps) for key, steps in facts.amounts.items()
            )
        )

    def _get_unreachable_text(self, partners):
        if not partners:
            return False
        names = ", ".join(partners[:MAX_NAMES].mapped("display_name"))
        if len(partners) <= MAX_NAMES:
            return self.env._(
                "No e-mail address, so nothing will be sent to: %s", names
            )
        return self.env._(
            "No e-mail address, so nothing will be sent to: %(names)s and %(count)s "
            "more",
            names=names,
            count=len(partners) - MAX_NAMES,
        )


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
