"""Take a picture of a page, logged in. Needs the virtual environment.

python -m devkit.picture URL PATH OUT [options of ./dev shot]
"""

import argparse
import base64
import json
import sys
import time
import urllib.request
from pathlib import Path

from . import demo_database
from .chromium import Chromium
from .console import Stop, say

SETTLE = 0.7  # seconds for what a page still does when it looks ready

# Pages of the web client are ready when a view is shown, others when loaded.
READY = """
    document.readyState === "complete" && (
        !document.querySelector("body.o_web_client")
        || document.querySelector(".o_action_manager .o_content, .modal-body") !== null
    ) && !document.querySelector(".o_blockUI")
"""

# What the code of --js can use.
HELPERS = """
    window.until = async (css) => {
        for (let i = 0; i < 100; i++) {
            const found = document.querySelector(css);
            if (found) return found;
            await new Promise((done) => setTimeout(done, 100));
        }
        throw new Error(`no ${css} in this page`);
    };
    window.click = async (css) => (await until(css)).click();
    true
"""

# The web client scrolls inside of the window: what is hidden there counts too.
HEIGHT = """
    Math.ceil(Math.max(
        document.documentElement.scrollHeight,
        ...[...document.querySelectorAll(".o_content, .o_form_view_container *")].map(
            (part) => part.getBoundingClientRect().top + part.scrollHeight
        )
    ))
"""


def main():
    options = _options()
    try:
        with Chromium() as page:
            log_in(page, options.url, demo_database.NAME, options.login)
            take(page, options)
    except Stop as reason:
        say(f"dev: {reason}")
        return 1
    say(f"ok  {options.out}")
    return 0


def _options():
    parser = argparse.ArgumentParser()
    for name in ("url", "path", "out"):
        parser.add_argument(name)
    parser.add_argument("--wait")
    parser.add_argument("--js", action="append", default=[])
    parser.add_argument("--size")
    parser.add_argument("--login")
    parser.add_argument("--of")
    parser.add_argument("--full", action="store_true")
    return parser.parse_args()


def take(page, options):
    """Open a page and save a picture of it.

    :param options: url, path, size, wait, js, full, of and out, as in ./dev shot
    """
    try:
        _open(page, options)
    finally:  # a picture of a page that is not ready tells why
        _save(page, options)
        for complaint in page.complaints:
            say(f"console: {complaint}")


def log_in(page, url, database, login):
    """Be a user, whose password is the same as the login; nobody for ``none``."""
    if login != "none":
        session = _get_session(url, database, login)
        page.call("Network.setCookie", name="session_id", value=session, url=url)


def _open(page, options):
    _resize(page, *map(int, options.size.split("x")))
    page.call("Page.navigate", url=f"{options.url}/{options.path.lstrip('/')}")
    page.wait_until(READY, "view")
    if options.wait:
        found = f"document.querySelector({json.dumps(options.wait)}) !== null"
        page.wait_until(found, options.wait)
    page.evaluate(HELPERS)
    for code in options.js:
        time.sleep(SETTLE)
        page.evaluate(code)
    time.sleep(SETTLE)


def _save(page, options):
    out = Path(options.out)
    if options.full:
        width = int(options.size.split("x")[0])
        _resize(page, width, page.evaluate(HEIGHT))
        time.sleep(SETTLE)
    if out.suffix == ".pdf":
        answer = page.call("Page.printToPDF", printBackground=True)
    else:
        clip = {"clip": _find(page, options.of)} if options.of else {}
        answer = page.call("Page.captureScreenshot", format="png", **clip)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(base64.b64decode(answer["data"]))


def _find(page, css):
    """Where an element is on the page."""
    code = f"""
        (() => {{
            const box = document.querySelector({json.dumps(css)})
                .getBoundingClientRect();
            return {{x: box.x, y: box.y, width: box.width, height: box.height}};
        }})()
    """
    return {**page.evaluate(code), "scale": 1}


def _resize(page, width, height):
    page.call(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=height,
        deviceScaleFactor=1,
        mobile=width < 600,
    )


def _get_session(url, database, login):
    params = {"db": database, "login": login, "password": login}
    request = urllib.request.Request(
        f"{url}/web/session/authenticate",
        json.dumps({"params": params}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        if "error" in json.load(answer):
            raise Stop(f"There is no user {login} with that password.")
        return answer.headers["Set-Cookie"].partition("session_id=")[2].split(";")[0]


if __name__ == "__main__":
    sys.exit(main())
