import inspect
import math
import traceback
from functools import cached_property
from pathlib import Path
from types import FunctionType

from psycopg2 import DataError, IntegrityError

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tools import SQL, mute_logger

from .common import NoteCase

ADDON = "account_credit_debit_note"
LEDGER = ("account_move", "account_move_line", "account_partial_reconcile")

WRONG_IDS = ([2**31 - 1], [-1], [2**40], ["text"], "text", [1.5], [[1]], [{"id": 1}])
WRONG_VALUES = (
    "text",
    "x" * 100_000,
    "\x00",
    "half a letter: \ud800",
    None,
    True,
    -1,
    2**70,
    1e308,
    math.nan,
    [],
    [None],
    [5],
    [[[1]]],
    [[6, 0, [-1]]],
    [[9, 9, 9]],
    {"a": [1]},
)
WRONG_CONTEXTS = (
    {},
    {"active_model": 5, "active_ids": "text"},
    {"active_model": "no.model", "active_ids": [1]},
    {"active_model": "account.move", "active_ids": "text"},
    {"active_model": "account.move", "active_ids": {"a": 1}},
    {"active_model": "account.move", "active_ids": [2**40]},
    {"active_model": "account.move", "active_id": "text"},
    {"active_model": "res.partner", "active_ids": [-1]},
    {"active_model": "account.note.application", "active_ids": [[1]]},
)
# Core's own model, to see how core answers the same values
CORE = "res.partner.category"


class HostileCase(NoteCase):
    """People who send whatever they like to the server's own entry."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = cls.clerk("hostile-clerk")
        cls.outsider = cls.clerk("hostile-outsider")
        cls.outsider.group_ids = cls.env.ref("base.group_portal")
        cls.label = cls.env[CORE].create({"name": "Yardstick"})

    def setUp(self):
        super().setUp()
        self.found = []

    @cached_property
    def tables(self):
        models = map(self.env.__getitem__, sorted(self.registry))
        own = [
            model._table
            for model in models
            if model._original_module == ADDON and model._auto and not model._transient
        ]
        return (*own, *LEDGER)

    def digest(self):
        """Return what the tables of the addon and of the ledger hold."""
        sums = [
            SQL(
                "(SELECT SUM(hashtextextended(t::text, 0)) FROM %s t)",
                SQL.identifier(table),
            )
            for table in self.tables
        ]
        return self.env.execute_query(SQL("SELECT %s", SQL(", ").join(sums)))

    def call(self, user, model, method, *args, **kwargs):
        """Call a method as the server does for XML-RPC and JSON-2."""
        return call_kw(self.env(user=user)[model], method, list(args), kwargs)

    def send(self, user, model, method, *args, **kwargs):
        """Call a method, and keep nothing of what it did.

        :return: the error or None, and whether the tables were other ones after it
        """
        return self.attempt(lambda: self.call(user, model, method, *args, **kwargs))

    def attempt(self, action):
        with self.env.cr.savepoint() as savepoint:
            try:
                with mute_logger("odoo.sql_db"):
                    action()
                    self.env.flush_all()
                    return None, self.digest() != self.before
            # Whatever it is: that is what is judged
            except Exception as error:
                return error, False
            finally:
                savepoint.rollback()
                self.env.invalidate_all()

    def judge(self, told, error, core):
        """Keep what is neither an answer, nor words, nor core's own answer.

        The server makes words of what a constraint of the database refuses. Core
        answers what is no id, no single record, or nothing that a column can hold,
        with errors of its converters: those may pass through, and may not come out of
        our code.

        :param core: a function that returns core's error for the same value; None
            where it is core's own method
        """
        if error is None or isinstance(error, UserError | IntegrityError):
            return
        frames = traceback.extract_tb(error.__traceback__)
        ours = [
            frame
            for frame in frames
            if f"/{ADDON}/" in frame.filename and "/tests/" not in frame.filename
        ]
        # Core answered before our code was called, or was asked the same by it
        if not ours or "super()." in ours[-1].line:
            return
        if f"/{ADDON}/" not in frames[-1].filename and (
            "Expected singleton" in str(error)
            or isinstance(error, DataError)
            or core is None
            or type(error) is type(core())
        ):
            return
        places = [f"{Path(one.filename).name}:{one.lineno}" for one in ours[-2:]]
        self.found.append((*told, repr(error)[:120], places, frames[-1].name))

    def check_found(self):
        lines = [str(one)[:300] for one in self.found]
        self.assertFalse(lines, "\n".join(["", *lines[:60]]))


def own_classes(model):
    """Return the classes of this addon behind a model of the registry."""
    place = f"odoo.addons.{ADDON}."
    return [part for part in model.mro() if part.__module__.startswith(place)]


def own_methods(registry):
    """Return (model, method) for all that this addon lets anybody call."""
    return sorted(
        {
            (name, method)
            for name, model in registry.items()
            for part in own_classes(model)
            for method, value in vars(part).items()
            if isinstance(value, FunctionType)
            and not method.startswith("_")
            and not getattr(value, "_api_private", False)
        }
    )


def parameters(model, method):
    """Return the names of what a method has to be given, and may be given."""
    first, *rest = inspect.signature(getattr(model, method)).parameters.values()
    named = (first.VAR_KEYWORD, first.VAR_POSITIONAL)
    return [one for one in rest if one.kind not in named]
