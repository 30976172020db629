import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.refusal import coded
from ..tools.request import digest

# How long a program may ask again; longer than any queue of retries
DAYS_KEPT = 90


class AccountNoteApiRequest(models.Model):
    """Writing requests of programs that were answered, by their keys.

    The key is taken by one statement before the work begins. A second request with it
    waits there for the first; if that one commits, the second fails with a
    serialization error, Odoo runs it again, and it gets the stored answer. So it does
    not matter whether the first answer ever arrived.
    """

    _name = "account.note.api.request"
    _description = "Answered Request of a Program"
    _order = "id desc"
    _rec_name = "key"

    key = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    method = fields.Char(required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True)
    answer = fields.Text(readonly=True)

    # A key is the caller's own: nobody learns what somebody else did with it
    _key_unique = models.UniqueIndex("(user_id, key)")

    @api.model
    def _once(self, method, request, work):
        """Return the answer to a request; do its work if that has not been done.

        :param dict request: as it came; without ``idempotency_key`` it is always done
        :param work: what does it, returning plain values
        :raises UserError: ``key_used``, where another request had that key
        """
        key = (request.get("idempotency_key") or "").strip()
        if not key:
            return work()
        facts = {name: request[name] for name in request if name != "idempotency_key"}
        wanted = digest(method, facts, self.env.companies.ids)
        taken = self.env.execute_query(
            SQL(
                """INSERT INTO account_note_api_request
                               (key, user_id, method, digest, create_date)
                        VALUES (%s, %s, %s, %s, now() AT TIME ZONE 'UTC')
                   ON CONFLICT DO NOTHING RETURNING id""",
                key,
                self.env.uid,
                method,
                wanted,
            )
        )
        if not taken:
            return self._answer_again(key, wanted)
        answer = work()
        self.browse(taken[0]).sudo().answer = json.dumps(answer)
        return answer

    @api.model
    def _answer_again(self, key, wanted):
        known = self.sudo().search([("key", "=", key), ("user_id", "=", self.env.uid)])
        if known.digest == wanted:
            return json.loads(known.answer)
        text = self.env._(
            "The key %(key)s was used for another request, %(method)s on %(date)s. Use "
            "a key of its own for each request.",
            key=key,
            method=known.method,
            date=fields.Datetime.to_string(known.create_date),
        )
        raise coded(UserError(text), "key_used")

    @api.autovacuum
    def _forget_old_requests(self):
        before = fields.Datetime.now() - timedelta(days=DAYS_KEPT)
        self.search([("create_date", "<", before)], limit=10_000).unlink()
