from odoo import models
from odoo.tools import SQL


class AccountNoteAnalysis(models.Model):
    """Where the rows come from: product lines of posted documents."""

    _inherit = "account.note.analysis"

    @property
    def _table_query(self):
        return SQL(
            "SELECT line.*, %s FROM (%s) line",
            self._get_amount_columns(),
            self._get_lines_query(),
        )

    def _get_amount_columns(self):
        """Return the columns that share one amount out, by the kind of document."""
        return SQL(
            """CASE document WHEN 'invoice' THEN amount ELSE 0 END AS invoiced,
               CASE document WHEN 'debit' THEN amount ELSE 0 END AS debited,
               CASE WHEN document IN ('credit', 'taken_back') THEN -amount ELSE 0 END
                   AS credited,
               NULL::float AS credit_rate,
               CASE document WHEN 'invoice' THEN NULL ELSE move_id END AS note_id,
               CASE document WHEN 'invoice' THEN NULL ELSE invoice_date - origin_date
                   END AS days_to_note"""
        )

    def _get_lines_query(self):
        # Type and date stay columns of core's, so that its indexes serve the filters
        return SQL(
            """SELECT line.id, line.move_id, line.company_id, line.journal_id,
                      line.product_id, move.commercial_partner_id AS partner_id,
                      move.invoice_user_id, move.invoice_date, move.move_type,
                      template.categ_id AS product_categ_id,
                      move.note_reason_id AS reason_id, reason.kind AS reason_kind,
                      COALESCE(origin.invoice_date, move.external_origin_date)
                          AS origin_date,
                      %(currency)s AS currency_id,
                      CASE WHEN move.move_type LIKE 'out%%' THEN -1 ELSE 1 END
                          * line.balance * account_currency_table.rate AS amount,
                      CASE WHEN move.move_type IN ('out_refund', 'in_refund')
                               THEN 'credit'
                           WHEN move.reversed_entry_id IS NOT NULL THEN 'taken_back'
                           WHEN move.debit_origin_id IS NOT NULL THEN 'debit'
                           ELSE 'invoice' END AS document
                 %(tables)s""",
            currency=self.env.company.currency_id.id,
            tables=self._get_lines_tables(),
        )

    def _get_lines_tables(self):
        currencies = self.env["res.currency"]
        return SQL(
            """FROM account_move_line line
               JOIN account_move move ON move.id = line.move_id
               JOIN %s ON account_currency_table.company_id = line.company_id
          LEFT JOIN account_note_reason reason ON reason.id = move.note_reason_id
          LEFT JOIN account_move origin ON origin.id = line.origin_move_id
          LEFT JOIN product_product product ON product.id = line.product_id
          LEFT JOIN product_template template ON template.id = product.product_tmpl_id
              WHERE line.display_type = 'product'
                AND line.parent_state = 'posted'
                AND move.move_type != 'entry'""",
            currencies._get_simple_currency_table(self.env.companies),
        )
