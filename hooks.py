# Windows of core that open larger with this addon, and from other menus
WINDOWS = (
    "account.action_view_account_move_reversal",
    "account_debit_note.action_view_account_move_debit",
)
AS_CORE = {"context": "{}", "binding_view_types": "list,kanban"}


def uninstall_hook(env):
    """Leave numbers behind from which core goes on, and core's windows as they were."""
    env["account.move"]._note_split_numbers_as_core()
    for name in WINDOWS:
        window = env.ref(name, raise_if_not_found=False)
        if window:
            menu = env["ir.model"]._get_id("account.move")
            window.write({**AS_CORE, "binding_model_id": menu})
