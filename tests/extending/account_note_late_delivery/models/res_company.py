from operator import attrgetter

from odoo import api, models

from odoo.addons.account_credit_debit_note.tools.allocation import (
    STRATEGIES,
    in_order_of,
)

STRATEGIES["last_document"] = in_order_of(attrgetter("document"), reverse=True)


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model
    def _get_note_strategies(self):
        return [
            *super()._get_note_strategies(),
            ("last_document", self.env._("Last document first")),
        ]
