from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tools.translate import LazyTranslate

from ...tools.errors import get_code, with_code
from ...tools.request import BadRequest, read

_lt = LazyTranslate(__name__)

# What is wrong with a value, by what `tools.request` expected; %s is its place
BAD_REQUESTS = {
    "unknown": _lt("%s is no field of this request. Look up its name."),
    "missing": _lt("%s is missing."),
    "either": _lt("%s: give the one or the other, not both."),
    "object": _lt("%s is no object with named values."),
    "list": _lt("%s is no list, is empty, or is too long."),
    "domain": _lt(
        "%s is no domain: a list of conditions, each with field, operator and value."
    ),
    "once": _lt("%s has an id twice."),
    "id": _lt("%s is no id of a record."),
    "number": _lt("%s is no number."),
    "smaller": _lt("%s is larger than any amount."),
    "positive": _lt("%s has to be above zero."),
    "text": _lt("%s is no text, or is too long."),
    "flag": _lt("%s is neither true nor false."),
    "date": _lt(
        "%s is no date. Give it as year, month and day, for example 2026-03-31."
    ),
}


class AccountNoteApi(models.AbstractModel):
    """The entry point for integrations: plain values in, plain values out.

    Each method takes and returns numbers, strings, lists and dicts with string keys,
    never ``None``; dates as ``YYYY-MM-DD``; amounts above zero in the currency of the
    document, where nothing else is said. All work with the rights of the caller and
    through the same models as the web client; whatever is refused changes nothing.

    An error is one of Odoo's own, its text begins with a stable word and a colon:
    ``bad_request``, ``not_found``, ``access_denied``, ``key_used``, a word that an
    error carries as ``note_code``, else ``refused``.
    """

    _name = "account.note.api"
    _description = "Credit & Debit Note API"

    @api.model
    def _read_request(self, request, schema):
        """Return the checked values of a request.

        :raises UserError: ``bad_request``, naming the place and what belongs there
        """
        try:
            return read(request, schema)
        except BadRequest as wrong:
            error = UserError(self._get_bad_request_text(wrong))
            raise with_code(error, "bad_request") from None

    def _refuse_request(self, path, expected):
        """Refuse a value that is wrong beside the others.

        :raises UserError: ``bad_request``
        """
        text = self._get_bad_request_text(BadRequest(path, expected))
        raise with_code(UserError(text), "bad_request")

    def _check_either(self, values, first, second, path=""):
        """Check that one of two values is given, and one alone.

        :raises UserError: ``bad_request``
        """
        if values[first] and values[second]:
            self._refuse_request(f"{path}{first}, {path}{second}", "either")
        if not values[first] and not values[second]:
            self._refuse_request(f"{path}{first}", "missing")

    @contextmanager
    def _in_words_for_integrations(self):
        """Put the stable word of an error before its text."""
        try:
            # Who reads no journal of applications has no business here: the portal
            self.env["account.note.application"].check_access("read")
            yield
        except UserError as error:
            word = get_code(error) or self._get_word(error)
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
        """Return what integrations want to know of a document after it changed."""
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
            "origin_ids": move._note_get_origins().ids,
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
            # As below: 0 for none
            "uom_id": line.product_uom_id.id or 0,
            "price_unit": line.price_unit,
            "amount_untaxed": line.price_subtotal,
            "amount_total": line.price_total,
            # No record has the id 0: the line corrects none
            "origin_line_id": line.origin_line_id.id or 0,
        }

    def _get_bad_request_text(self, wrong):
        """Return what is wrong with a value, and what belongs there.

        :param tools.request.BadRequest wrong: the place and the kind
        :rtype: str
        """
        if isinstance(wrong.expected, tuple):
            return self.env._(
                "%(path)s is none of these: %(words)s.",
                path=wrong.path,
                words=", ".join(wrong.expected),
            )
        template = self.env._(BAD_REQUESTS[wrong.expected])
        return template % wrong.path
