import re

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.numbering import LETTERS, OWN_SERIES, Chain, split
from ...tools.origin_rules import CREDIT_TYPES

# Numbers of notes alone that begin with a letter, and then like those of the journal.
# It is part of a WHERE of core's, which names no other table.
ENDED_SERIES = """
    AND NOT ({kind} AND sequence_prefix ~ '^N?{letter}'
             AND NOT EXISTS (SELECT 1 FROM account_move AS common
                              WHERE common.journal_id = account_move.journal_id
                                AND common.sequence_prefix
                                    = account_move.sequence_prefix
                                AND NOT (common.{kind}))
             AND (regexp_replace(sequence_prefix, '^N?{letter}', '') = %(note_start)s
                  OR EXISTS (SELECT 1 FROM account_move AS common
                              WHERE common.journal_id = account_move.journal_id
                                AND common.sequence_prefix = regexp_replace(
                                    account_move.sequence_prefix,
                                    '^N?{letter}', ''))))"""


class _SeriesOnly:
    """In the context: numbers in chains are none of a series. No client sends it."""


class AccountMove(models.Model):
    """Numbers of notes after the document they correct.

    To core each document is the prefix of a series of its own, so that its checks for
    gaps, its hashes and its lock on numbers hold for the notes on it. Notes that follow
    no document go on in core's series, with a prefix of their own. A number after a
    document says which document is corrected, and stays.
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

    # At uninstallation too, for a client can send the key that says so
    @api.ondelete(at_uninstall=True)
    def _unlink_except_note_numbered_after_document(self):
        for note in self.filtered("posted_before"):
            # Without its name, too: it was removed after the number had been given
            nameless = not note.name or note.name == "/"
            if note.note_number_base or (nameless and note._note_get_number_chain()):
                raise UserError(
                    self.env._(
                        "%(note)s was posted, and its number follows the document it "
                        "corrects: it cannot be deleted, or the number would be given "
                        "to another note. Cancel it instead.",
                        note=note.display_name,
                    )
                )

    @api.constrains("name", "state")
    def _note_check_series_beside_chains(self):
        posted = self.filtered(lambda move: move.state == "posted" and move._is_note())
        # The prefix first: where it is asked for, the numbers that are given meanwhile
        # are split without another write
        series = posted.grouped(lambda note: (note.sequence_prefix, note.journal_id))
        for notes in series.values():
            note = notes.filtered(lambda note: not note.note_number_base)[:1]
            other = note and note._note_find_chain_of_series()
            if other:
                raise ValidationError(
                    self.env._(
                        "%(note)s is a number of a series, but numbers of its journal "
                        "that begin like it follow the document they correct, as "
                        "%(other)s does. Give the note a number that begins "
                        "differently, or remove the number to get the next one.",
                        note=note.name,
                        other=other.name,
                    )
                )

    def _get_last_sequence_domain(self, relaxed=False):
        chain = self._note_get_number_chain()
        if chain:
            return (
                "WHERE journal_id = %(journal_id)s AND name != '/'"
                " AND note_number_base = %(note_number_base)s",
                {"journal_id": self.journal_id.id, "note_number_base": chain.base},
            )
        series = self.with_context(note_numbers=_SeriesOnly())
        where, values = super(AccountMove, series)._get_last_sequence_domain(relaxed)
        ended = self._note_get_ended_series()
        if ended:
            # pylint: disable-next=W8164
            values["note_start"] = split(super()._get_starting_sequence())[0]
        return where + " AND note_number_base IS NULL" + "".join(ended), values

    # core: the last number of a journal is that of the latest document, also where it
    # stands in a series of credit or debit notes that was switched off, so that the
    # next invoice is RINV/2026/00002 (`_get_last_sequence_domain`, 19.0), delete when
    # it looks for numbers of the common series alone
    def _note_get_ended_series(self):
        """Return conditions that leave out numbers of series that were switched off."""
        journal = self.journal_id
        kinds = {
            "R": not journal.refund_sequence and f"move_type IN {CREDIT_TYPES}",
            "D": not journal.debit_sequence and "debit_origin_id IS NOT NULL",
        }
        return [
            ENDED_SERIES.format(letter=letter, kind=kind)
            for letter, kind in kinds.items()
            if kind and self.is_invoice(include_receipts=True)
        ]

    # core: the period of a series is read from the latest document, by a search that
    # takes no domain, and a number in a chain would hide it (`_get_last_sequence`,
    # 19.0), delete when that search takes a domain
    @api.model
    def _search(self, domain, *args, **kwargs):
        if isinstance(self.env.context.get("note_numbers"), _SeriesOnly):
            domain = Domain(domain) & Domain("note_number_base", "=", False)
        return super()._search(domain, *args, **kwargs)

    def _get_starting_sequence(self):
        start = super()._get_starting_sequence()
        return OWN_SERIES + start if self._note_is_own_series() else start

    def _get_next_sequence_format(self):
        chain = self._note_get_number_chain()
        if chain:
            return chain, {"seq": chain.ordinal(self._get_last_sequence())}
        known = self._note_recall_number_format()
        if known:
            return known
        template, values = super()._get_next_sequence_format()
        self._note_remember_number_format(template, values)
        is_new = not values["seq"] and self._note_is_own_series()
        if is_new and self._note_runs_into_chains(
            template.format(**{**values, "seq": 1})
        ):
            # With a new period ends a series that would be in the way of chains
            return self._get_sequence_format_param(self._get_starting_sequence())
        return template, values

    def _get_sequence_format_param(self, previous):
        chain = self._note_get_number_chain() if len(self) == 1 else None
        if not chain or not chain.ordinal(previous):
            return super()._get_sequence_format_param(previous)
        return chain, {
            "seq": chain.ordinal(previous),
            **dict.fromkeys(["year", "year_end", "month"], 0),
            **dict.fromkeys(["seq_length", "year_length", "year_end_length"], 0),
        }

    @api.model
    def _deduce_sequence_number_reset(self, name):
        chain = self._note_get_number_chain() if len(self) == 1 else None
        if chain and chain.ordinal(name):
            # Accounting dates of bills are chosen by it, those of notes alike
            name = chain.document
        return super()._deduce_sequence_number_reset(name)

    def _sequence_matches_date(self):
        # The number has the period of the document, not that of the note
        return bool(self.note_number_base) or super()._sequence_matches_date()

    def _note_is_own_series(self):
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
            and not self._note_get_number_chain()
            and (
                journal._note_policy().numbering == "origin"
                or journal._note_has_numbers_after_documents()
            )
        )

    def _note_runs_into_chains(self, number):
        """Tell whether a series begins as the numbers after documents would."""
        prefix = split(number)[0]
        if not prefix.startswith(tuple(LETTERS.values())):
            return False
        document, journals = prefix[1:], self.journal_id._note_get_journals_of_type()
        return document in journals._note_get_next_document_prefixes(self.date) or bool(
            self.sudo().search(
                [
                    ("journal_id", "in", journals.ids),
                    ("sequence_prefix", "=", document),
                ],
                limit=1,
            )
        )

    def _note_find_chain_of_series(self):
        """Return a note in a chain that the series of this one would run into."""
        prefix = self.sequence_prefix or ""
        if not prefix.startswith(tuple(LETTERS.values())):
            return self.browse()
        self.flush_model(["journal_id", "note_number_base"])
        # Of what is like it only the numbers of its period, not RINV/26/7 for RINV
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM account_move
                    WHERE journal_id = %s AND note_number_base ~ %s
                    LIMIT 1""",
                self.journal_id.id,
                rf"^{re.escape(prefix)}[0-9]{{1,9}}[^0-9]*$",
            )
        )
        return self.browse(row[0] for row in rows).sudo()

    def _note_check_number(self):
        """Check that the number names no document this note does not correct.

        A document that is renamed leaves its notes their numbers; they are refused
        only once another document is called so.

        :raises ValidationError: naming note and documents, and the way out
        """
        if not self.note_number_base:
            return
        named = self.sudo().search(
            [
                ("name", "=", Chain(self.note_number_base).document),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "posted"),
                ("move_type", "!=", "entry"),
            ]
        )
        if named and not named & self._note_get_origins():
            raise ValidationError(
                self.env._(
                    "%(note)s has a number after %(named)s, but corrects %(origins)s. "
                    "Remove its number to get the right one, or correct %(named)s.",
                    note=self.name,
                    named=named[0].name,
                    origins=", ".join(self._note_get_origins().mapped("name"))
                    or self.env._("no document"),
                )
            )

    def _note_check_resequencing(self):
        """Check that no number follows a document: such are in no order.

        :raises ValidationError: naming a note, the rule and the way out
        """
        for note in self.filtered("note_number_base")[:1]:
            raise ValidationError(
                self.env._(
                    "%(note)s is numbered after the document it corrects, so it has no "
                    "place in an order of numbers. Leave such notes out.",
                    note=note.name,
                )
            )
