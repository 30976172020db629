from functools import partial

from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from .hostile_common import ADDON, WRONG_VALUES, HostileCase
from .sampling import sample

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


def kind_of(field):
    return f"translated {field.type}" if field.translate else field.type


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
        self.credit(invoice, post=False)
        self.note = self.goodwill(20.0)
        (credit,), (item,) = map(self.open_items, (self.note, invoice))
        self.apply((credit, item, 5.0))

    def own_fields(self):
        return [
            field
            for name, model in sorted(self.registry.items())
            if not model._abstract and not model._transient
            for field in model._fields.values()
            if ADDON in field._modules
            and field.name not in MAGIC_COLUMNS
            and (not field.compute or field.inverse or not field.readonly)
            and not field.related
        ]

    def core_error(self, field, value):
        model, name = CORE_FIELDS[kind_of(field)]
        record = self.env[model].sudo().search([], limit=1)
        root = self.env.ref("base.user_root")
        return self.send(root, model, "write", record.ids, {name: value})[0]

    def test_fields_of_records(self):
        for field in self.own_fields():
            records = self.env[field.model_name].sudo().search([], limit=1)
            for value in sample(WRONG_VALUES, 1, field):
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

    def test_a_strategy_that_there_is_not(self):
        context = {"active_model": "account.move", "active_ids": self.note.ids}
        with self.refused("nonsense is no strategy of applying credits."):
            self.call(
                self.bookkeeper,
                "account.note.allocation",
                "create",
                {"strategy": "nonsense"},
                context=context,
            )
