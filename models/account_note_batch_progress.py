from odoo import api, fields, models
from odoo.tools import SQL


class AccountNoteBatch(models.Model):
    """How far a batch is: counted from its rows, so that no figure is in two places."""

    _inherit = "account.note.batch"

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
