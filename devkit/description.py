"""The page of the addon in Odoo's list of apps, made of README and index.rst.

Apps show it without style sheets and without the classes that docutils writes, so that
each element has its style. Needs the virtual environment.
"""

import re

from docutils.core import publish_parts

from . import layout

PAGE = layout.ROOT / "static" / "description" / "index.html"

STYLES = {
    "h1": "text-align:center;margin:8px 0;font-size:34px",
    "h2": "margin:36px 0 8px;font-size:26px",
    "h3": "margin:28px 0 6px;font-size:20px",
    "p": "margin:6px 0",
    "table": "border-collapse:collapse;width:100%;font-size:14px",
    "th": "padding:8px 12px;border-bottom:1px solid #d5dde0;vertical-align:top;"
    "text-align:left",
    "td": "padding:6px 12px;border-bottom:1px solid #d5dde0;vertical-align:top",
}
ALL = (
    "max-width:960px;margin:0 auto;padding:24px;color:#22313a;font-family:sans-serif;"
    "font-size:16px;line-height:1.5"
)
IMAGE = "max-width:100%;border:1px solid #d5dde0;border-radius:6px;"
WRAPPERS = r"</?(?:section|main|colgroup|col|thead|tbody)\b.*?>\n?|<!--.*?-->\n"
HEAD = (
    '<!doctype html>\n<meta charset="utf-8" />\n<title>Credit &amp; Debit Notes</title>'
)


def render():
    """The page as it should be."""
    source = PAGE.with_suffix(".rst")
    parts = publish_parts(
        source.read_text(),
        source_path=str(source),
        writer="html5",
        settings_overrides={
            "doctitle_xform": False,
            "initial_header_level": 1,
            "halt_level": 2,
            "table_style": "colwidths-auto",
        },
    )
    body = re.sub(WRAPPERS, "", parts["body"])
    body = re.sub(r' (?:class|id)="[^"]*"', "", body)
    body = body.replace('style="', f'style="{IMAGE}', body.count("<img"))
    for tag, style in STYLES.items():
        body = re.sub(rf"<{tag}(?=[ >])", f'<{tag} style="{style}"', body)
    return f'{HEAD}\n<div style="{ALL}">\n{body}</div>\n'
