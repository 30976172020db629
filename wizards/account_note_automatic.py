from odoo import api, fields, models


class AccountNoteAutomatic(models.TransientModel):
    """Says what applying the open credits of partners will do, before it is done."""

    _name = "account.note.automatic"
    _description = "Apply Credits Automatically"

    partner_ids = fields.Many2many("res.partner", required=True)
    summary = fields.Text(compute="_compute_summary")
    has_something = fields.Boolean(compute="_compute_summary")

    @api.depends("partner_ids")
    def _compute_summary(self):
        for wizard in self:
            texts = [
                wizard._summarize(partner)
                for partner in wizard.partner_ids.commercial_partner_id._origin
            ]
            wizard.has_something = any(texts)
            wizard.summary = "\n".join(filter(None, texts)) or self.env._(
                "There is no open credit to apply."
            )

    def _summarize(self, partner):
        """Return what will be applied for a partner in words, empty for nothing."""
        shares = partner._note_propose_open_credits(self.env.companies)
        amounts = {}
        for credit, _item, amount in shares:
            currency = credit.currency_id
            amounts[currency] = amounts.get(currency, 0.0) + amount
        return shares and self.env._(
            "%(partner)s: %(amounts)s of %(credits)s credits are applied to %(items)s "
            "open items.",
            partner=partner.display_name,
            amounts=", ".join(
                currency.format(amount) for currency, amount in amounts.items()
            ),
            credits=len({credit for credit, _item, _amount in shares}),
            items=len({item for _credit, item, _amount in shares}),
        )

    def action_apply(self):
        """Apply the credits, and return the action that tells what was applied."""
        self.ensure_one()
        return self.partner_ids.action_apply_open_credits()
