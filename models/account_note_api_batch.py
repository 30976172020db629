from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..tools import request as check
from .account_note_api_correction import CORRECTION, CREATION
from .account_note_batch import MAX_DOCUMENTS

BATCH = {
    "invoice_ids": check.ids_up_to(MAX_DOCUMENTS),
    "domain": check.plain_list,
    "side": check.choice("credit", "debit"),
    "mode": check.choice("full", "amount"),
    **{
        name: {**CORRECTION, **CREATION}[name]
        for name in (
            "amount",
            "percent",
            "is_net_of_tax",
            "date",
            "journal_id",
            "reason",
            "reason_text",
            "state",
            "idempotency_key",
        )
    },
}
NOT_KEPT = ("invoice_ids", "domain", "side", "idempotency_key")


class AccountNoteApi(models.AbstractModel):
    """Notes on thousands of documents with one request."""

    _inherit = "account.note.api"

    @api.model
    def create_batch(self, request):
        """Have notes made in the background, one for each of many documents.

        :param dict request: ``invoice_ids``, up to 50,000, or a ``domain`` of
            documents, of which the posted invoices and bills are meant; ``side``,
            ``credit`` (default) or ``debit``; ``mode``, ``full`` (default) or
            ``amount`` with ``amount`` or ``percent``; ``is_net_of_tax``, ``date``,
            ``journal_id``, ``reason``, ``reason_text``, ``state`` and
            ``idempotency_key`` as for :meth:`create_credit_note`
        :return: as :meth:`get_batch`; the batch is started
        :rtype: dict
        """
        with self._speaking_to_programs():
            values = self._read_request(request, BATCH)
            return self.env["account.note.api.request"]._once(
                "create_batch", request, lambda: self._make_batch(request, values)
            )

    @api.model
    def get_batch(self, batch_id):
        """Return how far a batch is.

        :return: ``batch_id``, ``side``, ``state`` (``draft``, ``running`` or
            ``done``), ``total``, ``waiting``, ``done``, ``failed``, ``cancelled``,
            ``per_minute``, ``minutes_left``; ``notes``, dicts with ``invoice_id`` and
            ``note_id``; ``errors``, dicts with ``invoice_id``, ``name``, ``code``
            (a word of the errors of this model) and ``text``
        :rtype: dict
        """
        with self._speaking_to_programs():
            return self._describe_batch(self._get_batch(batch_id))

    @api.model
    def retry_batch(self, batch_id):
        """Let the documents that failed wait again.

        :return: as :meth:`get_batch`
        """
        with self._speaking_to_programs():
            batch = self._get_batch(batch_id)
            batch.action_retry()
            return self._describe_batch(batch)

    @api.model
    def cancel_batch(self, batch_id):
        """Cancel the documents that wait; those under way are finished.

        :return: as :meth:`get_batch`
        """
        with self._speaking_to_programs():
            batch = self._get_batch(batch_id)
            batch.action_cancel()
            return self._describe_batch(batch)

    def _make_batch(self, request, values):
        if values["mode"] == "amount" and not (values["amount"] or values["percent"]):
            self._refuse_request("amount", "missing")
        moves = self._get_batch_documents(values)
        # What is wrong for all is said now, not in thousands of rows
        self._get_reason(values, moves.company_id)
        plain = {
            name: request[name]
            for name in request
            if name not in NOT_KEPT and request[name] is not None
        }
        batches = self.env["account.note.batch"]
        batch = batches._make(values["side"] or "credit", plain, moves)
        batch.action_start()
        return self._describe_batch(batch)

    def _get_batch_documents(self, values):
        if bool(values["invoice_ids"]) == bool(values["domain"]):
            self._refuse_request("invoice_ids", "missing")
        if values["invoice_ids"]:
            return self._get_moves(values["invoice_ids"], "invoice_ids")
        moves = self._search_documents(values["domain"])
        if not moves:
            raise UserError(self.env._("domain: no posted invoice is meant by it."))
        return moves

    def _search_documents(self, domain):
        """Return the posted invoices of a domain that came from outside."""
        moves = self.env["account.move"]
        types = moves.get_invoice_types(include_receipts=True)
        own = [("state", "=", "posted"), ("move_type", "in", types)]
        try:
            # What the database refuses must not end the transaction
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                wanted = fields.Domain(domain) & fields.Domain(own)
                return moves.search(wanted, limit=MAX_DOCUMENTS + 1, order="id")
        except (UserError, OperationalError):
            raise
        except Exception:
            self._refuse_request("domain", "domain")

    def _get_batch(self, batch_id):
        (batch_id,) = self._read_ids([batch_id])
        batch = self.env["account.note.batch"].browse(batch_id)
        batch.check_access("read")
        return batch

    def _describe_batch(self, batch):
        rows = batch.line_ids
        return {
            "batch_id": batch.id,
            "side": batch.side,
            "state": batch.state,
            "total": batch.total_count,
            "waiting": batch.waiting_count,
            "done": batch.done_count,
            "failed": batch.failed_count,
            "cancelled": batch.cancelled_count,
            "per_minute": batch.rate,
            "minutes_left": batch.minutes_left,
            "notes": [
                {"invoice_id": row.move_id.id, "note_id": row.note_id.id}
                for row in rows
                if row.note_id
            ],
            "errors": [
                self._describe_failure(row) for row in rows if row.state == "failed"
            ],
        }

    def _describe_failure(self, row):
        return {
            "invoice_id": row.move_id.id,
            "name": row.move_id.display_name or "",
            "code": row.error_code or "",
            "text": row.error or "",
        }
