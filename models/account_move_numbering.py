from odoo import api, models
from odoo.fields import Domain

from ..tools.numbering import LETTERS, OWN_SERIES, Chain, split


class _SeriesOnly:
    """In the context: numbers in chains are none of a series. No client sends it."""


class AccountMove(models.Model):
    """Numbers of notes after the document they correct.

    To core each document is the prefix of a series of its own, so that its checks
    for gaps, its hashes and its lock on numbers hold for the notes on it. Notes
    that follow no document go on in core's series, with a prefix of their own.
    """

    _inherit = "account.move"

    @api.depends("note_number_base")
    def _compute_split_sequence(self):
        in_chain = self.filtered("note_number_base")
        for move in in_chain:
            chain = Chain(move.note_number_base)
            move.sequence_prefix = chain.prefix
            move.sequence_number = chain.ordinal(move.name)
        return super(AccountMove, self - in_chain)._compute_split_sequence()

    @api.depends("reversed_entry_id", "debit_origin_id")
    def _compute_name_placeholder(self):
        return super()._compute_name_placeholder()

    def _get_last_sequence_domain(self, relaxed=False):
        chain = self._get_number_chain()
        if chain:
            return (
                "WHERE journal_id = %(journal_id)s AND name != '/'"
                " AND note_number_base = %(note_number_base)s",
                {"journal_id": self.journal_id.id, "note_number_base": chain.base},
            )
        series = self.with_context(note_numbers=_SeriesOnly())
        where, values = super(AccountMove, series)._get_last_sequence_domain(relaxed)
        return where + " AND note_number_base IS NULL", values

    @api.model
    def _search(self, domain, *args, **kwargs):
        if isinstance(self.env.context.get("note_numbers"), _SeriesOnly):
            domain = Domain(domain) & Domain("note_number_base", "=", False)
        return super()._search(domain, *args, **kwargs)

    def _get_starting_sequence(self):
        start = super()._get_starting_sequence()
        return OWN_SERIES + start if self._is_own_series() else start

    def _is_own_series(self):
        """Tell whether this note is counted beside notes numbered in chains.

        Even where the journal has gone back to series: the numbers are there.
        """
        journal = self.journal_id
        has_series = (
            journal.refund_sequence
            if self._is_credit_note()
            else journal.debit_sequence and self.debit_origin_id
        )
        return (
            bool(has_series)
            and not journal._brings_own_numbering()
            and not self._get_number_chain()
            and (
                journal._note_policy().numbering == "origin"
                or journal._has_numbers_after_documents()
            )
        )

    def _runs_into_chains(self, number):
        """Tell whether a series begins as the numbers after documents would."""
        prefix = split(number)[0]
        if not prefix.startswith(tuple(LETTERS.values())):
            return False
        document, journals = prefix[1:], self.journal_id._get_journals_of_type()
        return document in journals._get_next_document_prefixes(self.date) or bool(
            self.sudo().search(
                [
                    ("journal_id", "in", journals.ids),
                    ("sequence_prefix", "=", document),
                ],
                limit=1,
            )
        )

    def _get_next_sequence_format(self):
        chain = self._get_number_chain()
        if chain:
            return chain, {"seq": chain.ordinal(self._get_last_sequence())}
        template, values = super()._get_next_sequence_format()
        is_new = not values["seq"] and self._is_own_series()
        if is_new and self._runs_into_chains(template.format(**{**values, "seq": 1})):
            # With a new period ends a series that would be in the way of chains
            return self._get_sequence_format_param(self._get_starting_sequence())
        return template, values

    def _get_sequence_format_param(self, previous):
        chain = self._get_number_chain() if len(self) == 1 else None
        if not chain or not chain.ordinal(previous):
            return super()._get_sequence_format_param(previous)
        return chain, {
            "seq": chain.ordinal(previous),
            **dict.fromkeys(["year", "year_end", "month"], 0),
            **dict.fromkeys(["seq_length", "year_length", "year_end_length"], 0),
        }

    @api.model
    def _deduce_sequence_number_reset(self, name):
        chain = self._get_number_chain() if len(self) == 1 else None
        if chain and chain.ordinal(name):
            # Accounting dates of bills are chosen by it, those of notes alike
            name = chain.document
        return super()._deduce_sequence_number_reset(name)

    def _sequence_matches_date(self):
        # The number has the period of the document, not that of the note
        return bool(self.note_number_base) or super()._sequence_matches_date()
