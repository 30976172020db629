"""Views that became parts of others go before the others are loaded.

Odoo removes what an update does not bring again, but at its end: until then each part
would stand in a form twice.
"""

from odoo.tools import SQL

ADDON = "account_credit_debit_note"

# What has another name now
RENAMED = {"view_invoice_tree_finalization": "view_invoice_tree"}

# A view that goes: the one that has its content
MERGED = {
    "account_note_application_view_form_unapply": "account_note_application_view_form",
    "account_note_application_view_list_unapply": "account_note_application_view_list",
    "res_config_settings_view_form_letter": "res_config_settings_view_form",
    "res_config_settings_view_form_print": "res_config_settings_view_form",
    "view_account_invoice_filter_approval": "view_account_invoice_filter",
    "view_account_invoice_filter_doubtful": "view_account_invoice_filter",
    "view_account_invoice_filter_external_origin": "view_account_invoice_filter",
    "view_account_invoice_filter_finalization": "view_account_invoice_filter",
    "view_account_journal_form_note_template": (
        "view_account_journal_form_inherit_debit_note"
    ),
    "view_account_move_reversal_replace": "view_account_move_reversal",
    "view_in_invoice_refund_tree_send": "view_in_invoice_refund_tree",
    "view_invoice_tree_doubtful": "view_invoice_tree",
    "view_move_form_address": "view_move_form",
    "view_move_form_applications": "view_move_form",
    "view_move_form_apply_credits": "view_move_form",
    "view_move_form_approval": "view_move_form",
    "view_move_form_doubtful": "view_move_form",
    "view_move_form_external_origin": "view_move_form",
    "view_move_form_finalization": "view_move_form",
    "view_move_form_net_of_tax": "view_move_form",
    "view_move_form_replacement": "view_move_form",
    "view_move_form_settlement": "view_move_form",
}


def migrate(cr, version):
    for name, new_name in RENAMED.items():
        cr.execute(
            SQL(
                "UPDATE ir_model_data SET name = %s WHERE module = %s AND name = %s",
                new_name,
                ADDON,
                name,
            )
        )
    for name, heir in MERGED.items():
        view_id = _find_view(cr, name)
        if view_id:
            _merge(cr, view_id, _find_view(cr, heir))


def _find_view(cr, name):
    cr.execute(
        SQL(
            "SELECT res_id FROM ir_model_data"
            " WHERE module = %s AND name = %s AND model = 'ir.ui.view'",
            ADDON,
            name,
        )
    )
    return (cr.fetchone() or [None])[0]


def _merge(cr, view_id, heir_id):
    """Remove a view. Those of other addons that build on it build on its heir."""
    cr.execute(
        SQL(
            "UPDATE ir_ui_view SET inherit_id = %s WHERE inherit_id = %s",
            heir_id,
            view_id,
        )
    )
    cr.execute(
        SQL(
            "DELETE FROM ir_model_data WHERE model = 'ir.ui.view' AND res_id = %s",
            view_id,
        )
    )
    cr.execute(SQL("DELETE FROM ir_ui_view WHERE id = %s", view_id))
