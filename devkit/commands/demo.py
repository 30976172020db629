"""play the story of this addon on a fresh database and write its documents

The story is devkit/story.py, told in Odoo's shell.
"""

from pathlib import Path

from .. import layout, machine, odoo_server, scripts, templates
from ..console import Stop, say

STORY = layout.ROOT / "devkit" / "story.py"


def add_arguments(parser):
    parser.add_argument(
        "--out",
        type=Path,
        default=layout.STATE / "story",
        help="folder for the documents (default: .odoo/story)",
    )


def main(options):
    source = machine.prepare()
    out = options.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    log = layout.LOGS / "story-server.log"
    # The server is there for wkhtmltopdf, to fetch the style sheets of a document.
    with (
        templates.temporary(source, "story") as database,
        odoo_server.start(database, log=log) as url,
    ):
        code = scripts.play(database, STORY, STORY_OUT=out, STORY_URL=url)
    if code:
        raise Stop("The story failed; its error is above.")
    say(f"ok  The documents are in {out}")
