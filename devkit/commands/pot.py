"""write the template of translations, i18n/*.pot, anew, and merge it into i18n/*.po"""

from .. import machine, pot
from ..console import Stop, say


def add_arguments(parser):
    parser.add_argument(
        "--check", action="store_true", help="only fail when it is out of date"
    )


def main(options):
    source = machine.prepare()
    if not options.check:
        pot.update(source)
        say(f"ok  {pot.FILE}")
    elif pot.is_stale(source):
        raise Stop(f"{pot.FILE} is out of date: ./dev pot")
