from odoo import api, fields, models
from odoo.tools import SQL

RATE = "credit_rate:avg"


class AccountNoteAnalysis(models.Model):
    """What was invoiced, debited and credited, line by line.

    One row for each product line of a posted invoice, receipt or note, with the id of
    that line. Amounts are before taxes, in the currency of the current company, and
    positive as a rule: a line below zero, such as a discount, takes something off the
    column of its document. What takes a credit note back lowers what was credited.

    ``credit_rate`` is what was credited for a hundred of what was invoiced and debited.
    It makes sense for groups only, and for those that hold invoices.
    """

    _name = "account.note.analysis"
    _description = "Analysis of Notes"
    _auto = False
    _order = "invoice_date desc, id desc"
    _rec_name = "move_id"
    _depends = {
        "account.move": [
            "commercial_partner_id",
            "debit_origin_id",
            "external_origin_date",
            "invoice_date",
            "invoice_user_id",
            "move_type",
            "note_reason_id",
            "reversed_entry_id",
        ],
        "account.move.line": [
            "balance",
            "company_id",
            "display_type",
            "journal_id",
            "move_id",
            "origin_move_id",
            "parent_state",
            "product_id",
        ],
        "account.note.reason": ["kind"],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id"],
    }

    move_id = fields.Many2one("account.move", string="Number", readonly=True)
    note_id = fields.Many2one(
        "account.move",
        string="Credit/Debit Notes",
        readonly=True,
        aggregator="count_distinct",
        help="How many credit and debit notes.",
    )
    document = fields.Selection(
        [
            ("invoice", "Invoice"),
            ("debit", "Debit Note"),
            ("credit", "Credit Note"),
            ("taken_back", "Credit Note Taken Back"),
        ],
        readonly=True,
    )
    move_type = fields.Selection(
        selection="_get_move_types", string="Type", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    journal_id = fields.Many2one("account.journal", readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    invoice_user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    product_categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    reason_id = fields.Many2one("account.note.reason", readonly=True)
    reason_kind = fields.Selection(
        selection="_get_reason_kinds",
        string="Kind of Reason",
        readonly=True,
    )
    invoice_date = fields.Date(string="Date", readonly=True)
    origin_date = fields.Date(
        string="Date of the Corrected Invoice",
        readonly=True,
        help="Of the invoice that the line of a note corrects.",
    )
    days_to_note = fields.Integer(
        string="Days to the Note",
        readonly=True,
        aggregator="avg",
        help="Days from the corrected invoice to the note, on average over the lines "
        "of notes.",
    )
    invoiced = fields.Monetary(
        readonly=True, help="Untaxed amount of invoices and receipts."
    )
    debited = fields.Monetary(readonly=True, help="Untaxed amount of debit notes.")
    credited = fields.Monetary(
        readonly=True,
        help="Untaxed amount of credit notes, less what was taken back of them.",
    )
    credit_rate = fields.Float(
        string="Credited (%)",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="What was credited for every 100 invoiced and debited.",
    )

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec != RATE:
            return super()._read_group_select(aggregate_spec, query)
        # A rate of sums: that of single lines says nothing
        sums = {
            name: SQL("SUM(%s)", self._field_to_sql(self._table, name, query))
            for name in ("credited", "invoiced", "debited")
        }
        return SQL(
            "100.0 * %(credited)s / NULLIF(%(invoiced)s + %(debited)s, 0.0)", **sums
        )

    def action_open_document(self):
        """Open the invoice or note of this row.

        :return: an action that shows its form
        """
        self.ensure_one()
        self.check_access("read")
        return self.move_id.get_formview_action()

    @api.model
    def _get_move_types(self):
        return self.env["account.move"]._fields["move_type"].selection

    @api.model
    def _get_reason_kinds(self):
        return self.env["account.note.reason"]._fields["kind"].selection

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
