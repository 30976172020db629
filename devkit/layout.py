"""Where things lie: all state is under `.odoo/` of the checkout."""

import os
from pathlib import Path

ADDON = "account_credit_debit_note"

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".odoo"

# Downloads can be shared by several checkouts; the rest belongs to one.
CACHE = Path(os.environ.get("ACDN_CACHE") or STATE / "cache").absolute()

VENV = STATE / "venv"
PYTHON = VENV / "bin" / "python"
BYTECODE = STATE / "bytecode"
SCHEMAS = STATE / "schemas"
BIN = STATE / "bin"
LAUNCHER = BIN / "odoo"
CONFIG = STATE / "odoo.conf"
FARM = STATE / "addons"
DATA = STATE / "data"
LOGS = STATE / "log"
LOCKS = STATE / "lock"
