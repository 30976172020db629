from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.numbering import Chain, split_of_core

# Characters a number may have, by country: India's GST rules 46 and 53
LONGEST_NUMBER = {"IN": 16}


class AccountMove(models.Model):
    """Which chain of numbers a note belongs to.

    The chain is kept on the note: neither a document that is renamed nor a journal
    that numbers otherwise from now on changes what was given.
    """

    _inherit = "account.move"

    note_number_base = fields.Char(
        string="Numbered After",
        compute="_compute_note_number_base",
        store=True,
        copy=False,
        index="btree_not_null",
        help="The first of the numbers that follow one corrected document.",
    )

    # Not on the corrected document: its later names do not matter
    @api.depends("name")
    def _compute_note_number_base(self):
        for move in self:
            # The name first: computing it may compute this as well
            name = move.name
            base = move.note_number_base
            if not name or name == "/":
                move.note_number_base = False
            elif not base or not Chain(base).ordinal(name):
                chain = move._note_find_number_chain()
                ours = chain and chain.ordinal(name)
                move.note_number_base = chain.base if ours else False

    def _note_get_number_chain(self):
        """Return the chain this note is numbered in, or will be, or None."""
        # What is not saved keeps none. Asking a document that is being created would
        # ask for its name, and with it for the dates of all that are created with it.
        base = self._origin.note_number_base
        kept = Chain(base) if base else None
        # A number that was removed is not there any more, whatever is kept of it
        if kept and kept.ordinal(self.name):
            return kept
        return self._note_find_number_chain()

    def _note_find_number_chain(self):
        """Return the chain of the document that this note would follow, or None."""
        if not self._note_follows_numbers():
            return None
        origins = self._note_get_origins()
        if len(origins) != 1 or not origins.name or origins.name == "/":
            return None
        side = "credit" if self._is_credit_note() else "debit"
        chain = Chain.after(origins.name, side)
        if self._note_is_number_too_long(chain):
            return None
        return None if self._note_is_chain_taken(chain, origins, side) else chain

    def _note_is_number_too_long(self, chain):
        """Tell whether the next number of a chain is longer than the law allows."""
        longest = LONGEST_NUMBER.get(self.country_code)
        if not longest or not self.is_sale_document(include_receipts=True):
            return False
        return len(self._note_get_next_of_chain(chain)) > longest

    def _note_get_next_of_chain(self, chain):
        # The window in which core looks for the numbers of series is too narrow here
        moves = self.env["account.move"].sudo().with_context(note_numbers=None)
        last = moves.search(
            [
                ("journal_id", "=", self.journal_id.id),
                ("id", "!=", self._origin.id),
                ("sequence_prefix", "=", chain.prefix),
            ],
            order="sequence_number desc",
            limit=1,
        )
        return chain.format(seq=last.sequence_number + 1)

    def _note_follows_numbers(self):
        """Tell whether this is a note in a journal that numbers after documents."""
        return (
            (self._is_credit_note() or bool(self.debit_origin_id))
            and self.is_invoice(include_receipts=True)
            and bool(self.journal_id)
            and self.journal_id._note_policy().numbering == "origin"
        )

    def _note_is_chain_taken(self, chain, origin, side):
        """Tell whether other numbers of the journal run into those of a chain.

        A series that begins as all numbers after documents of this period would:
        the notes on all of them go on in series then. Or another chain, by the very
        number that would be next.
        """
        others = Domain("journal_id", "=", self.journal_id.id) & Domain(
            "id", "!=", self._origin.id
        )
        series = others & Domain("note_number_base", "=", False)
        strangers = others & Domain("note_number_base", "!=", chain.base)
        period = Chain.after(origin.sequence_prefix or "", side).base
        moves = self.env["account.move"].sudo().with_context(note_numbers=None)
        following = self._note_get_next_of_chain(chain)
        return bool(
            moves.search(
                series & Domain("sequence_prefix", "in", [period, chain.prefix]),
                limit=1,
            )
            or moves.search(strangers & Domain("name", "=", following), limit=1)
        )

    @api.model
    def _note_split_numbers_as_core(self):
        """Let core go on from the numbers in chains as if they were its own.

        What is hashed stays as it is: core looks up by the prefix whose hash goes
        into whose.
        """
        notes = self.sudo().search(
            [("note_number_base", "!=", False), ("inalterable_hash", "=", False)]
        )
        self.env.flush_all()
        for note in notes:
            chain = Chain(note.note_number_base)
            prefix, counter = split_of_core(chain, note.sequence_number)
            # By SQL: to the ORM the halves follow from the number alone
            self.env.cr.execute(
                """UPDATE account_move
                      SET sequence_prefix = %s, sequence_number = %s
                    WHERE id = %s""",
                [prefix, counter, note.id],
            )
        self.env.invalidate_all()
