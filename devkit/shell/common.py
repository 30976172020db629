"""Short words for documents and windows, for the other scripts of Odoo's shell."""

from odoo import Command


def prepare(kind, *prices, quantity=1, taxes=None, **values):
    """Return the values of a document with a line for each price.

    :param taxes: of each line; those that Odoo proposes if None
    """
    line = {"quantity": quantity}
    if taxes is not None:
        line["tax_ids"] = [Command.set(taxes.ids)]
    rows = [
        Command.create({"name": f"Part {number}", "price_unit": price, **line})
        for number, price in enumerate(prices, 1)
    ]
    return {"move_type": kind, "invoice_line_ids": rows, **values}


def document(env, kind, *prices, post=True, **values):
    """Make a document of :func:`prepare`, posted unless told otherwise."""
    move = env["account.move"].create(prepare(kind, *prices, **values))
    if post:
        move.action_post()
    return move


def open_window(model, moves, **values):
    context = {"active_model": "account.move", "active_ids": moves.ids}
    return moves.env[model].with_context(**context).create(values)


def made_by(window, action):
    """Return the document that an action of a window makes."""
    return window.env["account.move"].browse(getattr(window, action)()["res_id"])


def print_html(moves):
    reports = moves.env["ir.actions.report"]
    return reports._render_qweb_html("account.account_invoices", moves.ids)[0].decode()


def print_pdf(moves):
    """Return the file of documents; the server that gives its style sheets sees what
    is committed alone."""
    moves.env.cr.commit()
    reports = moves.env["ir.actions.report"].with_context(force_report_rendering=True)
    return reports._render_qweb_pdf("account.account_invoices", moves.ids)[0]
