from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...tools import request as check
from ..batch.account_note_batch import MAX_DOCUMENTS
from .account_note_api_correction import CORRECTION, CREATION

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
            "allow_credit_notes",
            "keep_open",
            "state",
            "idempotency_key",
        )
    },
}
NOT_KEPT = ("invoice_ids", "domain", "side", "idempotency_key")


class AccountNoteApi(models.AbstractModel):
    """Notes on thousands of documents with one request."""

    _inherit = "account.note.api"

    def _search_documents(self, domain):
        """Return what a domain that came from outside means, and what it leaves out.

        :return: the posted invoices, bills and receipts, and how many other invoices
            and notes there are
        """
        moves = self.env["account.move"]
        types = moves.get_invoice_types(include_receipts=True)
        try:
            # What the database refuses must not end the transaction
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                wanted = fields.Domain(domain)
                found = moves.search(
                    wanted & moves._note_get_bulk_domain(),
                    limit=MAX_DOCUMENTS + 1,
                    order="id",
                )
                others = ~moves._note_get_bulk_domain()
                others &= fields.Domain("move_type", "in", types)
                return found, moves.search_count(wanted & others)
        except (UserError, OperationalError):
            raise
        except Exception:
            self._refuse_request("domain", "domain")

    @api.model
    def create_batch(self, request):
        """Have notes made in the background, one for each of many documents.

        :param dict request: ``invoice_ids``, up to 50,000, or a ``domain`` of
            documents, of which the posted invoices and bills are meant; ``side``,
            ``credit`` (default) or ``debit``; ``mode``, ``full`` (default) or
            ``amount`` with ``amount`` or ``percent``; ``is_net_of_tax``, ``date``,
            ``journal_id``, ``reason``, ``reason_text``, ``state`` and
            ``idempotency_key`` as for :meth:`create_credit_note`;
            ``allow_credit_notes`` as well, with ``invoice_ids``
        :return: as :meth:`get_batch`; the batch is started
        :rtype: dict
        """
        with self._in_words_for_integrations():
            values = self._read_request(request, BATCH)
            return self.env["account.note.api.request"]._once(
                "create_batch", request, lambda: self._make_batch(request, values)
            )

    @api.model
    def get_batch(self, batch_id):
        """Return how far a batch is.

        :return: ``batch_id``, ``side``, ``state`` (``draft``, ``running`` or
            ``done``), ``total``, ``waiting``, ``done``, ``failed``, ``cancelled``,
            ``skipped`` (what the domain had besides: drafts, credit notes),
            ``per_minute``, ``minutes_left``; ``notes``, dicts with ``invoice_id`` and
            ``note_id``; ``errors``, dicts with ``invoice_id``, ``name``, ``code``
            (a word of the errors of this model) and ``text``
        :rtype: dict
        """
        with self._in_words_for_integrations():
            return self._describe_batch(self._get_batch(batch_id))

    @api.model
    def retry_batch(self, batch_id):
        """Let the documents that failed wait again.

        :return: as :meth:`get_batch`
        """
        with self._in_words_for_integrations():
            batch = self._get_batch(batch_id)
            batch.action_retry()
            return self._describe_batch(batch)

    @api.model
    def cancel_batch(self, batch_id):
        """Cancel the documents that wait; those under way are finished.

        :return: as :meth:`get_batch`
        """
        with self._in_words_for_integrations():
            batch = self._get_batch(batch_id)
            batch.action_cancel()
            return self._describe_batch(batch)

    def _make_batch(self, request, values):
        if values["mode"] == "amount" and not (values["amount"] or values["percent"]):
            self._refuse_request("amount", "missing")
        side = values["side"] or "credit"
        moves, skipped = self._get_batch_documents(values)
        # What is wrong for all is said now, not in thousands of rows
        self._get_reason(values, moves.company_id)._check_used_for(side)
        plain = {
            name: request[name]
            for name in request
            if name not in NOT_KEPT and request[name] is not None
        }
        batches = self.env["account.note.batch"]
        batch = batches._make(side, plain, moves, skipped)
        batch.action_start()
        return self._describe_batch(batch)

    def _get_batch_documents(self, values):
        self._check_either(values, "invoice_ids", "domain")
        if values["invoice_ids"]:
            return self._get_moves(values["invoice_ids"], "invoice_ids"), 0
        if values["allow_credit_notes"] is not None:
            # Who means credit notes names them
            self._refuse_request("allow_credit_notes", "unknown")
        moves, skipped = self._search_documents(values["domain"])
        if not moves:
            raise UserError(self.env._("domain: no posted invoice is meant by it."))
        return moves, skipped

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
            "skipped": batch.skipped_count,
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
