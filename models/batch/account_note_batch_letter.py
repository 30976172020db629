from odoo import api, models
from odoo.tools import SQL, format_date

from .account_note_batch import LETTERS


class AccountNoteBatch(models.Model):
    """Letters and statements: a batch with a row for each partner.

    Its ``request`` is what the window asked for, without the partners.
    """

    _inherit = "account.note.batch"

    @api.model
    def _make_of_letters(self, request, rows):
        """Make a batch of letters that waits to be started.

        :param dict request: plain values of ``account.note.letter``
        :param rows: those of a window, whose user may send letters
        """
        self._check_count(rows)
        wizard = rows.letter_id
        customers = wizard.account_type == "asset_receivable"
        batch = self._create_through_gate(
            [
                {
                    "side": wizard.kind,
                    "partner_side": "customer" if customers else "vendor",
                    "company_id": wizard.company_id.id,
                    "request": request,
                    **self._prepare_user(),
                }
            ]
        )
        batch._add_letters(rows)
        return batch

    def _add_letters(self, rows):
        """Add a row for each partner, in one statement for however many."""
        self.env.execute_query(
            SQL(
                """INSERT INTO account_note_batch_line
                               (batch_id, letter_partner_id, letter_amount_text,
                                state, create_uid, create_date)
                        SELECT %s, unnest(%s), unnest(%s), 'waiting', %s,
                               now() AT TIME ZONE 'UTC'
                     RETURNING id""",
                self.id,
                [row.partner_id.id for row in rows],
                [row.amount_text or "" for row in rows],
                self.env.uid,
            )
        )
        self.invalidate_recordset()

    def _get_letters_name(self):
        if self.side == "letter":
            return self.env._("Credit Notes Letters %s", self.id)
        return self.env._("Statements of Open Items %s", self.id)

    def _get_letters_text(self, request):
        """Return which days the letters are about."""
        if self.side == "statement":
            return self.env._("As of %s", format_date(self.env, request.get("date")))
        return self.env._(
            "%(first)s to %(last)s",
            first=format_date(self.env, request.get("date_from")),
            last=format_date(self.env, request.get("date_to")),
        )

    def _count_letters_to_post(self):
        """Return how many letters are not posted yet: each is taken once more."""
        if self.side not in LETTERS:
            return 0
        return self.env["account.note.batch.line"].search_count(
            [
                ("batch_id", "=", self.id),
                ("state", "=", "waiting"),
                ("message_id", "=", False),
            ]
        )
