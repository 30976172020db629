from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .account_note_letter import LETTER_REPORT


class AccountNoteLetter(models.TransientModel):
    """Sending: each partner gets its own document by e-mail."""

    _inherit = "account.note.letter"

    template_id = fields.Many2one(
        "mail.template",
        string="E-mail Template",
        compute="_compute_template_id",
        store=True,
        readonly=False,
        domain=[("model", "=", "res.partner")],
        help="Subject and text of the e-mail; the document is attached.",
    )
    sent_on = fields.Datetime(readonly=True, copy=False)

    @api.depends("kind")
    def _compute_template_id(self):
        for window in self:
            window.template_id = self.env.ref(
                f"account_credit_debit_note.mail_template_note_{window.kind}",
                raise_if_not_found=False,
            )

    def action_send(self):
        """Send the letters by e-mail, once, and note them on the partners.

        Partners without an e-mail address are left out, and named in the answer.

        :return: an action that tells how many were sent
        :raises UserError: where nothing is to be sent, or it was sent already
        """
        self.ensure_one()
        self._check_can_send()
        rows = self._make_rows()
        reachable = rows.filtered(
            lambda row: row._get_mail_recipient_of(row.partner_id)
        )
        if not reachable:
            raise UserError(
                self.env._(
                    "None of these partners has an e-mail address: %s. Enter "
                    "addresses, or print the documents.",
                    ", ".join(rows.partner_id.mapped("display_name")),
                )
            )
        reachable._send(self.template_id)
        self.sent_on = fields.Datetime.now()
        return self._notify_sent(reachable, rows - reachable)

    def _check_can_send(self):
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only billing users send letters and statements.")
            )
        # A second click waits here, and then finds that everything is sent
        self.lock_for_update()
        if self.is_sample:
            raise UserError(self.env._("Made-up figures cannot be sent."))
        if self.sent_on:
            raise UserError(
                self.env._(
                    "These documents were sent already. To send them again, open the "
                    "window anew."
                )
            )
        if self.template_id.model != "res.partner":
            raise UserError(self.env._("Choose an e-mail template for contacts first."))

    def _notify_sent(self, sent, left_out):
        message = self.env._("%s sent by e-mail.", len(sent))
        if left_out:
            message = self.env._(
                "%(count)s sent by e-mail. Left out, for want of an e-mail address: "
                "%(names)s",
                count=len(sent),
                names=", ".join(left_out.partner_id.mapped("display_name")),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left_out else "success",
                "message": message,
                "sticky": bool(left_out),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class AccountNoteLetterRow(models.TransientModel):
    _inherit = "account.note.letter.row"

    def _send(self, template):
        """Post each letter on its partner, which sends it by e-mail."""
        files = self._render_files()
        for row in self:
            row = row.with_context(lang=row.lang)
            partner = row.partner_id
            words = template.with_context(
                lang=row.lang, note_letter_company=row.company_id.name
            )
            body = words._render_field("body_html", partner.ids)[partner.id]
            subject = words._render_field("subject", partner.ids)[partner.id]
            # Billing users may write to partners, not change them
            partner.sudo().message_post(
                body=Markup(body),
                subject=subject,
                partner_ids=self._get_mail_recipient_of(partner).ids,
                attachments=[(f"{row._get_file_name()}.pdf", files[row.id])],
                subtype_xmlid="mail.mt_note",
                email_layout_xmlid="mail.mail_notification_light",
                model_description=row.letter_id._get_title(),
            )

    def _render_files(self):
        """Return {id of the row: its PDF}, printed at once where that is possible."""
        reports = self.env["ir.actions.report"]
        streams = reports._render_qweb_pdf_prepare_streams(LETTER_REPORT, {}, self.ids)
        for row in self:
            # Where core cannot tell the letters apart
            if not streams.get(row.id):
                streams.update(
                    reports._render_qweb_pdf_prepare_streams(LETTER_REPORT, {}, row.ids)
                )
        return {row.id: streams[row.id]["stream"].getvalue() for row in self}
