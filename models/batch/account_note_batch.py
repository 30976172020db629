import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, formatLang

_logger = logging.getLogger(__name__)

# The kinds of batches that are about partners, not about documents
LETTERS = ("letter", "statement")
# What a batch may hold: some hours of work
MAX_DOCUMENTS = 50_000


class AccountNoteBatch(models.Model):
    """One request for notes on many documents, worked off in the background.

    Its ``request`` is that of ``account.note.api.create_credit_note`` without the
    documents, which are rows; ``run_context`` has language, time zone and companies of
    the user with whose rights it runs. How far it is, is counted from the rows, so that
    no figure is in two places.
    """

    _name = "account.note.batch"
    _inherit = ["account.note.batch.gate"]
    _description = "Bulk Credit & Debit Notes"
    _order = "id desc"

    side = fields.Selection(
        [
            ("credit", "Credit notes"),
            ("debit", "Debit notes"),
            ("letter", "Letters of applied credits"),
            ("statement", "Statements of open items"),
        ],
        string="Makes",
        required=True,
        readonly=True,
    )
    partner_side = fields.Selection(
        [("customer", "Customers"), ("vendor", "Vendors")],
        string="Documents of",
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Runs as",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="Who started it: the notes are made with the rights of this user.",
    )
    request = fields.Json(required=True, readonly=True)
    run_context = fields.Json(required=True, readonly=True)
    started_on = fields.Datetime(readonly=True)
    skipped_count = fields.Integer(
        string="Left Out",
        readonly=True,
        help="Drafts, cancelled documents and credit notes among what was chosen: a "
        "batch means posted invoices, bills and receipts.",
    )
    line_ids = fields.One2many(
        "account.note.batch.line", "batch_id", string="All Documents", readonly=True
    )
    failed_line_ids = fields.One2many(
        "account.note.batch.line",
        "batch_id",
        string="Failed Documents",
        domain=[("state", "=", "failed")],
        readonly=True,
    )
    correction_text = fields.Char(string="Subject", compute="_compute_wanted")
    note_date = fields.Date(string="Date", compute="_compute_wanted")
    reason_text = fields.Char(string="Reason", compute="_compute_wanted")
    journal_id = fields.Many2one("account.journal", compute="_compute_wanted")
    note_state = fields.Selection(
        [("draft", "Drafts"), ("posted", "Posted"), ("finalized", "Finalized")],
        string="Create as",
        compute="_compute_wanted",
    )
    state = fields.Selection(
        [("draft", "Not Started"), ("running", "Running"), ("done", "Finished")],
        compute="_compute_progress",
        search="_search_state",
    )
    total_count = fields.Integer(string="Documents", compute="_compute_progress")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_progress")
    done_count = fields.Integer(string="Done", compute="_compute_progress")
    failed_count = fields.Integer(string="Failed", compute="_compute_progress")
    cancelled_count = fields.Integer(string="Cancelled", compute="_compute_progress")
    progress = fields.Float(
        compute="_compute_progress", help="What is handled, in per cent."
    )
    rate = fields.Float(
        string="Documents a Minute", compute="_compute_progress", digits=(16, 1)
    )
    minutes_left = fields.Float(
        compute="_compute_progress", help="At the rate up to now."
    )
    ended_on = fields.Datetime(
        string="Last Document on",
        compute="_compute_progress",
        help="When the last document was handled.",
    )

    @api.depends("side")
    def _compute_display_name(self):
        for batch in self:
            batch.display_name = batch._get_name()

    @api.depends("request")
    def _compute_wanted(self):
        for batch in self:
            request = batch.request or {}
            batch.correction_text = batch._get_correction_text(request)
            batch.note_date = request.get("date")
            batch.reason_text = request.get("reason_text") or batch._get_reason_name()
            batch.journal_id = request.get("journal_id")
            batch.note_state = request.get("state") or "draft"

    @api.depends("line_ids.state", "started_on")
    def _compute_progress(self):
        counts = self._count_rows()
        for batch in self:
            found = counts.get(batch._origin.id, {})
            total = sum(count for count, _recent, _latest in found.values())
            for state in ("waiting", "done", "failed", "cancelled"):
                batch[f"{state}_count"] = found.get(state, (0, 0, None))[0]
            batch.total_count = total
            handled = total - batch.waiting_count
            batch.progress = 100.0 * handled / total if total else 0.0
            batch.ended_on = max(
                (latest for _count, _recent, latest in found.values() if latest),
                default=False,
            )
            batch.state = batch._get_state()
            recent = sum(recent for _count, recent, _latest in found.values())
            batch._set_rate(recent)

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        waits = ("line_ids.state", "=", "waiting")
        domains = {
            "draft": [("started_on", "=", False), waits],
            "running": [("started_on", "!=", False), waits],
            "done": ["!", waits],
        }
        return fields.Domain.OR(domains[state] for state in value if state in domains)

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
        self._set_rows("waiting", "cancelled")._cancel_mails()
        return True

    def action_refresh(self):
        """Do nothing, so that the page is read again."""
        return True

    def action_open_notes(self):
        """Return the action that shows the notes that were made."""
        self.ensure_one()
        notes = self.line_ids.note_id
        return notes._get_records_action(name=self.display_name)

    def _get_name(self):
        if self.side in LETTERS:
            return self._get_letters_name()
        if self.side == "credit":
            return self.env._("Credit in Bulk %s", self.id)
        return self.env._("Debit in Bulk %s", self.id)

    def _get_reason_name(self):
        """Return how the reason is called, its code where it is gone."""
        code = (self.request or {}).get("reason")
        reasons = self.env["account.note.reason"].with_context(active_test=False)
        found = code and reasons._find_by_code(code, self.company_id)
        return found.name if found else code

    def _get_correction_text(self, request):
        if self.side in LETTERS:
            return self._get_letters_text(request)
        if request.get("percent"):
            return self.env._("%g %% of each document", request["percent"])
        if request.get("amount"):
            # Each in the currency of its document
            amount = formatLang(self.env, request["amount"])
            return self.env._("%s of each document", amount)
        return self.env._("Whole documents")

    @api.model
    def _make(self, side, request, moves, skipped=0):
        """Make a batch that waits to be started.

        :param str side: ``credit`` or ``debit``
        :param dict request: checked, plain values, without documents
        :param moves: documents that the user may read
        :param int skipped: how many were left out of what was chosen
        :raises UserError: where they do not go together, or are no invoices
        """
        moves.check_access("read")
        # Who may not make notes makes no batch of them either
        moves.browse().check_access("create")
        if not moves._note_are_correctable():
            raise UserError(
                self.env._("Choose posted invoices, bills or receipts; nothing else.")
            )
        self._check_together(moves)
        today = fields.Date.context_today(self)
        vals = {
            "side": side,
            "partner_side": "customer" if moves[0].is_sale_document(True) else "vendor",
            "company_id": moves.company_id.id,
            "skipped_count": skipped,
            "request": {**request, "date": request.get("date") or str(today)},
            **self._prepare_user(),
        }
        batch = self._create_through_gate([vals])
        batch._add_documents(moves)
        return batch

    @api.model
    def _check_count(self, records):
        if len(records) > MAX_DOCUMENTS:
            raise UserError(
                self.env._(
                    "These are %(count)s documents, a batch holds %(limit)s. Choose "
                    "fewer and make several batches.",
                    count=len(records),
                    limit=MAX_DOCUMENTS,
                )
            )

    @api.model
    def _check_together(self, moves):
        self._check_count(moves)
        if len(moves.company_id) > 1:
            raise UserError(
                self.env._("Choose documents of one company: a batch belongs to one.")
            )
        if len({move.is_sale_document(include_receipts=True) for move in moves}) > 1:
            raise UserError(
                self.env._(
                    "Choose documents of customers or of vendors: a batch holds one "
                    "kind."
                )
            )

    @api.model
    def _prepare_user(self):
        user = self.env.user
        return {
            "user_id": user.id,
            "run_context": {
                "lang": self.env.context.get("lang") or user.lang or "en_US",
                "tz": self.env.context.get("tz") or user.tz or "UTC",
                "allowed_company_ids": self.env.companies.ids,
            },
        }

    def _add_documents(self, moves):
        """Add a row for each document, in one statement for however many."""
        self.env.execute_query(
            SQL(
                """INSERT INTO account_note_batch_line
                               (batch_id, move_id, state, create_uid, create_date)
                        SELECT %s, unnest(%s), 'waiting', %s, now() AT TIME ZONE 'UTC'
                     RETURNING id""",
                self.id,
                moves.ids,
                self.env.uid,
            )
        )
        self.invalidate_recordset()

    def _get_state(self):
        if not self.waiting_count:
            return "done"
        return "running" if self.started_on else "draft"

    def _set_rate(self, handled):
        """Set the rate by the documents that were handled since the last start."""
        is_running = self.state == "running"
        end = fields.Datetime.now() if is_running else self.ended_on
        seconds = (end - self.started_on).total_seconds() if handled else 0.0
        # Less than a second tells nothing
        self.rate = handled * 60.0 / max(seconds, 1.0) if handled else 0.0
        waits = is_running and self.rate
        self.minutes_left = self.waiting_count / self.rate if waits else 0.0

    def _count_rows(self):
        """Return {batch id: {state: (rows, handled since the start, latest)}}."""
        if not self._origin:
            return {}
        self.env["account.note.batch.line"].flush_model()
        self.flush_model(["started_on"])
        counts = {}
        for batch_id, state, count, recent, latest in self.env.execute_query(
            SQL(
                """SELECT row.batch_id, row.state, count(*),
                          count(*) FILTER (WHERE row.done_on >= batch.started_on),
                          max(row.done_on)
                     FROM account_note_batch_line row
                     JOIN account_note_batch batch ON batch.id = row.batch_id
                    WHERE row.batch_id IN %s
                 GROUP BY row.batch_id, row.state""",
                tuple(self._origin.ids),
            )
        ):
            counts.setdefault(batch_id, {})[state] = (count, recent, latest)
        return counts

    def _check_may_run(self):
        self.check_access("read")
        # Of all that bookkeepers may do and auditors not, this is what a batch does
        self.env["account.move"].check_access("create")

    def _start(self):
        self._write_through_gate(
            {"started_on": fields.Datetime.now(), **self._prepare_user()}
        )
        for batch in self:
            counts = batch.id, self.env.uid, batch.waiting_count
            _logger.info("Batch %s started by user %s: %s documents wait", *counts)
        self._schedule()

    def _set_rows(self, state, new_state):
        rows = self.env["account.note.batch.line"].search(
            [("batch_id", "in", self.ids), ("state", "=", state)]
        )
        # Held by a worker: it is being done
        free = rows.sudo().try_lock_for_update()
        free._write_through_gate({"state": new_state})
        return free
