if not __name__.endswith(".account_credit_debit_note"):
    raise ImportError(
        f"The folder of this addon is called {__name__.rpartition('.')[2]}, but Odoo "
        "looks for account_credit_debit_note: rename the folder, then start Odoo again."
    )
from . import controllers
from . import models
from . import reports
from . import wizards
from .hooks import uninstall_hook
