import logging

from psycopg2 import OperationalError

from odoo import Command, fields, models

_logger = logging.getLogger(__name__)


class AccountNoteBatchLine(models.Model):
    """The letter to one partner: posted in one step and sent in another.

    The message is kept with its row when it is posted. The next step sends its mail and
    asks it what became of it; each mail is committed as it goes out. So a worker that
    is killed has nothing posted twice, and at most the mail that it had in hand goes
    out again.
    """

    _inherit = "account.note.batch.line"

    letter_partner_id = fields.Many2one(
        "res.partner",
        string="Partner of the Letter",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    letter_amount_text = fields.Char(string="Amount", readonly=True)
    message_id = fields.Many2one(
        "mail.message", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _about_one = models.Constraint(
        "CHECK(num_nonnulls(move_id, letter_partner_id) = 1)",
        "A row of a batch is about a document or about a partner.",
    )
    _partner_once = models.UniqueIndex(
        "(batch_id, letter_partner_id) WHERE letter_partner_id IS NOT NULL"
    )

    def _post_letters(self):
        """Post the letters on their partners; they are sent by the next step."""
        wizard = self._open_wizard()
        letters = {row.partner_id.id: row for row in wizard.row_ids}
        ready = self.filtered(lambda line: line._is_ready(letters))
        if not ready:
            return
        rows = wizard.row_ids.browse().concat(
            *(letters[line.letter_partner_id.id] for line in ready)
        )
        messages = rows._send(wizard.template_id, force_send=False)
        for line, message in zip(ready, messages, strict=True):
            line._write_through_gate({"message_id": message.id})

    def _cancel_mails(self):
        """Keep the mails of letters that were posted from going out."""
        about = [("mail_message_id", "in", self.message_id.ids)]
        mails = self.env["mail.mail"].sudo().search(about)
        mails.filtered(lambda mail: mail.state == "outgoing").cancel()

    def _open_wizard(self):
        """Return the window of letters to these partners, as who started the batch."""
        return self._as_starter("account.note.letter").create(
            {
                **self.batch_id.request,
                "kind": self.batch_id.side,
                "company_id": self.batch_id.company_id.id,
                "partner_ids": [Command.set(self.letter_partner_id.ids)],
            }
        )

    def _is_ready(self, letters):
        """Tell whether there is a letter to send, and say on the row why not."""
        row = letters.get(self.letter_partner_id.id)
        if not row:
            text = self.env._("There is nothing to report any more.")
            self._set_outcome("cancelled", error=text)
        elif not row.email:
            text = self.env._("There is no e-mail address. Enter one, then retry.")
            self._fail("no_email", text)
        return bool(row and row.email)

    def _deliver(self):
        """Send the letters that were posted, and keep what became of their mails.

        :return: these rows
        """
        posted = self.filtered("message_id")
        failures = posted._send_apart() if posted else {}
        for line in posted:
            if line.message_id.id not in failures:
                line._set_outcome("done")
                continue
            text, is_kept = failures[line.message_id.id]
            line._fail("mail", text)
            if not is_kept:
                # Nothing that could be sent again: a retry posts anew
                line._write_through_gate({"message_id": False})
        return posted

    def _send_apart(self):
        """Send the mails in a transaction of its own, which ends with each mail.

        What went out stays sent, whatever becomes of this transaction. Its locks keep
        other workers from these rows meanwhile.

        :return: as ``_send_mails``
        """
        with self.pool.cursor() as cr:
            return self.with_env(self.env(cr=cr))._send_mails(auto_commit=True)

    def _send_mails(self, auto_commit):
        """Send what waits to be sent or failed before.

        :return: {id of the message: (why it failed, whether the mail is kept)}
        """
        about = [("mail_message_id", "in", self.message_id.ids)]
        mails = self.env["mail.mail"].sudo().search(about, order="id")
        mails.filtered(lambda mail: mail.state == "exception").mark_outgoing()
        mails = mails.filtered(lambda mail: mail.state == "outgoing")
        try:
            mails.send(auto_commit=auto_commit)
        except OperationalError:
            raise
        except Exception as problem:
            # The connection to the mail server broke: the rest failed
            _logger.warning("Mails of batch %s: %s", self.batch_id.ids, problem)
            if auto_commit:
                self.env.cr.rollback()
            left = mails.exists().filtered(lambda mail: mail.state == "outgoing")
            left.write({"state": "exception", "failure_reason": str(problem)})
        return self._read_failures(about)

    def _read_failures(self, about):
        failures = {}
        for notification in (
            self.env["mail.notification"]
            .sudo()
            .search([*about, ("notification_status", "=", "exception")])
        ):
            text = notification.failure_reason or notification.format_failure_reason()
            failures[notification.mail_message_id.id] = (text, False)
        for mail in self.env["mail.mail"].sudo().search(about):
            if mail.state == "exception":
                known, _kept = failures.get(mail.mail_message_id.id, ("", True))
                text = mail.failure_reason or known
                failures[mail.mail_message_id.id] = (text, True)
        return failures
