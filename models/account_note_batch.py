from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, formatLang

# What a batch may hold: some hours of work
MAX_DOCUMENTS = 50_000


class AccountNoteBatch(models.Model):
    """One request for notes on many documents, worked off in the background.

    Its ``request`` is that of ``account.note.api.create_credit_note`` without the
    documents, which are rows; ``run_context`` has language, time zone and companies
    of the user with whose rights it runs.
    """

    _name = "account.note.batch"
    _inherit = ["account.note.batch.gate"]
    _description = "Notes in Bulk"
    _order = "id desc"

    side = fields.Selection(
        [("credit", "Credit notes"), ("debit", "Debit notes")],
        string="Makes",
        required=True,
        readonly=True,
    )
    partner_side = fields.Selection(
        [("customer", "Customers"), ("vendor", "Vendors")],
        string="Documents of",
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Runs as",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="Who started it: the notes are made with the rights of this user.",
    )
    request = fields.Json(required=True, readonly=True)
    run_context = fields.Json(required=True, readonly=True)
    started_on = fields.Datetime(readonly=True)
    line_ids = fields.One2many(
        "account.note.batch.line", "batch_id", string="All Documents", readonly=True
    )
    failed_line_ids = fields.One2many(
        "account.note.batch.line",
        "batch_id",
        string="Failed Documents",
        domain=[("state", "=", "failed")],
        readonly=True,
    )
    correction_text = fields.Char(string="Correction", compute="_compute_wanted")
    note_date = fields.Date(string="Date", compute="_compute_wanted")
    reason_text = fields.Char(string="Reason", compute="_compute_wanted")
    journal_id = fields.Many2one("account.journal", compute="_compute_wanted")
    note_state = fields.Selection(
        [("draft", "Drafts"), ("posted", "Posted"), ("finalized", "Finalized")],
        string="Notes become",
        compute="_compute_wanted",
    )

    @api.depends("side")
    def _compute_display_name(self):
        for batch in self:
            is_credit = batch.side == "credit"
            batch.display_name = (
                self.env._("Credit in Bulk %s", batch.id)
                if is_credit
                else self.env._("Debit in Bulk %s", batch.id)
            )

    @api.depends("request")
    def _compute_wanted(self):
        for batch in self:
            request = batch.request or {}
            batch.correction_text = batch._get_correction_text(request)
            batch.note_date = request.get("date")
            batch.reason_text = request.get("reason_text") or batch._get_reason_name()
            batch.journal_id = request.get("journal_id")
            batch.note_state = request.get("state") or "draft"

    def _get_reason_name(self):
        """Return how the reason is called, its code where it is gone."""
        code = (self.request or {}).get("reason")
        reasons = self.env["account.note.reason"].with_context(active_test=False)
        companies = [False, self.company_id.id]
        found = code and reasons.search(
            [("code", "=", code), ("company_id", "in", companies)],
            order="company_id",
            limit=1,
        )
        return found.name if found else code

    def _get_correction_text(self, request):
        if request.get("percent"):
            return self.env._("%g %% of each document", request["percent"])
        if request.get("amount"):
            # Each in the currency of its document
            amount = formatLang(self.env, request["amount"])
            return self.env._("%s of each document", amount)
        return self.env._("Whole documents")

    @api.model
    def _make(self, side, request, moves):
        """Make a batch that waits to be started.

        :param str side: ``credit`` or ``debit``
        :param dict request: checked, plain values, without documents
        :param moves: documents that the user may read
        :raises UserError: where they do not go together, or are no invoices
        """
        moves.check_access("read")
        # Who may not make notes makes no batch of them either
        moves.browse().check_access("create")
        if not moves._are_correctable():
            raise UserError(
                self.env._("Choose invoices, bills or receipts; nothing else.")
            )
        self._check_together(moves)
        today = fields.Date.context_today(self)
        vals = {
            "side": side,
            "partner_side": "customer" if moves[0].is_sale_document(True) else "vendor",
            "company_id": moves.company_id.id,
            "request": {**request, "date": request.get("date") or str(today)},
            **self._prepare_user(),
        }
        batch = self._create_through_gate([vals])
        batch._add_documents(moves)
        return batch

    @api.model
    def _check_together(self, moves):
        if len(moves) > MAX_DOCUMENTS:
            raise UserError(
                self.env._(
                    "These are %(count)s documents, a batch holds %(limit)s. Choose "
                    "fewer and make several batches.",
                    count=len(moves),
                    limit=MAX_DOCUMENTS,
                )
            )
        if len(moves.company_id) > 1:
            raise UserError(
                self.env._("Choose documents of one company: a batch belongs to one.")
            )
        if len({move.is_sale_document(include_receipts=True) for move in moves}) > 1:
            raise UserError(
                self.env._(
                    "Choose documents of customers or of vendors: a batch holds one "
                    "kind."
                )
            )

    @api.model
    def _prepare_user(self):
        user = self.env.user
        return {
            "user_id": user.id,
            "run_context": {
                "lang": self.env.context.get("lang") or user.lang or "en_US",
                "tz": self.env.context.get("tz") or user.tz or "UTC",
                "allowed_company_ids": self.env.companies.ids,
            },
        }

    def _add_documents(self, moves):
        """Add a row for each document, in one statement for however many."""
        self.env.execute_query(
            SQL(
                """INSERT INTO account_note_batch_line
                               (batch_id, move_id, state, create_uid, create_date)
                        SELECT %s, unnest(%s), 'waiting', %s, now() AT TIME ZONE 'UTC'
                     RETURNING id""",
                self.id,
                moves.ids,
                self.env.uid,
            )
        )
        self.invalidate_recordset()
