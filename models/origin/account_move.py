from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.translate import LazyTranslate

from ...tools import billing, origin_rules
from ...tools.errors import with_code, with_facts
from ...tools.origin_rules import CREDIT_TYPES
from ..payload import get_changes

_lt = LazyTranslate(__name__)

# What a document corrects, and how, is settled with posting
SETTLED_FIELDS = {
    "reversed_entry_id",
    "debit_origin_id",
    "external_origin_number",
    "external_origin_date",
    "is_net_of_tax",
}
SETTLED_LINE_FIELDS = {"origin_line_id", "origin_move_id", "correction_mode"}

# Each names the two documents, the rule and the way out. Another addon that adds a
# code adds the method `_refusal_<code>` to documents.
ORIGIN_ERRORS = {
    "self": _lt("%(note)s cannot correct itself. Choose the document it corrects."),
    "type": _lt(
        "%(note)s cannot correct %(origin)s: a credit note corrects an invoice or"
        " a receipt, a debit note an invoice or a credit note, customers and "
        "vendors apart. Choose a document of the right kind."
    ),
    "company": _lt(
        "%(note)s belongs to %(company)s, but %(origin)s to %(other)s. Choose a "
        "document of the same company."
    ),
    "partner": _lt(
        "%(note)s is for %(partner)s, but %(origin)s is for %(other)s. Choose a "
        "document of the same partner, or correct the partner of the note."
    ),
    "currency": _lt(
        "%(note)s is in %(currency)s, but %(origin)s is in %(other)s. Issue the "
        "note in the currency of the document it corrects."
    ),
    "state": _lt(
        "%(note)s cannot be posted: %(origin)s, which it corrects, is not posted."
        " Post that document first, or remove it from the note."
    ),
    "date": _lt(
        "%(note)s is dated %(date)s, before %(origin)s of %(other)s. A note "
        "cannot be older than what it corrects: change its date. The settings decide "
        "whether such notes are refused (Refuse Early Dates)."
    ),
}


