"""The laws of the books as SQL of their own: each query finds what breaks its law."""

LAWS = {
    # What is credited in a family is at most what it invoiced and debited, what stands
    # on a draft too; one step passes as rounding
    "credited above the family": """
        WITH RECURSIVE family AS (
            SELECT id AS root, id, amount_total AS amount, 1 AS sign, state
              FROM account_move
             WHERE move_type = 'out_invoice' AND state = 'posted'
               AND reversed_entry_id IS NULL AND debit_origin_id IS NULL
               AND company_id = %(company)s
             UNION ALL
            SELECT f.root, n.id, n.amount_total,
                   CASE WHEN n.move_type = 'out_refund' THEN -1 ELSE 1 END, n.state
              FROM family f JOIN account_move n
                ON f.id IN (n.reversed_entry_id, n.debit_origin_id)
               AND n.move_type != 'entry')
        SELECT root FROM family WHERE state = 'posted'
         GROUP BY root HAVING sum(sign * amount) < -0.015""",
    "what is posted stands on what is cancelled": """
        SELECT n.name FROM account_move n
          JOIN account_move o ON o.id IN (n.reversed_entry_id, n.debit_origin_id)
         WHERE n.state = 'posted' AND n.move_type != 'entry' AND o.state = 'cancel'
           AND n.company_id = %(company)s""",
    "a note and what it corrects are of two partners": """
        SELECT n.name FROM account_move n
          JOIN account_move o ON o.id IN (n.reversed_entry_id, n.debit_origin_id)
         WHERE n.state = 'posted' AND o.state = 'posted' AND n.move_type != 'entry'
           AND n.commercial_partner_id != o.commercial_partner_id
           AND n.company_id = %(company)s""",
    "a credit note settles that is not posted": """
        SELECT m.id FROM account_move m
          JOIN account_move_line l ON l.move_id = m.id
          JOIN account_partial_reconcile p
            ON l.id IN (p.debit_move_id, p.credit_move_id)
         WHERE m.state != 'posted' AND m.move_type = 'out_refund'
           AND m.company_id = %(company)s""",
    "open is not what is left": """
        SELECT m.name FROM account_move_line l JOIN account_move m ON m.id = l.move_id
          JOIN account_account a ON a.id = l.account_id
          LEFT JOIN account_partial_reconcile p
            ON l.id IN (p.debit_move_id, p.credit_move_id)
         WHERE a.account_type = 'asset_receivable' AND m.state = 'posted'
           AND m.company_id = %(company)s
         GROUP BY l.id, m.name
        HAVING abs(abs(l.balance) - COALESCE(sum(p.amount), 0)
                   - abs(l.amount_residual)) > 0.005""",
    "the journal is not what is settled": """
        SELECT m.name FROM account_move_line l JOIN account_move m ON m.id = l.move_id
          JOIN account_account a ON a.id = l.account_id
         WHERE a.account_type = 'asset_receivable' AND m.move_type = 'out_refund'
           AND m.company_id = %(company)s
           AND abs((SELECT COALESCE(sum(company_amount), 0)
                      FROM account_note_application WHERE credit_line_id = l.id)
                   - (SELECT COALESCE(sum(amount), 0)
                        FROM account_partial_reconcile
                       WHERE l.id IN (debit_move_id, credit_move_id)
                         AND exchange_move_id IS NULL)) > 0.005
           AND m.currency_id = %(currency)s""",
    "a posted note lost what it corrects": """
        SELECT m.name FROM account_move m JOIN account_move_line l ON l.move_id = m.id
         WHERE m.state = 'posted' AND m.company_id = %(company)s
           AND l.origin_line_id IS NOT NULL AND l.origin_move_id IS NULL""",
}


def find_broken(env):
    """Yield (law, what breaks it) for the books of a company."""
    env.flush_all()
    facts = {"company": env.company.id, "currency": env.company.currency_id.id}
    for law, query in LAWS.items():
        env.cr.execute(query, facts)
        if found := env.cr.fetchall():
            yield law, found
