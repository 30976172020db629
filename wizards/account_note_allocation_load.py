from odoo import Command, api, fields, models

from ..models.payload import ensure_vals
from ..tools.money import to_steps
from .account_note_allocation_amounts import BY_HAND

# Odoo takes all rows of a window into memory with every answer to an edit
MOST_ITEMS = 200


class AccountNoteAllocation(models.TransientModel):
    """Which open items are rows of the window, where there are very many.

    Those of chosen documents always are, those that the strategy settles, and those
    with an amount by hand; of others the ones that are due first.
    """

    _inherit = "account.note.allocation"

    find = fields.Char(
        help="Shows the open items whose document has this in its number or reference. "
        "Amounts that you entered stay.",
    )
    item_count = fields.Integer(readonly=True)
    hidden_amount = fields.Monetary(readonly=True)
    is_long = fields.Boolean(compute="_compute_shown_text")
    shown_text = fields.Char(compute="_compute_shown_text")

    @api.depends("item_count", "item_ids")
    def _compute_shown_text(self):
        for wizard in self:
            shown, whole = len(wizard.item_ids), wizard.item_count
            wizard.is_long = whole > MOST_ITEMS
            wizard.shown_text = shown < whole and self.env._(
                "%(shown)s of %(all)s open items are shown. Find shows others by their "
                "number or reference.",
                shown=shown,
                all=whole,
            )

    @api.onchange("find")
    def _onchange_find(self):
        # Before it is written, programs can send what no text holds
        ensure_vals(self.env, [{"find": self.find}])
        self._load_items()

    def _load_rows(self):
        """Make rows of the open credits and open items of the partner."""
        credits = self._find_open_credits()
        used = (credits & self.move_ids._origin.line_ids) or credits
        self.credit_ids = [Command.clear()] + [
            Command.create(
                {
                    "line_id": line.id,
                    "amount": abs(line.amount_residual_currency) * (line in used),
                }
            )
            for line in credits
        ]
        self.item_ids = [Command.clear()]
        self._load_items()

    def _load_items(self, wanted=()):
        """Make rows of open items; those with an amount by hand stay as they are.

        :param wanted: lines of open items that are shown in any case
        """
        items = self._find_open_items()
        chosen = items & self.move_ids._origin.line_ids
        kept = self.item_ids.filtered("amount") if self.strategy == BY_HAND else ()
        self.item_ids = kept or [Command.clear()]
        entered = self.item_ids.line_id._origin
        wanted = chosen.union(entered, *wanted)
        if len(items) > MOST_ITEMS and not chosen:
            wanted |= self._find_settled(items)
        shown = self._choose_items(items, wanted)
        hidden = (items - shown).mapped("amount_residual_currency")
        self.update({"item_count": len(items), "hidden_amount": abs(sum(hidden))})
        self.item_ids = [
            Command.create(
                {"line_id": line.id, "is_proposed": line in (chosen or items)}
            )
            for line in shown - entered
        ]
        self._fill_amounts()

    def _choose_items(self, items, wanted):
        """Return those of open items that are shown, in the same order."""
        if len(items) <= MOST_ITEMS:
            return items
        found = self._find_in_items(items) if self.find else items
        others = (found - wanted)[: max(0, MOST_ITEMS - len(wanted))]
        return items & (wanted | others)

    def _find_settled(self, items):
        """Return those of all open items to which the strategy gives something."""
        if self.strategy == BY_HAND or self.find:
            return items.browse()
        step = self._step()
        debts = [
            line._note_get_debt(to_steps(abs(line.amount_residual_currency), step))
            for line in items
        ]
        shares = self._propose(self._get_rounds(items), debts)
        return items.browse({share.item for share in shares})

    def _find_in_items(self, items):
        text = self.find.strip()
        names = ("name", "ref", "payment_reference")
        domain = fields.Domain.OR(
            fields.Domain(f"move_id.{name}", "ilike", text) for name in names
        )
        return items & items.search(fields.Domain("id", "in", items.ids) & domain)

    def _find_open_credits(self):
        """Return the lines of open credits, the oldest first."""
        lines = self.env["account.move.line"]
        found = self._find_open_lines(lines._note_get_open_credit_domain())
        return found.sorted(lambda line: (line.date, line.id))

    def _find_open_items(self):
        """Return the lines of open items, those due first in front."""
        lines = self.env["account.move.line"]
        found = self._find_open_lines(lines._note_get_open_debt_domain())
        return found.sorted(lambda line: (line.date_maturity or line.date, line.id))

    def _find_open_lines(self, domain):
        lines = self.env["account.move.line"]
        if not (self.partner_id and self.account_id and self.currency_id):
            return lines
        return lines.search(
            self._get_company_domain()
            & self._get_partner_domain(self.partner_id._origin)
            & fields.Domain("account_id", "=", self.account_id._origin.id)
            & fields.Domain("currency_id", "=", self.currency_id._origin.id)
            & fields.Domain(domain)
        )
