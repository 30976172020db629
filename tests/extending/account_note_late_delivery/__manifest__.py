{
    "name": "Credit Notes for Late Deliveries",
    "summary": "An addon on top of Credit & Debit Notes: an example of each hook",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "license": "LGPL-3",
    "author": "Credit & Debit Notes for Odoo",
    "website": "https://github.com/credit-debit-notes/account_credit_debit_note",
    "depends": ["account_credit_debit_note"],
    "data": [
        "data/account_note_reason_data.xml",
        "wizards/account_move_reversal_views.xml",
        "reports/report_invoice.xml",
    ],
}
