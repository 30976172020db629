"""What notes make of other documents, and when it has to be read anew.

These fields hang on no amounts and no lines: each change of a line of an ordinary
document would have to look whether a note is concerned. Whoever changes a note, in
whatever way, forgets them for all documents instead.
"""

DOCUMENT_FIGURES = (
    "credit_note_count",
    "credit_note_ids",
    "has_note_override",
    "has_notes",
    "is_named_by_others",
    "may_decide_on_note",
    "note_approval_state",
    "note_credited_amount",
    "note_credited_untaxed_amount",
    "note_debited_amount",
    "note_debited_untaxed_amount",
    "note_remaining_amount",
    "note_remaining_untaxed_amount",
    "note_reserved_amount",
    "note_reserved_untaxed_amount",
    "over_credit_text",
)
OF_LINES = (
    "note_credited_amount",
    "note_credited_quantity",
    "note_remaining_amount",
    "note_remaining_quantity",
    "note_reserved_amount",
    "note_reserved_quantity",
)
NAMES_OTHERS = {"debit_origin_id", "move_type", "replaced_move_id", "reversed_entry_id"}


def forget(moves, vals=()):
    """Let the figures be read anew if notes are among these documents.

    :param vals: what is written to the documents, or its names
    """
    if NAMES_OTHERS.isdisjoint(vals) and not any(move._is_note() for move in moves):
        return
    moves.env["account.move"].invalidate_model(DOCUMENT_FIGURES, flush=False)
    moves.env["account.move.line"].invalidate_model(OF_LINES, flush=False)
