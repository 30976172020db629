from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# What the days of a row depend on
AGEING_CONTEXT = ("credit_ageing_date", "tz")
# The last day of each bucket, by its column and its key, which sorts like the days
BUCKETS = (
    ("amount_030", "000_030", 30),
    ("amount_060", "031_060", 60),
    ("amount_090", "061_090", 90),
    ("amount_120", "091_120", 120),
    ("amount_older", "121_over", None),
)


def aged_amount(label):
    """Return the field of one bucket's column."""
    return fields.Monetary(
        string=label,
        readonly=True,
        currency_field="company_currency_id",
        depends_context=AGEING_CONTEXT,
    )


class AccountNoteOpenCredit(models.Model):
    """What is open of posted credit notes, and for how long.

    One row for each open receivable or payable line of a credit note, with the id of
    that line. Amounts are positive: what the partner holds as a credit, or we hold
    with a vendor. ``move_type`` tells these apart.

    Days are counted from the date of the note to today, or to the date that the
    context gives as ``credit_ageing_date``. With such a date the rows are what was
    open at its end, by the dates of the ledger: later notes are missing, and what was
    settled later is open. Without one they are what is open now.
    """

    _name = "account.note.open.credit"
    _description = "Open Credit"
    _auto = False
    _order = "note_date, id"
    _depends = {
        "account.account": ["account_type"],
        "account.move": ["name", "move_type", "invoice_date"],
        "account.move.line": [
            "account_id",
            "amount_currency",
            "amount_residual",
            "amount_residual_currency",
            "balance",
            "company_currency_id",
            "company_id",
            "currency_id",
            "date",
            "date_maturity",
            "journal_id",
            "move_id",
            "parent_state",
            "partner_id",
            "reconciled",
        ],
        "account.note.application": [
            "account_type",
            "amount",
            "credit_line_id",
            "date",
            "item_amount",
            "item_line_id",
            "kind",
            "undone_id",
        ],
        "account.partial.reconcile": [
            "credit_amount_currency",
            "credit_move_id",
            "debit_amount_currency",
            "debit_move_id",
            "max_date",
        ],
        "res.currency": ["rounding"],
    }

    move_id = fields.Many2one("account.move", string="Credit Note", readonly=True)
    name = fields.Char(string="Number", readonly=True)
    move_type = fields.Selection(
        selection=[
            ("out_refund", "Customer Credit Note"),
            ("in_refund", "Vendor Credit Note"),
        ],
        string="Kind",
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    account_id = fields.Many2one("account.account", readonly=True)
    journal_id = fields.Many2one("account.journal", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    note_date = fields.Date(string="Date", readonly=True)
    date_maturity = fields.Date(string="Due Date", readonly=True)
    days_open = fields.Integer(
        string="Days",
        readonly=True,
        aggregator="max",
        depends_context=AGEING_CONTEXT,
        help="Days since the date of the credit note; of several, those of the oldest.",
    )
    bucket = fields.Selection(
        selection=[
            ("000_030", "0 to 30 days"),
            ("031_060", "31 to 60 days"),
            ("061_090", "61 to 90 days"),
            ("091_120", "91 to 120 days"),
            ("121_over", "Over 120 days"),
        ],
        string="Age",
        readonly=True,
        depends_context=AGEING_CONTEXT,
    )
    open_amount_currency = fields.Monetary(
        string="Open in Currency",
        readonly=True,
        currency_field="currency_id",
        depends_context=AGEING_CONTEXT,
    )
    open_amount = fields.Monetary(
        string="Open",
        readonly=True,
        currency_field="company_currency_id",
        depends_context=AGEING_CONTEXT,
    )
    amount_030 = aged_amount("0 to 30")
    amount_060 = aged_amount("31 to 60")
    amount_090 = aged_amount("61 to 90")
    amount_120 = aged_amount("91 to 120")
    amount_older = aged_amount("Over 120")

    def action_open_note(self):
        """Open the credit note of this row.

        :return: an action that shows its form
        """
        self.ensure_one()
        self.check_access("read")
        return self.move_id.get_formview_action()

    @api.model
    def _get_asked_date(self):
        """Return the day that the context asks for, or none."""
        asked = self.env.context.get("credit_ageing_date")
        try:
            return fields.Date.to_date(asked)
        except (TypeError, ValueError):
            raise UserError(
                self.env._(
                    "%(value)s is no date up to which open credits can be aged. Give "
                    "it as year, month and day, for example 2026-03-31.",
                    value=asked,
                )
            ) from None

    @property
    def _table_query(self):
        return SQL(
            "SELECT credit.*, %(aged)s FROM (%(credits)s) credit",
            aged=self._get_aged_columns(),
            credits=self._get_credits_query(),
        )

    def _get_credits_query(self):
        # Core's indexes find the credit notes by their kind, and their lines by them
        day = self._get_asked_date()
        return SQL(
            """SELECT line.id, line.move_id, move.name, move.move_type,
                      line.partner_id, line.company_id, line.account_id,
                      line.journal_id, line.currency_id, line.company_currency_id,
                      line.date_maturity,
                      COALESCE(move.invoice_date, line.date) AS note_date,
                      %(day)s - COALESCE(move.invoice_date, line.date) AS days_open,
                      CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END
                          * %(amount)s AS open_amount,
                      CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END
                          * %(amount_currency)s AS open_amount_currency
                 FROM account_move_line line
                 JOIN account_account account ON account.id = line.account_id
                 JOIN account_move move ON move.id = line.move_id
                      %(joins)s
                WHERE line.parent_state = 'posted'
                  AND account.account_type IN ('asset_receivable', 'liability_payable')
                  AND move.move_type IN ('out_refund', 'in_refund')
                  AND %(is_open)s""",
            day=day or fields.Date.context_today(self),
            **(self._get_open_on(day) if day else self._get_open_now()),
        )

    def _get_open_now(self):
        """Return the parts of the query that say what is open now."""
        return {
            "amount": SQL("line.amount_residual"),
            "amount_currency": SQL("line.amount_residual_currency"),
            "joins": SQL(),
            "is_open": SQL(
                """line.reconciled IS NOT TRUE
                   AND (line.amount_residual != 0
                        OR line.amount_residual_currency != 0)"""
            ),
        }

    def _get_open_on(self, day):
        """Return the parts of the query that say what was open at the end of a day.

        What is open now, with everything that happened since undone. It is worth what
        the rate of the note says: core dates exchange differences at the month's end.
        """
        amount_currency = SQL(
            "(line.amount_residual_currency + COALESCE(since.amount, 0))"
        )
        return {
            "amount": SQL(
                """CASE WHEN since.line_id IS NULL THEN line.amount_residual
                        ELSE ROUND(%s * line.balance / NULLIF(line.amount_currency, 0)
                                   / money.rounding) * money.rounding END""",
                amount_currency,
            ),
            "amount_currency": amount_currency,
            "joins": SQL(
                """JOIN res_currency money ON money.id = line.company_currency_id
                   LEFT JOIN (%s) since ON since.line_id = line.id""",
                self._get_changes_query(day),
            ),
            "is_open": SQL(
                """line.date <= %s AND line.amount_currency != 0 AND %s != 0
                   AND (line.reconciled IS NOT TRUE OR since.line_id IS NOT NULL)""",
                day,
                amount_currency,
            ),
        }

    def _get_changes_query(self, day):
        """Return the query for what to add to what is open now, by open item.

        Matches made after the day are taken off again. Applications that were taken
        back after it were in force: the journal knows them.
        """
        return SQL(
            """SELECT line_id, SUM(amount) AS amount
                 FROM (SELECT debit_move_id AS line_id, debit_amount_currency AS amount
                         FROM account_partial_reconcile WHERE max_date > %(day)s
                       UNION ALL
                       SELECT credit_move_id, -credit_amount_currency
                         FROM account_partial_reconcile WHERE max_date > %(day)s
                       UNION ALL
                       %(ended)s) change
                GROUP BY line_id""",
            day=day,
            ended=self._get_ended_query(day),
        )

    def _get_ended_query(self, day):
        return SQL(
            """SELECT side.line_id, side.amount
                 FROM account_note_application ending
                 JOIN account_note_application applied
                   ON applied.id = ending.undone_id AND applied.date <= %(day)s
                CROSS JOIN LATERAL (VALUES
                    (ending.credit_line_id, applied.amount
                        * CASE applied.account_type
                          WHEN 'asset_receivable' THEN 1 ELSE -1 END),
                    (ending.item_line_id, applied.item_amount
                        * CASE applied.account_type
                          WHEN 'asset_receivable' THEN -1 ELSE 1 END)
                ) AS side (line_id, amount)
                WHERE ending.kind = 'unapply' AND ending.date > %(day)s""",
            day=day,
        )

    def _get_aged_columns(self):
        # Other buckets are empty, not zero, so that sums of nothing show as nothing
        columns, conditions, first = [], [], SQL("TRUE")
        for column, key, last in BUCKETS:
            upto = SQL("TRUE") if last is None else SQL("days_open <= %s", last)
            columns.append(
                SQL(
                    "CASE WHEN %s AND %s THEN open_amount END AS %s",
                    first,
                    upto,
                    SQL.identifier(column),
                )
            )
            conditions.append(SQL("WHEN %s THEN %s", upto, key))
            first = SQL("days_open > %s", last)
        bucket = SQL("CASE %s END AS bucket", SQL(" ").join(conditions))
        return SQL(", ").join([bucket, *columns])
