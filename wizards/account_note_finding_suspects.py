from odoo import api, models
from odoo.tools import SQL

from ..tools.origin_rules import CORRECTED_TYPES, CREDIT_TYPES

# Posted documents beside one that they correct and that differs where it should not
SUSPECTS_BY_LINK = """
SELECT DISTINCT note.id
  FROM (SELECT move_id AS note_id, origin_move_id AS origin_id
          FROM account_move_line
         WHERE origin_move_id IS NOT NULL
           AND parent_state = 'posted'
         UNION
        SELECT id, COALESCE(reversed_entry_id, debit_origin_id)
          FROM account_move
         WHERE state = 'posted'
           AND COALESCE(reversed_entry_id, debit_origin_id) IS NOT NULL) link
  JOIN account_move note ON note.id = link.note_id
  JOIN account_move origin ON origin.id = link.origin_id
 WHERE note.company_id IN %(companies)s
   AND note.move_type != 'entry'
   AND (note.id = origin.id
        OR origin.state != 'posted'
        OR note.company_id != origin.company_id
        OR note.currency_id != origin.currency_id
        OR note.commercial_partner_id IS DISTINCT FROM origin.commercial_partner_id
        OR (note.move_type, origin.move_type) NOT IN %(kinds)s)"""
# Credit notes matched with a document of another partner, company or doubt, or, where
# the company minds, with anything that is in another currency than its own
SUSPECTS_BY_MATCH = """
SELECT DISTINCT note.id
  FROM (SELECT debit_move_id AS credit_id, credit_move_id AS item_id
          FROM account_partial_reconcile
         UNION ALL
        SELECT credit_move_id, debit_move_id
          FROM account_partial_reconcile) pair
  JOIN account_move_line credit ON credit.id = pair.credit_id
  JOIN account_move note ON note.id = credit.move_id
  JOIN account_move_line item ON item.id = pair.item_id
  JOIN account_move document ON document.id = item.move_id
  LEFT JOIN res_partner debtor ON debtor.id = credit.partner_id
  LEFT JOIN res_partner other ON other.id = item.partner_id
 WHERE note.move_type IN %(credits)s
   AND note.state = 'posted'
   AND note.company_id IN %(companies)s
   AND document.move_type != 'entry'
   AND (debtor.commercial_partner_id IS DISTINCT FROM other.commercial_partner_id
        OR credit.company_id != item.company_id
        OR COALESCE(note.is_doubtful, FALSE) != COALESCE(document.is_doubtful, FALSE)
        OR %(by_rate)s AND (credit.currency_id != item.currency_id
                            OR credit.currency_id != credit.company_currency_id))"""


class AccountNoteFinding(models.TransientModel):
    """Which of many documents may break a rule: a few statements for all of them.

    They name rather too many. Another addon that adds a rule about links or matches
    adds its suspects to those of these methods.
    """

    _inherit = "account.note.finding"

    @api.model
    def _get_suspects_by_link(self):
        """Return the ids of documents that may correct another one wrongly."""
        kinds = tuple(
            (kind, corrected)
            for kind, found in CORRECTED_TYPES.items()
            for corrected in sorted(found)
        )
        return self._query_suspects(SUSPECTS_BY_LINK, kinds=kinds)

    @api.model
    def _get_suspects_by_match(self):
        """Return the ids of credit notes that may be applied against the rules."""
        # Who reads findings may not read the settings
        companies = self.env.companies.sudo()
        by_rate = any(company.note_apply_rate == "same" for company in companies)
        return self._query_suspects(
            SUSPECTS_BY_MATCH, credits=CREDIT_TYPES, by_rate=by_rate
        )

    def _query_suspects(self, query, **facts):
        companies = tuple(self.env.companies.ids)
        return self._query_ids(SQL(query, companies=companies, **facts))
