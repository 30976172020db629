"""What changes through our own steps alone, and what is said to everybody else."""

from typing import NamedTuple

from odoo.exceptions import AccessError
from odoo.tools.translate import LazyGettext, LazyTranslate

_lt = LazyTranslate(__name__)


class Gate(NamedTuple):
    """What only our own steps may write.

    ``fields`` of a document, none where whole records of a model are meant; ``text``
    says how it is done instead. The gate is open while this very object is in the
    context: a client can send words and numbers, never it.
    """

    fields: frozenset
    text: LazyGettext

    def open(self, records):
        """Return these records in a context in which they may be written."""
        return records.with_context(note_gate=self)

    def is_open(self, env):
        return env.context.get("note_gate") is self

    def check(self, env):
        """Check that our own steps are writing.

        :raises AccessError: saying how it is done instead
        """
        if not self.is_open(env):
            raise AccessError(env._(self.text))


OVERRIDE = Gate(
    frozenset(
        (
            "note_override_by",
            "note_override_on",
            "note_override_reason",
            "note_override_basis",
        )
    ),
    _lt(
        "Who accepted a credit above the invoice, when and why, cannot be written. "
        "Open the draft credit note and press Credit above the Invoice."
    ),
)
FOUND = Gate(
    frozenset(("note_found_origins",)),
    _lt(
        "What a note was found to correct cannot be written. Choose the corrected "
        "documents of the note and its lines instead."
    ),
)
DOUBT = Gate(
    frozenset(("is_doubtful", "doubtful_reason")),
    _lt(
        "Whether a document is doubtful cannot be written without a reason. Choose "
        "Doubtful Debt in the actions of the document."
    ),
)
FINALIZATION = Gate(
    frozenset(("finalized_on", "finalized_by_id", "finalization_digest")),
    _lt(
        "Who finalized a document, and when, cannot be written. Open the posted note "
        "and press Finalize."
    ),
)
APPROVAL = Gate(
    frozenset(
        (
            "note_approval",
            "note_approval_authors",
            "note_approval_requested_by",
            "note_approval_by",
            "note_approval_on",
            "note_approval_comment",
            "note_approval_basis",
        )
    ),
    _lt(
        "Who requested, approved or rejected a note, and when, cannot be written. Open "
        "the draft note and press Request Approval."
    ),
)
APPLICATION = Gate(
    frozenset(),
    _lt(
        "The journal of applications is permanent: nobody adds, changes or deletes its "
        "records. To unapply a credit, use Unapply: that is recorded as well."
    ),
)
BATCH = Gate(
    frozenset(),
    _lt(
        "A batch and its documents change by its own steps only. Use Start, Retry "
        "Failed or Cancel the Rest."
    ),
)

# The gates of documents, in the order in which they are asked
OF_DOCUMENTS = (APPROVAL, FINALIZATION, DOUBT, OVERRIDE, FOUND)
