from odoo import Command, api, fields, models

from ..models.payload import ensure_vals, get_chosen_ids
from ..tools.sentinel import OURS, is_ours

SUBJECT = ("partner_id", "account_id", "currency_id")


class AccountNoteAllocation(models.TransientModel):
    """The window *Apply Credits*: credits on one side, open items on the other.

    It is about one partner, one account and one currency: where there is only one of
    each, it is chosen, else the user is asked. Its rows are made on the server, from
    what is open then.
    """

    _name = "account.note.allocation"
    _description = "Apply Credits"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    move_ids = fields.Many2many(
        "account.move", string="Chosen Documents", readonly=True
    )
    account_type = fields.Selection(
        [("asset_receivable", "Customers"), ("liability_payable", "Vendors")],
        string="Side",
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", ondelete="cascade")
    account_id = fields.Many2one("account.account", ondelete="cascade")
    currency_id = fields.Many2one("res.currency", ondelete="cascade")
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="The day from which the credits count as applied. Exchange differences "
        "and small remainders are not booked before it.",
    )
    reason = fields.Char(help="Why; kept in the journal of applications.")
    credit_ids = fields.One2many(
        "account.note.allocation.credit", "wizard_id", string="Credits"
    )
    item_ids = fields.One2many(
        "account.note.allocation.item", "wizard_id", string="Open Items"
    )
    available_partner_ids = fields.Many2many(
        "res.partner", compute="_compute_available"
    )
    available_account_ids = fields.Many2many(
        "account.account", compute="_compute_available"
    )
    available_currency_ids = fields.Many2many(
        "res.currency", compute="_compute_available"
    )
    is_account_asked = fields.Boolean(compute="_compute_available")
    is_currency_asked = fields.Boolean(compute="_compute_available")

    @api.depends("move_ids", "account_type", *SUBJECT)
    def _compute_available(self):
        for wizard in self:
            choices = wizard._find_choices()
            for place, name in enumerate(SUBJECT):
                found = {choice[place] for choice in choices}
                wizard[f"available_{name}s"] = [Command.set(sorted(found))]
                own = wizard[name]._origin.id
                if own:
                    choices = {choice for choice in choices if choice[place] == own}
            wizard.is_account_asked = len(wizard.available_account_ids) > 1
            wizard.is_currency_asked = len(wizard.available_currency_ids) > 1

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        company = self.env.company
        if model == "account.move":
            moves = self.env[model].browse(get_chosen_ids(self.env, model)).exists()
            moves._note_check_can_apply()
            company = moves.company_id[:1] or company
            values["move_ids"] = [Command.set(moves.ids)]
        elif model == "res.partner":
            partners = self.env[model].browse(get_chosen_ids(self.env, model)).exists()
            values["partner_id"] = partners._note_get_one_commercial_partner().id
        return {"company_id": company.id, **values}

    @api.model_create_multi
    def create(self, vals_list):
        ensure_vals(self.env, vals_list)
        busy = self.with_context(note_allocation_busy=OURS)
        wizards = super(AccountNoteAllocation, busy).create(vals_list)
        for wizard, values in zip(wizards, vals_list, strict=True):
            wizard.move_ids._note_check_can_apply()
            wizard._choose_subject()
            if {"credit_ids", "item_ids"} & values.keys():
                wizard._notice_hand_work()
            else:
                wizard._load_rows()
        return wizards.with_env(self.env)

    def write(self, vals):
        ensure_vals(self.env, [vals])
        busy = self.with_context(note_allocation_busy=OURS)
        result = super(AccountNoteAllocation, busy).write(vals)
        self._follow(vals.keys())
        return result

    @api.onchange("move_ids", *SUBJECT)
    def _onchange_subject(self):
        self._choose_subject()
        self._load_rows()

    def _follow(self, names):
        """Bring the rows in line with changed fields, as the open window does."""
        # Rows written together with their window are looked at once, at the end
        if is_ours(self.env.context, "note_allocation_busy"):
            return
        for wizard in self.with_context(note_allocation_busy=OURS):
            if set(SUBJECT) & names and not {"credit_ids", "item_ids"} & names:
                wizard._choose_subject()
                wizard._load_rows()
            elif "item_ids" in names:
                wizard._notice_hand_work()
            elif "find" in names:
                wizard._load_items()
            elif {"strategy", "credit_ids"} & names:
                wizard._follow_strategy()

    def _find_choices(self):
        """Return what this window can be about, as ids.

        :return: a set of (commercial partner, account, currency)
        """
        lines = self.env["account.move.line"]
        moves = self.move_ids._origin
        domain = self._get_company_domain() & fields.Domain(
            lines._note_get_open_credit_domain()
        )
        if self.account_type:
            domain &= fields.Domain("account_type", "=", self.account_type)
        if moves:
            domain &= self._get_partner_domain(moves.commercial_partner_id)
        with_credits = {
            (partner.commercial_partner_id.id, account.id, currency.id)
            for partner, account, currency in lines._read_group(domain, SUBJECT)
        }
        chosen = {
            (partner.commercial_partner_id.id, account.id, currency.id)
            for line in moves._note_get_open_items()
            for partner, account, currency in [[line[name] for name in SUBJECT]]
        }
        return (chosen & with_credits) or chosen or with_credits

    def _get_company_domain(self):
        return fields.Domain("company_id", "child_of", self.company_id.root_id.ids)

    @api.model
    def _get_partner_domain(self, partners):
        commercial = partners.commercial_partner_id
        return fields.Domain("partner_id.commercial_partner_id", "in", commercial.ids)

    def _choose_subject(self):
        """Choose partner, account and currency, where there is only one of them."""
        choices = self._find_choices()
        for place, name in enumerate(SUBJECT):
            found = {choice[place] for choice in choices}
            own = self[name]._origin.id
            if own not in found and not (own and name == "partner_id"):
                own = found.pop() if len(found) == 1 else False
                self[name] = own
            choices = {choice for choice in choices if choice[place] == own}
