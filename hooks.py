def uninstall_hook(env):
    """Leave numbers behind from which core goes on."""
    env["account.move"]._split_numbers_as_core()
