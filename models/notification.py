def notify(text, kind="success", sticky=False):
    """Return the action that tells somebody what was done, and closes the window.

    :param str kind: ``success``, ``info``, ``warning`` or ``danger``
    :param bool sticky: whether it stays until it is closed
    """
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {
            "type": kind,
            "message": text,
            "sticky": sticky,
            "next": {"type": "ir.actions.act_window_close"},
        },
    }
