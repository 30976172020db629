from odoo import api, fields, models
from odoo.tools import SQL

from .account_note_health_checks import (
    AUDIT,
    AUDITS,
    BATCH,
    CHECKS,
    COUNTED,
    FAULT,
    FINDINGS,
    INFO,
    LOOK,
    QUEUE,
    WELL,
    WORK,
)

# The rows of the last audit: one for the day, and one for each kind of finding
AUDITED, FOUND = 40, 100


class AccountNoteHealth(models.Model):
    """Whether all goes well in the background: batches, workers, the last audit.

    A row for each thing that is counted, in the chosen companies. The database is asked
    when the page is read; nothing is stored or written. Another addon adds its checks
    to ``_get_checks``.
    """

    _name = "account.note.health"
    _description = "Health of Credit & Debit Notes"
    _auto = False
    _order = "topic, id"
    _rec_name = "name"
    _depends = {
        "account.note.audit": ["audited_on", "company_id", "counts"],
        "account.note.batch": ["company_id", "started_on"],
        "account.note.batch.attempt": ["line_id"],
        "account.note.batch.line": ["batch_id", "done_on", "state"],
        "ir.cron": ["active", "failure_count", "nextcall"],
    }

    topic = fields.Selection(
        [
            (BATCH, "Batches"),
            (WORK, "Background Work"),
            (AUDIT, "Credit & Debit Note Audit"),
        ],
        readonly=True,
    )
    level = fields.Selection(
        [
            (WELL, "All Well"),
            (FAULT, "To Fix"),
            (LOOK, "To Check"),
            (INFO, "For Information"),
        ],
        string="State",
        readonly=True,
        depends_context=("allowed_company_ids",),
    )
    rule = fields.Char(readonly=True, help="The kind of a finding.")
    count = fields.Integer(
        string="Number",
        readonly=True,
        aggregator=None,
        depends_context=("allowed_company_ids",),
    )
    since = fields.Datetime(
        readonly=True,
        depends_context=("allowed_company_ids",),
        help="Time of the oldest of them.",
    )
    name = fields.Char(string="What", compute="_compute_words")
    text = fields.Text(string="What It Means", compute="_compute_words")
    can_open = fields.Boolean(compute="_compute_can_open")

    @api.depends("count", "rule", "since")
    def _compute_words(self):
        checks = {check.key: check for check in self._get_checks()}
        for row in self:
            check = checks.get(row.id)
            if check:
                row.name = self.env._(check.name)
                row.text = self.env._(check.text if row.count else check.well)
            else:
                row.name, row.text = row._get_words_of_audit()

    @api.depends_context("uid")
    @api.depends("count")
    def _compute_can_open(self):
        models_of = {check.key: check.model for check in self._get_checks()}
        for row in self:
            model = models_of.get(row.id, "account.note.finding")
            is_shown = bool(row.count) or row.topic == AUDIT
            row.can_open = is_shown and self.env[model].has_access("read")

    def action_open(self):
        """Return the action that shows what this row counts, or audits anew.

        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        found = [check for check in self._get_checks() if check.key == self.id]
        if not found:
            return self.env["account.note.finding"].action_audit()
        query = SQL(
            "WITH counted AS (%s) %s",
            self._fill(COUNTED),
            self._fill(found[0].query),
        )
        ids = [row[0] for row in self.env.execute_query(query)]
        action = (
            self.env[found[0].model].browse(ids)._get_records_action(name=self.name)
        )
        # A list for one record as well: the page comes back by its breadcrumb
        return {**action, "context": {"create": False, "active_test": False}}

    @api.model
    def _get_checks(self):
        """Return what is counted, as ``Check`` of ``account_note_health_checks``."""
        return (*CHECKS, QUEUE) if "queue.job" in self.env else CHECKS

    def _get_words_of_audit(self):
        if self.rule:
            rules = self.env["account.note.finding"]._fields["rule"]
            names = dict(rules._description_selection(self.env))
            text = self.env._("Found by the last audit. Run it again to see them.")
            return names.get(self.rule, self.rule), text
        name = self.env._("Last audit")
        if not self.since:
            return name, self.env._("The notes were never audited here. Run the audit.")
        if self.count:
            return name, self.env._("What it found is listed here by kind.")
        return name, self.env._("It found no problems.")

    def _fill(self, query):
        return SQL(
            query,
            companies=tuple(self.env.companies.ids),
            an_hour_ago=SQL("(now() AT TIME ZONE 'UTC' - interval '1 hour')"),
        )

    @property
    def _table_query(self):
        rows = [self._get_row_query(check) for check in self._get_checks()]
        return SQL(
            "WITH counted AS MATERIALIZED (%s) %s",
            self._fill(COUNTED),
            SQL(" UNION ALL ").join([*rows, *self._get_audit_queries()]),
        )

    def _get_row_query(self, check):
        return SQL(
            """SELECT %(key)s AS id, %(topic)s AS topic,
                      CASE count(*) WHEN 0 THEN %(well)s ELSE %(level)s END AS level,
                      NULL::varchar AS rule, count(*)::int AS count,
                      min(found.since) AS since
                 FROM (%(query)s) found(id, since)""",
            key=check.key,
            topic=check.topic,
            # What is told only is neither well nor wrong
            well=INFO if check.level == INFO else WELL,
            level=check.level,
            query=self._fill(check.query),
        )

    def _get_audit_queries(self):
        rules = self.env["account.note.finding"]._get_rules()
        facts = {
            "topic": AUDIT,
            "well": WELL,
            "fault": FAULT,
            "look": LOOK,
            "info": INFO,
            "companies": tuple(self.env.companies.ids),
            "names": [name for name, _is_hint in rules],
            "hints": [name for name, is_hint in rules if is_hint],
        }
        return SQL(AUDITS, key=AUDITED, **facts), SQL(FINDINGS, key=FOUND, **facts)
