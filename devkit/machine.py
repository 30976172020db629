"""Bring this machine to the point where Odoo can run: the order of all parts."""

import os

from . import (
    addon,
    browser,
    layout,
    odoo_config,
    odoo_source,
    postgres,
    system_packages,
    virtual_env,
    wkhtmltopdf,
)
from .locks import locked


def prepare():
    """Do what is missing, in the order of need; at once when nothing is.

    The environment of this process, and so of all it starts, then finds the
    database server and our programs.

    :return: OdooSource
    """
    system_packages.ensure()
    source = odoo_source.get()
    virtual_env.ensure(source)
    binaries = postgres.start()
    with locked(layout.LOCKS / "files"):
        addon.refresh_farm()
        odoo_config.write_config(source)
        wkhtmltopdf.ensure()
    os.environ.update(odoo_config.environment(binaries))
    browser.ensure()
    return source
