from werkzeug.exceptions import NotFound

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """A link that asks for a payment does not open a note kept from the portal.

    Its page looks the document up with all rights and a token of its own, and belongs
    to a module that this addon does not depend on: so it is asked for here.
    """

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        result = super()._pre_dispatch(rule, args)
        if rule.rule == "/payment/pay":
            cls._check_paid_note_is_shown()
        return result

    @classmethod
    def _check_paid_note_is_shown(cls):
        number = request.get_http_params().get("invoice_id", "")
        if not str(number).isdecimal():
            return
        move = request.env["account.move"].sudo().browse(int(number)).exists()
        if move and move._is_hidden_from(request.env.user):
            # As for a wrong token: nothing tells that there is such a document
            raise NotFound()
