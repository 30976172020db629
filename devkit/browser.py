"""A Chromium for tours and pictures: the machine's, else one from an npm package."""

import tarfile

from . import files, layout, node
from .console import say
from .process import run
from .system_packages import has_browser

PACKAGE = "@sparticuz/chromium@148.0.0"
HOME = layout.CACHE / "chromium"

UNPACK = """
const { createReadStream, createWriteStream } = require("fs");
const { createBrotliDecompress } = require("zlib");
const [from, to] = process.argv.slice(1);
createReadStream(from).pipe(createBrotliDecompress()).pipe(createWriteStream(to));
"""

# The package's libraries stand in for those the machine lacks: its own come first.
WRAPPER = """\
#!/bin/sh
export LD_LIBRARY_PATH="$LD_LIBRARY_PATH:{libraries}"
exec {program} "$@"
"""


def ensure():
    """Have a browser on the path under one of the names that Odoo looks for."""
    if has_browser():
        return
    if not HOME.is_dir():
        say("Chromium is not installed; taking one from an npm package.")
        _fetch()
    libraries = f"{HOME}/al2023/lib:{HOME}/swiftshader"
    text = WRAPPER.format(program=HOME / "chromium", libraries=libraries)
    files.write(layout.BIN / "google-chrome", text, mode=0o755)


def _fetch():
    modules = node.install("chromium", [PACKAGE], "Download Chromium (67 MB)")
    packed = modules / "@sparticuz" / "chromium" / "bin"
    with files.built(HOME) as draft:
        for file in sorted(packed.glob("*.br")):
            unpacked = draft / file.stem
            command = [node.program(), "-e", UNPACK, file, unpacked]
            run(f"Unpack {file.stem}", command, "unpack-chromium")
            if unpacked.suffix == ".tar":
                with tarfile.open(unpacked) as archive:
                    archive.extractall(draft / unpacked.stem)
        (draft / "chromium").chmod(0o755)
