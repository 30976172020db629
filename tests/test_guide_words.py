import re

from lxml import etree

from odoo.tests import TransactionCase, tagged

from .guide_common import DOCS

# Words of the web client itself, which stand in no view
OF_THE_WEB_CLIENT = {"New", "Actions"}
TEXTS = ("string", "placeholder", "confirm-label", "title")


@tagged("post_install", "-at_install")
class TestGuideWords(TransactionCase):
    """What the guides print in bold is on the screens, word for word."""

    def words_of_views(self):
        for view in self.env["ir.ui.view"].search([("arch_db", "!=", False)]):
            for node in etree.fromstring(view.arch_db.encode()).iter(etree.Element):
                yield from (node.get(name, "") for name in TEXTS)
                for text in (node.text, node.tail):
                    yield " ".join((text or "").split()).rstrip(" (:")

    def words_of_records(self):
        for model, name in (
            ("ir.model.fields", "field_description"),
            ("ir.model.fields.selection", "name"),
            ("ir.actions.actions", "name"),
            ("ir.ui.menu", "name"),
            ("ir.cron", "name"),
            ("res.groups", "name"),
            ("res.groups.privilege", "name"),
            ("account.note.reason", "name"),
            ("ir.module.module", "shortdesc"),
        ):
            yield from self.env[model].search([]).mapped(name)

    def test_every_word_is_on_a_screen(self):
        known = OF_THE_WEB_CLIENT.union(self.words_of_views(), self.words_of_records())
        menus = self.env["ir.ui.menu"].search([]).mapped("complete_name")
        known.update(path.partition("/")[2].replace("/", " > ") for path in menus)
        strategies = self.env["res.company"]._get_note_strategies()
        known.update(name for _code, name in strategies)
        pages = [*DOCS.glob("bookkeeper/*.md"), DOCS / "administrator.md"]
        for page in filter(lambda path: path.exists(), pages):
            words = {
                " ".join(word.split())
                for word in re.findall(r"\*\*(.+?)\*\*", page.read_text(), re.DOTALL)
            }
            with self.subTest(page.name):
                self.assertEqual(words - known, set())
