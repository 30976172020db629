"""The addon as others get it: the ways of docs/install.md, its wheel, an addon upon it.

The guide's marked blocks run in bash as they are printed, each way in an environment
and a database of its own, with nothing of this checkout in the paths.
"""

import os
import re
import shutil

from . import addon, databases, files, layout, machine, odoo
from .console import Stop, argument, command, say
from .process import run

GUIDE = layout.ROOT / "docs" / "install.md"
SANDBOX = layout.STATE / "installs"
STAGE = layout.STATE / "wheel"

# Odoo's shell in each way
INSTALLED = 'odoo shell -c "$CONFIG" -d "$DATABASE" <"$CHECK"'
SHELL = {
    "folder": INSTALLED,
    "source": 'cd "$ODOO_SOURCE"; "$PYTHON" ./odoo-bin shell'
    ' --addons-path="addons,$ADDONS" -d "$DATABASE" <"$CHECK"',
    "wheel": INSTALLED,
}
WAYS = tuple(SHELL)

EXAMPLE = "account_note_late_delivery"
EXAMPLES = layout.ROOT / "tests" / "extending"
PASSED = re.compile(r"0 failed, 0 error\(s\) of (\d+) tests")


@command(
    argument("way", nargs="*", choices=(*WAYS, []), help="all three if none is named")
)
def installs(options):
    """install the addon in the ways of docs/install.md

    The marked commands of that guide run as they stand there: a folder in the addons
    path, a clone of Odoo, a wheel; then update, backup and uninstallation.
    """
    source = machine.prepare()
    for way in options.way or WAYS:
        _go(source, way)


@command()
def wheel(_options):
    """build the addon as a Python wheel in .odoo/dist, as OCA names its addons

    What only its developers need is left out; docs/install.md says how it is installed.
    """
    machine.prepare()
    say(f"ok  {_build_wheel(layout.STATE / 'dist')}")


@command()
def example(_options):
    """install the addon of docs/extending.md on top of this one, and test it"""
    source = machine.prepare()
    paths = source.addons_path(layout.FARM, EXAMPLES)
    with databases.temporary(source, "example") as database:
        options = (f"--addons-path={paths}", f"--test-tags=/{EXAMPLE}")
        title = "Install and test the example of an extension"
        log = odoo.install(database, "-i", [EXAMPLE], "example", title, *options)
    count = PASSED.search(log.read_text())
    if not count or count[1] == "0":
        raise Stop("The example of an extension was not tested.")
    say(f"ok  The example of an extension: {count[1]} tests")


def blocks(way):
    """The commands of one way, in the order of the guide."""
    marked = rf"<!-- run: {way} -->\n+```sh\n(.*?)```"
    return re.findall(marked, GUIDE.read_text(), re.DOTALL)


def _go(source, way):
    """Install the addon in one way, make a credit note, and do what follows."""
    with databases.of_odoo_alone(source, "installs") as database:
        words = _prepare(source, way, database)
        first, *rest = blocks(way)
        _bash(way, "Install the addon", first, words)
        _bash(way, "Make a credit note", SHELL[way], words)
        for block in rest:
            title = block.split("#")[-1].strip().splitlines()[0]
            _bash(way, f"Run {title}", block, words)


def _bash(way, title, script, words):
    shell = ["bash", "-euo", "pipefail", "-c", script]
    env = os.environ | words
    log = run(f"{title} ({way})", shell, f"installs-{way}", cwd=SANDBOX, env=env)
    text = log.read_text(errors="replace")
    # Odoo's shell and its installation say what went wrong, and end well
    if " ERROR " in text or "Traceback" in text:
        raise Stop(f"{title} ({way}) failed; its words are in {log}")


def _prepare(source, way, database):
    """Make what an administrator has; the variables of the guide."""
    addon.copy_to(SANDBOX).rename(SANDBOX / "release")
    home = _source_layout(source) if way == "source" else source.home
    python = _make_environment(home)
    config = _write_config(source, way)
    program = odoo.LAUNCHER_TEXT.format(python=python, config=config)
    for place in ("bin/odoo", "src/odoo-bin"):
        files.write(SANDBOX / place, program, mode=0o755)
    for folder in ("addons", "backup"):
        (SANDBOX / folder).mkdir()
    wheel = _build_wheel(SANDBOX / "dist") if way == "wheel" else ""
    words = {
        "PATH": f"{SANDBOX / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "ADDONS": SANDBOX / "addons",
        "BACKUP": SANDBOX / "backup",
        "CHECK": odoo.SCRIPTS / "installs_check.py",
        "CONFIG": config,
        "DATABASE": database,
        "DATA_DIR": layout.DATA,
        "ODOO_ADDONS": source.addons_path(),
        "ODOO_SOURCE": SANDBOX / "src",
        "PYTHON": python,
        "RELEASE": SANDBOX / "release",
        "WHEEL": wheel,
    }
    return {name: str(value) for name, value in words.items()}


def _make_environment(home):
    """An environment that knows Odoo and what it needs, but not this checkout."""
    folder = SANDBOX / "venv"
    words = [layout.PYTHON, "-m", "venv", "--without-pip", folder]
    run("Make a virtual environment", words, "installs-venv")
    own = next(folder.glob("lib/python3*/site-packages"))
    files.write(own / "odoo.pth", f"{machine.site_packages()}\n{home}\n")
    return folder / "bin" / "python"


def _write_config(source, way):
    path = SANDBOX / "odoo.conf"
    core = {"addons_path": source.addons_path()} if way == "wheel" else {}
    ports = {"http_port": odoo.free_port(), "gevent_port": odoo.free_port()}
    odoo.write_options(path, **ports, **core)
    return path


def _source_layout(source):
    """Odoo in two folders of addons, as its repository has them.

    Of Debian's package, that has one, a copy of the core with links to the addons.
    """
    home = SANDBOX / "src"
    core = source.folders()[0]
    ours = shutil.ignore_patterns("addons", "__pycache__")
    shutil.copytree(source.home / "odoo", home / "odoo", ignore=ours)
    for place in ("odoo/addons", "addons"):
        (home / place).mkdir()
    for module in (entry for path in source.folders() for entry in path.iterdir()):
        own = module.parent == core and module.name in ("base", "__init__.py")
        place = "odoo/addons" if own else "addons"
        (home / place / module.name).symlink_to(module)
    return home


def _build_wheel(folder):
    """Build the wheel, named and laid out as OCA's addons on PyPI; its path.

    whool takes every file of a folder that bears the addon's name: it gets a copy
    without what only developers of the addon need.
    """
    copy = addon.copy_to(STAGE)
    shutil.copy(layout.ROOT / "pyproject.toml", copy)
    folder.mkdir(parents=True, exist_ok=True)
    words = [layout.PYTHON, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    # Else whool asks git which files are the addon's, and git ignores this folder
    alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(STAGE)}
    run("Build the wheel", [*words, "--wheel-dir", folder, copy], "wheel", env=alone)
    return max(folder.glob("*.whl"), key=lambda file: file.stat().st_mtime_ns)
