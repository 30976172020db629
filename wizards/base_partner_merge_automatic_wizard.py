from odoo import models
from odoo.fields import Domain


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Final documents of merged partners stay provably what they were."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        merged = Domain.OR(
            Domain(name, "in", partner_ids)
            for name in (
                "partner_id",
                "partner_shipping_id",
                "partner_bank_id.partner_id",
            )
        )
        with self.env["account.move"]._note_keeping_seals(merged):
            return super()._merge(partner_ids, dst_partner, extra_checks)
