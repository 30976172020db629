"""Odoo 19 from Debian's package, unpacked by hand and with its holes repaired."""

from . import apt, files, layout
from .console import say

TREE = layout.CACHE / "odoo-debian"
HOME = TREE / "usr" / "lib" / "python3" / "dist-packages"

# The package links into these; a dangling link there is an error 500 in the portal.
# sid's own fonts-font-awesome and fonts-inconsolata no longer have those files.
LINKED = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-font-awesome/bookworm",
    "fonts-inconsolata/bookworm",
)

# Left out of Debian's package for its license. Without the file every bundle logs an
# error and with it every browser tour fails; it only blurs a video call's background.
BLUR = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def fetch():
    apt.download("Download Odoo 19 (130 MB)", ["odoo-19", *LINKED])
    with files.built(TREE) as draft:
        for package in ("odoo-19", *LINKED):
            apt.unpack(package.split("/")[0], draft)
        blur = draft / HOME.relative_to(TREE) / BLUR
        blur.parent.mkdir(parents=True, exist_ok=True)
        blur.write_text("/* Not part of Debian's package. */\n")
    version = apt.newest("odoo-19").name.split("_")[1]
    say(f"ok  Odoo {version}, as packaged by Debian")
    return HOME
