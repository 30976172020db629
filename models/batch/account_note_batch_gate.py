from odoo import api, models

from ..lifecycle import gate


class AccountNoteBatchGate(models.AbstractModel):
    """Records that change through the steps of a batch and in no other way."""

    _name = "account.note.batch.gate"
    _description = "Changed by Batches Only"

    @api.ondelete(at_uninstall=True)
    def _check_gate(self):
        gate.BATCH.check(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_gate()
        return super().create(vals_list)

    def write(self, vals):
        self._check_gate()
        return super().write(vals)

    def _write_through_gate(self, vals):
        gate.BATCH.open(self.sudo()).write(vals)

    @api.model
    def _create_through_gate(self, vals_list):
        made = gate.BATCH.open(self.sudo()).create(vals_list)
        # The records go on without the gate
        return self.browse(made.ids)
