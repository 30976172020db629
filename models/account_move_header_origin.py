from odoo import api, fields, models


class AccountMove(models.Model):
    """The first origin of the lines stands in the head of the note.

    Electronic documents and the cost of goods read the head alone. It is filled in
    when the note is posted: until then the lines may still change.
    """

    _inherit = "account.move"

    origin_hint = fields.Char(
        compute="_compute_origin_hint",
        help="The documents that the lines of a note correct.",
    )

    @api.depends("origin_move_ids")
    def _compute_origin_hint(self):
        for move in self:
            move.origin_hint = ", ".join(move.origin_move_ids.mapped("display_name"))

    def _post(self, soft=True):
        for note in self.filtered("is_note"):
            note._fill_header_origin()
        return super()._post(soft)

    def _fill_header_origin(self):
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        origins = lines.sorted(lambda line: (line.sequence, line.id)).origin_move_id
        if self._get_header_origin() or not origins or self.state != "draft":
            return
        free = lines.filtered(lambda line: not line.origin_move_id)
        with self._keeping_entered_rate():
            self.reversed_entry_id = origins[0]
        if len(origins) > 1:
            # They corrected no document before, and follow none of several now
            free.origin_move_id = False
