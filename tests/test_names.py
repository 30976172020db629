import re
from pathlib import Path

from odoo.tests import TransactionCase, tagged

OURS = "odoo.addons.account_credit_debit_note."
EXTENDING = Path(__file__).resolve().parents[1] / "docs" / "extending.md"
# Called by names that are composed, or stored: codes of rules and modes, jobs, mails;
# or by a module that need not be installed
FAMILIES = (
    "_refusal_",
    "_apply_refusal_",
    "_prepare_correction_",
    "_cron_",
    "_get_print_origins_text",
    "_get_cogs_value",
)


@tagged("post_install", "-at_install")
class TestNames(TransactionCase):
    """What we add to models of others is told from what is theirs."""

    def own_methods(self, model):
        """Yield the private methods that this addon alone brings to a model."""
        ours, theirs = set(), set()
        for part in model.mro():
            names = {name for name in vars(part) if name.startswith("_")}
            if part.__module__.startswith(OURS) and part._name != model._name:
                continue  # a mixin of ours
            is_ours = part.__module__.startswith(OURS)
            (ours if is_ours else theirs).update(names)
        for name in ours - theirs:
            if callable(getattr(model, name)) and not name.startswith("__"):
                yield name

    def test_private_methods_on_models_of_others_have_note_in_their_name(self):
        hooks = set(re.findall(r"\b_[a-z]\w+", EXTENDING.read_text()))
        strangers = {
            (name, method)
            for name, model in self.registry.items()
            if model._original_module != "account_credit_debit_note"
            for method in self.own_methods(model)
            if "note" not in method
            and method not in hooks
            and not method.startswith(FAMILIES)
        }
        self.assertEqual(sorted(strangers), [])
