"""A large company's books within minutes: two stories, copied in the database.

Imported by benchmarks in Odoo's shell. The copies keep amounts, taxes, origins and
matches of the originals; ids, numbers, dates and partners differ.
"""

from odoo.tools import SQL

from devkit.shell.common import prepare

# Ids of a copy are those of the original and so much more for each copy before it
STRIDE = 100
DAYS = 3 * 365
PRICES = (450.0, 180.0, 60.0, 25.0)

# What the copies change: columns that are ids of copied records, and dates
SHIFTED = {
    "account_move": ("id", "reversed_entry_id"),
    "account_move_line": ("id", "move_id", "origin_line_id", "origin_move_id"),
    "account_partial_reconcile": ("id", "debit_move_id", "credit_move_id"),
    "account_move_line_account_tax_rel": ("account_move_line_id",),
}
DATES = ("date", "invoice_date", "invoice_date_due", "date_maturity", "max_date")
PARTNERS = ("partner_id", "commercial_partner_id", "partner_shipping_id")


def fill(env, invoices, notes_every, partners=500, **shape):
    """Make posted invoices of four lines; some are credited with a part and matched.

    :param int notes_every: one in how many is credited
    :param shape: ``prices`` of other lines, ``taxes`` on each
    :return: the number of journal items
    """
    names = [{"name": f"Quiet Offices {number}"} for number in range(partners)]
    people = env["res.partner"].create(names)
    plain, credited = (_invoice(env, people[0], **shape) for _story in range(2))
    story = credited | _credit(credited)
    env.flush_all()
    every = SQL("n %% %s", notes_every)
    _copy(env, plain, people.ids, invoices, SQL("%s <> 0", every), 1)
    _copy(env, story, people.ids, invoices, SQL("%s = 0", every), notes_every)
    return _close(env)


def fill_open(env, partner, debts, credits):
    """Make posted invoices and credit notes of one partner, all of them open."""
    for move_type, count in (("out_invoice", debts), ("out_refund", credits)):
        move = _invoice(env, partner, PRICES[:1], move_type=move_type)
        env.flush_all()
        first = move.sequence_number
        _copy(env, move, partner.ids, count - 1, SQL("TRUE"), 1, first)
    return _close(env)


def _close(env):
    env.cr.execute("ANALYZE")  # as autovacuum does in time
    env.cr.commit()
    env.invalidate_all()
    return env["account.move.line"].search_count([])


def _invoice(env, partner, prices=PRICES, move_type="out_invoice", **shape):
    values = prepare(move_type, *prices, quantity=3, **shape)
    products = env["product.product"].search(
        [("sale_ok", "=", True)], limit=len(prices)
    )
    for line, product in zip(values["invoice_line_ids"], products, strict=True):
        line[2]["product_id"] = product.id
    values |= {"partner_id": partner.id, "invoice_date": "2024-01-01"}
    invoice = env["account.move"].create({**values, "invoice_payment_term_id": False})
    invoice.action_post()
    return invoice


def _credit(invoice):
    day = {"date": "2024-01-20", "invoice_date": "2024-01-20"}
    note = invoice._reverse_moves([day])
    note.invoice_line_ids.write({"quantity": 1})
    note.action_post()
    return note


def _copy(env, moves, people, copies, which, step, first=10):
    lines = moves.line_ids
    partials = lines.matched_debit_ids | lines.matched_credit_ids
    originals = (moves.ids, lines.ids, partials.ids, lines.ids)
    for (table, shifted), ids in zip(SHIFTED.items(), originals, strict=True):
        if ids:
            _copy_table(env, table, shifted[0], ids, people, copies, which, step, first)


def _copy_table(env, table, key, ids, people, copies, which, step, first):
    columns = _get_columns(env, table)
    env.cr.execute(
        SQL(
            """INSERT INTO %(table)s (%(columns)s) SELECT %(values)s
                 FROM %(table)s o, generate_series(1, %(copies)s) n
                WHERE o.%(key)s IN %(ids)s AND %(which)s""",
            table=SQL.identifier(table),
            columns=SQL(", ").join(map(SQL.identifier, columns)),
            values=SQL(", ").join(
                _get_value(table, column, people, step, first) for column in columns
            ),
            copies=copies,
            key=SQL.identifier(key),
            ids=tuple(ids),
            which=which,
        )
    )
    if key == "id":
        highest = SQL("(SELECT MAX(id) FROM %s)", SQL.identifier(table))
        env.cr.execute(
            SQL("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", table, highest)
        )


def _get_columns(env, table):
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
        [table],
    )
    return [name for (name,) in env.cr.fetchall()]


def _get_value(table, column, people, step, first):
    """Return what stands in a column of the n-th copy of the original o."""
    original = SQL("o.%s", SQL.identifier(column))
    if column in SHIFTED[table]:
        return SQL("%s + n * %s", original, STRIDE)
    if column in DATES:
        return SQL("%s + (n %% %s)::int", original, DAYS)
    if column in PARTNERS:
        return SQL("(%s::int[])[1 + n %% %s]", people, len(people))
    number = SQL(
        "%s + CASE o.move_type WHEN 'out_refund' THEN n / %s ELSE n END", first, step
    )
    if table == "account_move" and column == "sequence_number":
        return number
    if table == "account_move" and column == "name":
        return SQL("o.sequence_prefix || lpad((%s)::text, 7, '0')", number)
    return original
