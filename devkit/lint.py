"""Style, by the hooks of .pre-commit-config.yaml, and the terms to translate."""

from . import addon, databases, files, layout, machine, node, process
from .console import Stop, argument, command, say

POT = layout.ROOT / "i18n" / f"{layout.ADDON}.pot"
# Of these, what is printed; of Belgian French, what differs from French
PARTIAL = ("fr_BE", "hu", "pl")
WIDTH = 79  # of lines in .po files, as Odoo's and the checks of OCA

# Dates change with every export and would make every one a difference; what stands in
# tests, which Odoo looks through too, is nothing to translate.
UNWANTED = (
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
    f"#: code:addons/{layout.ADDON}/tests/",
)


@command(argument("--fix", action="store_true", help="mend what can be mended"))
def lint(options):
    """check style by the hooks of .pre-commit-config.yaml, and the .pot

    ruff, pylint-odoo, OCA's checks, mypy, prettier, codespell, README. Without git, as
    in a copy of the files, it says so and checks nothing but the .pot.
    """
    source = machine.prepare()
    node.ensure_prettier()
    with files.locked(layout.LOCKS / "lint"):
        if options.fix:
            _run_hooks("manual")
        failed = _run_hooks("pre-commit")
    _renew_pot(source, check=not options.fix)
    if failed:
        raise Stop("Lint failed. Perhaps ./dev lint --fix mends it.")


@command(argument("--check", action="store_true", help="only fail when out of date"))
def pot(options):
    """write the template of terms, i18n/*.pot, anew, and merge it into i18n/*.po

    What is translated stays; new terms come out empty, but where it is partial.
    """
    _renew_pot(machine.prepare(), options.check)


def _renew_pot(source, check):
    terms = _terms(source)
    if not check:
        POT.write_text(terms)
        _merge_translations()
    elif terms != POT.read_text():
        raise Stop(f"{POT} is out of date: ./dev pot")


def _run_hooks(stage):
    if not (layout.ROOT / ".git").exists():
        say("dev: There is no git here: style is not checked.")
        return 0
    words = [layout.VENV / "bin" / "pre-commit", "run", "--all-files"]
    words += ["--hook-stage", stage]
    return process.foreground(words, cwd=layout.ROOT)


def _terms(source):
    """What the template has to say.

    :param source: OdooSource
    """
    out = layout.STATE / POT.name
    with databases.temporary(source, "pot") as database:
        words = [layout.PYTHON, layout.LAUNCHER, "i18n", "export", "-d", database]
        words += ["--languages", "pot", "--output", out, layout.ADDON]
        process.run("Collect the terms to translate", words, "pot")
    lines = out.read_text().splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(UNWANTED))
    header, *terms = text.split("\n\n")
    used = [term.rstrip("\n") for term in terms if "\n#: " in term]
    return "\n\n".join([header, *used]) + "\n"


def _merge_translations():
    """Bring `i18n/*.po` to the terms of the template, in its order."""
    import polib

    for path in sorted(POT.parent.glob("*.po")):
        before = polib.pofile(path)
        known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in before}
        after = polib.POFile(wrapwidth=WIDTH)
        after.header, after.metadata = before.header, before.metadata
        for term in polib.pofile(POT):
            term.msgstr = known.get((term.msgctxt, term.msgid), "")
            if term.msgstr or path.stem not in PARTIAL:
                after.append(term)
        after.save(path)


if __name__ == "__main__":
    # The first of the hooks. OCA's checks and pylint-odoo take an addon that is the
    # root of a git repository for none, and pass over it in silence: they get a copy.
    addon.copy_to(layout.STATE / "lint")