class AccountMove(models.Model):
    """What a note corrects, shown from both sides and checked.

    The first origin of the lines stands in the head of the note, for electronic
    documents and the cost of goods read the head alone. It is filled in when the note
    is posted: until then the lines may still change, and from then on nothing of it
    does.
    """

    _inherit = "account.move"

    reversed_entry_id = fields.Many2one(readonly=False, tracking=True)
    origin_move_ids = fields.Many2many(
        "account.move",
        string="Corrected Documents",
        compute="_compute_note_origin_move_ids",
        search="_search_note_origin_move_ids",
        help="The documents that this note corrects.",
    )
    origin_move_count = fields.Integer(compute="_compute_note_origin_move_ids")
    credit_note_ids = fields.Many2many(
        "account.move",
        string="Credit Notes",
        compute="_compute_credit_note_ids",
        help="The credit notes issued for this document.",
    )
    credit_note_count = fields.Integer(compute="_compute_credit_note_ids")
    origin_hint = fields.Char(
        compute="_compute_note_origin_hint",
        help="The documents that the lines of a note correct.",
    )

    @api.depends(
        "reversed_entry_id", "debit_origin_id", "invoice_line_ids.origin_move_id"
    )
    def _compute_note_origin_move_ids(self):
        for move in self:
            origins = move._note_get_origins()
            move.origin_move_ids = origins
            move.origin_move_count = len(origins)

    def _search_note_origin_move_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        if operator == "in" and False in value:
            corrected = self._search_note_origin_move_ids("any", Domain.TRUE)
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
        corrected = self.filtered("is_named_by_others")
        (self - corrected).credit_note_ids = False
        (self - corrected).credit_note_count = 0
        groups = corrected and self.env["account.move.line"]._read_group(
            [
                ("origin_move_id", "in", corrected.ids),
                ("move_id.move_type", "in", CREDIT_TYPES),
            ],
            ["origin_move_id"],
            ["move_id:recordset"],
        )
        by_lines = {origin.id: notes for origin, notes in groups}
        for move in corrected:
            # In a window that is not saved yet, a document is a new record
            document = move._origin
            notes = document.reversal_move_ids.filtered(
                lambda note: note._is_credit_note()
            )
            notes |= by_lines.get(document.id, notes)
            move.credit_note_ids = notes
            in_force = notes.filtered(lambda note: note.state != "cancel")
            move.credit_note_count = len(in_force)

    @api.depends("origin_move_ids")
    def _compute_note_origin_hint(self):
        for move in self:
            move.origin_hint = ", ".join(move.origin_move_ids.mapped("display_name"))

    @api.constrains(
        "reversed_entry_id",
        "debit_origin_id",
        "move_type",
        "partner_id",
        "currency_id",
        "company_id",
    )
    def _check_note_origins(self):
        for note in self.filtered(
            lambda move: move.state == "draft" and move._is_note()
        ):
            if not note._is_guard_soft():
                note._note_check_origins()

    def action_open_origins(self):
        """Open the documents that this note corrects.

        :return: an action, a form for one document and a list for several
        """
        return self._note_open_documents(
            self.origin_move_ids, self.env._("Corrected Documents")
        )

    def action_open_credit_notes(self):
        """Open the credit notes issued for this document.

        :return: an action, a form for one note and a list for several
        """
        return self._note_open_documents(
            self.credit_note_ids, self.env._("Credit Notes")
        )

    def _note_open_documents(self, moves, name):
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

    def _note_get_header_origin(self):
        """Return the document named in the head of a note, or no record."""
        return self.reversed_entry_id or self.debit_origin_id

    def _note_get_origins(self):
        """Return every document this one corrects, that of its head first."""
        self.ensure_one()
        if not self._is_note():
            return self.browse()
        head = self._note_get_header_origin()
        others = self.invoice_line_ids.origin_move_id - head
        # The head as it is where it is all: it is read with those of other notes
        return head | others if others else head

    def _note_get_followers_of_header(self, vals):
        """Return, by move, the lines whose origin is that of the document.

        Where a document is taken off the head, also those that name lines of it.
        """
        named = [vals[n] for n in ("reversed_entry_id", "debit_origin_id") if n in vals]
        if not named:
            return {}
        return {
            move: move.invoice_line_ids.filtered(
                lambda line: line._note_follows_header_origin(
                    is_taken_off=not any(named)
                )
            )
            for move in self.filtered(lambda move: move.state == "draft")
        }

    def _note_follow_header(self, followers):
        """Let lines correct what the head of their document names by now.

        :param dict followers: what ``_note_get_followers_of_header`` returned
        """
        for move, lines in followers.items():
            header = move._note_get_header_origin()
            if not header:
                lines.filtered("origin_line_id").origin_line_id = False
            lines.origin_move_id = header

    def _note_check_origins_settled(self, vals):
        """Check that what posted documents correct stays what it is.

        :raises UserError: naming the document, the fields and the way out
        """
        if "move_type" in vals:
            self._note_check_kind(vals["move_type"])
        names = SETTLED_FIELDS & vals.keys()
        for move in self if names else ():
            # Entries are reversed as well, and settle nothing by it
            if move.move_type != "entry":
                move._note_check_unsettling(get_changes(move, vals, names), self)

    def _note_prepare_link_facts(self):
        """Return the facts by which ``tools.origin_rules`` judges a link."""
        return origin_rules.Document(
            key=self.id,
            move_type=self.move_type,
            company=self.company_id.id,
            partner=self.commercial_partner_id.id,
            currency=self.currency_id.id,
            date=self.invoice_date or self.date,
            posted=self.state == "posted",
            contact=self.partner_id.id,
        )

    def _get_origin_refusals(self, origin, posting):
        """Return the codes of what speaks against correcting a document, none for
        nothing.

        Another addon adds a code here, and its sentence as ``_refusal_<code>``.
        """
        return origin_rules.find_errors(
            self._note_prepare_link_facts(),
            origin._note_prepare_link_facts(),
            posting,
            self.journal_id._note_policy().refuse_early_date,
        )

    def _note_check_origins(self, posting=False):
        """Check this note, its number and every document it corrects.

        :param bool posting: check as well what must hold once it is posted
        :raises ValidationError: naming both documents, the rule and the way out
        """
        self.ensure_one()
        if posting:
            self._note_check_number()
        self._note_check_external_origin(posting)
        for origin in self._note_get_origins():
            for code in self._get_origin_refusals(origin, posting):
                raise with_code(
                    self._note_get_origin_error(code, origin), f"origin_{code}"
                )

    def _note_is_ref_of_origin(self):
        """Tell whether core's reference text only repeats origin and reason."""
        return any(
            billing.repeats(self.ref, origin.name)
            for origin in self._note_get_origins()
        )

    def _note_get_origin_error(self, code, origin):
        """Return the error that says why this note may not correct a document.

        :param str code: a code of :func:`tools.origin_rules.find_errors`
        :param origin: the document that is to be corrected
        """
        names = {"note": self.display_name, "origin": origin.display_name}
        if code not in ORIGIN_ERRORS:
            return ValidationError(getattr(self, f"_refusal_{code}")(origin, names))
        read = self._note_get_origin_fact_readers().get(code)
        facts = {code: read(self), "other": read(origin)} if read else {}
        template, facts = self.env._(ORIGIN_ERRORS[code]), {**names, **facts}
        return with_facts(ValidationError(template % facts), template, facts)

    def _note_get_origin_refusal_text(self, code, origin):
        """Return why this note may not correct a document, as a sentence."""
        return self._note_get_origin_error(code, origin).args[0]

    def _note_get_origin_fact_readers(self):
        """Return how the fact is read that a rule compares, by the code of the rule."""
        nobody = self.env._("nobody")
        return {
            "company": lambda move: move.company_id.display_name,
            "partner": lambda move: move.commercial_partner_id.display_name or nobody,
            "currency": lambda move: move.currency_id.name,
            "date": lambda move: format_date(self.env, move.invoice_date or move.date),
        }

    def _note_fill_header_origin(self):
        for note in self.filtered("is_note"):
            note._note_fill_header_of_one()

    def _note_fill_header_of_one(self):
        lines = self._note_get_goods()
        origins = lines.sorted(lambda line: (line.sequence, line.id)).origin_move_id
        if self._note_get_header_origin() or not origins or self.state != "draft":
            return
        free = lines.filtered(lambda line: not line.origin_move_id)
        with self._note_keeping_entered_rate():
            self.reversed_entry_id = origins[0]
        if len(origins) > 1:
            # They corrected no document before, and follow none of several now
            free.origin_move_id = False

    def _note_check_kind(self, move_type):
        """Check that no posted document becomes one of another kind.

        Its number, its entry and who approved it are of the kind that it had.

        :raises UserError: naming the document and the way out
        """
        for move in self:
            if move.state == "posted" and move.move_type != move_type:
                text = self.env._(
                    "%(document)s is posted: its kind cannot change any more. Correct "
                    "it with a note, or reset it to draft first.",
                    document=move.display_name,
                )
                raise with_code(UserError(text), "kind_settled")

    def _note_check_unsettling(self, names, records):
        """Check that what this document corrects stays once it is posted.

        :param names: the fields that would change, none for no change
        :param records: records of the model of these fields
        :raises UserError: naming the document, the fields and the way out
        """
        if names and self.state == "posted":
            labels = records.fields_get(list(names), ["string"]).values()
            raise UserError(
                self.env._(
                    "%(document)s is posted, and what it corrects is settled: "
                    "%(fields)s cannot change. Reset it to draft to change that.",
                    document=self.display_name,
                    fields=", ".join(sorted(label["string"] for label in labels)),
                )
            )
