from contextlib import contextmanager
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date, formatLang, plaintext2html

from ...tools.errors import with_code
from .account_move_limits import CREDITED, REDUCED, WAYS, WAYS_AT_TAXES, WAYS_BACK


class OverCredit(NamedTuple):
    """An invoice, or a line of it, that is credited with more than it bears.

    ``notes`` are those of the judged credit notes that take part in it, none where
    the invoice itself became smaller; ``text`` says so with figures and way out.
    ``is_rounding`` marks what is told and passes.
    """

    invoice: models.Model
    notes: models.Model
    text: str
    amount: float = 0.0
    is_rounding: bool = False


class AccountMove(models.Model):
    """No invoice is credited with more than was invoiced and debited.

    A draft that would says so; when it is posted it is refused, warned of or let pass,
    as the journal's policy says. Where nothing may be stopped any more, since the money
    was given back at the point of sale, the refusal is written on the note instead.
    """

    _inherit = "account.move"

    over_credit_text = fields.Text(
        string="Credited too Much",
        compute="_compute_note_over_credit_text",
        help="What this draft credits above the invoice, empty where nothing.",
    )

    @api.depends("state", "note_override_basis")
    def _compute_note_over_credit_text(self):
        for move in self:
            # The ledger is in the database: a form shows what is saved
            move.over_credit_text = move._origin._note_get_over_credit_text()

    def _note_lock_corrected_documents(self):
        """Make transactions that correct the same invoice wait for each other.

        Under repeatable read a lock alone is not enough: the second transaction
        would go on with its old picture of what is credited. Changing the row
        makes it fail with a serialization error, upon which Odoo repeats it.
        """
        notes = self.filtered("is_note")
        root_ids = notes and notes.sudo()._note_get_family_roots().ids
        if root_ids:
            # The ids in one order for everybody, so that no two wait crosswise
            self.env.cr.execute(
                SQL(
                    """UPDATE account_move SET write_date = write_date
                        WHERE id IN (SELECT id FROM account_move WHERE id IN %s
                                      ORDER BY id FOR NO KEY UPDATE)""",
                    tuple(root_ids),
                )
            )

    def _note_guard_posted(self, reposted):
        """Check what these documents, just posted, correct and take.

        :param reposted: those that had been posted before: they may bear less now
        """
        for note in self.filtered("is_note"):
            with note._note_log_instead_of_raise():
                note._note_check_origins(posting=True)
        self._note_guard_credits()
        (self & reposted)._note_check_reduced()

    def _note_get_raising(self):
        """Return the notes among these that raise what may be credited."""
        return self.filtered(lambda move: move.is_note and not move._is_credit_note())

    def _note_guard_credits(self):
        """Apply the guard to those of these documents that are credit notes.

        :raises UserError: naming the invoice, the figures and the way out
        """
        credits = self.filtered(lambda move: move._is_credit_note())
        # The others are judged as if those somebody answers for came after them
        accepted = credits.filtered("has_note_override")
        judged = (credits - accepted).sudo()
        documents = list(judged._note_judge_documents(accepted))
        self._note_guard(found for found in documents if not found.is_rounding)
        self._note_guard(judged._note_find_line_over_credits(accepted))
        for found in documents:
            for note in found.notes if found.is_rounding else ():
                note._message_log(body=plaintext2html(found.text))

    def _note_guard_credited(self, leaving):
        """Apply the guard to debit notes that would leave credit notes on a draft.

        :param leaving: what becomes a draft together with them
        """
        for move in self.sudo():
            credits = move.credit_note_ids.filtered(lambda n: n.state == "posted")
            credits -= leaving
            if credits:
                text = self.env._(
                    "Credit notes correct %(note)s %(credits)s, and what is a draft "
                    "cannot be corrected. Reset them to draft first.",
                    note=move.display_name,
                    credits=move._note_format_names(credits),
                )
                self._note_guard([OverCredit(move, credits, text)])

    def _note_check_reduced(self):
        """Apply the guard to invoices and debit notes that may bear less now.

        What was as much too much before they were reset is told, and passes.
        """
        found = self._note_find_reduced()
        known = [each for each in found if self._note_is_known_excess(each)]
        self._note_guard(found, known)

    def _note_find_reduced(self):
        """Return what is credited too much on those of these that charge."""
        charging = self.filtered(
            lambda move: (
                move.is_invoice(include_receipts=True) and not move._is_credit_note()
            )
        )
        if not charging:
            return []
        return charging._note_find_over_credits(without=charging._get_accepted_notes())

    def _note_guard(self, over_credits, known=()):
        for found in over_credits:
            documents = found.notes or found.invoice
            guards = {move._note_get_guard() for move in documents}
            if "block" in guards and found not in known:
                raise with_code(UserError(found.text), "over_credited")
            if guards != {"off"}:
                for move in found.invoice | found.notes:
                    move.message_post(body=plaintext2html(found.text))

    def _note_get_guard(self):
        """Return what happens when this document exceeds: off, warn or block."""
        guard = self._get_note_guard()
        is_soft = self._is_guard_soft() or self._note_has_found_origins()
        return "warn" if guard == "block" and is_soft else guard

    def _note_find_over_credits(self, without=None):
        """Return what is credited too much once these documents are posted.

        Drafts among them count as if they were posted. Credit notes are to blame
        where they take something; other documents (an invoice posted again for
        less, a debit note that is gone) for any excess in their family.

        :param without: notes that do not count, nor what takes them back
        :return: a list of :class:`OverCredit`, whole invoices first, then lines
        """
        # Sums of other people's notes count as well, whoever may read them
        documents = self.sudo()
        return [
            *documents._note_find_document_over_credits(without),
            *documents._note_find_line_over_credits(without),
        ]

    def _note_find_rounded(self):
        """Return what these drafts take beyond their invoices by rounding."""
        documents = self.sudo()._note_judge_documents(None)
        return [found for found in documents if found.is_rounding]

    def _note_get_counted_domain(self):
        """Return which lines of notes count once these documents are posted."""
        drafts = self.filtered(lambda move: move._is_credit_note())
        return Domain("parent_state", "=", "posted") | Domain(
            "move_id", "in", drafts.ids
        )

    def _note_find_document_over_credits(self, without, judges_all=False):
        documents = self._note_judge_documents(without, judges_all)
        return [found for found in documents if not found.is_rounding]

    def _note_judge_documents(self, without, judges_all=False):
        """Yield an :class:`OverCredit` for each family in which a limit is passed."""
        for invoice, limit in self._note_iter_beyond(without, judges_all):
            remaining, notes = limit.remaining, limit.notes & self
            is_rounding = not remaining.is_exceeded(invoice.currency_id.rounding)
            text = (
                invoice._note_tell_rounded(limit)
                if is_rounding
                else invoice._note_get_over_credit_refusal(limit, self)
            )
            yield OverCredit(invoice, notes, text, remaining.excess, is_rounding)
        yield from self._note_find_beyond_coins()

    def _note_iter_beyond(self, without, judges_all=False):
        """Yield (invoice, limit) for the first limit of each family that is passed.

        By rounding or by more; one that is exceeded comes before one that is not.

        :param judges_all: every note is looked at as if it were posted now
        """
        invoices = self._note_get_heads()
        drafts = self.filtered(lambda move: move._is_credit_note())
        reduced = (self - drafts)._note_get_heads()
        parts = invoices._note_get_family_parts(drafts=drafts, without=without)
        for invoice, found in parts.items():
            step = invoice.currency_id.rounding
            judged = self.union(*(s.note for s in found)) if judges_all else self
            beyond = [
                limit
                for limit in invoice._note_iter_limits(found, judged)
                if (limit.remaining.now or invoice in reduced)
                and limit.remaining.is_beyond(step)
            ]
            exceeded = [each for each in beyond if each.remaining.is_exceeded(step)]
            for limit in (exceeded or beyond)[:1]:
                yield invoice, limit

    def _note_find_line_over_credits(self, without):
        lines = self.invoice_line_ids
        # A line that is smaller, charges less on top of another, or takes back less
        # of a credit note
        charging = lines.filtered(lambda line: not line._is_on_credit_note())
        origins = charging.origin_line_id
        reduced = charging | origins | origins.origin_line_id
        corrected = (lines - reduced).origin_line_id | reduced
        creditable = corrected.filtered(lambda line: line.move_id._note_is_creditable())
        domain = self._note_get_counted_domain()
        for line, text in creditable._note_find_over_credits(domain, without):
            notes = (lines & line.refund_line_ids).move_id
            yield OverCredit(line.move_id, notes, text)

    def _note_is_creditable(self):
        """Tell whether this is a posted document that credit notes take from."""
        return (
            self.state == "posted"
            and self.is_invoice(include_receipts=True)
            and not self._is_credit_note()
        )

    def _note_get_over_credit_refusal(self, limit, judged):
        """Return the sentence that refuses what passes a limit of this invoice."""
        found, taxes = limit.remaining, limit.taxes
        earlier = limit.notes - judged
        facts = self._note_prepare_limit_facts(limit)
        lead, ways = REDUCED[limit.code], WAYS_BACK
        if found.now:
            lead, ways = CREDITED[limit.code], WAYS_AT_TAXES if taxes else WAYS
        figures = self.env._(
            "Invoiced and debited: %(limit)s\n"
            "Credited before: %(before)s %(notes)s\n"
            "Too much: %(excess)s",
            notes=self._note_format_names(earlier),
            **facts,
        )
        # pylint: disable-next=translation-not-lazy
        return "\n\n".join((self.env._(lead) % facts, figures, self.env._(ways)))

    def _note_prepare_limit_facts(self, limit):
        found = limit.remaining
        return {
            "invoice": self.name,
            "taxes": ", ".join(limit.taxes.mapped("name")),
            "now": self._note_format_amount(found.now),
            "remaining": self._note_format_amount(found.remaining),
            "limit": self._note_format_amount(found.limit),
            "before": self._note_format_amount(found.before),
            "excess": self._note_format_amount(found.excess),
        }

    def _note_tell_rounded(self, limit):
        return self.env._(
            "%(invoice)s is credited with %(now)s, where %(remaining)s was left: "
            "%(excess)s more. That is no more than rounding, and passes. Check the "
            "amounts against the paper of the note.",
            **self._note_prepare_limit_facts(limit),
        )

    def _note_format_names(self, moves, limit=5):
        """Return the numbers of some documents in brackets, or nothing."""
        names = [move.name or move.display_name for move in moves[:limit]]
        if len(moves) > limit:
            names.append("…")
        return f"({', '.join(names)})" if names else ""

    def _note_format_amount(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _is_guard_soft(self):
        """Tell whether all of these are posted even against the rules of notes.

        The customer of a point of sale has the money back already: what is wrong with
        the note is for the bookkeeper to read. That module is no dependency.
        """
        return (
            bool(self)
            and "pos_order_ids" in self._fields
            # Bookkeepers may not read orders
            and all(note.pos_order_ids for note in self.sudo())
        )

    @contextmanager
    def _note_log_instead_of_raise(self):
        """Turn an error within the context into a message on these documents.

        What runs in it must have written nothing: it is not rolled back.
        """
        try:
            yield
        except UserError as error:
            if not self._is_guard_soft():
                raise
            for note in self:
                note.message_post(body=plaintext2html(str(error)))

    def _note_get_over_credit_text(self):
        """Return what this draft credit note exceeds, False where nobody minds."""
        if (
            self.state != "draft"
            or not self._is_credit_note()
            or not self._note_get_origins()
            or self.has_note_override
            or self._get_note_guard() == "off"
        ):
            return False
        over_credits = self._note_find_over_credits()
        return "\n\n".join(found.text for found in over_credits) or False

    def _get_note_guard(self):
        return self.journal_id._note_policy().guard

    def _note_get_void_override_text(self):
        if not self.note_override_basis:
            return ""
        return "\n\n" + self.env._(
            "%(user)s accepted other amounts or origins than the note has now. It "
            "has to be accepted anew.",
            user=self._note_get_override_name(),
        )

    def _note_get_override_text(self):
        return self.env._(
            "This note may exceed its invoice, as %(user)s accepted on %(date)s: "
            "%(reason)s",
            user=self._note_get_override_name(),
            date=format_date(self.env, self.note_override_on),
            reason=self.note_override_reason,
        )

    def _note_get_override_name(self):
        # Of a user of another company not even the name may be read
        return self.note_override_by.sudo().name

    def _note_get_over_credit_alerts(self):
        if self.over_credit_text:
            is_refused = self._note_get_guard() == "block"
            message = self.over_credit_text + self._note_get_void_override_text()
            return {
                "account_note_over_credit": {
                    "level": "danger" if is_refused else "warning",
                    "message": message,
                }
            }
        if self.state == "draft" and self.has_note_override:
            text = self._note_get_override_text()
            return {"account_note_override": {"level": "info", "message": text}}
        return {}
