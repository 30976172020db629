import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.errors import get_code, retell
from ..note.account_move import ORIGIN_OF_NOTE
from .account_note_batch import LETTERS

_logger = logging.getLogger(__name__)


class AccountNoteBatchLine(models.Model):
    """One document of a batch: the note that was made of it, or why there is none.

    Or a partner and its letter, see ``account_note_batch_line_letter``.
    """

    _name = "account.note.batch.line"
    _inherit = ["account.note.batch.gate"]
    _description = "Document of a Batch"
    _order = "id"
    _rec_name = "move_id"

    batch_id = fields.Many2one(
        "account.note.batch", required=True, readonly=True, ondelete="cascade"
    )
    move_id = fields.Many2one(
        "account.move",
        string="Document",
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one("res.partner", compute="_compute_partner_id")
    currency_id = fields.Many2one(related="move_id.currency_id")
    amount_total = fields.Monetary(string="Total", compute="_compute_amount_total")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    note_id = fields.Many2one(
        "account.move",
        string="Credit/Debit Note",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    error_code = fields.Char(
        readonly=True, help="A word for the rule, the same in every language."
    )
    error = fields.Text(string="Why It Failed", readonly=True)
    done_on = fields.Datetime(string="Handled on", readonly=True)

    # Leads to the next rows that wait, and counts rows by state
    _batch_state = models.Index("(batch_id, state, id)")
    _once = models.UniqueIndex("(batch_id, move_id)")

    @api.depends("move_id", "letter_partner_id")
    def _compute_partner_id(self):
        for line in self:
            line.partner_id = line.letter_partner_id or line.move_id.partner_id

    @api.depends("move_id", "letter_partner_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line._get_subject().display_name

    # Not on the amount itself: every change of any document would look for batches
    @api.depends("move_id")
    def _compute_amount_total(self):
        for line in self:
            line.amount_total = line.move_id.amount_total

    def action_open_document(self):
        """Return the action that shows the document, or the partner of a letter."""
        self.ensure_one()
        return self._get_subject()._get_records_action()

    def action_open_note(self):
        """Return the action that shows the note that was made."""
        self.ensure_one()
        return self.note_id._get_records_action()

    def _get_subject(self):
        return self.move_id or self.letter_partner_id

    def _handle(self):
        """Make the notes of these documents, or say for each why there is none.

        Together as far as nothing speaks against any of them, which is faster; else
        one after the other, for what fails takes back nothing of the others.
        """
        # Letters that were posted are sent now
        sent = self._deliver()
        alike = (self - sent).grouped(
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

    def _produce(self):
        """Make what was asked of these rows, all of it or nothing."""
        if self.batch_id.side in LETTERS:
            self._post_letters()
            return
        for row, note in zip(self, self._make_notes(), strict=True):
            row._set_outcome("done", note_id=note.id)

    def _handle_together(self):
        """Make all of these notes, or none; tell whether they are made."""
        try:
            with self.env.cr.savepoint():
                self._produce()
        except OperationalError:
            raise
        except Exception:
            # What it is and which document has it is found one by one
            return False
        return True

    def _handle_one(self):
        try:
            # What fails takes back what it did, and nothing else
            with self.env.cr.savepoint():
                self._produce()
        except OperationalError:
            raise
        except UserError as error:
            self._fail(
                get_code(error) or self.env["account.note.api"]._get_word(error),
                self._retell(error),
            )
        except Exception as problem:
            _logger.exception("Document %s of batch %s", self.move_id.id, self.batch_id)
            self._fail("error", f"{type(problem).__name__}: {problem}")

    def _retell(self, error):
        """Return the text of an error that names no number which is taken back.

        The next note may get it.
        """
        env = self.env(context=self.batch_id.run_context)
        return retell(error, note=env._("The note on %s", self.move_id.name))

    def _make_notes(self):
        """Return the notes of these documents, made in the order of the rows."""
        batch = self.batch_id
        note_api = self._as_starter("account.note.api")
        made = self.env["account.move"].browse(
            note_api._make_notes_of_batch(batch.side, batch.request, self.move_id.ids)
        )
        notes = made.grouped(ORIGIN_OF_NOTE[batch.side])
        return made.browse().concat(*(notes[row.move_id] for row in self))

    def _as_starter(self, model):
        """Return a model with the rights and the language of who started the batch.

        :raises UserError: where that user is archived
        """
        batch = self.batch_id
        # Nothing of the worker's context goes over
        env = self.env(user=batch.user_id.id, context=batch.run_context)
        if not (batch.user_id.active or batch.user_id._is_superuser()):
            raise UserError(
                env._(
                    "%s is archived. Retry the batch as somebody else.",
                    batch.user_id.name,
                )
            )
        return env[model].with_company(batch.company_id)

    def _fail_after_losses(self, lost):
        error = self.env["account.note.batch.attempt"]._get_error(self)
        if error:
            self._fail("error", error)
            return
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
