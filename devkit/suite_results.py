"""Results of Odoo's test runner, read from its log, and compared."""

import re
from collections import Counter

# A test by the name of its module's logger, or a whole class by its own name.
TEST = re.compile(
    r" odoo\.addons\.(?P<module>\w+)\.tests\S*: "
    r"(?P<what>Starting|FAIL:|ERROR:) (?:Subtest )?(?P<name>\w+\.\w+)"
)
CLASS = re.compile(
    r"(?P<what>ERROR:) setUpClass "
    r"\(odoo\.addons\.(?P<module>\w+)\.[\w.]*?(?P<name>\w+)\)"
)


def read(log):
    """What ran in each module, and what failed.

    :return: {"ran": {module: number}, "failed": ["module: Class.test", ...]}
    """
    ran, failed = Counter(), set()
    for line in log.read_text(errors="replace").splitlines():
        found = TEST.search(line) or CLASS.search(line)
        if found and found["what"] == "Starting":
            ran[found["module"]] += 1
        elif found:
            failed.add(f"{found['module']}: {found['name']}")
    return {"ran": dict(ran), "failed": sorted(failed)}


def differences(without, with_addon):
    """The tests that fail only with the addon, and only without it."""
    before, after = set(without["failed"]), set(with_addon["failed"])
    return sorted(after - before), sorted(before - after)


def table(without, with_addon):
    """Rows of a Markdown table: suite, tests, failures without and with."""
    rows = ["| suite | tests | fail without | fail with |", "|---|---:|---:|---:|"]
    for module, number in with_addon["ran"].items():
        counts = [
            sum(name.startswith(f"{module}: ") for name in results["failed"])
            for results in (without, with_addon)
        ]
        alone = counts[0] if module in without["ran"] else "-"
        rows.append(f"| `{module}` | {number} | {alone} | {counts[1]} |")
    return rows
