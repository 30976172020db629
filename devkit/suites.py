"""Suites of Odoo and of OCA beside this addon, and the differences that are meant.

`docs/odoo-tests.md` lists each difference with its reason, and is the only such list: a
test that fails without being listed is a fault, and so is a listed one that no longer
fails.
"""

import datetime
import hashlib
import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from configparser import ConfigParser

from . import addon, databases, files, layout, machine, odoo, process
from .console import Stop, argument, command, say

DOCUMENT = layout.ROOT / "docs" / "odoo-tests.md"
MEANT = "## Differences that are meant\n"

LISTS = ConfigParser()
LISTS.read(layout.ROOT / "devkit" / "suites.ini")
GUARD, COUNTRIES, INSTALLED, SUITES, TOURS = (
    tuple(LISTS["odoo"][name].split())
    for name in ("guard", "countries", "installed", "suites", "tours")
)

OWN = {
    f"/{layout.ADDON}/tests/{file.name}": file
    for file in sorted((layout.ROOT / "tests").glob("test_*.py"))
}
# Their connections would wait for a lock that Odoo's runner holds during the tests;
# they are told by `./dev test`, and need none of these modules.
CONNECTIONS = [t for t, file in OWN.items() if "(TwoConnections)" in file.read_text()]
# Told by nothing else: without these modules `./dev test` skips them.
FLOWS = [test for test in OWN if "/test_flow_" in test]

# A test by the name of its module's logger, or a whole class by its own name
TEST = re.compile(
    r" odoo\.addons\.(?P<module>\w+)\.tests\S*: "
    r"(?P<what>Starting|FAIL:|ERROR:|skipped) (?:Subtest )?(?P<name>\w+\.\w+)"
)
CLASS = re.compile(
    r"(?P<what>ERROR:) (?:setUpClass|tearDownClass) "
    r"\(odoo\.addons\.(?P<module>\w+)\.[\w.]*?(?P<name>\w+)\)"
)
# Odoo skips tours and printed documents where their programs are missing
NO_PROGRAM = re.compile(r"[Cc]hrome|wkhtmltopdf")

WHEELS = layout.STATE / "neighbours"
NEIGHBOURS_DOCUMENT = layout.ROOT / "docs" / "neighbours.md"


@command(argument("suite", nargs="*", help="a module, or a tag of Odoo's runner"))
def suites(options):
    """run Odoo's own suites without and with the addon, and compare

    The whole suites of all modules whose documents meet ours, which takes hours; the
    table is for docs/odoo-tests.md. With arguments only these, for example account or
    sale:TestSaleRefund. The suites of account and account_debit_note are part of
    ./dev test; alone they are ./dev test --odoo.
    """
    source = machine.prepare()
    chosen = tuple(options.suite) or (*GUARD, *SUITES, *COUNTRIES)
    without, with_addon = _compare(source, chosen)
    commit = process.capture(["git", "-C", layout.ROOT, "rev-parse", "--short", "HEAD"])
    say(f"\nRun on {datetime.date.today()}, at commit {commit}.\n")
    say("\n".join(table(without, with_addon)))
    before, after = set(without["failed"]), set(with_addon["failed"])
    for side, names in (("with", after - before), ("without", before - after)):
        listed = [f"- `{name}`" for name in sorted(names)] or ["none"]
        say("\n".join([f"\nFail only {side} the addon:\n", *listed]))
    unexplained = sorted(after - before - meant(DOCUMENT.read_text()))
    if unexplained:
        raise Stop(f"{DOCUMENT} does not explain: {', '.join(unexplained)}")


@command(argument("addon", nargs="*", help="names of OCA's addons; all if none"))
def neighbours(options):
    """run the suites of OCA's addons without and with this one, and compare

    The newest wheels for Odoo 19 are fetched from PyPI with what they need. What fails
    with this addon has to fail without it too, or docs/neighbours.md says why.
    """
    listed = [names.split() for names in LISTS["oca"].values()]
    groups = [options.addon] if options.addon else listed
    source = machine.prepare()
    _fetch_neighbours([name for group in groups for name in group])
    without, with_addon = (
        read("\n".join(_run_neighbours(source, group, word) for group in groups))
        for word in ("without", "with")
    )
    say("\n".join(table(without, with_addon)))
    broken = set(with_addon["failed"]) - set(without["failed"])
    broken -= meant(NEIGHBOURS_DOCUMENT.read_text())
    if broken:
        raise Stop(f"Fail only with the addon: {', '.join(sorted(broken))}")


