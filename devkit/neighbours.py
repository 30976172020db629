"""Addons of OCA beside this one: their own suites, without it and with it.

They come from PyPI as wheels. Their tests run while they are installed, as most are
tagged, into a database that has this addon already, or has not.
"""

import re
from importlib import metadata

from . import databases, files, layout, machine, odoo, suites
from .console import Stop, argument, command, say
from .process import run

# What stands next to credit and debit notes in an accountant's database. Addons of one
# row are installed together; what fails beside another one has a row of its own.
GROUPS = (
    (
        "account_billing",
        "account_commission_oca",
        "account_credit_control",
        "account_due_list",
        "account_ecotax",
        "account_financial_report",
        "account_invoice_clearing",
        "account_invoice_constraint_chronology",
        "account_invoice_refund_code",
        "account_invoice_refund_link",
        "account_invoice_start_end_dates",
        "account_move_template",
        "account_move_tier_validation",
        "account_payment_order",
        "account_payment_return",
        "account_reconcile_oca",
        "contract",
        "partner_statement",
        "product_refund_account",
        "purchase_deposit",
        "stock_picking_return_refund_option",
    ),
    ("account_invoice_merge", "account_invoice_triple_discount"),
    ("account_move_name_sequence",),
)

HOME = layout.STATE / "neighbours"
DOCUMENT = layout.ROOT / "docs" / "neighbours.md"


@command(argument("addon", nargs="*", help="names of OCA's addons; all if none"))
def neighbours(options):
    """run the suites of OCA's addons without and with this one, and compare

    The newest wheels for Odoo 19 are fetched from PyPI with what they need. What fails
    with this addon has to fail without it too, or docs/neighbours.md says why.
    """
    groups = (tuple(options.addon),) if options.addon else GROUPS
    source = machine.prepare()
    home = _fetch([name for group in groups for name in group])
    without, with_addon = (
        _merge([_run(source, home, group, word) for group in groups])
        for word in ("without", "with")
    )
    say("\n".join(suites.table(without, with_addon)))
    broken = set(with_addon["failed"]) - set(without["failed"])
    broken -= suites.meant(DOCUMENT.read_text())
    if broken:
        raise Stop(f"Fail only with the addon: {', '.join(sorted(broken))}")


def _merge(results):
    """One result of several, in the form of :func:`suites.read`."""
    ran = {name: number for found in results for name, number in found["ran"].items()}
    return {
        "ran": ran,
        "failed": [name for found in results for name in found["failed"]],
    }


def _fetch(chosen):
    """Install wheels and all they need into a place of their own; its folder."""
    site = HOME / machine.site_packages().relative_to(layout.VENV)
    with files.locked(layout.LOCKS / "neighbours"):
        missing = {f"odoo-addon-{name.replace('_', '-')}" for name in chosen}
        missing -= _names(site)
        while missing:
            wanted = [
                f"{name}==19.0.*" if name.startswith("odoo-addon-") else name
                for name in sorted(missing)
            ]
            pip = [layout.PYTHON, "-m", "pip", "install", "--no-deps", "--pre"]
            pip += ["--ignore-installed", "--prefix", HOME, *wanted]
            run(f"Fetch {len(wanted)} of OCA's addons", pip, "neighbours-pip")
            present = _names(site) | _names(machine.site_packages())
            missing = _needed(site) - present - {"odoo"}
    return site


def _names(site):
    found = metadata.distributions(path=[str(site)])
    return {_normal(distribution.name) for distribution in found}


def _needed(site):
    """The packages that those in a folder ask for, extras left out."""
    found = metadata.distributions(path=[str(site)])
    asked = (line for distribution in found for line in distribution.requires or ())
    return {
        _normal(re.match(r"[\w.-]+", line)[0])
        for line in asked
        if "extra ==" not in line
    }


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _run(source, home, chosen, word):
    """Install the addons with their tests; the results by :func:`suites.read`."""
    paths = odoo.join_paths(source.addons_path(), layout.FARM, home / "odoo" / "addons")
    options = ("--with-demo", f"--addons-path={paths}", f"--init={','.join(chosen)}")
    tags = ",".join(f"/{name}" for name in chosen)
    title = f"Install and test OCA's addons {word} this one"
    prefix = f"neighbours_{word}"
    with databases.temporary(source, prefix, word == "with") as name:
        options = (*options, f"--test-tags={tags}")
        text = odoo.test(name, prefix, title, *options, PYTHONPATH=str(home))
    return suites.read(text)
