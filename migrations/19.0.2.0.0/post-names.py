"""Names of records that an update does not write again."""

from odoo import SUPERUSER_ID, api

CRON = "account_credit_debit_note.ir_cron_note_batch"
FORMER = "Credit and Debit Notes in Bulk"


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cron = env.ref(CRON, raise_if_not_found=False)
    # Somebody may have called it otherwise
    if cron and cron.name == FORMER:
        cron.name = "Bulk Credit & Debit Notes"
