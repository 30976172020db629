from odoo import api, fields, models
from odoo.tools import format_date

# Documents named in one warning
NAMED = 5


class AccountMove(models.Model):
    """A note after the deadline of its country is warned of, never stopped.

    Whether the law lets the VAT be corrected depends on more than dates; people
    decide. A note net of tax corrects no VAT, so no deadline holds for it.
    """

    _inherit = "account.move"

    @api.depends(
        "invoice_date",
        "origin_move_ids",
        "external_origin_date",
        "note_reason_id",
        "is_net_of_tax",
    )
    def _compute_alerts(self):
        return super()._compute_alerts()

    def _get_alerts(self):
        alerts = super()._get_alerts()
        if self.state == "draft" and self.is_note and not self.is_net_of_tax:
            warnings = self._get_deadline_warnings(
                self._get_dated_origins(),
                self.invoice_date,
                self.note_reason_id.kind,
                "credit" if self._is_credit_note() else "debit",
            )
            for number, warning in enumerate(warnings):
                alerts[f"account_note_deadline_{number}"] = {
                    "level": "warning",
                    "message": warning,
                }
        return alerts

    def _preview_correction(self, correction):
        preview = super()._preview_correction(correction)
        warnings = preview.get("warnings", [])
        if not correction.is_net_of_tax:
            dated = [(self.name, self.invoice_date or self.date)]
            warnings = warnings + self._get_deadline_warnings(
                dated, correction.date, correction.kind, correction.side
            )
        return {**preview, "warnings": warnings}

    def _get_dated_origins(self):
        """Return (number, date) of what this note corrects, older systems included."""
        dated = [
            (origin.name or origin.display_name, origin.invoice_date or origin.date)
            for origin in self._get_origins()
        ]
        if self._has_external_origin() and self.external_origin_date:
            dated.append((self.external_origin_number, self.external_origin_date))
        return dated

    def _get_deadline_warnings(self, dated, note_date, kind, side):
        """Return a warning for each deadline that a note has passed.

        :param list dated: (number, date) of each document the note corrects
        :param note_date: the date of the note; none is today
        :param kind: the kind of its reason, if it has one
        :param str side: ``credit`` or ``debit``
        """
        note_date = note_date or fields.Date.context_today(self)
        # The law is no secret, also for a salesman who looks at a note
        rules = (
            self.env["account.note.deadline"]
            .sudo()
            ._find_for(
                self.company_id or self.env.company,
                kind or "",
                self.is_sale_document(include_receipts=True),
                side,
            )
        )
        warnings = []
        for rule in rules if dated else ():
            late = [
                (name, due)
                for name, due in ((name, rule._get_due_date(on)) for name, on in dated)
                if note_date > due
            ]
            if late:
                warnings.append(self._get_deadline_text(rule, late, side))
        return warnings

    def _get_deadline_text(self, rule, late, side):
        texts = [
            self.env._(
                "Too late to correct the VAT in %(country)s: %(documents)s.",
                country=rule.country_id.name,
                documents=self._format_deadlines(late),
            ),
            rule.legal_basis,
        ]
        if side == "credit":
            texts.append(
                self.env._(
                    "A credit note without VAT correction is still possible: choose "
                    "that with the mode Amount, or under Other Info of a draft."
                )
            )
        return " ".join(filter(None, texts))

    def _format_deadlines(self, late):
        documents = [
            self.env._(
                "%(document)s (until %(deadline)s)",
                document=name,
                deadline=format_date(self.env, due),
            )
            for name, due in late[:NAMED]
        ]
        return ", ".join(documents + ["…"] * (len(late) > NAMED))
