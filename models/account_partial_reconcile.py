from odoo import api, fields, models


class AccountPartialReconcile(models.Model):
    """Every match of a note, and its end, goes into the journal of applications."""

    _inherit = "account.partial.reconcile"

    application_date = fields.Date(
        readonly=True,
        help="The day on which somebody applied a credit, where it is later than both "
        "documents.",
    )

    @api.depends("application_date")
    def _compute_max_date(self):
        result = super()._compute_max_date()
        # An application is a transaction of its own day: reports as of an earlier
        # one show the credit and the debt still open
        for partial in self:
            if partial.application_date:
                partial.max_date = max(partial.max_date, partial.application_date)
        return result

    @api.model_create_multi
    def create(self, vals_list):
        date = self.env["account.move.line"]._get_match_date()
        if date:
            vals_list = [{**vals, "application_date": date} for vals in vals_list]
        partials = super().create(vals_list)
        journal = self.env["account.note.application"]
        journal._record(
            [
                {**partial._prepare_application(), "kind": "apply"}
                for partial in partials
                if partial._is_application()
            ]
        )
        return partials

    def unlink(self):
        journal = self.env["account.note.application"]
        ended = self.filtered(lambda partial: partial._is_application())
        if not ended:
            # Core calls this for each line that it changes, matched or not
            return super().unlink()
        applied = {
            record.partial_number: record.id
            for record in journal.sudo()._of_partials(ended.ids)
        }
        today = fields.Date.context_today(self)
        events = [
            partial._prepare_end_of_application(applied.get(partial.id), today)
            for partial in ended
        ]
        # Before the match goes, for documents may go with it
        journal._record(events)
        return super().unlink()

    def _is_application(self):
        """Tell whether one side is a note and the other no exchange difference."""
        lines = self.debit_move_id | self.credit_move_id
        if lines.account_id.account_type not in (
            "asset_receivable",
            "liability_payable",
        ):
            return False
        if not any(move._is_note() for move in lines.move_id):
            return False
        exchange_journal = self.company_id.currency_exchange_journal_id
        return exchange_journal not in lines.journal_id

    def _prepare_application(self):
        """Return the values of a record of the journal; amounts above zero."""
        account_type = self.debit_move_id.account_id.account_type
        sides = [
            (self.debit_move_id, self.debit_amount_currency),
            (self.credit_move_id, self.credit_amount_currency),
        ]
        if account_type == "asset_receivable":
            sides.reverse()  # what lowers the claim is the credit
        (credit, amount), (item, item_amount) = sides
        return {
            "date": self.max_date,
            "user_id": self.env.uid,
            "company_id": self.company_id.id,
            "account_type": account_type,
            "company_amount": self.amount,
            "partial_number": self.id,
            "reason": self.env.context.get("note_application_reason"),
            **credit._prepare_applied_credit(amount),
            **item._prepare_settled_item(item_amount),
        }

    def _prepare_end_of_application(self, applied_id, date):
        values = self._prepare_application()
        return {
            **values,
            "kind": "unapply",
            "date": date,
            "undone_id": applied_id,
            "amount": -values["amount"],
            "item_amount": -values["item_amount"],
            "company_amount": -values["company_amount"],
        }


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _prepare_applied_credit(self, amount):
        return {
            "credit_line_id": self.id,
            "credit_move_id": self.move_id.id,
            "credit_name": self.move_id.display_name,
            "amount": amount,
            "currency_id": self.currency_id.id,
        }

    def _prepare_settled_item(self, amount):
        return {
            "item_line_id": self.id,
            "item_move_id": self.move_id.id,
            "item_name": self.move_id.display_name,
            "installment": self._get_installment_label(),
            "due_date": self.date_maturity,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "item_amount": amount,
            "item_currency_id": self.currency_id.id,
        }

    def _get_installment_label(self):
        """Return which instalment of how many this is, False for the only one."""
        terms = self.move_id.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).sorted(lambda line: (line.date_maturity or line.date, line.id))
        if self not in terms or len(terms) == 1:
            return False
        return f"{terms.ids.index(self.id) + 1}/{len(terms)}"
