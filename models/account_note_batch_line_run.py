import logging

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.refusal import word_of

_logger = logging.getLogger(__name__)


class AccountNoteBatchLine(models.Model):
    """Handling documents of a batch: a note of each, or why there is none."""

    _inherit = "account.note.batch.line"

    def _handle(self):
        """Make the notes of these documents, or say for each why there is none.

        Together as far as nothing speaks against any of them, which is faster; else
        one after the other, for what fails takes back nothing of the others.
        """
        alike = self.grouped(
            lambda row: (
                row.move_id.journal_id,
                row.move_id.move_type,
                row.move_id.currency_id,
            )
        )
        for rows in alike.values():
            if len(rows) == 1 or not rows._handle_together():
                for row in rows:
                    row._handle_one()

    def _handle_together(self):
        """Make all of these notes, or none; tell whether they are made."""
        try:
            with self.env.cr.savepoint():
                for row, note in zip(self, self._make_notes(), strict=True):
                    row._set_outcome("done", note_id=note.id)
        except OperationalError:
            raise
        except Exception:
            # What it is and which document has it is found one by one
            return False
        return True

    def _handle_one(self):
        try:
            # What fails takes back what it did, and nothing else
            with self._taking_back():
                self._set_outcome("done", note_id=self._make_notes().id)
        except OperationalError:
            raise
        except UserError as refusal:
            self._fail(
                word_of(refusal) or self.env["account.note.api"]._get_word(refusal),
                refusal.args[0],
            )
        except Exception as problem:
            _logger.exception("Document %s of batch %s", self.move_id.id, self.batch_id)
            self._fail("error", f"{type(problem).__name__}: {problem}")

    def _make_notes(self):
        """Return the notes of these documents, made in the order of the rows."""
        batch = self.batch_id
        # Nothing of the worker's context goes over
        env = self.env(user=batch.user_id.id, context=batch.run_context)
        programs = env["account.note.api"].with_company(batch.company_id)
        if not (batch.user_id.active or batch.user_id._is_superuser()):
            raise UserError(
                programs.env._(
                    "%s is archived. Retry the batch as somebody else.",
                    batch.user_id.name,
                )
            )
        made = self.env["account.move"].browse(
            programs._make_notes_of_batch(batch.side, batch.request, self.move_id.ids)
        )
        origin = "reversed_entry_id" if batch.side == "credit" else "debit_origin_id"
        notes = made.grouped(origin)
        return made.browse().concat(*(notes[row.move_id] for row in self))

    def _fail_after_losses(self, lost):
        text = self.env._(
            "The server stopped %(count)s times while it made this note, so it does "
            "not try again. Ask your administrator to look at the log of the server, "
            "then retry.",
            count=lost,
        )
        self._fail("worker_lost", text)

    def _fail(self, code, text):
        self._set_outcome("failed", error_code=code, error=text)

    def _set_outcome(self, state, **vals):
        cleared = {"note_id": False, "error_code": False, "error": False}
        now = fields.Datetime.now()
        self._write_through_gate({**cleared, "state": state, "done_on": now, **vals})
