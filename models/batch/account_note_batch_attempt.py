from functools import partial
from uuid import uuid4

from odoo import api, fields, models
from odoo.tools import SQL

# How many workers may be lost over one document
MAX_LOST = 3


class AccountNoteBatchAttempt(models.Model):
    """A document that a worker has in hand, or that it had when it was killed.

    Written in transactions of their own, so that they outlive the worker, and taken
    away when the work was kept or taken back: what is left tells of lost workers.
    """

    _name = "account.note.batch.attempt"
    _description = "Attempt at a Document of a Batch"

    # No relation: its foreign key would wait for the lock of the row
    line_id = fields.Integer(string="Row", required=True, readonly=True, index=True)
    worker = fields.Char(required=True, readonly=True)
    error = fields.Text(
        readonly=True, help="What the database said, where no worker was lost."
    )

    @api.model
    def _begin(self, rows):
        """Note that rows are in hand, until this transaction ends in whatever way."""
        worker = uuid4().hex
        self._execute_apart(
            SQL(
                """INSERT INTO account_note_batch_attempt (line_id, worker, create_date)
                        SELECT unnest(%s), %s, now() AT TIME ZONE 'UTC'""",
                rows.ids,
                worker,
            )
        )
        # What was kept is over, whoever was lost before; else this attempt alone is
        for callbacks, condition in (
            (self.env.cr.postcommit, SQL("line_id IN %s", tuple(rows.ids))),
            (self.env.cr.postrollback, SQL("worker = %s", worker)),
        ):
            end = SQL("DELETE FROM account_note_batch_attempt WHERE %s", condition)
            callbacks.add(partial(self._execute_apart, end))

    @api.model
    def _keep(self, row_ids, problem):
        """Keep with rows that their chunk failed, and why, in a transaction of its own.

        :param list row_ids: of the chunk; the rows wait as before
        """
        if row_ids:
            self._execute_apart(
                SQL(
                    """INSERT INTO account_note_batch_attempt
                                   (line_id, worker, error, create_date)
                            SELECT unnest(%s), %s, %s, now() AT TIME ZONE 'UTC'""",
                    row_ids,
                    uuid4().hex,
                    f"{type(problem).__name__}: {problem}".strip(),
                )
            )

    @api.model
    def _get_error(self, rows):
        """Return what the database said last about these rows, None for nothing."""
        last = self.sudo().search(
            [("line_id", "in", rows.ids), ("error", "!=", False)],
            limit=1,
            order="id desc",
        )
        return last.error or None

    @api.model
    def _execute_apart(self, statement):
        with self.pool.cursor() as cr:
            cr.execute(statement)

    @api.model
    def _count_lost(self, rows):
        """Return {row id: lost workers}, of rows that nobody else has in hand."""
        counts = self.sudo()._read_group(
            [("line_id", "in", rows.ids)], ["line_id"], ["__count"]
        )
        return dict(counts)

    @api.model
    def _forget(self, rows):
        self.sudo().search([("line_id", "in", rows.ids)]).unlink()
