from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.distribute import distribute
from ..tools.money import from_steps, to_steps


class _JointValues(dict):
    """What the one note over several documents is made with, beside its head.

    It travels in the context, where a client can only send plain values.
    """


class AccountMoveReversal(models.TransientModel):
    """One note over several documents of one customer, in one currency."""

    _inherit = "account.move.reversal"

    note_for = fields.Selection(
        selection=[("each", "One note for each"), ("all", "One note for all")],
        string="Notes",
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
            moves = wizard.move_ids._origin
            kinds = {
                (move.commercial_partner_id, move.currency_id, move.move_type)
                for move in moves
            }
            wizard.can_be_joint = (
                len(moves) > 1 and len(kinds) == 1 and moves._note_are_correctable()
            )

    @api.depends("note_for")
    def _compute_preview(self):
        return super()._compute_preview()

    def _note_get_judged_previews(self, previews):
        """Of one note for all, what is used up already is left out, unless all is."""
        if not self._note_is_joint():
            return super()._note_get_judged_previews(previews)
        asked = [
            (move, shown)
            for move, shown in previews
            if self._note_asks_something(self._get_correction(move), move._origin)
        ]
        return asked or previews

    def _note_is_joint(self):
        return self.note_for == "all" and len(self.move_ids) > 1

    def _get_correction(self, move):
        correction = super()._get_correction(move)
        is_own = not self.move_ids._note_get_given_correction()
        if not (is_own and self._note_is_joint() and correction.amount):
            return correction
        return correction._replace(
            amount=self._note_get_joint_amounts()[move._origin.id]
        )

    def _note_get_joint_amounts(self):
        """Return the amount of each document by its id, by what remains of it."""
        moves = self.move_ids._origin
        step = moves.currency_id[:1].rounding or 0.01
        remaining = "note_remaining_amount"
        if self.is_untaxed:
            remaining = "note_remaining_untaxed_amount"
        weights = {
            str(move.id): to_steps(max(move[remaining], 0.0), step) for move in moves
        }
        if not any(weights.values()):
            weights = dict.fromkeys(weights, 1)
        shares = distribute(to_steps(self.amount, step), weights)
        return {
            move.id: from_steps(shares.get(str(move.id), 0), step) for move in moves
        }

    def reverse_moves(self, is_modify=False):
        if is_modify or not self._note_is_joint():
            return super().reverse_moves(is_modify)
        self._note_check_correction(is_modify)
        self._note_check_joint()
        moves = self.move_ids.sorted(lambda move: (move.invoice_date, move.id))
        values = self._prepare_note_joint_values(moves)
        # Core makes a note for each of its documents: the oldest stands for all
        self.move_ids = moves[0]
        joint = self.with_context(note_joint_values=_JointValues(values))
        action = super(AccountMoveReversal, joint).reverse_moves(is_modify)
        self.move_ids = moves
        self._note_name_joint_origins(moves)
        return action

    def _note_check_correction(self, is_modify):
        values = self.env.context.get("note_joint_values")
        # Checked before, with all documents
        if isinstance(values, _JointValues):
            return None
        return super()._note_check_correction(is_modify)

    def _note_check_joint(self):
        """Check that one note can be about all of these documents.

        :raises UserError: naming the documents and the way out
        """
        if not self.can_be_joint:
            raise UserError(
                self.env._(
                    "%(documents)s cannot be corrected by one note: they differ in "
                    "customer, currency or kind. Choose One note for each.",
                    documents=", ".join(self.move_ids.mapped("display_name")),
                )
            )

    def _prepare_note_joint_values(self, moves):
        """Return the values of one note on these documents, beside its head."""
        correction = self._get_correction(moves[0])
        return {
            **moves[0]._prepare_note_own_values(),
            **moves[0]._note_prepare_net_of_tax(correction),
            "note_keep_open": correction.keep_open,
            "invoice_cash_rounding_id": moves.invoice_cash_rounding_id[:1].id,
            "line_ids": self._prepare_note_joint_commands(moves),
        }

    def _prepare_note_joint_commands(self, moves):
        """Return the commands for lines that correct each of these documents."""
        commands = []
        for move in moves:
            correction = self._get_correction(move)
            if not self._note_asks_something(correction, move):
                continue
            for _command, _id, vals in move._note_get_correction_commands(correction):
                commands.append(
                    self._prepare_note_joint_line(move, vals, len(commands))
                )
        if not commands:
            moves[0]._note_refuse_nothing(self._get_correction(moves[0]))
        return commands

    @staticmethod
    def _note_asks_something(correction, move):
        """Tell whether a document is corrected at all: others of the note are."""
        if correction.mode == "amount":
            return bool(correction.amount or correction.percent)
        return correction.mode != "full" or (
            move._note_is_untouched() or bool(move._prepare_correction_full(correction))
        )

    @staticmethod
    def _prepare_note_joint_line(move, vals, place):
        """Return the command for a line that names the document it corrects."""
        if vals.get("display_type", "product") == "product":
            vals = {"origin_move_id": move.id, **vals}
        return fields.Command.create({**vals, "sequence": 10 + place})

    def _prepare_default_reversal(self, move):
        values = self.env.context.get("note_joint_values")
        if not isinstance(values, _JointValues):
            return super()._prepare_default_reversal(move)
        return {**self._note_prepare_head(move), **values}

    def _note_name_joint_origins(self, moves):
        """Let the reference of the note name all documents."""
        for note in self.new_move_ids:
            names = ", ".join(moves.mapped("name"))
            note.ref = (note.ref or "").replace(moves[0].name, names, 1)
