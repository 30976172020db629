from lxml import etree

from odoo.tests import TransactionCase, tagged

ADDON = "account_credit_debit_note"

# Where a field has its label by itself: in a column, on a card, in a filter
LABELLED = ("list", "kanban", "search", "pivot", "graph", "button")


@tagged("post_install", "-at_install")
class TestScreenReader(TransactionCase):
    """What a screen reader says of the addon's buttons and fields, and their keys."""

    def views(self):
        """Yield (view, arch as the web client gets it, the nodes that are ours)."""
        data = self.env["ir.model.data"].search(
            [("module", "=", ADDON), ("model", "=", "ir.ui.view")]
        )
        for view in self.env["ir.ui.view"].browse(data.mapped("res_id")):
            if view.type == "qweb":
                continue
            whole = view
            while whole.mode == "extension":
                whole = whole.inherit_id
            arch = self.env[view.model].get_view(whole.id, whole.type)["arch"]
            own = etree.fromstring(view.arch).iter()
            ours = set(map(self.key, own))
            nodes = etree.fromstring(arch)
            yield (
                view,
                nodes,
                [node for node in nodes.iter() if self.key(node) in ours],
            )

    def key(self, node):
        return node.tag, node.get("name"), node.get("class")

    def named(self, node):
        """Return by which words a node is known."""
        words = [node.get(name) for name in ("string", "title", "aria-label", "alt")]
        return "".join(filter(None, [*words, *node.itertext()])).strip()

    def is_control(self, node, view):
        """Tell whether a field of a form is one of ours to enter something in."""
        field = self.env[view.model]._fields.get(node.get("name"))
        if field is None or node.get("invisible") in ("1", "True"):
            return False
        if next(node.iterancestors("field"), None) is not None:
            return False  # in the list of another one, below the head of its column
        shown = node.get("readonly") in ("1", "True") or field.readonly
        ours = view.mode == "primary" or field._module == ADDON
        return ours and not shown and field.type not in ("one2many", "many2many")

    def is_labelled(self, node, arch):
        if arch.find(f".//label[@for='{node.get('name')}']") is not None:
            return True
        if node.get("widget") == "radio":
            return True  # the web client names the group of buttons after the field
        parents = [parent.tag for parent in node.iterancestors()]
        if any(tag in LABELLED for tag in parents):
            return True
        setting = next(node.iterancestors("setting"), None)
        if setting is not None:
            return setting.find(".//field") is node
        # A group of groups shows no labels of its own
        is_row = parents[0] == "group" and node.getparent().find("group") is None
        return is_row and not node.get("nolabel")

    def test_every_button_says_what_it_does(self):
        for view, _arch, nodes in self.views():
            for node in nodes:
                if (
                    node.tag not in ("button", "a", "img")
                    or node.find(".//field") is not None
                ):
                    continue
                with self.subTest(view=view.xml_id, node=etree.tostring(node)):
                    self.assertTrue(self.named(node))

    def test_every_icon_says_what_it_means(self):
        for view, _arch, nodes in self.views():
            for node in nodes:
                if node.tag == "i" and "fa-" in node.get("class", ""):
                    with self.subTest(view=view.xml_id, node=etree.tostring(node)):
                        self.assertTrue(node.get("title") or node.get("aria-label"))

    def test_every_field_to_enter_has_a_label(self):
        seen = set()
        for view, arch, nodes in self.views():
            for node in nodes:
                if node.tag != "field" or arch.tag != "form":
                    continue
                if self.is_control(node, view):
                    seen.add(node.get("name"))
                    with self.subTest(view=view.xml_id, node=etree.tostring(node)):
                        self.assertTrue(self.is_labelled(node, arch))
        self.assertLessEqual({"note_reason_id", "percent", "note_guard"}, seen)

    def test_card_of_a_row_saves_what_its_line_in_the_list_saves(self):
        rows = 0
        for view, arch, nodes in self.views():
            for node in arch.iter("field"):
                line, card, form = map(node.find, ("list", "kanban", "form"))
                if node not in nodes or line is None:
                    continue
                # Rows that a window makes and people fill in
                if line.get("create") != "0" or not line.get("editable"):
                    continue
                rows += 1
                with self.subTest(view=view.xml_id, field=node.get("name")):
                    self.assertIsNotNone(card)
                    kept, shown = (
                        {field.get("name") for field in part.iter("field")}
                        for part in (card, form)
                    )
                    for field in line.iter("field"):
                        if field.get("force_save") or not field.get("readonly"):
                            self.assertIn(field.get("name"), kept | shown)
                        if field.get("force_save") and field.get("column_invisible"):
                            self.assertIn(field.get("name"), kept)
        self.assertGreater(rows, 4)

    def test_windows_are_confirmed_and_left_by_the_keys_of_core(self):
        windows = 0
        for view, arch, nodes in self.views():
            footer = arch.find("./footer")
            if footer is None or not any(node in nodes for node in footer):
                continue
            windows += 1
            with self.subTest(view=view.xml_id):
                keys = [button.get("data-hotkey") for button in footer.iter("button")]
                self.assertIn("q", keys)
                self.assertEqual(keys.count("x"), 1)
                self.assertNotIn(None, keys[1:] if view.mode == "primary" else [])
        self.assertGreater(windows, 8)

    def test_each_key_of_a_document_belongs_to_one_button(self):
        arch = etree.fromstring(
            self.env["account.move"].get_view(view_type="form")["arch"]
        )
        buttons = arch.findall("./header/button")
        # One of these is shown at a time: core shows none while approval is needed
        exclusive = {"q", "y", "g", "x"}
        names = {}
        for button in buttons:
            key = button.get("data-hotkey")
            if key and key not in exclusive:
                names.setdefault(key, set()).add(button.get("name"))
        self.assertFalse({key: name for key, name in names.items() if len(name) > 1})
        self.assertLessEqual({"shift+k", "shift+f", "shift+y"}, names.keys())
