"""The addon goes. Runs in Odoo's shell."""

module = env.ref("base.module_account_credit_debit_note")
module.button_immediate_uninstall()
