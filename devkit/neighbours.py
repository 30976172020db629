"""Addons of OCA beside this one: their own suites, without it and with it.

They come from PyPI as wheels. Their tests run while they are installed, as most are
tagged, into a database that has this addon already, or has not.
"""

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
    _fetch([name for group in groups for name in group])
    without, with_addon = (
        suites.read("\n".join(_run(source, group, word) for group in groups))
        for word in ("without", "with")
    )
    say("\n".join(suites.table(without, with_addon)))
    broken = set(with_addon["failed"]) - set(without["failed"])
    broken -= suites.meant(DOCUMENT.read_text())
    if broken:
        raise Stop(f"Fail only with the addon: {', '.join(sorted(broken))}")


def _fetch(chosen):
    """Install wheels and all they need but Odoo into a folder of their own."""
    wanted = [f"odoo-addon-{name.replace('_', '-')}==19.0.*" for name in chosen]
    override = layout.STATE / "no-odoo.txt"
    files.write(override, "odoo ; python_version < '3'\n")
    uv = [layout.VENV / "bin" / "uv", "pip", "install", "--system-certs"]
    uv += ["--python", layout.PYTHON, "--target", HOME, "--override", override]
    uv += ["--prerelease=allow", "--constraint", machine.REQUIREMENTS, *wanted]
    with files.locked(layout.LOCKS / "neighbours"):
        run(f"Fetch {len(wanted)} of OCA's addons", uv, "neighbours-uv")


def _run(source, chosen, word):
    """Install the addons with their tests; what Odoo logs of them."""
    paths = source.addons_path(layout.FARM, HOME / "odoo" / "addons")
    options = ("--with-demo", f"--addons-path={paths}", f"--init={','.join(chosen)}")
    tags = f"--test-tags={','.join(f'/{name}' for name in chosen)}"
    title = f"Install and test OCA's addons {word} this one"
    prefix = f"neighbours_{word}"
    with databases.temporary(source, prefix, word == "with") as name:
        return odoo.test(name, prefix, title, *options, tags, PYTHONPATH=str(HOME))
