"""Earlier versions of the addon, from the history of the checkout."""

import ast
import shutil

from . import layout
from .console import Stop
from .process import capture

# By commit, since tags do not come along with every copy of the history
RELEASES = {
    "19.0.0.1.0": "5833dbb5bbcd73dd14085536dfbd844d1f7209a6",
    "19.0.1.0.0": "b243f760dc0f2d16176eae03ce1069fd3e313f27",
}

UNPACKED = layout.STATE / "lifecycle"


def find(version):
    """The commit of a release: the one that is known, its tag, or else the first that
    bears the version and can be installed; None where no history tells."""
    for name in (RELEASES[version], version):
        commit = git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if commit:
            return commit
    log = ("log", "--reverse", "--format=%H", "--", "__manifest__.py", "data", "demo")
    commits = git(*log).split()
    return next((one for one in commits if _can_be_installed(one, version)), None)


def unpack(commit):
    """A folder of addons with this one as it was in a commit."""
    folder = UNPACKED / layout.ADDON
    shutil.rmtree(UNPACKED, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = UNPACKED / "addon.tar"
    capture(["git", "-C", layout.ROOT, "archive", f"--output={archive}", commit])
    capture(["tar", "-xf", archive, "-C", folder])
    return UNPACKED


def _can_be_installed(commit, version):
    """Whether all files are there that the manifest of a commit names."""
    manifest = git("show", f"{commit}:__manifest__.py")
    values = ast.literal_eval(manifest) if manifest else {}
    files = set(git("ls-tree", "-r", "--name-only", commit).split("\n"))
    named = (*values.get("data", ()), *values.get("demo", ()))
    return values.get("version") == version and files.issuperset(named)


def git(*arguments):
    """What git says, nothing where it fails: a copy of the files has no history."""
    try:
        return capture(["git", "-C", layout.ROOT, *arguments])
    except (Stop, FileNotFoundError):
        return ""
