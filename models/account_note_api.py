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

    def _get_bad_request_text(self, wrong):
        place = {"path": wrong.path}
        if isinstance(wrong.expected, tuple):
            return self.env._(
                "%(path)s is none of these: %(words)s.",
                words=", ".join(wrong.expected),
                **place,
            )
        return {
            "unknown": self.env._(
                "%(path)s is no field of this request. Look up its name.", **place
            ),
            "missing": self.env._("%(path)s is missing.", **place),
            "object": self.env._("%(path)s is no object with named values.", **place),
            "list": self.env._(
                "%(path)s is no list, is empty, or has more than 5,000 entries.",
                **place,
            ),
            "once": self.env._("%(path)s has an id twice.", **place),
            "id": self.env._("%(path)s is no id of a record.", **place),
            "number": self.env._("%(path)s is no number.", **place),
            "smaller": self.env._("%(path)s is larger than any amount.", **place),
            "positive": self.env._("%(path)s has to be above zero.", **place),
            "text": self.env._(
                "%(path)s is no text, or longer than 2,000 characters.", **place
            ),
            "flag": self.env._("%(path)s is neither true nor false.", **place),
            "date": self.env._(
                "%(path)s is no date. Give it as year, month and day, for example "
                "2026-03-31.",
                **place,
            ),
        }[wrong.expected]

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
        """Return documents by their ids, all of them.

        :raises MissingError: naming the ids that are none
        :raises AccessError: where the caller may not read one
        """
        moves = self.env["account.move"].browse(ids)
        missing = moves - moves.exists()
        if missing:
            raise MissingError(
                self.env._(
                    "%(path)s: there is no document with the id %(ids)s.",
                    path=path,
                    ids=", ".join(map(str, missing.ids)),
                )
            )
        moves.check_access("read")
        return moves

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
                {
                    "id": line.id,
                    "name": line.name or "",
                    "quantity": line.quantity,
                    "price_unit": line.price_unit,
                    "amount_untaxed": line.price_subtotal,
                    "amount_total": line.price_total,
                    # Zero where the line corrects none: there is no record with it
                    "origin_line_id": line.origin_line_id.id or 0,
                }
                for line in move.invoice_line_ids
                if line.display_type == "product"
            ],
        }
