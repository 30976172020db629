from odoo import api, models
from odoo.tools import SQL

from ..lifecycle import gate

# Rows of one transaction
CHUNK = 2000
# Batches that nobody asks about any more: no row waits, none was handled lately, no
# note is still a draft, and no integration gets an answer that names them
OVER = """
SELECT batch.id
  FROM account_note_batch batch
  JOIN res_company company ON company.id = batch.company_id
  JOIN res_users owner ON owner.id = batch.user_id
  JOIN res_company home ON home.id = owner.company_id
CROSS JOIN LATERAL (
       SELECT now() AT TIME ZONE 'UTC' - make_interval(days => GREATEST(
              company.note_batch_days, home.note_request_days)) AS before) due
 WHERE company.note_batch_days > 0
   AND batch.create_date < due.before
   AND NOT EXISTS (
       SELECT 1
         FROM account_note_batch_line row
    LEFT JOIN account_move note ON note.id = row.note_id
        WHERE row.batch_id = batch.id
          AND (row.state = 'waiting'
               OR row.done_on >= due.before
               OR note.state = 'draft'))
 ORDER BY batch.id
 LIMIT 2"""


class AccountNoteBatch(models.Model):
    """Batches that are over are deleted by age; the notes and their history stay."""

    _inherit = "account.note.batch"

    @api.autovacuum
    def _forget_old_batches(self):
        """Delete rows of the oldest batch that is over, and it with the last of them.

        :return: how many rows, and whether there is more; Odoo commits, and calls again
        """
        self.env.flush_all()
        found = self.browse(id_ for [id_] in self.env.execute_query(SQL(OVER)))
        batch = gate.BATCH.open(found[:1].sudo())
        rows = batch.line_ids.search([("batch_id", "in", batch.ids)], limit=CHUNK)
        is_last = len(rows) < CHUNK
        self.env["account.note.batch.attempt"]._forget(rows)
        rows.unlink()
        if is_last:
            batch.unlink()
        return len(rows), len(found) > 1 or not is_last
