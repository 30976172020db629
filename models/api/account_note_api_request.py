import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.errors import with_code
from ...tools.request import digest, get_meaning, verbatim_digest

# Answers of one transaction
CHUNK = 10_000
# The oldest that are kept no longer
OLD = """
SELECT request.id
  FROM account_note_api_request request
  JOIN res_users caller ON caller.id = request.user_id
  JOIN res_company company ON company.id = caller.company_id
 WHERE company.note_request_days > 0
   AND request.create_date < now() AT TIME ZONE 'UTC'
                             - make_interval(days => company.note_request_days)
 ORDER BY request.id
 LIMIT %(limit)s"""
# What a request means that does not say it; no method has two defaults for a name
DEFAULTS = {
    "mode": "full",
    "partner_side": "customer",
    "side": "credit",
    "state": "draft",
    "strategy": "origins",
}


class AccountNoteApiRequest(models.Model):
    """Writing requests of integrations that were answered, by their keys.

    The key is taken by one statement before the work begins. A second request with it
    waits there for the first; if that one commits, the second fails with a
    serialization error, Odoo runs it again, and it gets the stored answer. So it does
    not matter whether the first answer ever arrived.
    """

    _name = "account.note.api.request"
    _description = "Answered API Request"
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
    def _once(self, method, request, work, **defaults):
        """Return the answer to a request; do its work if that has not been done.

        :param dict request: as it came; without ``idempotency_key`` it is always done
        :param work: what does it, returning plain values
        :param defaults: what such a request means beside ``DEFAULTS``
        :raises UserError: ``key_used``, where another request had that key
        """
        key = (request.get("idempotency_key") or "").strip()
        if not key:
            return work()
        facts = {name: request[name] for name in request if name != "idempotency_key"}
        meaning = get_meaning(facts, {**DEFAULTS, **defaults})
        # In whatever order the caller's companies are
        wanted = digest(method, meaning, sorted(self.env.companies.ids))
        taken = self._take_key(key, method, wanted)
        if not taken:
            # Keys of earlier versions as well
            earlier = verbatim_digest(method, facts, self.env.companies.ids)
            return self._answer_again(key, (wanted, earlier))
        answer = work()
        taken.sudo().answer = json.dumps(answer)
        return answer

    def _take_key(self, key, method, wanted):
        """Return the record of a key that nobody had, none where somebody has."""
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
        return self.browse(id_ for [id_] in taken)

    @api.model
    def _answer_again(self, key, digests):
        known = self.sudo().search([("key", "=", key), ("user_id", "=", self.env.uid)])
        if known.digest in digests:
            return json.loads(known.answer)
        text = self.env._(
            "The key %(key)s was used for another request, %(method)s on %(date)s. Use "
            "a key of its own for each request.",
            key=key,
            method=known.method,
            date=fields.Datetime.to_string(known.create_date),
        )
        raise with_code(UserError(text), "key_used")

    @api.autovacuum
    def _forget_old_requests(self):
        """Delete answers that nobody waits for any more, as the user's company says.

        :return: how many, and whether there may be more; Odoo commits, and calls again
        """
        self.env.flush_all()
        old = self.env.execute_query(SQL(OLD, limit=CHUNK))
        self.browse(id_ for [id_] in old).unlink()
        return len(old), len(old) == CHUNK
