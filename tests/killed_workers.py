import os
import subprocess
import sys
from pathlib import Path

from odoo.tools import config

from .two_connections import TwoConnections


class KilledWorkers(TwoConnections):
    """Processes of their own that work on ``batch_id``, and may be killed."""

    trigger_ids = ()

    def triggers(self, env):
        cron = env.ref("account_credit_debit_note.ir_cron_note_batch")
        return env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])

    def remove_everything(self):
        with self.transaction() as env:
            env.cr.execute(
                "DELETE FROM account_note_batch WHERE id = %s", [self.batch_id]
            )
            env.cr.execute("DELETE FROM account_note_batch_attempt")
            env["ir.cron.trigger"].browse(self.trigger_ids).exists().unlink()
        return super().remove_everything()

    def start_process(self, script, *arguments):
        """Start a script of this folder, which may write lines for us to read."""
        command = [sys.executable, str(Path(__file__).with_name(script))]
        command += [str(argument) for argument in arguments]
        options = [f"--database={self.registry.db_name}"]
        for name in ("addons_path", "db_host", "db_port", "db_user", "db_password"):
            value = config[name]
            if isinstance(value, list):
                value = ",".join(value)
            if value:
                options.append(f"--{name.replace('addons_', 'addons-')}={value}")
        process = subprocess.Popen(
            command + options,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process
