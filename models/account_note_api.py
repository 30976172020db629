from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import AccessError, MissingError, UserError

from ..tools.refusal import coded, word_of
from ..tools.request import BadRequest, read


class AccountNoteApi(models.AbstractModel):
    """The door for programs: plain values in, plain values out.

    Each method takes and returns numbers, strings, lists and dicts with string keys,
    never ``None``; dates as ``YYYY-MM-DD``; amounts above zero in the currency of the
    document, where nothing else is said. All work with the rights of the caller and
    through the same models as the web client; whatever is refused changes nothing.

    An error is one of Odoo's own, its text begins with a stable word and a colon:
    ``bad_request``, ``not_found``, ``access_denied``, ``key_used``, a word that an
    error carries as ``note_code``, else ``refused``.
    """

    _name = "account.note.api"
    _description = "Credit and Debit Notes for Programs"

    @api.model
    def _read_request(self, request, schema):
        """Return the checked values of a request.

        :raises UserError: ``bad_request``, naming the place and what belongs there
        """
        try:
            return read(request, schema)
        except BadRequest as wrong:
            error = UserError(self._get_bad_request_text(wrong))
            raise coded(error, "bad_request") from None

    def _refuse_request(self, path, expected):
        """Refuse a value that is wrong beside the others.

        :raises UserError: ``bad_request``
        """
        text = self._get_bad_request_text(BadRequest(path, expected))
        raise coded(UserError(text), "bad_request")

    @contextmanager
    def _speaking_to_programs(self):
        """Put the stable word of an error before its text."""
        # Who reads no journal of applications has no business here: the portal
        self.env["account.note.application"].check_access("read")
        try:
            yield
        except UserError as error:
            word = word_of(error) or self._get_word(error)
            raise type(error)(f"{word}: {error.args[0]}") from error

    def _get_word(self, error):
        if isinstance(error, AccessError):
            return "access_denied"
        return "not_found" if isinstance(error, MissingError) else "refused"

    def _get_moves(self, ids, path):
        """Return documents by their ids, see ``_get_named``."""
        return self._get_named("account.move", ids, path)

    def _get_named(self, model, ids, path):
        """Return the records that a request names by id, all of them.

        :raises MissingError: naming the ids that are none
        :raises AccessError: where the caller may not read one
        """
        records = self.env[model].browse(ids or [])
        missing = records - records.exists()
        if missing:
            raise MissingError(
                self.env._(
                    "%(path)s: there is no record with the id %(ids)s.",
                    path=path,
                    ids=", ".join(map(str, missing.ids)),
                )
            )
        records.check_access("read")
        return records

    def _describe_document(self, move):
        """Return what programs want to know of a document after it changed."""
        return {
            "id": move.id,
            "name": move.name or "",
            "move_type": move.move_type,
            "state": move.state,
            "is_finalized": bool(move.finalized_on),
            "approval": move.note_approval_state or "",
            "date": str(move.invoice_date or move.date or ""),
            "partner_id": move.partner_id.id,
            "currency": move.currency_id.name,
            "amount_untaxed": move.amount_untaxed,
            "amount_tax": move.amount_tax,
            "amount_total": move.amount_total,
            "amount_open": abs(move.amount_residual),
            "origin_ids": move._get_origins().ids,
            "lines": [
                self._describe_line(line)
                for line in move.invoice_line_ids
                if line.display_type == "product"
            ],
        }

    def _describe_line(self, line):
        return {
            "id": line.id,
            "name": line.name or "",
            "quantity": line.quantity,
            "price_unit": line.price_unit,
            "amount_untaxed": line.price_subtotal,
            "amount_total": line.price_total,
            # No record has the id 0: the line corrects none
            "origin_line_id": line.origin_line_id.id or 0,
        }
