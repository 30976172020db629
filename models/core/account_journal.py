from odoo import models
from odoo.tools import SQL

# The amount in company currency has the right sign
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

    # core: the card of a journal in a currency of its own adds credit notes of
    # customers up like invoices (19.0, after odoo/odoo#114603), delete when
    # `_get_open_sale_purchase_query` takes them off
    def _sign_credit_notes(self, selects):
        return [
            SIGNED_AMOUNT if select.code.endswith(" AS amount_total") else select
            for select in selects
        ]
