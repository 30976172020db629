from odoo import models
from odoo.tools import SQL

# Core adds up the credit notes of customers like invoices, once a journal has a
# currency of its own. The amount in company currency beside it has the right sign.
SIGNED_AMOUNT = SQL(
    "SUM(SIGN(amount_residual_signed) * ABS(amount_residual)) AS amount_total"
)


class AccountJournal(models.Model):
    """On the cards of journals a credit note lowers what is open."""

    _inherit = "account.journal"

    def _get_open_sale_purchase_query(self, journal_type):
        query, selects = super()._get_open_sale_purchase_query(journal_type)
        return query, self._sign_credit_notes(selects)

    def _get_to_check_payment_query(self):
        query, selects = super()._get_to_check_payment_query()
        return query, self._sign_credit_notes(selects)

    def _sign_credit_notes(self, selects):
        return [
            SIGNED_AMOUNT if select.code.endswith(" AS amount_total") else select
            for select in selects
        ]
