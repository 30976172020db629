"""Names of records that an update does not write again."""

from odoo import SUPERUSER_ID, api

RENAMED = {
    "ir_cron_note_batch": (
        "Credit and Debit Notes in Bulk",
        "Bulk Credit & Debit Notes",
    ),
    "mail_activity_type_note_approval": (
        "Approve Note",
        "Approve Credit/Debit Note",
    ),
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, (former, now) in RENAMED.items():
        record = env.ref(f"account_credit_debit_note.{name}", raise_if_not_found=False)
        # Somebody may have called it otherwise
        if record and record.name == former:
            record.name = now
