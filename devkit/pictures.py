"""Takes pictures of pages with Playwright and the machine's own Chromium.

Run by `./dev shot` and `./dev pictures` with the Python of `.odoo/venv`:
python -m devkit.pictures shot URL DATABASE OPTIONS
python -m devkit.pictures pictures URL DATABASE [NAME ...]
"""

import io
import json
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from PIL import Image
from playwright.sync_api import Error, sync_playwright

from . import debian, description, layout
from .console import say
from .picture_table import PICTURES

FOLDER = layout.ROOT / "static" / "description"
COLOURS = 64  # of the palette: screens have few, and files stay small
PATIENCE = 120_000  # milliseconds for a page on a busy machine
SETTLE = 700  # milliseconds for what a page still does when it looks ready
HELPERS = Path(__file__).with_name("pictures.js").read_text()

# Round corners and shadows of a window would show the page behind it.
HIDE = """
    document.querySelectorAll('.o_menu_systray').forEach((part) => part.remove());
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = ".modal {background: white !important}"
        + " .modal-content {border: 0 !important; border-radius: 0 !important}";
"""

# Pages of the web client are ready when a view is shown, others when loaded.
READY = """
    () => document.readyState === "complete" && (
        !document.querySelector("body.o_web_client")
        || document.querySelector(".o_action_manager .o_content, .modal-body") !== null
    ) && !document.querySelector(".o_blockUI") && document.fonts.status === "loaded"
"""

# The web client scrolls inside of the window: what is hidden there counts too.
HEIGHT = """
    () => Math.ceil(Math.max(
        document.documentElement.scrollHeight,
        ...[...document.querySelectorAll(".o_content, .o_form_view_container *")].map(
            (part) => part.getBoundingClientRect().top + part.scrollHeight
        )
    ))
"""


def main(verb, url, database, *words):
    try:
        with browser_page(url) as page:
            if verb == "shot":
                options = SimpleNamespace(**json.loads(words[0]))
                log_in(page, database, options.login)
                take(page, options)
                say(f"ok  {options.out}")
                return 0
            return take_all(page, database, words)
    except Error as error:
        say(f"dev: {error}")
        return 1


@contextmanager
def browser_page(url):
    """One page of a browser of its own, whose complaints are told."""
    program = debian.browser() or shutil.which("google-chrome")
    options = ["--no-sandbox", "--force-prefers-reduced-motion", "--hide-scrollbars"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=options)
        page = browser.new_page(base_url=url)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(HELPERS)
        page.on("console", _tell)
        page.on("pageerror", lambda error: say(f"console: {error}"))
        yield page
        browser.close()


def _tell(message):
    if message.type in ("warning", "error"):
        say(f"console: {message.text}")


def log_in(page, database, login):
    """Be a user, whose password is the same as the login; nobody for ``none``."""
    if login == "none":
        return
    params = {"db": database, "login": login, "password": login}
    answer = page.request.post("/web/session/authenticate", data={"params": params})
    if "error" in answer.json():
        raise Error(f"There is no user {login} with that password.")


def take(page, options):
    """Open a page and save a picture of it.

    :param options: path, size, wait, js, full, of and out, as in ./dev shot
    """
    width, height = map(int, options.size.split("x"))
    page.set_viewport_size({"width": width, "height": height})
    try:
        page.goto(f"/{options.path.lstrip('/')}")
        page.wait_for_function(READY)
        if options.wait:
            page.wait_for_selector(options.wait, state="attached")
        for code in options.js:
            page.wait_for_timeout(SETTLE)
            _run(page, code)
        page.wait_for_timeout(SETTLE)
        page.wait_for_function(READY)
    finally:  # a picture of a page that is not ready tells why
        _save(page, options, width)


def _run(page, code):
    """Run JavaScript code, which ends where it leads to another page."""
    try:
        page.evaluate(f"async () => {{{code}}}")
    except Error as error:
        if "navigation" not in str(error):
            raise
        page.wait_for_load_state()


def _save(page, options, width):
    out = Path(options.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    if options.full:
        page.set_viewport_size({"width": width, "height": page.evaluate(HEIGHT)})
        page.wait_for_timeout(SETTLE)
    if out.suffix == ".pdf":
        page.pdf(path=out, print_background=True)
    else:
        box = page.locator(options.of).first.bounding_box() if options.of else None
        page.screenshot(path=out, clip=box)


def take_all(page, database, names):
    """Take the pictures of the documentation; whether one failed."""
    say(f"ok  {description.write().relative_to(layout.ROOT)}")
    if unknown := set(names) - {picture.name for picture in PICTURES}:
        raise Error(f"There is no picture named {', '.join(sorted(unknown))}.")
    log_in(page, database, "admin")
    records = _get_records(page)
    chosen = [picture for picture in PICTURES if not names or picture.name in names]
    return int(any([_take_one(page, picture, records) for picture in chosen]))


def _get_records(page):
    """The ids of this addon's documents by name."""
    page.goto("/odoo")
    domain = [["module", "=", layout.ADDON], ["model", "=", "account.move"]]
    rows = page.evaluate(
        "(domain) => rpc('ir.model.data', 'search_read',"
        " [domain], {fields: ['name', 'res_id']})",
        domain,
    )
    return {row["name"]: row["res_id"] for row in rows}


def _take_one(page, picture, records):
    out = FOLDER / f"{picture.name}.png"
    options = SimpleNamespace(**vars(picture), out=out, full=False)
    options.path = picture.path.format(**records)
    options.js = [HIDE, *picture.js]
    try:
        take(page, options)
    except Error as reason:
        say(f"dev: {picture.name}: {reason}")
        return True
    size = _shrink(out)
    say(f"ok  {out.relative_to(layout.ROOT)} ({size // 1024} KB)")
    return False


def _shrink(path):
    """Save a picture with a palette; the bytes it has now."""
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
