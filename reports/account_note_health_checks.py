"""What the health page counts: each check finds records by a query of its own."""

from typing import NamedTuple

from odoo.tools.translate import LazyGettext, LazyTranslate

_lt = LazyTranslate(__name__)

BATCH, WORK, AUDIT = "1_batch", "2_work", "3_audit"
WELL, FAULT, LOOK, INFO = "0_well", "1_fault", "2_look", "3_info"

# The batches of the companies with their rows by state, read once for all checks
COUNTED = """
SELECT batch.id, batch.create_date, batch.started_on,
       COALESCE(state.waiting, 0) AS waiting, COALESCE(state.failed, 0) AS failed,
       GREATEST(batch.started_on, state.handled_on) AS moved_on
  FROM account_note_batch batch
LEFT JOIN (
       SELECT batch_id, max(done_on) AS handled_on,
              count(*) FILTER (WHERE state = 'waiting') AS waiting,
              count(*) FILTER (WHERE state = 'failed') AS failed
         FROM account_note_batch_line
     GROUP BY batch_id) state ON state.batch_id = batch.id
 WHERE batch.company_id IN %(companies)s"""
LOST = """
SELECT line.id, max(attempt.create_date)
  FROM account_note_batch_attempt attempt
  JOIN account_note_batch_line line ON line.id = attempt.line_id
  JOIN account_note_batch batch ON batch.id = line.batch_id
 WHERE batch.company_id IN %(companies)s
   AND line.state = 'waiting'
   AND attempt.create_date < %(an_hour_ago)s
GROUP BY line.id"""
IDLE = """
SELECT cron.id, cron.nextcall
  FROM ir_cron cron
  JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = cron.id
 WHERE data.module = 'account_credit_debit_note'
   AND (NOT cron.active
        OR cron.failure_count > 0
        OR cron.nextcall < %(an_hour_ago)s)"""
# Of the queue that may be installed
JOBS = """
SELECT job.id, job.date_created
  FROM queue_job job
 WHERE job.model_name LIKE 'account.note.%%'
   AND (job.state = 'failed'
        OR job.state IN ('enqueued', 'started')
           AND COALESCE(job.date_started, job.date_enqueued) < %(an_hour_ago)s)"""
# The day of the last audit; of several companies that of the longest ago
AUDITS = """
SELECT %(key)s, %(topic)s,
       CASE WHEN count(audit.id) < count(*) THEN %(look)s
            WHEN sum(found.count) > 0 THEN %(info)s
            ELSE %(well)s END,
       NULL::varchar, COALESCE(sum(found.count), 0)::int,
       CASE WHEN count(audit.id) = count(*) THEN min(audit.audited_on) END
  FROM res_company company
LEFT JOIN account_note_audit audit ON audit.company_id = company.id
LEFT JOIN LATERAL (
       SELECT sum(value::int) AS count
         FROM jsonb_each_text(audit.counts)) found ON true
 WHERE company.id IN %(companies)s"""
# What it found, by kind
FINDINGS = """
SELECT %(key)s + array_position(%(names)s::varchar[], rule.key::varchar), %(topic)s,
       CASE WHEN rule.key = ANY(%(hints)s) THEN %(look)s ELSE %(fault)s END,
       rule.key, sum(rule.value::int)::int, min(audit.audited_on)
  FROM account_note_audit audit, jsonb_each_text(audit.counts) rule
 WHERE audit.company_id IN %(companies)s
   AND rule.key = ANY(%(names)s)
GROUP BY rule.key"""


class Check(NamedTuple):
    """Something that is counted.

    ``key`` is the id of its row; ``query`` finds the ids of records of ``model``, each
    with a time; ``level`` is what it means that there are some, ``text`` says what to
    do then, and ``well`` what it means that there are none.
    """

    key: int
    topic: str
    level: str
    model: str
    query: str
    name: LazyGettext
    text: LazyGettext
    well: LazyGettext


CHECKS = (
    Check(
        1,
        BATCH,
        FAULT,
        "account.note.batch",
        "SELECT id, moved_on FROM counted"
        " WHERE waiting > 0 AND moved_on < %(an_hour_ago)s",
        _lt("Stuck batches"),
        _lt(
            "No document was handled for an hour. See whether scheduled actions, or "
            "the queue of jobs, run at all; then the log of the server."
        ),
        _lt("Each running batch handled a document within the last hour."),
    ),
    Check(
        2,
        BATCH,
        LOOK,
        "account.note.batch",
        "SELECT id, moved_on FROM counted WHERE failed > 0",
        _lt("Batches with failed documents"),
        _lt("Each batch says why. Fix the problem, then press Retry Failed."),
        _lt("Nothing failed."),
    ),
    Check(
        3,
        BATCH,
        INFO,
        "account.note.batch",
        "SELECT id, started_on FROM counted"
        " WHERE waiting > 0 AND moved_on >= %(an_hour_ago)s",
        _lt("Running batches"),
        _lt("They are being processed."),
        _lt("No batch is running."),
    ),
    Check(
        4,
        BATCH,
        INFO,
        "account.note.batch",
        "SELECT id, create_date FROM counted WHERE waiting > 0 AND started_on IS NULL",
        _lt("Batches not started"),
        _lt("They wait for somebody to press Start, or Cancel the Rest."),
        _lt("No batch waits for its start."),
    ),
    Check(
        5,
        BATCH,
        INFO,
        "account.note.batch",
        "SELECT id, moved_on FROM counted WHERE waiting = 0 AND failed = 0",
        _lt("Finished batches"),
        _lt("They are kept as long as the settings say."),
        _lt("No batch has ended yet."),
    ),
    Check(
        20,
        WORK,
        FAULT,
        "account.note.batch.line",
        LOST,
        _lt("Documents whose worker was lost"),
        _lt(
            "The server stopped, or the database refused, while it made these notes. "
            "They are tried again, three times at most; see the log of the server."
        ),
        _lt("No worker was lost."),
    ),
    Check(
        21,
        WORK,
        FAULT,
        "ir.cron",
        IDLE,
        _lt("Scheduled actions that do not run"),
        _lt(
            "They are archived, failed the last time, or are overdue by more than an "
            "hour. See whether scheduled actions run at all."
        ),
        _lt("All scheduled actions run."),
    ),
)
QUEUE = Check(
    22,
    WORK,
    FAULT,
    "queue.job",
    JOBS,
    _lt("Jobs that failed or were lost"),
    _lt("The queue says why. Requeue them: what is done is not done twice."),
    _lt("No job of the queue was lost."),
)
