from odoo import fields, models


class AccountNoteBatch(models.Model):
    """What a bookkeeper does with a batch: start, retry, cancel."""

    _inherit = "account.note.batch"

    def action_start(self):
        """Start batches that were not started yet, with the rights of the caller."""
        self._check_may_run()
        self.filtered(lambda batch: batch.state == "draft")._start()
        return True

    def action_retry(self):
        """Let the documents that failed wait again, with the rights of the caller."""
        self._check_may_run()
        again = self._set_rows("failed", "waiting")
        self.env["account.note.batch.attempt"]._forget(again)
        self.filtered("waiting_count")._start()
        return True

    def action_cancel(self):
        """Cancel the documents that wait; those under way are finished."""
        self._check_may_run()
        self._set_rows("waiting", "cancelled")
        return True

    def action_refresh(self):
        """Do nothing, so that the page is read again."""
        return True

    def action_open_notes(self):
        """Return the action that shows the notes that were made."""
        self.ensure_one()
        notes = self.line_ids.note_id
        return notes._get_records_action(name=self.display_name)

    def _check_may_run(self):
        self.check_access("read")
        # Of all that bookkeepers may do and auditors not, this is what a batch does
        self.env["account.move"].check_access("create")

    def _start(self):
        self._write_through_gate(
            {"started_on": fields.Datetime.now(), **self._prepare_user()}
        )
        self._schedule()

    def _set_rows(self, state, new_state):
        rows = self.env["account.note.batch.line"].search(
            [("batch_id", "in", self.ids), ("state", "=", state)]
        )
        # Held by a worker: it is being done
        free = rows.sudo().try_lock_for_update()
        free._write_through_gate({"state": new_state})
        return free
