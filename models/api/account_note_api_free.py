from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...tools import request as check
from ...tools.errors import tell_refusals, with_code

MOVE_TYPES = {"customer": "out_refund", "vendor": "in_refund"}
RECORDS_OF_LINES = {
    "product_id": "product.product",
    "account_id": "account.account",
}
# What any request for notes may say of their head
HEAD = {
    "date": check.day,
    "journal_id": check.record_id,
    "reason": check.text,
    "reason_text": check.text,
}
FREE = {
    "partner_id": check.record_id,
    "partner_side": check.choice(*MOVE_TYPES),
    "lines": check.rows(
        {
            "product_id": check.record_id,
            "account_id": check.record_id,
            "name": check.text,
            "quantity": check.number,
            "price_unit": check.number,
            "tax_ids": check.ids_or_none,
        }
    ),
    "currency": check.text,
    **HEAD,
    "external_origin_number": check.text,
    "external_origin_date": check.day,
}
FREE_PREVIEW = {**FREE, "side": check.choice("credit")}


class AccountNoteApi(models.AbstractModel):
    """Credit notes on no invoice in Odoo: goodwill, or on one of an older system."""

    _inherit = "account.note.api"

    @api.model
    def _is_free(self, request):
        """Tell whether a request wants a note on no invoice in Odoo."""
        is_about_partner = isinstance(request, dict) and "partner_id" in request
        return is_about_partner and "invoice_ids" not in request

    def _preview_free_note(self, values):
        vals = self._prepare_free_note(values)
        # A new record lives in memory alone
        note = self.env["account.move"].new(vals)
        totals = note.tax_totals or {}
        total = note._note_round(totals.get("total_amount_currency", 0.0))
        refusals = self._foresee_free_note(note, total)
        return {
            "invoice_id": 0,
            "document": "",
            **tell_refusals(refusals),
            "untaxed_amount": note._note_round(totals.get("base_amount_currency", 0.0)),
            "taxes": note._note_preview_taxes(totals),
            "total_amount": total,
            "invoiced_amount": 0.0,
            "credited_amount": 0.0,
            "remaining_amount": 0.0,
            "instalments": [],
        }

    def _foresee_free_note(self, note, total):
        """Return what making and posting a note would be refused for.

        :param note: a record in memory
        """
        if note.currency_id.is_zero(total):
            text = self._get_free_nothing_text()
            return [{"code": "nothing_to_correct", "text": text}]
        note.amount_total = total
        note.amount_total_signed = note.company_currency_id.round(
            total / (note.invoice_currency_rate or 1.0)
        )
        note.display_name = self.env._("The note")
        if total < 0:
            text = note._note_get_negative_refusal()
            return [{"code": "wrong_direction", "text": text}]
        return note._note_foresee_by_checks()

    def _get_free_nothing_text(self):
        return self.env._(
            "lines: they come to 0.00, so there is nothing to credit. Look at their "
            "prices and quantities."
        )

    def _make_free_note(self, values):
        note = self.env["account.move"].create(self._prepare_free_note(values))
        if note.currency_id.is_zero(note.amount_total):
            error = UserError(self._get_free_nothing_text())
            raise with_code(error, "nothing_to_correct")
        if note.amount_total < 0:
            error = UserError(note._note_get_negative_refusal())
            raise with_code(error, "wrong_direction")
        return self._finish_notes(note, values["state"])

    def _prepare_free_note(self, values):
        """Return the values of the note.

        :raises UserError: naming what is missing, or what there is not
        """
        for name in ("partner_id", "lines"):
            if not values[name]:
                self._refuse_request(name, "missing")
        wanted = {
            **self._prepare_free_head(values),
            "note_reason_text": values["reason_text"],
            "external_origin_number": values["external_origin_number"],
            "external_origin_date": values["external_origin_date"],
        }
        return {
            "move_type": MOVE_TYPES[values["partner_side"] or "customer"],
            "invoice_date": values["date"] or fields.Date.context_today(self),
            "invoice_line_ids": [
                Command.create(self._prepare_free_line(line, f"lines[{place}]"))
                for place, line in enumerate(values["lines"])
            ],
            **{name: value for name, value in wanted.items() if value},
        }

    def _prepare_free_head(self, values):
        journal = self._get_named("account.journal", values["journal_id"], "journal_id")
        company = journal.company_id or self.env.company
        partner = self._get_named("res.partner", values["partner_id"], "partner_id")
        return {
            "company_id": company.id,
            "partner_id": partner.id,
            "journal_id": journal.id,
            "currency_id": self._get_currency(values["currency"]).id,
            "note_reason_id": self._get_reason(values, company).id,
        }

    def _prepare_free_line(self, line, path):
        if line["price_unit"] is None:
            self._refuse_request(f"{path}.price_unit", "missing")
        if not (line["product_id"] or line["name"]):
            self._refuse_request(f"{path}.name", "missing")
        vals = {
            "price_unit": line["price_unit"],
            "quantity": 1.0 if line["quantity"] is None else line["quantity"],
        }
        for name, model in RECORDS_OF_LINES.items():
            if line[name]:
                vals[name] = self._get_named(model, line[name], f"{path}.{name}").id
        if line["name"]:
            vals["name"] = line["name"]
        if line["tax_ids"] is not None:
            taxes = self._get_named("account.tax", line["tax_ids"], f"{path}.tax_ids")
            vals["tax_ids"] = [Command.set(taxes.ids)]
        return vals

    def _get_currency(self, code):
        currencies = self.env["res.currency"]
        if not code:
            return currencies
        found = currencies.search([("name", "=", code)], limit=1)
        if not found:
            raise UserError(
                self.env._(
                    "currency: no currency in use has the code %s. Activate it first.",
                    code,
                )
            )
        return found
