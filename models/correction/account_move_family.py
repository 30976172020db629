from typing import NamedTuple

from odoo import models


class Family(NamedTuple):
    """A document and what corrects it, as a note meets it that is one of them.

    ``documents`` belong to it as a whole, the head among them; of ``parts`` some
    lines do: pairs of a note and these. ``mine`` are the lines of the note itself
    that belong to it, None where all do.
    """

    head: models.Model
    documents: models.Model
    parts: tuple = ()
    mine: models.Model | None = None

    def get_goods(self):
        """Return the lines of goods and services that are posted in it."""
        goods = self.documents.invoice_line_ids.filtered(is_goods)
        return goods.union(*(lines for _note, lines in self.parts))

    def get_notes(self):
        """Return all documents that take part."""
        return self.documents.union(*(note for note, _lines in self.parts))

    def without(self, documents):
        """Return the family as if some of its documents were none of it."""
        return self._replace(documents=self.documents - documents)

    def with_posted(self, posted):
        """Return the family with notes that are posted before this one.

        :param posted: pairs of a note and its lines, None for all of them
        """
        whole = [note for note, lines in posted if lines is None]
        return self._replace(
            documents=self.documents.union(*whole),
            parts=(*self.parts, *(pair for pair in posted if pair[1] is not None)),
        )


class PostedTogether:
    """The drafts that are posted together with a note, before it, by their family.

    It travels in the context. A client can send plain values there, never an object
    of this class.
    """

    def __init__(self, notes):
        self.notes = notes


class AccountMove(models.Model):
    """Which families a note belongs to, and with which of its lines."""

    _inherit = "account.move"

    def _note_get_own_families(self):
        """Return each :class:`Family` of this note, with drafts posted before it."""
        families = self._note_get_families()[self]
        together = self.env.context.get("note_posted_together")
        if not isinstance(together, PostedTogether):
            return families
        return [
            family.with_posted(together.notes.get(family.head, ()))
            for family in families
        ]

    def _note_get_families(self):
        """Return the list of each :class:`Family` of these notes, by note."""
        heads = {note: note._note_get_posted_heads() for note in self}
        every = self.sudo().browse().union(*heads.values())
        parts = every._note_get_family_parts() if every else {}
        return {
            note: note._note_find_families(found, parts)
            for note, found in heads.items()
        }

    def _note_get_posted_heads(self):
        """Return the heads of the families, none where one of them is a draft."""
        heads = self._note_get_origins()._origin.sudo()._note_get_family_roots()
        is_posted = all(head.state == "posted" for head in heads)
        return heads if is_posted else heads.browse()

    def _note_find_families(self, heads, parts):
        """Return each :class:`Family` of this note.

        :param parts: lists of :class:`CreditedPart` by head
        """
        return [
            self._note_prepare_family(head, parts[head], mine)
            for head, mine in self._note_split(heads, parts).items()
        ]

    def _note_split(self, heads, parts):
        """Return which lines of this note belong to which of some documents."""
        if len(heads) == 1 and len(self._note_get_origins()) == 1:
            return {heads: None}
        known = {head: head for head in heads}
        for head in heads:
            whole = (part.note for part in parts[head] if part.part is None)
            known.update(dict.fromkeys(whole, head))
        goods = self._note_get_goods().grouped(lambda ln: ln._note_find_head(known))
        if len(goods) == 1:
            goods = dict.fromkeys(goods)  # all of it belongs there
        return {head: lines for head, lines in goods.items() if head}

    def _note_prepare_family(self, head, parts, mine):
        parts = [part for part in parts if part.note != self]
        whole = (part.note for part in parts if part.part is None)
        return Family(
            head,
            head.union(*whole),
            tuple((part.note, part.part) for part in parts if part.part is not None),
            mine,
        )


def is_goods(line):
    """Tell whether a line of a document is one of goods or services."""
    return line.display_type == "product"
