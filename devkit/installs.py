"""The ways of docs/install.md, tried as an administrator goes them.

Its marked blocks run in bash as they are printed, each way in an environment and a
database of its own, with nothing of this checkout in the paths.
"""

import os
import re
import shutil
from pathlib import Path

from . import databases, files, layout, odoo_config, postgres, templates, wheel
from .console import Stop
from .process import run
from .virtual_env import site_packages

GUIDE = layout.ROOT / "docs" / "install.md"
CHECK = Path(__file__).with_name("installs_check.py")
SANDBOX = layout.STATE / "installs"

# Odoo's shell in each way
SHELL = {
    "folder": 'odoo shell -c "$CONFIG" -d "$DATABASE" <"$CHECK"',
    "source": 'cd "$ODOO_SOURCE"; "$PYTHON" ./odoo-bin shell'
    ' --addons-path="addons,$ADDONS" -d "$DATABASE" <"$CHECK"',
    "wheel": 'odoo shell -c "$CONFIG" -d "$DATABASE" <"$CHECK"',
}
WAYS = tuple(SHELL)

ODOO = """\
#!{python}
import os

os.environ["ODOO_RC"] = {config!r}

import odoo.cli

odoo.cli.main()
"""


def blocks(way):
    """The commands of one way, in the order of the guide."""
    marked = rf"<!-- run: {way} -->\n+```sh\n(.*?)```"
    return re.findall(marked, GUIDE.read_text(), re.DOTALL)


def run_way(source, way):
    """Install the addon in one way, make a credit note, and do what follows.

    :param source: OdooSource
    :param way: one of WAYS
    """
    shutil.rmtree(SANDBOX, ignore_errors=True)
    with templates.temporary(source, "installs", with_addon=False) as database:
        databases.sql("UPDATE ir_module_module SET demo = false", database)
        words = _prepare(source, way, database)
        first, *rest = blocks(way)
        _bash(way, "Install the addon", first, words)
        _bash(way, "Make a credit note", SHELL[way], words)
        for block in rest:
            _bash(
                way, f"Run {block.split('#')[-1].strip().splitlines()[0]}", block, words
            )


def _bash(way, title, script, words):
    command = ["bash", "-euo", "pipefail", "-c", script]
    log = f"installs-{way}"
    run(f"{title} ({way})", command, log, cwd=SANDBOX, env={**os.environ, **words})
    text = (layout.LOGS / f"{log}.log").read_text(errors="replace")
    # Odoo's shell and its installation say what went wrong, and end well
    if " ERROR " in text or "Traceback" in text:
        raise Stop(f"{title} ({way}) failed; its words are in .odoo/log/{log}.log")


def _prepare(source, way, database):
    """Make what an administrator has; the variables of the guide."""
    release = SANDBOX / "release"
    shutil.copytree(layout.FARM / layout.ADDON, release)
    home = _source_layout(source) if way == "source" else source.home
    python = _environment(home)
    config = _write_config(source, way)
    program = ODOO.format(python=python, config=str(config))
    files.write(SANDBOX / "bin" / "odoo", program, mode=0o755)
    files.write(SANDBOX / "src" / "odoo-bin", program, mode=0o755)
    (SANDBOX / "addons").mkdir()
    (SANDBOX / "backup").mkdir()
    return {
        "PATH": f"{SANDBOX / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "ADDONS": str(SANDBOX / "addons"),
        "BACKUP": str(SANDBOX / "backup"),
        "CHECK": str(CHECK),
        "CONFIG": str(config),
        "DATABASE": database,
        "DATA_DIR": str(layout.DATA),
        "ODOO_ADDONS": ",".join(map(str, source.addons_path())),
        "ODOO_SOURCE": str(SANDBOX / "src"),
        "PYTHON": str(python),
        "RELEASE": str(release),
        "WHEEL": str(wheel.build(SANDBOX / "dist")) if way == "wheel" else "",
    }


def _environment(home):
    """An environment that knows Odoo and what it needs, but not this checkout."""
    folder = SANDBOX / "venv"
    command = [layout.PYTHON, "-m", "venv", "--without-pip", folder]
    run("Make a virtual environment", command, "installs-venv")
    own = next(folder.glob("lib/python3*/site-packages"))
    files.write(own / "odoo.pth", f"{site_packages()}\n{home}\n")
    return folder / "bin" / "python"


def _write_config(source, way):
    values = {
        "data_dir": layout.DATA,
        "db_host": postgres.home(),
        "db_user": postgres.USER,
        "http_port": odoo_config.free_port(),
        "gevent_port": odoo_config.free_port(),
        "list_db": False,
    }
    if way == "wheel":
        values["addons_path"] = ",".join(map(str, source.addons_path()))
    lines = [f"{name} = {value}" for name, value in values.items()]
    return files.write(SANDBOX / "odoo.conf", "\n".join(["[options]", *lines, ""]))


def _source_layout(source):
    """Odoo in two folders of addons, as its repository has them.

    Of Debian's package, that has one, a copy of the core with links to the addons.
    """
    home = SANDBOX / "src"
    core = source.addons_path()[0]
    ours = shutil.ignore_patterns("addons", "__pycache__")
    shutil.copytree(source.home / "odoo", home / "odoo", ignore=ours)
    for place in ("odoo/addons", "addons"):
        (home / place).mkdir()
    for addon in (entry for path in source.addons_path() for entry in path.iterdir()):
        own = addon.parent == core and addon.name in ("base", "__init__.py")
        (home / ("odoo/addons" if own else "addons") / addon.name).symlink_to(addon)
    return home
