from odoo import api, models
from odoo.exceptions import AccessError

# Only this very object lets records change: a client can send True, never it
_GATE = object()


class AccountNoteBatchGate(models.AbstractModel):
    """Records that change through the steps of a batch and in no other way."""

    _name = "account.note.batch.gate"
    _description = "Changed by Batches Only"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_gate()
        return super().create(vals_list)

    def write(self, vals):
        self._check_gate()
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _check_gate(self):
        if self.env.context.get("note_batch_gate") is not _GATE:
            raise AccessError(
                self.env._(
                    "A batch and its documents change by its own steps only. Use "
                    "Start, Retry Failed or Cancel the Rest."
                )
            )

    def _write_through_gate(self, vals):
        self.sudo().with_context(note_batch_gate=_GATE).write(vals)

    @api.model
    def _create_through_gate(self, vals_list):
        made = self.sudo().with_context(note_batch_gate=_GATE).create(vals_list)
        # The records go on without the gate
        return self.browse(made.ids)
