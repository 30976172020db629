from collections import defaultdict
from contextlib import ExitStack, contextmanager
from itertools import islice, takewhile

from odoo import api, fields, models

from odoo.addons.account.models.account_move import TYPE_REVERSE_MAP

from ...tools.extension import only_known
from ...tools.origin_rules import CREDIT_TYPES
from ...tools.sentinel import is_ours
from .foreseen import Foreseen, get_being_made

# Copied together; memory grows with it, and whoever works on one of the originals waits
CHUNK = 100
# What takes part in a copy, and whose extensions were read: they look at each document
# by itself. Where another addon extends it, documents are copied one by one.
METHODS = {"copy", "copy_data", "_get_copy_message_content"}
KNOWN_ADDONS = {
    "account",
    "account_debit_note",
    "l10n_it_edi_doi",
    "mail",
    "mrp_account",
    "stock_account",
}


class _CopyValues(Foreseen, dict):
    """Values of copies by the id of their original.

    It travels in the context. A client can send plain values there, never an object
    of this class, so that nobody changes a copy from outside.
    """

    def __init__(self, values):
        dict.__init__(self, values)
        Foreseen.__init__(self)
        # Those copied at once, and whether all lines of their copies are known
        self.originals, self.is_foreseen = [], False

    # Odoo takes an environment it has for another of equal context
    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other

    def begin(self, moves):
        """Tell whether copies are being created now that need not be kept in step."""
        is_first = self.is_foreseen and not self.is_begun
        if not is_first or moves.ids != self.originals:
            return False
        self.is_begun = True
        return True

    def end(self):
        """Let everything be kept in step again."""
        self.is_foreseen = self.is_begun = False
        self.forget_created()


class _CopyQueue:
    """Documents that core is about to copy one by one, made together when it begins."""

    def __init__(self, moves, prepare):
        """
        :param moves: the documents, in the order in which core copies them
        :param prepare: gives the values of all copies, in that order, once core begins
        """
        self._waiting = moves.ids
        self._prepare = prepare
        self._values = None
        self._copies = {}

    def _take(self, move, values):
        """Return the copy of a document, an empty recordset for core's own way."""
        if self._values is None:
            expected = zip(self._waiting, self._prepare(), strict=False)
            self._values = _CopyValues(expected)
        if move.id not in self._values or values != self._values[move.id]:
            # Somebody changes the values on their way to the copy
            self._copies.pop(move.id, move.browse()).unlink()
            return move.browse()
        if move.id in self._waiting:
            self._make(move)
        elif move.id not in self._copies:
            return move.browse()
        return self._copies.pop(move.id).with_env(move.env)

    def _make(self, move):
        """Copy a document and those that follow it and are copied alike."""
        start, is_entry = self._waiting.index(move.id), move.move_type == "entry"
        alike = takewhile(
            lambda other: (
                other.id in self._values and (other.move_type == "entry") == is_entry
            ),
            move.browse(self._waiting[start:]),
        )
        chunk = move.browse(other.id for other in islice(alike, CHUNK))
        self._waiting = self._waiting[start + len(chunk) :]
        copies = chunk._note_copy_together(self._values)
        self._copies.update(zip(chunk.ids, copies, strict=True))


# What core writes to documents as it posts them
POSTING = {"state": "posted", "posted_before": True}

# What core remembers of documents that it keeps in step, in memory alone
FLAGS = {"needed_terms_dirty", "tax_country_id"}


