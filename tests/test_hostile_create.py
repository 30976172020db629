from functools import partial

from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from .hostile_common import ADDON, WRONG_VALUES, HostileCase
from .sampling import sample
from .test_hostile_fields import CORE_FIELDS as FIELDS
from .test_hostile_fields import kind_of

CORE_FIELDS = {**FIELDS, "monetary": ("account.payment", "amount")}

# What a record needs to be made at all, where its fields do not say so
NEEDED = {
    "account.move": {"move_type": "out_refund"},
    "res.company": {"name": "Hostile Company"},
    "res.partner": {"name": "Hostile Partner"},
}


@tagged("post_install", "-at_install")
class TestHostileCreate(HostileCase):
    """Records and windows that are made with what does not belong into their fields."""

    def setUp(self):
        super().setUp()
        self.document = self.invoice()
        self.context = {
            "active_model": "account.move",
            "active_ids": self.document.ids,
        }
        for group in (
            "account.group_account_manager",
            "account_credit_debit_note.group_note_over_credit",
            "account_credit_debit_note.group_note_approver",
            "base.group_erp_manager",
        ):
            self.bookkeeper.group_ids |= self.env.ref(group)
        self.env.flush_all()
        self.before = self.digest()

    def own_fields(self, transient):
        return [
            field
            for name, model in sorted(self.registry.items())
            if not model._abstract and bool(model._transient) == transient
            for field in model._fields.values()
            if ADDON in field._modules
            and field.name not in MAGIC_COLUMNS
            and not field.related
            and (not field.compute or field.inverse or not field.readonly)
        ]

    def values(self, model):
        """Return the least that a record of a model is made of."""
        found = dict(NEEDED.get(model, ()))
        for field in self.env[model]._fields.values():
            if not field.required or field.compute or field.default or field.related:
                continue
            if field.type == "many2one":
                found.setdefault(field.name, self.any_of(field.comodel_name).id)
            elif field.type in ("char", "text"):
                found.setdefault(field.name, "Hostile")
            elif field.type == "selection":
                found.setdefault(field.name, field.get_values(self.env)[0])
        return found

    def any_of(self, model):
        """Return a record of a model that the bookkeeper may use."""
        records = self.env[model].sudo()
        own = {
            "account.journal": self.document.journal_id,
            "account.move": self.document,
            "account.move.line": self.document.invoice_line_ids,
            "res.company": self.env.company,
        }
        if records._transient:
            return records.with_context(**self.context).create(self.values(model))
        return own.get(model) or records.search([], limit=1)

    def core_error(self, field, value):
        """Return how core answers a value for a field of its own of the same type."""
        model, name = CORE_FIELDS[kind_of(field)]
        fields = self.env[field.model_name]._fields.values()
        if field.type == "many2one" and any(other.precompute for other in fields):
            # Taken for the values of a new record, from which others are computed
            model, name = "account.move", "partner_id"
        root = self.env.ref("base.user_root")
        values = {**self.values(model), name: value}
        return self.send(root, model, "create", values)[0]

    def sweep(self, transient, context):
        # Without a bad value they are made, or the sweep would show nothing
        made = set()
        for field in self.own_fields(transient):
            model, values = field.model_name, self.values(field.model_name)
            error, _changed = self.send(
                self.bookkeeper, model, "create", values, context=context
            )
            made |= {model} if error is None else set()
            for value in sample(WRONG_VALUES, 1, field):
                error, _changed = self.send(
                    self.bookkeeper,
                    model,
                    "create",
                    {**values, field.name: value},
                    context=context,
                )
                told = (str(field), field.type, str(value)[:40])
                self.judge(told, error, partial(self.core_error, field, value))
        self.check_found()
        return made

    def test_records(self):
        made = self.sweep(False, {})
        self.assertLessEqual({"account.move", "account.note.reason"}, made)

    def test_windows(self):
        made = self.sweep(True, self.context)
        windows = {field.model_name for field in self.own_fields(True)}
        # What the audit finds is made by the audit alone
        self.assertEqual(windows - made, {"account.note.finding"})
