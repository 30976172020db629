"""Hungary: a replacement belongs to the chain of what it replaces.

The module makes it a debit note on the original for that, which it is not: it takes the
place of a document that is reversed (Online Számla 3.0, invoiceReference).
"""


def get_chain_base(_method, moves):
    """Return the documents at the beginning of the chains of some documents."""
    base = moves.browse()
    seen = moves.browse()
    while moves:
        seen |= moves
        earlier = moves.reversed_entry_id | moves.debit_origin_id
        base |= moves.filtered(
            lambda move: (
                not (
                    move.reversed_entry_id
                    or move.debit_origin_id
                    or move.replaced_move_id
                )
            )
        )
        moves = (earlier | moves.replaced_move_id) - seen
    return base


def get_chain_invoices(_method, moves):
    """Return all documents of the chains that begin with some documents."""
    chain = moves
    while moves:
        later = moves.reversal_move_ids | moves.debit_note_ids
        moves = (later | moves.replacement_move_ids) - chain
        chain |= moves
    return chain


AROUND = {
    "_l10n_hu_get_chain_base": get_chain_base,
    "_l10n_hu_get_chain_invoices": get_chain_invoices,
}
