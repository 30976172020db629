from contextlib import ExitStack, contextmanager
from itertools import islice, takewhile

from odoo import models

from odoo.addons.account.models.account_move import TYPE_REVERSE_MAP

from ..tools.extension import only_known

# Copied together; memory grows with it, and whoever works on one of the originals waits
CHUNK = 100

# What takes part in a copy, and whose extensions were read: they look at each document
# by itself. Where another addon extends it, documents are copied one by one.
METHODS = {"copy", "copy_data", "_get_copy_message_content"}
KNOWN_ADDONS = {
    "account",
    "account_credit_debit_note",
    "account_debit_note",
    "l10n_it_edi_doi",
    "mail",
    "mrp_account",
    "stock_account",
}


class _CopyValues(dict):
    """Values of copies by the id of their original.

    It travels in the context. A client can send plain values there, never an object
    of this class, so that nobody changes a copy from outside.
    """


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
        copies = chunk._copy_together(self._values)
        self._copies.update(zip(chunk.ids, copies, strict=True))


class AccountMove(models.Model):
    """Notes on many documents are copied in few steps.

    Core copies one document after the other, and each time looks at all that are
    there. Its loop stays as it is, with what other addons put around it: it finds each
    copy made already, with the very values that it asks for.
    """

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        values_list = default_values_list or [{} for _move in self]
        values_list = list(values_list)

        def prepare():
            # Only now, for other addons complete these values
            return [
                {**values, **move._prepare_reversal_head()}
                for move, values in zip(self, values_list, strict=False)
            ]

        queued = self._queue_copies(prepare)
        notes = super(AccountMove, queued)._reverse_moves(values_list, cancel)
        return notes.with_env(self.env)

    def _prepare_reversal_head(self):
        """Return what core adds to the values of a reversal."""
        return {
            "move_type": TYPE_REVERSE_MAP[self.move_type],
            "reversed_entry_id": self.id,
            "partner_id": self.partner_id.id,
        }

    def _queue_copies(self, prepare):
        """Return these documents in a context in which they are copied together.

        :param prepare: gives the values of their copies, see ``_CopyQueue``
        """
        ids = set(self.ids)
        known = only_known(type(self), METHODS, KNOWN_ADDONS)
        if not ids or len(ids) < len(self) or not known:
            return self
        return self.with_context(note_copy_queue=_CopyQueue(self, prepare))

    def copy(self, default=None):
        queue = self.env.context.get("note_copy_queue")
        if isinstance(queue, _CopyQueue) and len(self) == 1:
            copy = queue._take(self, default)
            if copy:
                return copy
        return super().copy(default)

    def write(self, vals):
        copying = isinstance(self.env.context.get("note_copy_values"), _CopyValues)
        if copying and vals.keys() == {"is_manually_modified"}:
            # What core says last of copies whose lines it has just kept in step
            self = self.with_context(skip_invoice_sync=True)
        return super().write(vals)

    def _copy_together(self, values):
        """Return copies of these documents, each with its own values by id."""
        first = values[self[0].id]
        shared = {
            key: value
            for key, value in first.items()
            if all(key in values[id_] and values[id_][key] == value for id_ in self.ids)
        }
        copying = self.with_context(note_copy_queue=None, note_copy_values=values)
        # On all originals at once: core keeps in step what it creates with these
        return copying.copy(shared)

    @contextmanager
    def _sync_dynamic_line(self, *args, line_type, container, **kwargs):
        kwargs["line_type"] = line_type
        values = self.env.context.get("note_copy_values")
        originals = container["records"]
        if not isinstance(values, _CopyValues) or not values.keys() >= {*originals.ids}:
            with super()._sync_dynamic_line(*args, container=container, **kwargs):
                yield
            return
        # Core takes an instalment that it no longer needs for one that it lacks, and
        # must not take it from another document, with its account and partner
        groups = originals.grouped(
            lambda move: move._get_sync_group(line_type, values[move.id]) or move
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

    def copy_data(self, default=None):
        values = self.env.context.get("note_copy_values")
        if not isinstance(values, _CopyValues):
            return super().copy_data(default)
        found = []
        for move in self:
            own = {**(default or {}), **values.get(move.id, {})}
            data = super(AccountMove, move).copy_data(own)[0]
            move._begin_with_amounts(data, own)
            found.append(data)
        return found

    def _get_copy_message_content(self, default):
        values = self.env.context.get("note_copy_values")
        if isinstance(values, _CopyValues):
            default = {**(default or {}), **values.get(self.id, {})}
        return super()._get_copy_message_content(default)
