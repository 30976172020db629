from odoo.tests import TransactionCase, tagged

from .. import uninstall_hook
from ..hooks import WINDOWS


@tagged("post_install", "-at_install")
class TestUninstall(TransactionCase):
    """What the addon changed of core's own records is given back."""

    def test_windows_of_core_are_as_they_were(self):
        windows = [self.env.ref(name) for name in WINDOWS]
        for window in windows:
            self.assertIn("dialog_size", window.context)
        uninstall_hook(self.env)
        for window in windows:
            self.assertEqual(window.context, "{}")
            self.assertEqual(window.binding_view_types, "list,kanban")
            self.assertEqual(window.binding_model_id.model, "account.move")
