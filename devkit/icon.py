"""The icon of the addon as a picture, drawn from its source by the browser."""

import base64

from . import layout

FOLDER = layout.ROOT / "static" / "description"
SIZE = 256


def draw(page):
    """Write icon.png from icon.svg, on a ground that shows through; its path.

    :param page: a tab of devkit.chromium
    """
    source = base64.b64encode((FOLDER / "icon.svg").read_bytes()).decode()
    html = (
        "<body style='margin:0'><img id=icon style='display:block' "
        f"width={SIZE} height={SIZE} src='data:image/svg+xml;base64,{source}'>"
    )
    page.call(
        "Emulation.setDeviceMetricsOverride",
        width=SIZE,
        height=SIZE,
        deviceScaleFactor=1,
        mobile=False,
    )
    ground = {"r": 0, "g": 0, "b": 0, "a": 0}
    page.call("Emulation.setDefaultBackgroundColorOverride", color=ground)
    address = base64.b64encode(html.encode()).decode()
    page.call("Page.navigate", url=f"data:text/html;base64,{address}")
    page.wait_until("document.querySelector('#icon')?.complete", "icon")
    answer = page.call("Page.captureScreenshot", format="png")
    out = FOLDER / "icon.png"
    out.write_bytes(base64.b64decode(answer["data"]))
    page.call("Emulation.setDefaultBackgroundColorOverride")
    return out
