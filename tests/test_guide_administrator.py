import csv

from lxml import etree

from odoo.tests import TransactionCase, tagged

from .guide_common import DOCS, read_tables

ADDON = "account_credit_debit_note"

# How a default is printed, by the type of the field
SHOWN = {
    "boolean": lambda value: "on" if value else "off",
    "monetary": lambda value: f"{value:.2f}",
    "integer": str,
}


@tagged("post_install", "-at_install")
class TestGuideAdministrator(TransactionCase):
    """The administrator's guide lists what there is, with its names and defaults."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tables = read_tables((DOCS / "administrator.md").read_text())

    def of_the_addon(self, model):
        data = self.env["ir.model.data"].search(
            [("module", "=", ADDON), ("model", "=", model)]
        )
        return self.env[model].browse(data.mapped("res_id"))

    def printed(self, model):
        """Return name, label and default of the settings that the guide prints."""
        known = self.env[model]._fields
        return {
            row["field"].strip("`"): (row["setting"].replace("*", ""), row["default"])
            for rows in self.tables.values()
            for row in rows
            if row.get("field", "").strip("`") in known
        }

    def defaults(self, model, names):
        """Return the same of the screens of a model, defaults as people read them."""
        found = {}
        values = self.env[model].default_get(names)
        for name, field in self.env[model].fields_get(names).items():
            shown = SHOWN.get(field["type"], lambda _value: "empty")
            value = values.get(name, 0)
            if field["type"] == "selection":
                shown = dict(field["selection"]).get
            found[name] = (field["string"], shown(value))
        return found

    def titles(self):
        """Return what the settings of the addon are called on the screen."""
        views = self.of_the_addon("ir.ui.view").filtered(
            lambda view: view.model == "res.config.settings"
        )
        strings = self.env["res.config.settings"].fields_get()
        titles = {}
        for view in views:
            for setting in etree.fromstring(view.arch_db).iter("setting"):
                first = setting.find(".//field").get("name")
                title = setting.get("string") or strings[first]["string"]
                labels = {x.get("for"): x.get("string") for x in setting.iter("label")}
                for field in setting.iter("field"):
                    label = labels.get(field.get("name"))
                    titles[field.get("name")] = f"{title}, {label}" if label else title
        return {name: x for name, x in titles.items() if name.startswith("note_")}

    def test_every_setting_of_the_company(self):
        titles = self.titles()
        defaults = self.defaults("res.company", sorted(titles))
        self.assertEqual(
            {
                name: value
                for name, value in self.printed("res.config.settings").items()
                if name not in self.env["account.journal"]._fields
            },
            {name: (titles[name], default) for name, (_, default) in defaults.items()},
        )

    def test_every_setting_of_a_journal(self):
        names = ["note_negative", "note_numbering", "note_template_pdf_report_id"]
        self.assertEqual(
            self.printed("account.journal"), self.defaults("account.journal", names)
        )

    def test_every_group_and_the_lists_it_changes(self):
        path = DOCS.parent / "security" / "ir.model.access.csv"
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        found = {group.name: set() for group in self.of_the_addon("res.groups")}
        # A rule that gives nothing closes a model
        for row in (row for row in rows if row["perm_read"] == "1"):
            xmlid = row["group_id:id"]
            group = self.env.ref(xmlid if "." in xmlid else f"{ADDON}.{xmlid}")
            model = row["model_id:id"].removeprefix("model_").replace("_", ".")
            lists = found.setdefault(group.name, set())
            if row["perm_write"] == "1" and not self.env[model]._transient:
                lists.add(model)
        printed = {
            row["group"].strip("*"): set(
                filter(None, row["changes the lists"].replace("`", "").split(", "))
            )
            for row in self.tables["Who may do what"]
        }
        self.assertEqual(printed, found)

    def test_every_scheduled_action(self):
        found = {
            (cron.name, f"{cron.interval_number} {cron.interval_type}")
            for cron in self.of_the_addon("ir.cron")
        }
        [rows] = [
            rows
            for caption, rows in self.tables.items()
            if caption.startswith("Under *Settings > Technical > Scheduled")
        ]
        printed = {(row["action"].strip("*"), row["every"]) for row in rows}
        self.assertEqual(printed, found)
