from itertools import product

from odoo import api, models
from odoo.exceptions import UserError

from ...tools import request as check
from ...tools.application import Application, Unapplication
from ...tools.errors import with_code
from ...tools.money import from_steps, to_steps

APPLICATION = {
    "credit_ids": check.ids,
    "invoice_ids": check.ids,
    "shares": check.rows(
        {
            "credit_id": check.record_id,
            "invoice_id": check.record_id,
            "line_id": check.record_id,
            "amount": check.positive,
        }
    ),
    "date": check.day,
    "reason": check.text,
}
KEY = {"idempotency_key": check.text}
RELEASE = {
    "application_ids": check.ids,
    "move_ids": check.ids,
    "reason": check.text,
}


class AccountNoteApi(models.AbstractModel):
    """Applying open credits to open items, and taking that back."""

    _inherit = "account.note.api"

    @api.model
    def preview_application(self, request):
        """Return how credits would be applied; nothing is written.

        :param dict request: as for :meth:`apply_credit`, without the key
        :return: ``shares`` and ``left`` as from :meth:`apply_credit`, and
            ``refusals``, a list of sentences, empty where nothing speaks against it
        :rtype: dict
        """
        with self._in_words_for_integrations():
            shares = self._get_shares(self._read_application(request))
            texts = [
                credit._note_get_application_refusal_text(code, item)
                for credit, item, _amount in shares
                for code in credit._get_application_refusals(item)[:1]
            ]
            return {**self._describe_shares(shares), "refusals": texts}

    @api.model
    def apply_credit(self, request):
        """Apply credits to open items, all that is asked for or nothing.

        :param dict request: ``shares``, dicts with ``credit_id`` (a credit note),
            ``invoice_id`` or ``line_id`` (one instalment) and ``amount``; or
            ``credit_ids``, the ``invoice_ids`` they may settle, all of the partner
            where none are named, and a ``strategy`` (``origins``); ``date`` (today);
            ``reason``; ``idempotency_key``
        :return: ``applications``, ids in the journal; ``shares``, dicts with
            ``credit_id``, ``credit_line_id``, ``invoice_id``, ``line_id``,
            ``due_date``, ``amount``, ``open_before`` and ``open_after`` of the item;
            ``left``, dicts with ``credit_id`` and ``amount``
        :rtype: dict
        """
        with self._in_words_for_integrations():
            values = self._read_application(request, **KEY)
            return self.env["account.note.api.request"]._once(
                "apply_credit", request, lambda: self._apply(values)
            )

    @api.model
    def unapply_credit(self, request):
        """Unapply applications, all of those named or none.

        :param dict request: ``application_ids``, ids of the journal, or ``move_ids``,
            documents of which everything in force is unapplied; ``reason``;
            ``idempotency_key``
        :return: ``{"released": [...]}``, the records of the journal as from
            :meth:`get_applications`
        :rtype: dict
        """
        with self._in_words_for_integrations():
            values = self._read_request(request, {**RELEASE, **KEY})
            return self.env["account.note.api.request"]._once(
                "unapply_credit", request, lambda: self._unapply(values)
            )

    @api.model
    def _read_application(self, request, **more):
        words = sorted(dict(self.env["res.company"]._get_note_strategies()))
        schema = {**APPLICATION, "strategy": check.choice(*words), **more}
        return self._read_request(request, schema)

    def _apply(self, values):
        shares = self._get_shares(values)
        told = self._describe_shares(shares)
        spec = Application.of(shares, day=values["date"], reason=values["reason"])
        made = self.env["account.move"]._note_apply(spec)
        return {"applications": made.ids, **told}

    def _unapply(self, values):
        self._check_either(values, "application_ids", "move_ids")
        if values["move_ids"]:
            moves = self._get_moves(values["move_ids"], "move_ids")
            records = moves.note_application_ids.filtered("is_in_force")
        else:
            records = self.env["account.note.application"].browse(
                values["application_ids"]
            )
            records = records.exists()
            if len(records) < len(values["application_ids"]):
                raise UserError(
                    self.env._("application_ids: one of them is not in the journal.")
                )
            records.check_access("read")
        if not records:
            raise UserError(
                self.env._("Nothing of these documents is applied: nothing to unapply.")
            )
        spec = Unapplication(records.ids, reason=values["reason"])
        released = self.env["account.move"]._note_unapply(spec)
        return {"released": [self._describe_application(record) for record in released]}

    def _get_shares(self, values):
        """Return what a request wants to apply: [(credit line, item, amount)]."""
        if values["shares"]:
            for name in ("credit_ids", "invoice_ids", "strategy"):
                if values[name]:
                    self._refuse_request(name, "unknown")
            return self._get_chosen_shares(values["shares"])
        if not values["credit_ids"]:
            self._refuse_request("credit_ids", "missing")
        lines = self.env["account.move.line"]
        credits = self._get_moves(values["credit_ids"], "credit_ids")
        if values["invoice_ids"]:
            invoices = self._get_moves(values["invoice_ids"], "invoice_ids")
            items = invoices._note_get_open_items()
        else:
            domain = lines._note_get_open_debt_domain()
            partners = credits.commercial_partner_id
            items = lines.search(
                [*domain, ("partner_id.commercial_partner_id", "in", partners.ids)]
            )
        strategy = values["strategy"] or "origins"
        return credits._note_get_open_items()._note_propose_applications(
            items, strategy
        )

    def _get_chosen_shares(self, rows):
        """Return [(credit line, item, amount)] in the order of the rows, pairs once."""
        remaining, amounts = {}, {}
        for place, (credits, items) in enumerate(self._get_sides(rows)):
            row = rows[place]
            step = credits[:1].currency_id.rounding or 0.01
            wanted = to_steps(row["amount"], step)
            for pair in product(credits, items):
                steps = self._take_steps(wanted, pair, remaining)
                if steps:
                    wanted -= steps
                    amounts[pair] = amounts.get(pair, 0) + steps
            if wanted:
                excess = from_steps(wanted, step)
                self._refuse_too_much(f"shares[{place}]", row, excess)
        return [
            (credit, item, from_steps(steps, credit.currency_id.rounding))
            for (credit, item), steps in amounts.items()
        ]

    def _take_steps(self, wanted, pair, remaining):
        """Take as much as is left of both lines, and return it."""
        found = [remaining.setdefault(ln.id, ln._note_get_open_steps()) for ln in pair]
        steps = min(wanted, *found)
        for line in pair:
            remaining[line.id] -= steps
        return steps

    def _get_sides(self, rows):
        """Return the open items of credit and document of each row.

        They are read together: thousands of shares are a request like any other.
        """
        for place, row in enumerate(rows):
            self._check_row(row, f"shares[{place}]")
        none = self.env["account.move.line"]
        lines = none.browse({row["line_id"] for row in rows} - {None}).exists()
        moves = self._get_documents(rows)
        (moves | lines.move_id).check_access("read")
        items = moves._note_get_open_items().grouped("move_id")
        of_move = {move.id: items.get(move, none) for move in moves}
        of_line = {line.id: line for line in lines if line._note_is_open_item()}
        sides = []
        for place, row in enumerate(rows):
            if row["line_id"] and row["line_id"] not in of_line:
                self._refuse_request(f"shares[{place}].line_id", "id")
            named = of_line.get(row["line_id"]) or of_move[row["invoice_id"]]
            sides.append((of_move[row["credit_id"]], named))
        return sides

    def _get_documents(self, rows):
        """Return all documents that some rows name.

        :raises MissingError: for the first row that names none
        """
        names = ("credit_id", "invoice_id")
        ids = {row[name] for row in rows for name in names} - {None}
        moves = self.env["account.move"].browse(ids).exists()
        known = set(moves.ids)
        for place, row in enumerate(rows):
            for name in names:
                if row[name] and row[name] not in known:
                    self._get_moves([row[name]], f"shares[{place}].{name}")
        return moves

    def _check_row(self, row, path):
        if not row["credit_id"]:
            self._refuse_request(f"{path}.credit_id", "missing")
        if not row["amount"]:
            self._refuse_request(f"{path}.amount", "missing")
        self._check_either(row, "invoice_id", "line_id", f"{path}.")

    def _refuse_too_much(self, path, row, excess):
        text = self.env._(
            "%(path)s: %(amount)s is %(excess)s more than what is open of the "
            "credit or of the document. Apply less.",
            path=path,
            amount=row["amount"],
            excess=excess,
        )
        raise with_code(UserError(text), "too_much")