class AccountMove(models.Model):
    """Notes on many documents are copied in few steps.

    Core copies one document after the other, and each time looks at all that are there.
    Its loop stays as it is, with what other addons put around it: it finds each copy
    made already, with the very values that it asks for. These copies, and the drafts of
    Reverse and Create Invoice, begin with the amounts that core will find.
    """

    _inherit = "account.move"

    # core: `_reverse_moves` and `create_debit` copy one document after the other
    # (19.0), delete when they copy all documents at once
    def copy(self, default=None):
        queue = self._note_get_copy_queue()
        if queue and len(self) == 1:
            copy = queue._take(self, default)
            if copy:
                return copy
        return super().copy(default)

    @contextmanager
    def _sync_dynamic_line(self, *args, line_type, container, **kwargs):
        kwargs["line_type"] = line_type
        values = self._note_get_copy_values()
        originals = container["records"]
        if values is None or not values.keys() >= {*originals.ids}:
            with super()._sync_dynamic_line(*args, container=container, **kwargs):
                yield
            return
        # core: among many documents, an instalment that one no longer needs becomes one
        # that another lacks, with its account and partner (`_sync_dynamic_line`, 19.0),
        # delete when it keeps documents apart
        groups = originals.grouped(
            lambda move: move._note_get_sync_group(line_type, values[move.id]) or move
        )
        containers = {group: {"records": group} for group in groups.values()}
        with ExitStack() as stack:
            for each in reversed(containers.values()):
                sync = super()._sync_dynamic_line(*args, container=each, **kwargs)
                stack.enter_context(sync)
            yield
            copies = dict(zip(originals, container["records"], strict=True))
            for group, each in containers.items():
                each["records"] = self.browse().concat(*map(copies.get, group))

    def _get_copy_message_content(self, default):
        values = self._note_get_copy_values()
        if values is not None:
            default = {**(default or {}), **values.get(self.id, {})}
        return super()._get_copy_message_content(default)

    def _note_queue_reversals(self, values_list):
        """Return these documents in a context in which their notes are made together.

        :param list values_list: of the notes; other addons complete them meanwhile
        """

        def prepare():
            return [
                {**values, **move._prepare_note_reversal_head()}
                for move, values in zip(self, values_list, strict=False)
            ]

        return self._note_queue_copies(prepare)

    def _note_get_copy_queue(self):
        """Return the copies that core is about to make, None elsewhere."""
        queue = self.env.context.get("note_copy_queue")
        return queue if isinstance(queue, _CopyQueue) else None

    def _note_get_copy_values(self):
        """Return the values of copies that are made together, None elsewhere."""
        values = self.env.context.get("note_copy_values")
        return values if isinstance(values, _CopyValues) else None

    def _note_iter_copies(self, default, values):
        """Yield each document with the values of its copy.

        They share what core remembers of one call, and so an environment.
        """
        for move in self.with_context(__copy_data_seen=defaultdict(set)):
            yield move, {**(default or {}), **values.get(move.id, {})}

    def _note_begin_copy(self, data, values):
        """Return the data of a copy, with the amounts it will have."""
        self._note_begin_with_amounts(data, values)
        copies = self._note_get_copy_values()
        data["is_manually_modified"] = False
        copies.is_foreseen = copies.is_foreseen and self._note_foresee_copy(data)
        return data

    def _note_begin_replacements(self, data, default):
        """Let the drafts of Reverse and Create Invoice begin with their amounts."""
        if is_ours(self.env.context, "note_keep_origins"):
            for move, vals in zip(self, data, strict=True):
                move._note_begin_with_amounts(vals, default or {})

    def _note_choose_sync(self, vals):
        """Return these documents as core keeps their lines in step while writing."""
        if self._note_has_foreign_header(vals):
            # Another rate means other balances: they may not be left behind
            self = self.with_context(skip_invoice_sync=False)
        if vals.keys() == {"is_manually_modified"} and self._note_get_copy_values():
            # core: writes `is_manually_modified` on copies, and so goes through their
            # lines again (19.0), delete when copies are made with it
            self = self.with_context(skip_invoice_sync=True)
        if vals == POSTING and self._note_keeps_lines_by_posting():
            # core: goes through the lines of what it posts, though neither the state
            # nor the number changes what it compares (`_post`, 19.0), delete when it
            # does not
            self = self.with_context(skip_invoice_sync=True)
        return self

    def _note_keeps_lines_by_posting(self):
        """Tell whether no line of these drafts changes as they are posted."""
        return self._note_knows_steps() and all(
            move.state == "draft" and move.is_invoice(include_receipts=True)
            for move in self
        )

    # core: sets the country of taxes in memory by a write, with tracking and with
    # `is_manually_modified` (`_validate_taxes_country`, 19.0), delete when it computes
    def _note_take_flags(self, vals):
        """Take flags that are in memory alone; tell whether there is nothing else."""
        if vals == {"is_manually_modified": False} and get_being_made(self.env):
            return not any(self.mapped("is_manually_modified"))
        if vals == {"line_ids": []} and self._note_get_copy_queue():
            # core: writes no line to all notes that were just made, goes through the
            # lines of each for it and computes anew what depends on them
            # (`_reverse_moves`, 19.0), delete when it does not. It leaves this mark
            if not self.env.context.get("skip_is_manually_modified"):
                self._note_set_flags(self, {"is_manually_modified": True})
            return True
        if not vals or vals.keys() - FLAGS:
            return False
        self._note_set_flags(self, vals)
        self.modified(vals.keys() - {"needed_terms_dirty"})
        return True

    @api.model
    def _note_set_flags(self, records, vals):
        """Set fields of some records in memory, without what hangs on a write."""
        if vals and records:
            records.check_access("write")
        for name, value in vals.items():
            records._fields[name].write(records, value)

    def _prepare_note_reversal_head(self):
        """Return what core adds to the values of a reversal."""
        return {
            "move_type": TYPE_REVERSE_MAP[self.move_type],
            "reversed_entry_id": self.id,
            "partner_id": self.partner_id.id,
        }

    def _note_queue_copies(self, prepare):
        """Return these documents in a context in which they are copied together.

        :param prepare: gives the values of their copies, see ``_CopyQueue``
        """
        ids = set(self.ids)
        known = only_known(type(self), METHODS, KNOWN_ADDONS)
        if not ids or len(ids) < len(self) or not known:
            return self
        return self.with_context(note_copy_queue=_CopyQueue(self, prepare))

    def _note_copy_together(self, values):
        """Return copies of these documents, each with its own values by id."""
        first = values[self[0].id]
        shared = {
            key: value
            for key, value in first.items()
            if all(key in values[id_] and values[id_][key] == value for id_ in self.ids)
        }
        values.originals = self.ids
        values.is_foreseen = self._note_foresees_copies(values)
        # Of entries before, core computes it with this one, before it turns amounts
        self.env["account.move.line"].flush_model(["price_subtotal"])
        copying = self.with_context(note_copy_queue=None, note_copy_values=values)
        # On all originals at once: core keeps in step what it creates with these
        return copying.copy(shared)

    # core: copies amounts with the signs of the original, then writes each line again
    # to turn them (19.0), delete when `copy_data` turns them
    def _note_begin_with_amounts(self, data, values):
        """Begin the copy of this document with the amounts it will have.

        Core copies them with the signs of the original and those of products in one
        currency only; as it then keeps the lines in step, it writes each one again. It
        still does so wherever another amount is right.
        """
        if "line_ids" in values or not self.is_invoice(include_receipts=True):
            return
        move_type = values.get("move_type", self.move_type)
        is_turned = (move_type in CREDIT_TYPES) != self._is_credit_note()
        sign = -1 if is_turned else 1
        lines = [vals for _command, _id, vals in data["line_ids"]]
        for vals in lines:
            kind = vals.get("display_type")
            if kind == "product":
                vals["balance"] = self.company_currency_id.round(
                    vals["amount_currency"] / (self.invoice_currency_rate or 1)
                )
            if kind in ("product", "payment_term"):
                vals["amount_currency"] *= sign
                vals["balance"] *= sign
        if not data.get("invoice_payment_term_id"):
            self._note_join_instalments(data)
        if not any(vals.get("no_followup") for vals in lines):
            # As it is computed: given, it would be written to the document line by line
            for vals in lines:
                vals.pop("no_followup", None)

    def _note_get_sync_group(self, line_type, values):
        """Tell which copies core may keep in step together.

        It does no harm among those that begin without lines of a kind, nor among those
        that have one, and will have one.

        :param str line_type: ``display_type`` of lines that core adds
        :param dict values: of the copy of this document
        :return: "none", "one", or None where a copy is looked at by itself
        """
        lines = self.line_ids.filtered(lambda line: line.display_type == line_type)
        if not lines or "line_ids" in values:
            return "none"
        due = values.get("invoice_payment_term_id", self.invoice_payment_term_id)
        return "one" if line_type == "payment_term" and not due else None

    def _note_join_instalments(self, data):
        """Leave a copy that is due at once one instalment, the one core would keep."""
        commands = data["line_ids"]
        terms = [
            (command, vals)
            for command in commands
            for vals in command[2:]
            if vals.get("display_type") == "payment_term"
        ]
        for command, vals in terms[:-1]:
            commands.remove(command)
            for name in ("amount_currency", "balance"):
                terms[-1][1][name] += vals[name]
        for _command, vals in terms[-1:]:
            due = data.get("invoice_date_due")
            vals["date_maturity"] = due or fields.Date.context_today(self)
