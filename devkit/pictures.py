"""The pictures of README, index.html and the guides. Needs the virtual environment.

python -m devkit.pictures URL DATABASE [NAME ...]
"""

import io
import json
import sys
from types import SimpleNamespace

from PIL import Image

from . import description, icon, layout
from .chromium import Chromium
from .console import Stop, say
from .picture import log_in, take
from .picture_table import PICTURES

FOLDER = layout.ROOT / "static" / "description"
ICON = "icon"
COLOURS = 64  # of the palette: screens have few, and files stay small

# What the code of a picture can use beside click and until
HELPERS = """
    window.wait = (time) => new Promise((done) => setTimeout(done, time));
    window.rpc = async (model, method, args, kwargs = {}) => {
        const answer = await fetch("/web/dataset/call_kw", {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({params: {model, method, args, kwargs}}),
        });
        const {result, error} = await answer.json();
        if (error) throw new Error(error.data.message);
        return result;
    };
    window.enter = async (field, value) => {
        field.dispatchEvent(new Event("focus"));
        field.value = value;
        field.dispatchEvent(new Event("input", {bubbles: true}));
        field.dispatchEvent(new Event("change", {bubbles: true}));
        field.blur();
        await wait(1000);
    };
    // A cell of the list in a window, by the number of its row
    window.cell = async (row, name, value) => {
        const line = (await until(".modal .o_data_row")) && [
            ...document.querySelectorAll(".modal .o_data_row"),
        ][row];
        line.querySelector(`td[name=${name}]`).click();
        await wait(500);
        const input = `.modal .o_selected_row td[name=${name}] input`;
        await enter(await until(input), value);
    };
    window.choose = async (field, text) => {
        const input = await until(`.modal .o_field_widget[name=${field}] input`);
        input.click();
        await enter(input, text);
        await wait(500);
        [...document.querySelectorAll(".o-autocomplete--dropdown-item")]
            .find((item) => item.textContent.trim() === text)
            .querySelector("a")
            .click();
        await wait(500);
    };
    document.querySelectorAll(".o_menu_systray").forEach((part) => part.remove());
    true
"""


def main():
    url, database, *names = sys.argv[1:]
    say(f"ok  {description.write().relative_to(layout.ROOT)}")
    known = {ICON, *(picture.name for picture in PICTURES)}
    if unknown := set(names) - known:
        raise Stop(f"There is no picture named {', '.join(sorted(unknown))}.")
    with Chromium() as page:
        log_in(page, url, database, "admin")
        if not names or ICON in names:
            say(f"ok  {icon.draw(page).relative_to(layout.ROOT)}")
        records = _get_records(page, url)
        chosen = [one for one in PICTURES if not names or one.name in names]
        return int(any([_take(page, url, picture, records) for picture in chosen]))


def _get_records(page, url):
    """The ids of this addon's records by name."""
    page.call("Page.navigate", url=f"{url}/odoo")
    page.wait_until("document.body?.classList.contains('o_web_client')", "web client")
    page.evaluate(HELPERS)
    domain = json.dumps([["module", "=", layout.ADDON], ["model", "=", "account.move"]])
    wanted = f"[{domain}], {{fields: ['name', 'res_id']}}"
    rows = page.evaluate(f"await rpc('ir.model.data', 'search_read', {wanted})")
    return {row["name"]: row["res_id"] for row in rows}


def _take(page, url, picture, records):
    """Take one picture; whether that failed."""
    out = FOLDER / f"{picture.name}.png"
    options = SimpleNamespace(**vars(picture), url=url, out=out, full=False)
    options.path = picture.path.format(**records)
    options.js = [HELPERS, *picture.js]
    try:
        take(page, options)
    except Stop as reason:
        say(f"dev: {picture.name}: {reason}")
        return True
    size = _shrink(out)
    say(f"ok  {out.relative_to(layout.ROOT)} ({size // 1024} KB)")
    return False


def _shrink(path):
    """Save a picture with a palette; the bytes it has now."""
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
            path, optimize=True
        )
    return path.stat().st_size


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stop as reason:
        say(f"dev: {reason}")
        sys.exit(1)
