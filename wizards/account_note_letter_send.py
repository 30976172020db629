from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.notification import notify

# How many are sent while somebody waits; more go out in the background
MAX_AT_ONCE = 20


class AccountNoteLetter(models.TransientModel):
    """Letters go out by e-mail, to each partner its own, or are printed in one file."""

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
        for wizard in self:
            wizard.template_id = self.env.ref(
                f"account_credit_debit_note.mail_template_note_{wizard.kind}",
                raise_if_not_found=False,
            )

    def action_send(self):
        """Send the letters by e-mail, once, and note them on the partners.

        Partners without an e-mail address are left out, and named in the answer. Many
        letters are sent in the background.

        :return: an action that tells how many were sent, or shows how far they are
        :raises UserError: where nothing is to be sent, or it was sent already
        """
        self.ensure_one()
        self._check_can_send()
        rows = self._make_rows()
        reachable = rows.filtered("email")
        if not reachable:
            raise UserError(
                self.env._(
                    "None of these partners has an e-mail address: %s. Enter "
                    "addresses, or print the documents.",
                    ", ".join(rows.partner_id.mapped("display_name")),
                )
            )
        self.sent_on = fields.Datetime.now()
        if len(rows) > MAX_AT_ONCE:
            return self._send_in_background(rows)
        reachable._send(self.template_id)
        return self._notify_sent(reachable, rows - reachable)

    def _send_in_background(self, rows):
        """Start a batch that sends these letters, and show how far it is."""
        request = {
            "account_type": self.account_type,
            "layout_id": self.layout_id.id,
            "template_id": self.template_id.id,
            **{
                name: fields.Date.to_string(self[name])
                for name in ("date_from", "date_to", "date")
                if self[name]
            },
        }
        batch = self.env["account.note.batch"]._make_of_letters(request, rows)
        batch._start()
        return batch._get_records_action()

    def action_print(self):
        """Return the action that prints the letters of all partners as one file.

        :rtype: dict
        :raises UserError: where there is nothing to report
        """
        rows = self._make_rows()
        return self._get_report().report_action(rows, config=False)

    def action_preview(self):
        """Return the action that shows the letters on the screen.

        :rtype: dict
        :raises UserError: where there is nothing to report
        """
        return self._make_rows()._preview()

    def _get_report(self):
        """Return the report of this kind; its name is that of the file of several."""
        return self.env.ref(f"account_credit_debit_note.action_report_note_{self.kind}")

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
        return notify(message, "warning" if left_out else "success", bool(left_out))

    @api.model
    def _preview_sample(self, company, layout, kind="letter"):
        """Return the action that shows a letter with made-up figures."""
        wizard = self.create(
            {
                "kind": kind,
                "company_id": company.id,
                "layout_id": layout.id,
                "is_sample": True,
            }
        )
        return wizard._make_rows()._preview()