def guard(source):
    """Odoo's suites of what the addon extends, tours included, must say the same.

    :param source: OdooSource
    :raises Stop: when a test fails that is not listed, or a listed one does not
    """
    halves = halve(file for module in GUARD for file in _find_tests(source, module))
    with ThreadPoolExecutor() as both:
        results = [
            both.submit(_guard_half, source, number, half)
            for number, half in enumerate(halves, 1)
        ]
    found = add(result.result() for result in results)
    ran = ", ".join(f"{number} of {name}" for name, number in found["ran"].items())
    faults = judge(found, GUARD, meant(DOCUMENT.read_text()))
    if faults:
        raise Stop("\n  ".join([f"Odoo's own tests ({ran}):", *faults]))
    say(f"ok  Odoo's own tests say the same: {ran}")


def _find_tests(source, module):
    """The files of a module's tests."""
    folders = (folder / module / "tests" for folder in source.folders())
    return [file for folder in folders for file in sorted(folder.glob("test_*.py"))]


def _guard_half(source, number, tests):
    suites = [f"/{file.parts[-3]}/tests/{file.name}" for file in tests]
    with databases.temporary(source, f"suites_guard{number}") as database:
        title = f"Run Odoo's own suites, part {number}"
        return _run(database, suites, f"guard-{number}", title)


def halve(tests):
    """Two lists of files that are about as long, for two databases side by side."""
    halves = [], []
    for file in sorted(tests, key=lambda file: file.stat().st_size, reverse=True):
        min(halves, key=lambda half: sum(f.stat().st_size for f in half)).append(file)
    return halves


def add(results):
    """What ran in several databases, in the form of :func:`read`."""
    results = list(results)
    ran = sum((Counter(found["ran"]) for found in results), Counter())
    return {"ran": dict(ran)} | {
        key: sorted(name for found in results for name in found[key])
        for key in ("failed", "skipped")
    }


def meant(text):
    """The tests that may fail with the addon, from the document."""
    listed = text.partition(MEANT)[2]
    return set(re.findall(r"^- `(\w+: \w+(?:\.\w+)?)`", listed, re.MULTILINE))


def judge(found, modules, listed):
    """A sentence for each test that is not as the document says.

    :param found: what :func:`read` returned
    :param modules: whose tests ran whole
    :param listed: what :func:`meant` returned
    """
    failed = set(found["failed"])
    expected = {name for name in listed if name.partition(":")[0] in modules}
    return [
        *(f"{name} fails" for name in sorted(failed - listed)),
        *(f"{name} is listed and does not fail" for name in sorted(expected - failed)),
        *(f"{name} was skipped" for name in found["skipped"]),
        *(f"{name}: no test ran" for name in modules if not found["ran"].get(name)),
    ]


def table(without, with_addon):
    """Rows of a Markdown table: suite, tests, failures without and with."""
    rows = ["| suite | tests | fail without | fail with |", "|---|---:|---:|---:|"]
    for module, number in sorted(with_addon["ran"].items()):
        counts = [
            sum(name.startswith(f"{module}: ") for name in results["failed"])
            for results in (without, with_addon)
        ]
        alone = counts[0] if module in without["ran"] else "-"
        rows.append(f"| `{module}` | {number} | {alone} | {counts[1]} |")
    return rows


def read(text):
    """What ran in each module by Odoo's log, what failed, and what had to be skipped.

    :return: {"ran": {module: number}, "failed": ["module: Class.test", ...],
        "skipped": [...]}
    """
    ran, failed, skipped = Counter(), set(), set()
    for line in text.splitlines():
        found = TEST.search(line) or CLASS.search(line)
        if not found:
            continue
        name = f"{found['module']}: {found['name']}"
        if found["what"] == "Starting":
            ran[found["module"]] += 1
        elif found["what"] != "skipped":
            failed.add(name)
        elif NO_PROGRAM.search(line):
            skipped.add(name)
    return {"ran": dict(ran), "failed": sorted(failed), "skipped": sorted(skipped)}


