from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import billing, matching
from ..tools.matching import CREDIT_TYPES
from ..tools.refusal import coded


class AccountMove(models.Model):
    """What a note corrects, shown from both sides and checked."""

    _inherit = "account.move"

    reversed_entry_id = fields.Many2one(readonly=False, tracking=True)
    origin_move_ids = fields.Many2many(
        "account.move",
        string="Corrected Documents",
        compute="_compute_origin_move_ids",
        search="_search_origin_move_ids",
        help="The documents that this note corrects.",
    )
    origin_move_count = fields.Integer(compute="_compute_origin_move_ids")
    credit_note_ids = fields.Many2many(
        "account.move",
        string="Credit Notes",
        compute="_compute_credit_note_ids",
        help="The credit notes issued for this document.",
    )
    credit_note_count = fields.Integer(compute="_compute_credit_note_ids")

    @api.depends(
        "reversed_entry_id", "debit_origin_id", "invoice_line_ids.origin_move_id"
    )
    def _compute_origin_move_ids(self):
        for move in self:
            origins = move._get_origins()
            move.origin_move_ids = origins
            move.origin_move_count = len(origins)

    def _search_origin_move_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        if operator == "in" and False in value:
            corrected = self._search_origin_move_ids("any", Domain.TRUE)
            known = [origin for origin in value if origin]
            return ~Domain(corrected) | Domain("origin_move_ids", "in", known)
        return [
            "|",
            "|",
            ("reversed_entry_id", operator, value),
            ("debit_origin_id", operator, value),
            ("invoice_line_ids.origin_move_id", operator, value),
        ]

    @api.depends("reversal_move_ids")
    def _compute_credit_note_ids(self):
        groups = self.env["account.move.line"]._read_group(
            [
                ("origin_move_id", "in", self.ids),
                ("move_id.move_type", "in", CREDIT_TYPES),
            ],
            ["origin_move_id"],
            ["move_id:recordset"],
        )
        by_lines = {origin.id: notes for origin, notes in groups}
        for move in self:
            # In a window that is not saved yet, a document is a new record
            document = move._origin
            notes = document.reversal_move_ids.filtered(
                lambda note: note.move_type in CREDIT_TYPES
            )
            notes |= by_lines.get(document.id, notes)
            move.credit_note_ids = notes
            move.credit_note_count = len(notes)

    @api.constrains(
        "reversed_entry_id",
        "debit_origin_id",
        "move_type",
        "partner_id",
        "currency_id",
        "company_id",
    )
    def _check_origins(self):
        for note in self.filtered(lambda move: move.state == "draft"):
            if not note._is_guard_soft():
                note._refuse_wrong_origins()

    def write(self, vals):
        followers = self._lines_following_the_header(vals)
        result = super().write(vals)
        for move, lines in followers.items():
            lines.origin_move_id = move._get_header_origin()
        return result

    def action_open_origins(self):
        """Open the documents that this note corrects.

        :return: an action, a form for one document and a list for several
        """
        return self._open_documents(
            self.origin_move_ids, self.env._("Corrected Documents")
        )

    def action_open_credit_notes(self):
        """Open the credit notes issued for this document.

        :return: an action, a form for one note and a list for several
        """
        return self._open_documents(self.credit_note_ids, self.env._("Credit Notes"))

    def _open_documents(self, moves, name):
        action = {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "name": name,
            "context": {"create": False},
        }
        if len(moves) == 1:
            return {**action, "view_mode": "form", "res_id": moves.id}
        return {
            **action,
            "view_mode": "list,form",
            "domain": [("id", "in", moves.ids)],
        }

    def _get_header_origin(self):
        """Return the document named in the head of a note, or no record."""
        return self.reversed_entry_id or self.debit_origin_id

    def _get_origins(self):
        """Return every document this one corrects, that of its head first."""
        self.ensure_one()
        if not self._is_note():
            return self.browse()
        head = self._get_header_origin()
        others = self.invoice_line_ids.origin_move_id - head
        # The head as it is where it is all: it is read with those of other notes
        return head | others if others else head

    def _lines_following_the_header(self, vals):
        """Return, by move, the lines whose origin is that of the document."""
        if not {"reversed_entry_id", "debit_origin_id"} & vals.keys():
            return {}
        return {
            move: move.invoice_line_ids.filtered(
                lambda line: line._follows_header_origin()
            )
            for move in self.filtered(lambda move: move.state == "draft")
        }

    def _prepare_matching_document(self):
        """Return the facts by which ``tools.matching`` judges a link."""
        return matching.Document(
            key=self.id,
            move_type=self.move_type,
            company=self.company_id.id,
            partner=self.commercial_partner_id.id,
            currency=self.currency_id.id,
            date=self.invoice_date or self.date,
            posted=self.state == "posted",
        )

    def _get_origin_refusals(self, origin, posting):
        """Return the codes of what speaks against correcting a document, none for
        nothing.

        Another addon adds a code here, and its sentence as ``_refusal_<code>``.
        """
        return matching.refusals(
            self._prepare_matching_document(),
            origin._prepare_matching_document(),
            posting,
        )

    def _refuse_wrong_origins(self, posting=False):
        """Check this note against every document it corrects.

        :param bool posting: check as well what must hold once it is posted
        :raises ValidationError: naming both documents, the rule and the way out
        """
        self.ensure_one()
        for origin in self._get_origins():
            for code in self._get_origin_refusals(origin, posting):
                raise coded(
                    ValidationError(self._get_refusal_text(code, origin)),
                    f"origin_{code}",
                )

    def _is_ref_of_origin(self):
        """Tell whether core's reference text only repeats origin and reason."""
        return any(
            billing.repeats(self.ref, origin.name) for origin in self._get_origins()
        )
