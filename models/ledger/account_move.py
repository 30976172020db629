from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain


class CreditedPart(NamedTuple):
    """The part of one note that belongs to one invoice, or to its family.

    ``amount`` is in the currency of the invoice, taxes included, and ``untaxed``
    the same before taxes; below zero where it takes something off the invoice.
    ``lines`` is how many lines were added up, 0 where the total of the whole note
    counts. ``sign`` turns amounts of the note into those, and ``part`` are its lines
    that belong to it, None where it counts as a whole.
    """

    note: models.Model
    amount: float
    lines: int
    untaxed: float
    sign: float
    part: models.Model | None = None

    def _get_goods(self):
        """Return the lines of goods and services that belong to the part."""
        return self.note._note_get_goods() if self.part is None else self.part

    def _get_rounded(self):
        """Return those of them that may be off by rounding: no amount was asked for."""
        return self._get_goods().filtered(lambda ln: ln.correction_mode != "amount")


COUNTED_STATES = ("posted", "draft")


class AccountMove(models.Model):
    """What was invoiced, debited and credited in the family of an invoice.

    A family is an invoice, the notes on it, and the notes on those: debit notes raise
    what may be credited, and the reversal of a credit note gives it back. The fields
    that show it are positive and in the currency of the document; nothing is stored,
    posted notes count, drafts only reserve.
    """

    _inherit = "account.move"

    note_debited_amount = fields.Monetary(
        string="Debited",
        compute="_compute_note_amounts",
        help="What posted debit notes added, and what was given back of posted "
        "credit notes; taxes included.",
    )
    note_credited_amount = fields.Monetary(
        string="Credited",
        compute="_compute_note_amounts",
        help="What posted credit notes took off, taxes included.",
    )
    note_reserved_amount = fields.Monetary(
        string="Reserved by Drafts",
        compute="_compute_note_amounts",
        help="What credit notes that are still drafts would take off, taxes "
        "included. Whoever posts first, gets it.",
    )
    note_remaining_amount = fields.Monetary(
        string="Still to Credit",
        compute="_compute_note_amounts",
        help="Invoiced and debited, less what was credited; taxes included. Drafts "
        "are not taken off. Of a debit note no more than of what it adds to.",
    )
    note_debited_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    note_credited_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    note_reserved_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    note_remaining_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    has_notes = fields.Boolean(
        string="Credited or Debited",
        compute="_compute_note_amounts",
        help="Posted or draft notes change what may be credited.",
    )

    # Whoever changes a note forgets these, see `lifecycle.figures`
    @api.depends("state")
    def _compute_note_amounts(self):
        # In a window that is not saved yet, a document is a new record
        documents = self._origin.sudo()
        invoices = documents.filtered(
            lambda move: move._note_is_creditable() and move.is_named_by_others
        )
        found = invoices._note_get_family_parts(COUNTED_STATES)
        for move in self:
            parts = found.get(move._origin, [])
            move.has_notes = bool(parts)
            for name, value in move._prepare_note_amounts(parts).items():
                move[name] = value
            if move.is_note and not move._is_credit_note():
                move._note_limit_by_family()

    def _note_limit_by_family(self):
        """Let what remains of this debit note be within what remains of the family.

        Whatever it adds to may have come back with it, and what was credited above
        its own amount came off what it adds to: less than nothing never remains.
        """
        for head in (self._origin._note_get_heads() - self._origin).sudo():
            if head.currency_id == self.currency_id:
                for name in ("note_remaining_amount", "note_remaining_untaxed_amount"):
                    self[name] = max(min(self[name], head[name]), 0.0)

    def _note_get_family_roots(self):
        """Return the documents at the head of the families these belong to."""
        roots, seen, level = self.browse(), self.browse(), self
        while level:
            seen |= level
            above = self.browse()
            for move in level:
                origins = move._note_get_origins()
                above |= origins
                if not origins:
                    roots |= move
            level = above - seen
        return roots

    def _note_get_heads(self, below=None):
        """Return the first documents in the families of these that charge something.

        What takes back a credit note on no invoice charges by itself, and so does a
        debit note while its invoice is a draft.
        """
        heads = self.browse()
        for move in self:
            # Nothing forbids a circle in old books
            passed = move | below if below else move
            origins = move._note_get_origins() - passed
            above = origins._note_get_heads(passed) if origins else origins
            heads |= above or move.filtered(lambda head: head._note_is_creditable())
        return heads

    def _note_get_family_parts(self, states=("posted",), drafts=None, without=None):
        """Return the parts of all notes in the families of these documents.

        A note counts once, whichever documents of the family it names.

        :param states: states of the notes that count
        :param drafts: notes that count in any state
        :param without: notes that are left out, and all that stands on them
        :return: a dict of lists of :class:`CreditedPart` by document, for each of them
        """
        found = {}
        for moves in self._note_iter_unrelated():
            below = moves._note_find_below(without)
            counted = below.filtered(lambda note: note.state in states)
            counted |= below & drafts if drafts else counted
            found.update(moves._note_get_unrelated_parts(below, counted))
        return {move: found[move] for move in self}

    def _note_iter_unrelated(self):
        """Yield these documents so that none stands in the family of one yielded
        together with it: there it is a head, and could not be a note as well."""
        rest = self
        while rest:
            unrelated = rest.filtered(
                lambda m, rest=rest: not m._note_get_above() & rest
            )
            # Nothing forbids a circle in old books
            unrelated = unrelated or rest
            yield unrelated
            rest -= unrelated

    def _note_get_above(self):
        """Return the documents that this one corrects, and those that they correct."""
        above, level = self.browse(), self
        while level:
            notes = level.filtered(lambda move: move._is_note())
            origins = self.browse().union(*(note._note_get_origins() for note in notes))
            level = origins - above - self
            above |= level
        return above

    def _note_get_unrelated_parts(self, below, counted):
        parts = {move: [] for move in self}
        heads = self._note_map_heads(below)
        divided = self.browse()
        for note in counted:
            if heads[note]:
                parts[heads[note]].append(heads[note]._note_prepare_part(note))
            else:
                divided |= note
        for head, note, lines in divided._note_iter_parts(heads):
            parts[head].append(head._note_prepare_part(note, lines))
        return parts

    def _note_find_below(self, without=None):
        """Return the notes on these documents, those on them and so on.

        Notes that do not count are passed through: what stands on them counts.
        """
        left_out = without or self.browse()
        below, level = self.browse(), self
        while level:
            groups = (
                self.env["account.move.line"]
                .sudo()
                ._read_group(
                    Domain("origin_move_id", "in", level.ids)
                    & Domain("display_type", "=", "product"),
                    [],
                    ["move_id:recordset"],
                )
            )
            level = groups[0][0] - below - self - left_out
            below |= level
        return below

    def _note_map_heads(self, notes):
        """Return to which of these documents each note below belongs as a whole.

        :return: a dict of documents by note, None where a note, or a line of it,
            corrects something else as well
        """
        heads = {move: move for move in self}
        origins = {note: note._note_get_origins() for note in notes}
        pending = dict.fromkeys(notes)
        while pending:
            known = [n for n in pending if not any(o in pending for o in origins[n])]
            # Nothing forbids a circle in old books
            for note in known or list(pending):
                heads[note] = note._note_find_head_of_whole(origins[note], heads)
                del pending[note]
        return heads

    def _note_find_head_of_whole(self, origins, heads):
        """Return the document that this note belongs to as a whole, None for none."""
        found = {heads.get(origin) for origin in origins}
        if len(found) != 1 or found == {None} or not self._note_names_origins_only():
            found = {line._note_find_head(heads) for line in self._note_get_goods()}
        return found.pop() if len(found) == 1 else None

    def _note_names_origins_only(self):
        """Tell whether no line of this note names less than its document does."""
        if len(self._note_get_origins()) == 1:
            return True
        return all(line.origin_move_id for line in self._note_get_goods())

    def _note_iter_parts(self, heads):
        """Yield (document, note, lines) of notes that belong to several documents."""
        for note in self:
            goods = note._note_get_goods()
            by_head = goods.grouped(lambda line: line._note_find_head(heads))
            for head, part in by_head.items():
                if head:
                    yield head, note, part

    def _note_prepare_part(self, note, part=None):
        """Return the part of a note in this document, with its sign.

        :param part: the lines that belong to it, where the note does not as a whole
        """
        sign = note._note_get_sign_towards(self)
        if note.currency_id != self.currency_id:
            # Only notes from before the installation: new ones are refused
            sign *= self.invoice_currency_rate / note.invoice_currency_rate
        amount, untaxed = note.amount_total, note.amount_untaxed
        if part:
            roots = note._note_get_family_roots()
            amount = note._note_get_total_of(part)
            amount += note._note_get_rounding_for(self, roots)
            untaxed = note._note_get_net_of(part)
            untaxed += note._note_get_rounding_for(self, roots, is_net=True)
        lines = len(part) if part else 0
        return CreditedPart(note, sign * amount, lines, sign * untaxed, sign, part)

    def _note_get_rounding_for(self, document, documents, is_net=False):
        """Return the cash rounding of this note that belongs to one of some documents.

        :param bool is_net: without what was rounded in a tax
        """
        lines = self._note_get_rounding_of(document, documents)
        if is_net:
            lines = lines.filtered(lambda line: not line.tax_repartition_line_id)
        return self.direction_sign * sum(lines.mapped("amount_currency"))

    def _note_get_rounding_of(self, document, documents):
        """Return the lines of rounding that belong to one of some documents.

        They name it, or another of its family. Where none does, the note is rounded
        as a whole: that belongs to the last of those that are rounded themselves.
        """
        lines = self.line_ids.filtered(lambda line: line.display_type == "rounding")
        if named := lines.origin_move_id:
            own = document._origin
            families = {
                origin: origin | origin._note_get_family_roots() for origin in named
            }
            return lines.filtered(lambda ln: own in families.get(ln.origin_move_id, ()))
        rounded = documents.filtered("invoice_cash_rounding_id") or documents
        return lines if document == rounded[-1:] else lines.browse()

    def _prepare_note_amounts(self, parts):
        """Return the fields that tell what notes made of this document."""
        return {
            **self._note_sum_parts(
                parts, self.amount_total, lambda s: s.amount, "note_%s_amount"
            ),
            **self._note_sum_parts(
                parts,
                self.amount_untaxed,
                lambda s: s.untaxed,
                "note_%s_untaxed_amount",
            ),
        }

    def _note_sum_parts(self, parts, invoiced, amount_of, name):
        posted, drafts = [], []
        for part in parts:
            chosen = posted if part.note.state == "posted" else drafts
            chosen.append(amount_of(part))
        debited = sum(amount for amount in posted if amount > 0)
        credited = -sum(amount for amount in posted if amount < 0)
        return {
            name % "debited": debited,
            name % "credited": credited,
            name % "reserved": -sum(amount for amount in drafts if amount < 0),
            name % "remaining": invoiced + debited - credited,
        }
