"""check style: ruff, pylint-odoo, OCA's checks, prettier, codespell, README, .pot"""

from .. import lint, machine
from ..console import Stop


def add_arguments(parser):
    parser.add_argument("--fix", action="store_true", help="mend what can be mended")


def main(options):
    failed = lint.run(machine.prepare(), options.fix)
    if failed:
        raise Stop(f"Lint: {', '.join(failed)}. Perhaps ./dev lint --fix mends it.")
