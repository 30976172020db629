from functools import partial

from odoo.tests import tagged

from .hostile_common import (
    ADDON,
    CORE,
    WRONG_CONTEXTS,
    WRONG_IDS,
    WRONG_VALUES,
    HostileCase,
    own_classes,
    own_methods,
    parameters,
)
from .sampling import sample

# What core has as well can be asked of core's own model
OF_CORE = (
    "read",
    "create",
    "write",
    "copy",
    "copy_data",
    "default_get",
    "fields_get",
    "get_empty_list_help",
)


@tagged("post_install", "-at_install")
class TestHostileMethods(HostileCase):
    """Every public method, called with what it was not made for."""

    def setUp(self):
        super().setUp()
        self.credit(self.invoice())
        self.env.flush_all()
        self.before = self.digest()
        self.methods = own_methods(self.registry)

    def takes_ids(self, model, method):
        return not getattr(getattr(self.registry[model], method), "_api_model", False)

    def is_own(self, model):
        return self.env[model]._original_module == ADDON

    def own_records(self, model, method):
        """Return the arguments that say of which record a method is called."""
        if not self.takes_ids(model, method):
            return []
        records = self.env[model].sudo()
        return [[] if records._abstract else records.search([], limit=1).ids]

    def fill(self, model, method, place=None, value=None):
        """Return the arguments of a call, one of them as told."""
        found = parameters(self.registry[model], method)
        args = [{} if one.default is one.empty else one.default for one in found]
        if place is not None:
            args[place] = value
        return args

    def core(self, model, method, *args):
        """Return a function that asks core for the same, see judge()."""
        if method in OF_CORE and not self.is_own(model):
            return None
        return partial(self.core_error, method, *args)

    def core_error(self, method, *args):
        if method not in OF_CORE:
            return None
        ids = [self.label.ids] if self.takes_ids(CORE, method) else []
        return self.send(self.env.user, CORE, method, *ids, *args)[0]

    def judge_unchanged(self, told, answer, core):
        error, changed = answer
        self.judge(told, error, core)
        if changed:
            self.found.append((*told, "changed"))

    def test_methods_are_found(self):
        self.assertIn(("account.note.api", "create_credit_note"), self.methods)
        self.assertIn(("account.move", "action_finalize"), self.methods)
        self.assertGreater(len(self.methods), 90)

    def test_wrong_ids(self):
        """Ids of nothing and nobody change nothing."""
        with_ids = [one for one in self.methods if self.takes_ids(*one)]
        for ids in WRONG_IDS:
            core = self.send(self.bookkeeper, CORE, "read", ids, ["name"])[0]
            for model, method in sample(with_ids, 25, ids):
                args = self.fill(model, method)
                answer = self.send(self.bookkeeper, model, method, ids, *args)
                told = (model, method, ids)
                self.judge_unchanged(told, answer, lambda core=core: core)
        self.check_found()

    def test_wrong_contexts(self):
        """Windows are opened with ids in the context: anybody can write another."""
        windows = [
            name
            for name, model in self.registry.items()
            if model._transient and own_classes(model)
        ]
        for model in windows:
            for context in sample(WRONG_CONTEXTS, 3, model):
                fields = list(self.env[model]._fields)
                for method, argument in (("default_get", fields), ("create", {})):
                    answer = self.send(
                        self.bookkeeper, model, method, argument, context=context
                    )
                    core = self.core(model, method, argument)
                    self.judge_unchanged((model, method, context), answer, core)
        self.check_found()

    def test_wrong_values(self):
        for model, method in self.methods:
            ids = self.own_records(model, method)
            for place, parameter in enumerate(parameters(self.registry[model], method)):
                for value in sample(WRONG_VALUES, 4, (model, method, place)):
                    args = self.fill(model, method, place, value)
                    error, _changed = self.send(
                        self.bookkeeper, model, method, *ids, *args
                    )
                    told = (model, method, parameter.name, str(value)[:40])
                    self.judge(told, error, self.core(model, method, *args))
        self.check_found()

    def test_outsiders_change_nothing(self):
        """Who keeps no books changes none, whatever records are named."""
        for model, method in self.methods:
            ids = self.own_records(model, method)
            args = self.fill(model, method)
            answer = self.send(self.outsider, model, method, *ids, *args)
            core = self.core(model, method, *args)
            self.judge_unchanged((model, method), answer, core)
        self.check_found()
