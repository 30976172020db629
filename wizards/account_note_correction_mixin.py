from odoo import Command, api, fields, models
from odoo.fields import Domain
from odoo.tools import clean_context

from ..models.correction.account_move_foresight import OF_POSTING
from ..tools.correction import Correction
from ..tools.sentinel import OURS

# Documents shown in the preview: one screen; more is a matter of a batch
PREVIEW_LIMIT = 20

MODES_WITH_LINES = ("lines", "price", "tax")

# What changes pieces that stand, and adds none
MODES_OF_STANDING = ("price", "tax")


class AccountNoteCorrectionMixin(models.AbstractModel):
    """What of the documents is corrected, asked alike in both windows.

    A window adds its ``correction_mode`` and its ``line_ids`` of the rows. The reason
    follows from what is done, until somebody chooses another one; the press that makes
    the notes can post them too.
    """

    _name = "account.note.correction.mixin"
    _inherit = "account.note.numbers.mixin"
    _description = "Correction of Documents"
    _note_numbers = ("amount", "percent")

    # "credit" or "debit": which way the figures of a correction go
    _note_side = None

    # core: computes the currency of the window with its ``move_type``, and not at all
    # where a list has a default for that (19.0), delete when they are computed apart
    currency_id = fields.Many2one("res.currency", compute="_compute_note_currency_id")
    is_single = fields.Boolean(compute="_compute_is_single")
    amount_type = fields.Selection(
        selection=[("fixed", "Amount"), ("percent", "Percentage")],
        default="fixed",
        required=True,
        string="Correct by",
    )
    amount = fields.Monetary(
        help="Of the note of each selected document. In the mode Lines: goodwill, in "
        "addition to what the lines say.",
    )
    is_untaxed = fields.Boolean(
        string="Net Amount",
        help="Amounts exclude taxes, which are added.",
    )
    percent = fields.Float(
        string="Percentage",
        help="Of each selected document, taxes included.",
    )
    preview = fields.Html(
        compute="_compute_preview",
        sanitize=False,
        help="What the notes come to. Nothing is written yet.",
    )
    is_refused = fields.Boolean(
        compute="_compute_preview",
        help="The note could not be posted, as the preview says.",
    )
    is_nothing_left = fields.Boolean(
        compute="_compute_preview",
        help="All of a document is to be taken back, and nothing of it remains.",
    )
    reason_company_ids = fields.Many2many(
        "res.company", compute="_compute_reason_company_ids"
    )
    is_reason_required = fields.Boolean(compute="_compute_is_reason_required")
    has_layers = fields.Boolean(compute="_compute_has_layers")
    proposed_reason_id = fields.Many2one(
        "account.note.reason",
        help="What was proposed last: a reason that somebody chose is left alone.",
    )

    @api.depends("move_ids")
    def _compute_note_currency_id(self):
        for wizard in self:
            currencies = wizard.move_ids._origin.currency_id
            wizard.currency_id = currencies if len(currencies) == 1 else False

    @api.depends("move_ids")
    def _compute_is_single(self):
        for wizard in self:
            wizard.is_single = len(wizard.move_ids) == 1

    @api.depends("move_ids")
    def _compute_reason_company_ids(self):
        for wizard in self:
            wizard.reason_company_ids = wizard.move_ids.company_id

    @api.depends("move_ids", "journal_id")
    def _compute_is_reason_required(self):
        for wizard in self:
            moves = wizard.move_ids._origin
            journal = wizard.journal_id or moves.journal_id[:1]
            wizard.is_reason_required = (
                bool(journal)
                and moves._note_are_correctable()
                and journal._note_policy().reason_required
            )

    @api.depends(
        "move_ids",
        "correction_mode",
        "date",
        "journal_id",
        "reason_id",
        "amount_type",
        "amount",
        "percent",
        "is_untaxed",
        "line_ids.quantity",
        "line_ids.product_uom_id",
        "line_ids.new_price",
        "line_ids.new_discount",
        "line_ids.new_tax_ids",
        "line_ids.layer",
        "line_ids.amount",
    )
    def _compute_preview(self):
        for wizard in self:
            previews = wizard._note_get_previews()
            refused = [
                shown
                for _move, shown in wizard._note_get_judged_previews(previews)
                if any(found["code"] not in OF_POSTING for found in shown["refusals"])
            ]
            wizard.is_refused = bool(refused)
            wizard.is_nothing_left = wizard.correction_mode == "full" and any(
                not shown["total_amount"] for shown in refused
            )
            wizard.preview = wizard._note_render_preview(previews)

    def _note_get_judged_previews(self, previews):
        """Return those of the previews whose refusal stops the window."""
        return previews

    @api.depends("move_ids", "correction_mode")
    def _compute_has_layers(self):
        for wizard in self:
            wizard.has_layers = any(row.layers for row in wizard.line_ids)

    @api.depends("move_ids", "correction_mode")
    def _compute_line_ids(self):
        for wizard in self:
            moves = wizard.move_ids._origin
            if not wizard._has_rows() or not moves._note_are_correctable():
                wizard.line_ids = [Command.clear()]
            elif not wizard.line_ids:
                wizard.line_ids = wizard._note_prepare_rows(
                    wizard._note_get_offered_lines(moves)
                )

    def _note_prepare_rows(self, lines):
        """Return the rows about some lines, as their field takes them."""
        values = [{"move_line_id": line.id} for line in lines]
        if self.id:
            return [Command.create(vals) for vals in values]
        # core: to rows that are created in memory each next one is added by itself, so
        # that their number counts squared (19.0), delete when they are added together
        return self.line_ids.browse().concat(*map(self.line_ids.new, values))

    def _note_get_offered_lines(self, moves):
        """Return the lines that this window asks for, in their order."""
        lines = moves._note_get_correctable_lines()
        if self.correction_mode not in MODES_OF_STANDING:
            return lines
        standing = lines._note_get_standing()
        return lines.filtered(lambda line: standing[line].layers)

    def _has_rows(self):
        """Tell whether the mode asks for figures line by line."""
        is_given = self.move_ids._note_get_given_correction()
        return self.correction_mode in MODES_WITH_LINES and not is_given

    def _get_correction(self, move):
        """Return what this window asks to correct of one of its documents.

        :rtype: tools.correction.Correction
        """
        given = move._note_get_given_correction()
        if given:
            return given
        rows = self._note_get_rows_of(move)
        is_fixed = self.amount_type == "fixed"
        correction = Correction(
            mode=self.correction_mode,
            side=self._note_side,
            prices=rows._get_new_prices(),
            taxes=rows._get_new_taxes(),
            units=rows._get_units(),
            layers=rows._get_layers(),
            amount=self.amount if is_fixed else 0.0,
            percent=0.0 if is_fixed else self.percent,
            is_untaxed=self.is_untaxed and is_fixed,
            date=self.date,
            kind=self.reason_id.kind or "",
            reason_id=self.reason_id.id or 0,
            journal_id=self.journal_id.id or 0,
        )
        if self.correction_mode == "lines":
            return self._note_get_correction_of_lines(correction, rows)
        return correction

    def _note_get_rows_of(self, move):
        """Return the rows about lines of one of the documents.

        By the lines that these name: the document of a row in memory is computed.
        """
        lines = set(move._origin.line_ids._ids)
        return self.line_ids.filtered(lambda row: row.move_line_id.id in lines)

    def _note_get_correction_of_lines(self, correction, rows):
        """Return the correction of a list where all can be entered.

        Where quantities alone are, it is a return of pieces and nothing else.
        """
        correction = correction._replace(
            quantities=rows._get_quantities(),
            discounts=rows._get_new_discounts(),
            amounts=rows._get_amounts(),
            is_untaxed=self.is_untaxed,
        )
        changes = (
            correction.prices,
            correction.discounts,
            correction.taxes,
            correction.amounts,
            correction.amount,
            correction.percent,
        )
        return correction._replace(mode="several") if any(changes) else correction

    def _note_get_previews(self):
        """Return pairs of a document and what its note comes to."""
        moves = self.move_ids._origin
        if not moves._note_are_correctable():
            return []
        # In the order of the rows
        return [
            (move, move._note_preview_correction(self._note_get_entered(move)))
            for move in moves.sorted("id")[:PREVIEW_LIMIT]
        ]

    def _note_get_entered(self, move):
        """Return the correction to preview: no complaint before the first entry."""
        correction = self._get_correction(move)
        if correction.mode == "amount" and not (
            correction.amount or correction.percent
        ):
            return correction._replace(mode="lines", quantities={})
        return correction

    def _note_render_preview(self, previews):
        """Return what the notes come to as HTML, empty where nothing is chosen."""
        if not previews:
            return False
        return self.env["ir.qweb"]._render(
            "account_credit_debit_note.note_preview",
            {
                "previews": previews,
                "side": self._note_side,
                "more": len(self.move_ids) - len(previews),
                "of_posting": OF_POSTING,
                "joint": self._note_get_joint_preview(previews),
            },
        )

    def _note_get_joint_preview(self, previews):
        """Return what one note for all comes to, nothing where each gets its own."""
        return {}

    @api.onchange("correction_mode", "amount_type", "amount", "percent", "line_ids")
    def _note_propose_reason(self):
        """Propose a reason; programs, which fill no window in, are left alone."""
        proposal = self._note_find_reason(self._note_get_kind_of_change())
        if proposal == self.proposed_reason_id:
            return
        if self.reason_id == self.proposed_reason_id:
            former = self._get_reason_text() if self.reason_id else False
            written = self.reason if self.reason != former else False
            self.reason_id = proposal
            # What somebody wrote says more than the catalogue
            self.reason = written or (self._get_reason_text() if proposal else False)
        self.proposed_reason_id = proposal

    def _note_find_reason(self, kind):
        """Return the first reason of a kind for notes of this side.

        None that needs an approval by itself: whoever wants one chooses it.
        """
        reasons = self.env["account.note.reason"]
        if not kind:
            return reasons
        return reasons.search(
            Domain("kind", "=", kind)
            & Domain("needs_approval", "=", False)
            & Domain("used_for", "in", ["both", self._note_side])
            & Domain("company_id", "in", [False, *self.move_ids.company_id.ids]),
            limit=1,
        )

    def _note_get_kind_of_change(self):
        """Return the kind of reason that what is entered speaks for, or None."""
        is_amount = self.amount if self.amount_type == "fixed" else self.percent
        if self.correction_mode == "amount":
            return "goodwill" if is_amount else None
        if not self._has_rows():
            return None
        rows = self.line_ids
        if self.correction_mode == "lines" and any(rows.mapped("quantity")):
            return "return"
        if rows._get_new_prices() or rows._get_new_discounts():
            return "price"
        if rows._get_new_taxes():
            return "tax"
        return "goodwill" if is_amount or rows._get_amounts() else None

    def _note_create_and_confirm(self, button):
        """Press a button of this window, and post the notes that it makes.

        What waits for its day, or for an approval, stays a draft.

        :param button: the name of the method
        :return: the action that shows the notes
        :raises UserError: as making and posting them; nothing is made then
        """
        self.ensure_one()
        wizard = self.with_context(note_posting_follows=OURS)
        action = getattr(wizard, button)()
        self._note_post_made(self._note_get_made(action))
        return action

    def _note_get_made(self, action):
        """Return the notes that the action of core's window opens."""
        notes = self.env["account.move"]
        if action.get("res_id"):
            return notes.browse(action["res_id"])
        return notes.browse(action["domain"][0][2])

    def _note_post_made(self, notes):
        """Post those of these drafts that wait for nothing."""
        # Defaults of the list that the window was opened from are not for posting
        notes = notes.with_context(clean_context(self.env.context))
        today = fields.Date.context_today(self)
        ready = notes.filtered(
            lambda note: (
                (note.auto_post == "no" or note.date <= today)
                and not note._needs_approval()
            )
        )
        if ready:
            ready.action_post()
        (notes - ready)._note_align_cents_of_reversals()
