"""A worker process for test_batch_kill: works a batch off and tells each note.

Called with the id of a batch, the size of a chunk, the id of a document over which it
kills itself (0 for none), and Odoo's own options.
"""

import os
import signal
import sys


def main(batch_id, chunk, poison, *options):
    registry = open_registry(chunk, options)
    tell_each_note(registry["account.note.batch.line"], int(poison))
    work_off(registry, int(batch_id))


def open_registry(chunk, options):
    import odoo.cli  # noqa: F401 (prepares the paths of addons)
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(list(options), setup_logging=False)
    registry = Registry(config["db_name"][0])

    addon = "odoo.addons.account_credit_debit_note"
    sys.modules[f"{addon}.models.batch.account_note_batch_run"].CHUNK = int(chunk)
    return registry


def work_off(registry, batch_id):
    from odoo import SUPERUSER_ID, api

    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        while env["account.note.batch"].browse(batch_id)._try_chunk():
            pass


def tell_each_note(rows, poison):
    make = rows._make_notes

    def make_and_tell(rows):
        if poison in rows.move_id.ids:
            os.kill(os.getpid(), signal.SIGKILL)
        notes = make(rows)
        sys.stdout.write("made\n" * len(notes))
        sys.stdout.flush()
        return notes

    rows._make_notes = make_and_tell


if __name__ == "__main__":
    main(*sys.argv[1:])
