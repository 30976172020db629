from odoo import models
from odoo.exceptions import AccessError


class IrBinary(models.AbstractModel):
    """Files of a note that is kept from the portal, asked for with a token."""

    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        record = super()._find_record(xmlid, res_model, res_id, access_token, field)
        if not self.env.user.share:
            return record
        move = self._note_get_document_of(record)
        if move and move._is_hidden_from(self.env.user):
            raise AccessError(self.env._("This document is not available yet."))
        return record

    def _note_get_document_of(self, record):
        """Return the accounting document that a record or a file is of, or none."""
        moves = self.env["account.move"]
        if record._name == "ir.attachment" and record.res_model == "account.move":
            return moves.sudo().browse(record.res_id).exists()
        return record if record._name == "account.move" else moves
