from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tools.correction import Correction

WINDOWS = {"credit": "account.move.reversal", "debit": "account.debit.note"}

# Which value of a line each mode reads, and the column of the window for it
COLUMNS = {
    "lines": ("quantity", "quantity"),
    "price": ("price_unit", "new_price"),
    "tax": ("tax_ids", "new_tax_ids"),
}


class AccountNoteApi(models.AbstractModel):
    """A request for notes, as the preview and core's windows understand it."""

    _inherit = "account.note.api"

    def _make_notes(self, side, values):
        moves = self._get_invoices(values)
        rows = self._get_rows(values, moves)
        window = (
            self.env[WINDOWS[side]]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create(self._prepare_window(side, values, moves))
        )
        self._fill_window(window, values, rows)
        before = self._get_notes(moves)
        window.refund_moves() if side == "credit" else window.create_debit()
        return self._finish_notes(self._get_notes(moves) - before, values["state"])

    def _finish_notes(self, notes, state):
        """Bring new notes to the state that was asked for, and describe them."""
        # What waits for its day is a draft still, which core posts then
        today = fields.Date.context_today(self)
        due = notes.filtered(lambda note: note.auto_post == "no" or note.date <= today)
        if due and state in ("posted", "finalized"):
            due.action_post()
        open_notes = due.filtered(
            lambda note: note.state == "posted" and not note.finalized_on
        )
        if open_notes and state == "finalized":
            open_notes.action_finalize()
        return {"notes": [self._describe_document(note) for note in notes.sorted("id")]}

    def _get_notes(self, moves):
        return moves.reversal_move_ids | moves.debit_note_ids

    def _get_invoices(self, values):
        if not values["invoice_ids"]:
            self._refuse_request("invoice_ids", "missing")
        return self._get_moves(values["invoice_ids"], "invoice_ids")

    def _get_rows(self, values, moves):
        """Return the wanted values of the lines by line id, for their mode.

        :raises UserError: where one is missing, or a line belongs elsewhere
        """
        mode = values["mode"] or "full"
        if mode not in COLUMNS:
            if values["lines"]:
                self._refuse_request("lines", "unknown")
            return {}
        if not values["lines"]:
            self._refuse_request("lines", "missing")
        known, found = set(moves._get_correctable_lines().ids), {}
        for place, line in enumerate(values["lines"]):
            path, name = f"lines[{place}]", COLUMNS[mode][0]
            if line["line_id"] not in known or line["line_id"] in found:
                raise UserError(
                    self.env._(
                        "%(path)s: %(id)s is no line of these documents that can be "
                        "corrected, or named twice.",
                        path=path,
                        id=line["line_id"] or "",
                    )
                )
            if line[name] is None:
                self._refuse_request(f"{path}.{name}", "missing")
            found[line["line_id"]] = line[name]
        return found

    def _get_reason(self, values, companies):
        """Return the reason with a code, of the company or a shared one."""
        reasons = self.env["account.note.reason"]
        if not values["reason"]:
            return reasons
        found = reasons.search(
            [
                ("code", "=", values["reason"]),
                ("company_id", "in", [False, *companies.ids]),
            ],
            order="company_id",
            limit=1,
        )
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
            mode=mode,
            side=side,
            quantities=rows if mode == "lines" else {},
            prices=rows if mode == "price" else {},
            taxes=rows if mode == "tax" else {},
            amount=values["amount"] or 0.0,
            percent=values["percent"] or 0.0,
            is_net_of_tax=bool(values["is_net_of_tax"]),
            date=values["date"],
            kind=reason.kind or "",
        )

    def _prepare_window(self, side, values, moves):
        mode = values["mode"] or "full"
        vals = {
            "correction_mode": mode,
            "reason_id": self._get_reason(values, moves.company_id).id,
            "amount_type": "percent" if values["percent"] else "fixed",
            "amount": values["amount"] or 0.0,
            "percent": values["percent"] or 0.0,
        }
        wanted = {
            "reason": values["reason_text"],
            "date": values["date"],
            "journal_id": values["journal_id"],
        }
        vals.update({name: value for name, value in wanted.items() if value})
        if side == "credit":
            vals["is_net_of_tax"] = bool(values["is_net_of_tax"])
        elif values["is_net_of_tax"]:
            self._refuse_request("is_net_of_tax", "unknown")
        else:
            vals["copy_lines"] = mode == "full"
        return vals

    def _fill_window(self, window, values, rows):
        if not rows:
            return
        column = COLUMNS[values["mode"]][1]
        for row in window.line_ids:
            if row.move_line_id.id in rows:
                wanted = rows[row.move_line_id.id]
                row[column] = (
                    [Command.set(wanted)] if column == "new_tax_ids" else wanted
                )
