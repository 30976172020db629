from odoo import api, fields, models

COUNTED_STATES = ("posted", "draft")


class AccountMove(models.Model):
    """What became of the amount of an invoice: its family's ledger, shown.

    All amounts are positive and in the currency of the document. Nothing is stored:
    posted notes count, drafts only reserve.
    """

    _inherit = "account.move"

    note_debited_amount = fields.Monetary(
        string="Debited",
        compute="_compute_note_amounts",
        help="What posted debit notes added, and what was given back of posted "
        "credit notes; taxes included.",
    )
    note_credited_amount = fields.Monetary(
        string="Credited",
        compute="_compute_note_amounts",
        help="What posted credit notes took off, taxes included.",
    )
    note_reserved_amount = fields.Monetary(
        string="Reserved by Drafts",
        compute="_compute_note_amounts",
        help="What credit notes that are still drafts would take off, taxes "
        "included. Whoever posts first, gets it.",
    )
    note_remaining_amount = fields.Monetary(
        string="Still to Credit",
        compute="_compute_note_amounts",
        help="Invoiced and debited, less what was credited; taxes included. Drafts "
        "are not taken off.",
    )
    note_debited_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    note_credited_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    note_reserved_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    note_remaining_untaxed_amount = fields.Monetary(compute="_compute_note_amounts")
    has_notes = fields.Boolean(
        string="Credited or Debited",
        compute="_compute_note_amounts",
        help="Posted or draft notes change what may be credited.",
    )

    # Not on amounts: each change of a line of any document would look for its origins,
    # and what has notes is posted
    @api.depends("state", "reversal_move_ids.state", "debit_note_ids.state")
    def _compute_note_amounts(self):
        # In a window that is not saved yet, a document is a new record
        documents = self._origin.sudo()
        invoices = documents.filtered(lambda move: move._is_creditable())
        found = invoices._get_family_shares(COUNTED_STATES)
        for move in self:
            shares = found.get(move._origin, [])
            move.has_notes = bool(shares)
            for name, value in move._prepare_note_amounts(shares).items():
                move[name] = value

    def _prepare_note_amounts(self, shares):
        """Return the fields that tell what notes made of this document."""
        return {
            **self._sum_shares(
                shares, self.amount_total, lambda s: s.amount, "note_%s_amount"
            ),
            **self._sum_shares(
                shares,
                self.amount_untaxed,
                lambda s: s.untaxed,
                "note_%s_untaxed_amount",
            ),
        }

    def _sum_shares(self, shares, invoiced, amount_of, name):
        posted, drafts = [], []
        for share in shares:
            chosen = posted if share.note.state == "posted" else drafts
            chosen.append(amount_of(share))
        debited = sum(amount for amount in posted if amount > 0)
        credited = -sum(amount for amount in posted if amount < 0)
        return {
            name % "debited": debited,
            name % "credited": credited,
            name % "reserved": -sum(amount for amount in drafts if amount < 0),
            name % "remaining": invoiced + debited - credited,
        }
