"""Pictures of pages: any one, and those of the documentation.

Playwright takes them with the machine's own Chromium.
"""

import shutil
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from . import databases, debian, demo, layout, machine, odoo
from .console import Stop, argument, command, say

FOLDER = layout.ROOT / "static" / "description"
COLOURS = 64  # of the palette: screens have few, and files stay small
PATIENCE = 120_000  # milliseconds for a page on a busy machine
SETTLE = 700  # milliseconds for what a page still does when it looks ready
HELPERS = Path(__file__).with_name("pictures.js")
TABLE = Path(__file__).with_name("pictures.yaml")
DEFAULTS = {"js": [], "of": None, "size": "1180x760", "full": False}


@command(
    argument("path", metavar="PATH"),
    argument("out", metavar="OUT", type=Path),
    argument("--wait", metavar="CSS", help="until this element is there"),
    argument(
        "--js",
        metavar="CODE",
        action="append",
        default=[],
        help="run this in the page before the picture; can be given several times",
    ),
    argument("--of", metavar="CSS", help="this element alone"),
    argument("--size", default="1400x900", help="of the window"),
    argument("--login", default="admin", help="user and password; or none"),
    argument("--full", action="store_true", help="the whole page, not the window"),
)
def shot(options):
    """take a picture of a page of the demo database, logged in

    PATH is a path of the web client or the website, for example
    /odoo/action-account.action_move_out_invoice_type. OUT ends in .png, or in .pdf to
    print the page. The code of --js can use click(CSS) and await until(CSS).
    """
    with (
        demo.ready(machine.prepare()),
        demo.served() as url,
        _browser(url, demo.NAME, options.login) as page,
    ):
        _take(page, options)
    say(f"ok  {options.out}")


@command(argument("names", metavar="NAME", nargs="*", help="all unless given"))
def pictures(options):
    """take the pictures of the documentation anew, from a fresh demo company

    Each is an entry of devkit/pictures.yaml; NAME is that of one, without .png. The
    page of the addon, index.html, is written as well, from README.rst and figures.rst.
    """
    source = machine.prepare()
    import yaml  # of the virtual environment, as what description needs

    from . import description

    description.PAGE.write_text(description.render())
    table = {row["name"]: DEFAULTS | row for row in yaml.safe_load(TABLE.read_text())}
    if unknown := set(options.names) - table.keys():
        raise Stop(f"There is no picture named {', '.join(sorted(unknown))}.")
    with (
        databases.temporary(source, "pictures") as database,
        odoo.server(database, "pictures-server") as url,
        _browser(url, database) as page,
    ):
        records = _get_records(page)
        for name in options.names or table:
            _take_one(page, table[name], records)


@contextmanager
def _browser(url, database, login="admin"):
    """One page of a browser of its own, logged in, whose complaints are told.

    The password is the same as the login; ``none`` is nobody.
    """
    from playwright.sync_api import Error, sync_playwright

    program = debian.browser() or shutil.which("google-chrome")
    words = ["--no-sandbox", "--force-prefers-reduced-motion", "--hide-scrollbars"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=words)
        page = browser.new_page(base_url=url)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(path=HELPERS)
        page.on("console", _tell)
        page.on("pageerror", lambda error: say(f"console: {error}"))
        try:
            if login != "none":
                _log_in(page, {"db": database, "login": login, "password": login})
            yield page
        except Error as error:
            raise Stop(f"A picture was not taken: {error}") from None


def _tell(message):
    if message.type in ("warning", "error"):
        say(f"console: {message.text}")


def _log_in(page, params):
    answer = page.request.post("/web/session/authenticate", data={"params": params})
    if "error" in answer.json():
        raise Stop(f"There is no user {params['login']} with that password.")


def _take(page, options):
    """Open a page and save a picture of it.

    :param options: path, size, wait, js, full, of and out, as in ./dev shot
    """
    width, height = map(int, options.size.split("x"))
    page.set_viewport_size({"width": width, "height": height})
    try:
        page.goto(f"/{options.path.lstrip('/')}")
        page.wait_for_function("isReady()")
        if options.wait:
            page.wait_for_selector(options.wait, state="attached")
        for code in options.js:
            page.wait_for_timeout(SETTLE)
            _run(page, code)
        page.wait_for_timeout(SETTLE)
        page.wait_for_function("isReady()")
    finally:  # a picture of a page that is not ready tells why
        _save(page, options, width)


def _run(page, code):
    """Run JavaScript code, which ends where it leads to another page."""
    from playwright.sync_api import Error

    try:
        page.evaluate(f"async () => {{{code}}}")
    except Error as error:
        if "navigation" not in str(error):
            raise
        page.wait_for_load_state()


def _save(page, options, width):
    options.out.parent.mkdir(parents=True, exist_ok=True)
    if options.full:
        page.set_viewport_size({"width": width, "height": page.evaluate("getHeight()")})
        page.wait_for_timeout(SETTLE)
    if options.out.suffix == ".pdf":
        page.pdf(path=options.out, print_background=True)
    else:
        box = page.locator(options.of).first.bounding_box() if options.of else None
        page.screenshot(path=options.out, clip=box)


def _get_records(page):
    """The ids of this addon's documents by name."""
    page.goto("/odoo")
    domain = [["module", "=", layout.ADDON], ["model", "=", "account.move"]]
    asked = (
        "rpc('ir.model.data', 'search_read', [domain], {fields: ['name', 'res_id']})"
    )
    rows = page.evaluate(f"(domain) => {asked}", domain)
    return {row["name"]: row["res_id"] for row in rows}


def _take_one(page, picture, records):
    """Take a picture of the documentation, and give it a palette."""
    from PIL import Image

    out = FOLDER / f"{picture['name']}.png"
    path, js = picture["path"].format(**records), ["hideFrame()", *picture["js"]]
    _take(page, SimpleNamespace(**{**picture, "path": path, "js": js, "out": out}))
    with Image.open(out) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(out, optimize=True)
    say(f"ok  {out.name} ({out.stat().st_size // 1024} KB)")
