from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.correction import Correction
from ...tools.errors import with_code
from ..correction.account_move_line_unit import convert_price, convert_quantity

# Which values of a line each mode reads
COLUMNS = {
    "lines": ("quantity", "amount"),
    "price": ("price_unit",),
    "tax": ("tax_ids",),
    "several": ("quantity", "price_unit", "discount", "tax_ids", "amount"),
}
# What is said in the unit of a row
CONVERTED = {"quantity": convert_quantity, "price_unit": convert_price}


class AccountNoteApi(models.AbstractModel):
    """A request for notes as ``_note_correct`` understands it, for batches too."""

    _inherit = "account.note.api"

    def _make_notes(self, side, values):
        moves, correction = self._read_correction(side, values)
        notes = moves._note_correct(
            correction,
            self._prepare_window(side, values, moves),
            posting_follows=values["state"] in ("posted", "finalized"),
            allow_credit_notes=bool(values["allow_credit_notes"]),
            joint=bool(values["joint"]),
        )
        return self._finish_notes(notes, values["state"])

    def _preview_notes(self, side, values):
        moves, correction = self._read_correction(side, values)
        allowed = bool(values["allow_credit_notes"])
        if values["joint"]:
            return self._preview_joint_note(moves, correction, allowed)
        return {
            "previews": [
                {"invoice_id": move.id, **move._note_preview(correction, allowed)}
                for move in moves
            ]
        }

    def _preview_joint_note(self, moves, correction, allow_credit_notes):
        told = moves._note_preview_together(correction, allow_credit_notes)
        parts = told.pop("parts")
        return {
            "previews": [{"invoice_id": move.id, **shown} for move, shown in parts],
            "joint": told,
        }

    def _check_words_of_debit(self, values):
        for name in ("is_net_of_tax", "keep_open", "joint"):
            if values[name]:
                self._refuse_request(name, "unknown")

    def _finish_notes(self, notes, state):
        """Bring new notes to the state that was asked for, and describe them."""
        # What waits for its day is a draft still, which core posts then
        today = fields.Date.context_today(self)
        due = notes.filtered(lambda note: note.auto_post == "no" or note.date <= today)
        if due and state in ("posted", "finalized"):
            due.action_post()
        # What waits for somebody, or for its day, shows what it will come to
        notes._note_align_cents_of_reversals()
        open_notes = due.filtered(
            lambda note: note.state == "posted" and not note.finalized_on
        )
        if open_notes and state == "finalized":
            open_notes.action_finalize()
        return {"notes": [self._describe_document(note) for note in notes.sorted("id")]}

    def _read_correction(self, side, values):
        """Return the documents that a request is about, and what it corrects."""
        moves = self._get_invoices(values)
        rows = self._get_rows(values, moves)
        reason = self._get_reason(values, moves.company_id)
        if side == "debit":
            self._check_words_of_debit(values)
        return moves, self._get_correction(side, values, rows, reason)

    def _get_invoices(self, values):
        if not values["invoice_ids"]:
            self._refuse_request("invoice_ids", "missing")
        return self._get_moves(values["invoice_ids"], "invoice_ids")

    def _get_rows(self, values, moves):
        """Return the wanted values of the lines: by column, then by line id.

        :raises UserError: where one is missing, or a line belongs elsewhere
        """
        mode = values["mode"] or "full"
        if mode not in COLUMNS:
            if values["lines"]:
                self._refuse_request("lines", "unknown")
            return {}
        columns = COLUMNS[mode]
        if not values["lines"]:
            self._refuse_request("lines", "missing")
        known, found = set(moves._note_get_correctable_lines().ids), set()
        rows = {name: {} for name in columns}
        for place, line in enumerate(values["lines"]):
            path = f"lines[{place}]"
            if line["line_id"] not in known or line["line_id"] in found:
                raise UserError(
                    self.env._(
                        "%(path)s: %(id)s is no line of these documents that can be "
                        "corrected, or named twice.",
                        path=path,
                        id=line["line_id"] or "",
                    )
                )
            found.add(line["line_id"])
            self._read_columns(line, path, columns, rows)
        rows["layer"] = self._find_layers(values["lines"])
        return self._convert_units(values["lines"], rows)

    def _convert_units(self, lines, rows):
        """Put quantities and prices into the units of the lines of documents.

        :raises UserError: where a unit is of another kind
        """
        said = {line["line_id"]: line["uom_id"] for line in lines if line["uom_id"]}
        rows["uom_id"] = {}
        for origin in self.env["account.move.line"].browse(said):
            unit = self.env["uom.uom"].browse(said[origin.id])
            origin._note_check_unit(unit)
            own = origin.product_uom_id
            if unit == own:
                continue
            rows["uom_id"][origin.id] = unit.id
            for name, convert in CONVERTED.items():
                if origin.id in rows.get(name, {}):
                    value = rows[name][origin.id]
                    rows[name][origin.id] = convert(value, unit, own)
        return rows

    def _find_layers(self, lines):
        """Return the terms of the pieces that are meant, by id of the line.

        :raises UserError: where none stand at such terms
        """
        said = {line["line_id"]: line["layer"] for line in lines if line["layer"]}
        found = {}
        origins = self.env["account.move.line"].browse(said)
        for line, standing in origins._note_get_standing().items():
            layer = said[line.id]
            terms = line._note_find_layer(
                standing,
                price=layer["price_unit"],
                discount=layer["discount"],
                taxes=layer["tax_ids"],
            )
            if not terms:
                error = UserError(
                    self.env._(
                        "%(document)s, %(line)s: nothing remains at this price, "
                        "discount and these taxes. Choose among these: %(layers)s.",
                        document=line.move_id.name,
                        line=line._note_get_short_name(),
                        layers=line._note_name_layers(standing) or "0",
                    )
                )
                raise with_code(error, "over_credited")
            found[line.id] = terms
        return found

    def _read_columns(self, line, path, columns, rows):
        """Add what a line of a request says to the rows; it says something."""
        said = [name for name in columns if line[name] is not None]
        if not said:
            self._refuse_request(f"{path}.{columns[0]}", "missing")
        if line["amount"] is not None and "amount" not in columns:
            self._refuse_request(f"{path}.amount", "unknown")
        for name in said:
            rows[name][line["line_id"]] = line[name]

    def _get_reason(self, values, companies):
        """Return the reason with a code, of the company or a shared one."""
        reasons = self.env["account.note.reason"]
        if not values["reason"]:
            return reasons
        found = reasons._find_by_code(values["reason"], companies)
        if not found:
            raise UserError(
                self.env._(
                    "reason: there is no reason with the code %(code)s. Use one of "
                    "these: %(codes)s.",
                    code=values["reason"],
                    codes=", ".join(reasons.search([], limit=50).mapped("code")),
                )
            )
        return found

    def _get_correction(self, side, values, rows, reason):
        mode = values["mode"] or "full"
        return Correction(
            mode="several" if rows.get("amount") else mode,
            side=side,
            quantities=rows.get("quantity", {}),
            prices=rows.get("price_unit", {}),
            discounts=rows.get("discount", {}),
            taxes=rows.get("tax_ids", {}),
            layers=rows.get("layer", {}),
            units=rows.get("uom_id", {}),
            amounts=rows.get("amount", {}),
            amount=values["amount"] or 0.0,
            percent=values["percent"] or 0.0,
            is_net_of_tax=bool(values["is_net_of_tax"]),
            is_untaxed=bool(values["is_untaxed"]),
            date=values["date"],
            kind=reason.kind or "",
            reason_id=reason.id or 0,
            keep_open=bool(values["keep_open"]),
            journal_id=values["journal_id"] or 0,
        )

    def _prepare_window(self, side, values, moves):
        """Return what the window is told that the correction does not say.

        Another addon adds what its own modes ask for.
        """
        return {"reason": values["reason_text"]} if values["reason_text"] else {}

    def _read_request_of_batch(self, request, move_ids):
        return self._read_request(
            {**request, "invoice_ids": move_ids}, self._get_creation_schema()
        )

    def _preview_of_batch(self, side, request, move):
        """Return what the note of a document would come to; nothing is made.

        :param dict request: plain values of a batch, without documents
        :return: as ``account.move._note_preview``
        """
        values = self._read_request_of_batch(request, move.ids)
        reason = self._get_reason(values, move.company_id)
        return move.with_env(self.env)._note_preview(
            self._get_correction(side, values, {}, reason),
            bool(values["allow_credit_notes"]),
        )

    def _make_notes_of_batch(self, side, request, move_ids):
        """Make a note of each of these documents.

        :param dict request: plain values of a batch, without documents
        :return: the ids of the notes made
        :rtype: list
        """
        self.env["account.note.application"].check_access("read")
        values = self._read_request_of_batch(request, move_ids)
        return [note["id"] for note in self._make_notes(side, values)["notes"]]
