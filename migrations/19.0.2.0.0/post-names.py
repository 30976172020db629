"""Names and words of records that an update does not write again."""

from odoo import SUPERUSER_ID, api

RENAMED = {
    ("ir_cron_note_batch", "name"): (
        "Credit and Debit Notes in Bulk",
        "Bulk Credit & Debit Notes",
    ),
    ("mail_activity_type_note_approval", "name"): (
        "Approve Note",
        "Approve Credit/Debit Note",
    ),
    ("mail_activity_type_note_approval", "summary"): (
        "Approve this note, or refuse it",
        "Approve or reject this note",
    ),
    ("account_note_refusal_rule_own", "name"): (
        "Window of refusing a note: one's own",
        "Window of rejecting a note: one's own",
    ),
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for (xmlid, field), (former, now) in RENAMED.items():
        record = env.ref(f"account_credit_debit_note.{xmlid}", raise_if_not_found=False)
        # Somebody may have called it otherwise
        if record and record[field] == former:
            record[field] = now
