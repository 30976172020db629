from odoo import api, fields, models


class _JointValues(dict):
    """What the one note over several documents is made with, beside its head.

    It travels in the context, where a client can only send plain values.
    """


class AccountMoveReversal(models.TransientModel):
    """One note over several documents of one customer, in one currency."""

    _inherit = "account.move.reversal"

    note_for = fields.Selection(
        selection=[("each", "One note for each"), ("all", "One note for all")],
        string="Credit/Debit Notes",
        default="each",
        required=True,
        help="One note for all: each of its lines names the document it corrects, and "
        "an amount is shared by what remains of each.",
    )
    can_be_joint = fields.Boolean(
        compute="_compute_note_can_be_joint",
        help="The documents are of one customer, one kind and one currency.",
    )

    @api.depends("move_ids")
    def _compute_note_can_be_joint(self):
        for wizard in self:
            wizard.can_be_joint = wizard.move_ids._origin._note_can_be_joint()

    def _note_get_judged_previews(self, previews):
        """Of one note for all, what is used up already is left out, unless all is."""
        if not self._note_is_joint():
            return super()._note_get_judged_previews(previews)
        moves = self.move_ids._origin
        judged = moves._note_judge_joint(
            [(move, self._get_correction(move), shown) for move, shown in previews]
        )
        return [(move, shown) for move, _correction, shown in judged]

    def _note_get_joint_preview(self, previews):
        # Beyond what the preview shows nothing is summed up
        if not self.can_be_joint or len(previews) < len(self.move_ids):
            return {}
        if not self._note_is_joint():
            return {}
        return self.move_ids._origin._note_join_previews(
            [(move, self._get_correction(move), shown) for move, shown in previews]
        )

    @api.onchange("note_for")
    def _onchange_note_for(self):
        self._note_propose_reason()

    def _note_get_kind_of_change(self):
        """An amount off several documents in one note is a rebate."""
        kind = super()._note_get_kind_of_change()
        is_rebate = self.correction_mode == "amount" and self._note_is_joint()
        return "rebate" if kind == "goodwill" and is_rebate else kind

    def _note_is_joint(self):
        return self.note_for == "all" and len(self.move_ids) > 1

    def _note_distribute_joint(self, correction, move):
        """Return the part of a correction that is for one of the documents."""
        if not self._note_is_joint():
            return correction
        corrections = self.move_ids._origin._note_distribute_correction(correction)
        return corrections[move._origin]

    def _note_reverse_together(self):
        """Make the one note for all documents; return core's action."""
        self.move_ids._note_check_joint()
        asked = self.move_ids._note_sort_joint()
        corrections = {move: self._get_correction(move) for move in asked}
        moves, values = asked._note_prepare_joint_note(corrections)
        # Core makes a note for each of its documents: the oldest stands for all
        self.move_ids = moves[0]
        joint = self.with_context(note_joint_values=_JointValues(values))
        action = joint._note_reverse_by_core()
        self.move_ids = asked
        self._note_name_joint_origins(moves)
        return action

    def _note_get_joint_values(self):
        """Return what the one note for all is made with, None for any other."""
        values = self.env.context.get("note_joint_values")
        return values if isinstance(values, _JointValues) else None

    def _note_name_joint_origins(self, moves):
        """Let the reference of the note name all documents."""
        for note in self.new_move_ids:
            names = ", ".join(moves.mapped("name"))
            note.ref = (note.ref or "").replace(moves[0].name, names, 1)