def tags(suites, without=()):
    """What Odoo's --test-tags is told to run: modules, or /module:Class.

    Not the tests marked at_install: they run while their own module is loaded, before
    this addon's code is, and could not show a difference.
    """
    chosen = [f"post_install/{suite.lstrip('/')}" for suite in suites]
    return ",".join((*chosen, *(f"-{left_out}" for left_out in without)))


def _compare(source, chosen):
    """The results of suites on databases that differ by this addon alone.

    :return: those without and with the addon
    """
    with files.locked(layout.LOCKS / "suites"):
        base = databases.ensure_base(source)
        modules = (*INSTALLED, *COUNTRIES)
        plain = _template("suites_plain", base, repr(modules), modules)
        own = (layout.ADDON,)
        full = _template("suites_addon", plain, addon.content_hash(), own)
    own = () if any(layout.ADDON in suite for suite in chosen) else FLOWS
    with ThreadPoolExecutor() as both:
        without = both.submit(_without, source, plain, chosen)
        with_addon = both.submit(_on_copy, source, full, (*chosen, *own), "with")
        return without.result(), with_addon.result()


def _without(source, plain, chosen):
    """The results on Odoo alone, from an earlier run if there is one."""
    file = layout.STATE / "suites" / f"{_short_hash(plain, chosen, TOURS)}.json"
    if not file.is_file():
        files.write(file, json.dumps(_on_copy(source, plain, chosen, "without")))
    return json.loads(file.read_text())


def _on_copy(source, template, chosen, word):
    with databases.temporary(source, f"suites_{word}", template=template) as database:
        title = f"Run the suites {word} the addon"
        return _run(database, chosen, word, title, (*TOURS, *CONNECTIONS))


def _run(database, chosen, word, title, without=()):
    asked = f"--test-tags={tags(chosen, without)}"
    return read(odoo.test(database, f"suites-{word}", title, asked))


def _template(prefix, below, key, modules):
    """A template with more modules than another one, built where it is missing."""
    name = f"{prefix}_{_short_hash(below, key)}"
    if not databases.is_whole(name):
        for old in databases.names(f"{prefix}_%"):
            databases.drop(old)
        with databases.built(name) as draft:
            databases.clone(below, draft)
            title = f"Install {', '.join(modules)}"
            odoo.install(draft, "-i", modules, prefix, title)
    return name


def _short_hash(*key):
    return hashlib.sha256(repr(key).encode()).hexdigest()[:12]


def _fetch_neighbours(chosen):
    """Install wheels and all they need but Odoo into a folder of their own."""
    wanted = [f"odoo-addon-{name.replace('_', '-')}==19.0.*" for name in chosen]
    override = layout.STATE / "no-odoo.txt"
    files.write(override, "odoo ; python_version < '3'\n")
    uv = [layout.VENV / "bin" / "uv", "pip", "install", "--system-certs"]
    uv += ["--python", layout.PYTHON, "--target", WHEELS, "--override", override]
    uv += ["--prerelease=allow", "--constraint", machine.REQUIREMENTS, *wanted]
    with files.locked(layout.LOCKS / "neighbours"):
        process.run(f"Fetch {len(wanted)} of OCA's addons", uv, "neighbours-uv")


def _run_neighbours(source, chosen, word):
    """Install addons with their tests, which most of them run then; Odoo's log."""
    paths = source.addons_path(layout.FARM, WHEELS / "odoo" / "addons")
    options = ("--with-demo", f"--addons-path={paths}", f"--init={','.join(chosen)}")
    tags = f"--test-tags={','.join(f'/{name}' for name in chosen)}"
    title = f"Install and test OCA's addons {word} this one"
    prefix = f"neighbours_{word}"
    with databases.temporary(source, prefix, word == "with") as name:
        return odoo.test(name, prefix, title, *options, tags, PYTHONPATH=str(WHEELS))
