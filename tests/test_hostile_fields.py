from functools import partial

from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from .hostile_common import (
    ADDON,
    WRONG_VALUES,
    HostileCase,
    own_methods,
    parameters,
)

REVERSAL = "account.move.reversal"

# Fields of core, to see how core takes the same values: type to (model, field)
CORE_FIELDS = {
    "boolean": ("res.partner", "active"),
    "char": ("res.partner", "name"),
    "date": ("account.move", "delivery_date"),
    "datetime": ("mail.message", "date"),
    "float": ("res.partner", "partner_latitude"),
    "html": ("res.partner", "comment"),
    "integer": ("res.partner", "color"),
    "json": ("account.move.line", "analytic_distribution"),
    "many2many": ("res.partner", "category_id"),
    "many2one": ("res.country", "currency_id"),
    "monetary": ("account.bank.statement.line", "amount"),
    "one2many": ("res.partner", "bank_ids"),
    "selection": ("res.partner", "type"),
    "text": ("res.partner", "street"),
    "translated char": ("res.partner.category", "name"),
    "translated html": ("account.payment.term", "note"),
    "translated text": ("res.groups", "comment"),
}


@tagged("post_install", "-at_install")
class TestHostileFields(HostileCase):
    """Every field of the addon, filled with what does not belong there."""

    def setUp(self):
        super().setUp()
        self.make_books()
        self.bookkeeper.group_ids |= self.env.ref("account.group_account_manager")
        self.env.flush_all()
        self.before = self.digest()

    def make_books(self):
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 1, 50.0))
        self.draft = self.credit(invoice, post=False)
        self.note = self.goodwill(20.0)
        self.open_invoice = self.invoice(("Lamp", 1, 70.0))
        (credit,), (item,) = map(self.open_items, (self.note, invoice))
        self.apply((credit, item, 5.0))

    def own_fields(self, is_window):
        return [
            field
            for name, model in sorted(self.registry.items())
            if not model._abstract and model._transient == is_window
            for field in model._fields.values()
            if ADDON in field._modules
            and field.name not in MAGIC_COLUMNS
            and (not field.compute or field.inverse or not field.readonly)
            and not field.related
        ]

    def core_error(self, field, value):
        kind = f"translated {field.type}" if field.translate else field.type
        model, name = CORE_FIELDS[kind]
        record = self.env[model].sudo().search([], limit=1)
        root = self.env.ref("base.user_root")
        return self.send(root, model, "write", record.ids, {name: value})[0]

    def test_fields_of_records(self):
        for field in self.own_fields(is_window=False):
            records = self.env[field.model_name].sudo().search([], limit=1)
            for value in WRONG_VALUES:
                error, _changed = self.send(
                    self.bookkeeper,
                    field.model_name,
                    "write",
                    records.ids,
                    {field.name: value},
                )
                told = (str(field), field.type, str(value)[:40])
                self.judge(told, error, partial(self.core_error, field, value))
        self.check_found()

    def context(self, model):
        """Return the context in which a window is opened."""
        if model == "account.note.unapply":
            records = self.note.note_application_ids
        elif model == "account.note.letter":
            records = self.partner_a
        elif model in ("account.note.finalize", "account.note.override"):
            records = self.note
        else:
            records = self.open_invoice
        return {
            "active_model": records._name,
            "active_ids": records.ids,
            "default_move_id": self.draft.id,
        }

    def buttons(self, model):
        found = [name for owner, name in own_methods(self.registry) if owner == model]
        core = ["refund_moves", "modify_moves"] if model == REVERSAL else []
        return [
            name
            for name in (*found, *core)
            if not parameters(self.registry[model], name) and name != "default_get"
        ]

    def test_fields_of_windows(self):
        """What a window takes, its buttons can deal with."""
        for field in self.own_fields(is_window=True):
            model = field.model_name
            if not field.store or self.env[model]._original_module not in (
                ADDON,
                "account",
                "account_debit_note",
            ):
                continue
            for value in WRONG_VALUES:
                vals = {field.name: value}
                error, _changed = self.attempt(partial(self.open, model, vals))
                told = (str(field), field.type, str(value)[:40])
                self.judge(told, error, partial(self.core_error, field, value))
                for button in self.buttons(model) if not error else ():
                    error, _changed = self.attempt(
                        partial(self.press, model, vals, button)
                    )
                    self.judge((*told, button), error, lambda: None)
        self.check_found()

    def open(self, model, vals):
        context = self.context(model)
        return self.call(self.bookkeeper, model, "create", vals, context=context)

    def press(self, model, vals, button):
        made, context = self.open(model, vals), self.context(model)
        self.call(self.bookkeeper, model, button, [made], context=context)
