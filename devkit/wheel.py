"""The addon as a Python wheel, named and laid out as OCA's addons on PyPI.

whool takes every file of a folder that bears the addon's name: it gets a copy without
what only developers of the addon need.
"""

import os
import shutil

from . import layout
from .process import run

STAGE = layout.STATE / "wheel"


def build(folder):
    """Build the wheel.

    :param Path folder: where to put it
    :return: its path
    """
    copy = STAGE / layout.ADDON
    shutil.rmtree(STAGE, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(layout.FARM / layout.ADDON, copy, ignore=unwanted)
    shutil.copy(layout.ROOT / "pyproject.toml", copy)
    folder.mkdir(parents=True, exist_ok=True)
    command = [layout.PYTHON, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    # Else whool asks git which files are the addon's, and git ignores this folder
    alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(STAGE)}
    command += ["--wheel-dir", folder, copy]
    run("Build the wheel", command, "wheel", env=alone)
    return max(folder.glob("*.whl"), key=lambda file: file.stat().st_mtime_ns)
