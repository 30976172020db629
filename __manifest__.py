{
    "name": "Credit & Debit Notes",
    "summary": "Partial credit notes that never exceed the invoice, debit notes, "
    "reasons, origins and history",
    "version": "19.0.0.1.0",
    "category": "Accounting/Accounting",
    "license": "LGPL-3",
    "author": "Credit & Debit Notes for Odoo",
    "website": "https://github.com/credit-debit-notes/account_credit_debit_note",
    "depends": ["account", "account_debit_note", "account_edi_ubl_cii"],
    "data": [
        "security/ir.model.access.csv",
        "security/account_note_rules.xml",
        "data/account_note_reason_data.xml",
        "views/res_config_settings_views.xml",
        "views/account_note_reason_views.xml",
        "views/account_move_views.xml",
        "views/account_note_menus.xml",
        "wizards/account_note_preview_templates.xml",
        "wizards/account_move_reversal_views.xml",
        "wizards/account_debit_note_views.xml",
        "reports/report_invoice.xml",
    ],
    "demo": ["demo/account_note_demo.xml"],
    "assets": {
        "web.assets_tests": ["account_credit_debit_note/static/tests/tours/**/*"],
    },
}
