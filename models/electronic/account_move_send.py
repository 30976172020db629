from odoo import models


class AccountMoveSend(models.AbstractModel):
    """Before sending, electronic notes that name no invoice are pointed out."""

    _inherit = "account.move.send"

    def _get_alerts(self, moves, moves_data):
        alerts = super()._get_alerts(moves, moves_data)
        formats = self.env["res.partner"]._get_ubl_cii_formats()
        notes = moves.filtered(
            lambda move: (
                move._is_credit_note()
                and moves_data[move]["invoice_edi_format"] in formats
                and not move._note_get_billing_references()
            )
        )
        if notes:
            alerts["note_without_reference"] = {
                "level": "warning",
                "message": self.env._(
                    "%(notes)s: the electronic document will name no corrected "
                    "invoice. Many customers and some laws want its number and date.",
                    notes=", ".join(notes.mapped("display_name")),
                ),
                "action_text": self.env._("View Credit Notes"),
                "action": notes._get_records_action(name=self.env._("Credit Notes")),
            }
        return alerts
