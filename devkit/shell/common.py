"""Short words for documents and windows, for the other scripts of Odoo's shell."""

from odoo import Command


def prepare(kind, *prices, quantity=1, taxes=None, **values):
    """Return the values of a document with a line for each price.

    :param prices: numbers, or name, quantity and price
    :param taxes: of each line; those that Odoo proposes if None
    """
    taxed = {} if taxes is None else {"tax_ids": [Command.set(taxes.ids)]}
    names, rows = ("name", "quantity", "price_unit"), []
    for number, said in enumerate(prices, 1):
        line = said if isinstance(said, tuple) else (f"Part {number}", quantity, said)
        rows.append(Command.create({**dict(zip(names, line, strict=True)), **taxed}))
    return {"move_type": kind, "invoice_line_ids": rows, **values}


def document(env, kind, *prices, post=True, **values):
    """Make a document of :func:`prepare`, posted unless told otherwise."""
    move = env["account.move"].create(prepare(kind, *prices, **values))
    if post:
        move.action_post()
    return move


def on_documents(model, moves):
    """Return the model of a window as it is opened about some documents."""
    context = {"active_model": "account.move", "active_ids": moves.ids}
    return moves.env[model].with_context(**context)


def open_window(model, moves, **values):
    return on_documents(model, moves).create(values)


def made_by(window, action):
    """Return the document that an action of a window makes."""
    return window.env["account.move"].browse(getattr(window, action)()["res_id"])
