from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date, split_every

from ..tools import origin_rules
from ..tools.origin_rules import CREDIT_TYPES

# Other entry points than ours may settle between partners and companies; between
# currencies too, unless the company wants one rate
ALWAYS_JUDGED = {"partner", "company", "doubtful"}
JUDGED_BY_RATE = {"currency", "rate"}
# What a link is judged by, see _note_prepare_link_facts
LINK_FIELDS = (
    "move_type",
    "company_id",
    "commercial_partner_id",
    "currency_id",
    "invoice_date",
    "date",
    "state",
)
# Documents of which notes credit more at one of the taxes than they charged
SUSPECTS_BY_TAX = """
  WITH corrected AS (
       SELECT DISTINCT origin_move_id AS id
         FROM account_move_line
        WHERE origin_move_id IS NOT NULL),
       charged AS (
       SELECT line.move_id, rel.account_tax_id AS tax, SUM(line.price_subtotal) AS net
         FROM account_move_line line
         JOIN account_move_line_account_tax_rel rel
              ON rel.account_move_line_id = line.id
        WHERE line.display_type = 'product'
          AND line.move_id IN (SELECT id FROM corrected)
     GROUP BY line.move_id, rel.account_tax_id)
SELECT DISTINCT line.origin_move_id
  FROM account_move_line line
  JOIN account_move_line_account_tax_rel rel ON rel.account_move_line_id = line.id
  JOIN account_move note ON note.id = line.move_id
LEFT JOIN charged ON charged.move_id = line.origin_move_id
              AND charged.tax = rel.account_tax_id
 WHERE line.origin_move_id IS NOT NULL
   AND line.parent_state = 'posted'
   AND line.display_type = 'product'
   AND note.move_type IN %(credits)s
   AND note.company_id IN %(companies)s
GROUP BY line.origin_move_id, rel.account_tax_id, charged.net
HAVING SUM(line.price_subtotal) > COALESCE(charged.net, 0)"""
# Notes dated before a document that they correct, or its number in an older system
EARLY_NOTES = """
SELECT note.id, origin.id
  FROM (SELECT DISTINCT origin_move_id, move_id
          FROM account_move_line
         WHERE origin_move_id IS NOT NULL
           AND parent_state = 'posted') link
  JOIN account_move note ON note.id = link.move_id
  JOIN account_move origin ON origin.id = link.origin_move_id
 WHERE note.company_id IN %(companies)s
   AND COALESCE(note.invoice_date, note.date)
       < COALESCE(origin.invoice_date, origin.date)
 UNION
SELECT note.id, NULL
  FROM account_move note
 WHERE note.company_id IN %(companies)s
   AND note.state = 'posted'
   AND note.move_type IN %(credits)s
   AND COALESCE(note.invoice_date, note.date) < note.external_origin_date
 ORDER BY 1, 2"""


class AccountNoteFinding(models.TransientModel):
    """Rules about more than a note by itself: amounts, links, quantities and dates.

    The database names suspects; the code that guards posting judges them.
    """

    _inherit = "account.note.finding"

    @api.model
    def _find_over_credited(self):
        seen = self.env["account.move"]
        for suspects in self._iter_documents([("id", "in", self._get_suspects())]):
            accepted = suspects._get_accepted_notes()
            heads = suspects.sudo()._note_get_heads() - seen
            seen |= heads
            over_credits = heads._note_find_document_over_credits(
                accepted, judges_all=True
            )
            for found in over_credits:
                # The head of an old family may be of a company that is not audited
                if found.invoice.company_id in self.env.companies:
                    yield {"move": found.invoice, "amount": found.amount}

    def _get_suspects(self):
        """Return the ids of documents whose own notes come to more than themselves,
        or to more at a tax.

        A family is credited too far only where one of its documents is.
        """
        return [*self._query_suspects_by_total(), *self._query_suspects_by_tax()]

    def _query_suspects_by_tax(self):
        return self._query_ids(
            SQL(
                SUSPECTS_BY_TAX,
                credits=CREDIT_TYPES,
                companies=tuple(self.env.companies.ids),
            )
        )

    def _query_suspects_by_total(self):
        return self._query_ids(
            SQL(
                """SELECT origin.id
                     FROM (SELECT DISTINCT origin_move_id, move_id
                             FROM account_move_line
                            WHERE origin_move_id IS NOT NULL
                              AND parent_state = 'posted') link
                     JOIN account_move note ON note.id = link.move_id
                     JOIN account_move origin ON origin.id = link.origin_move_id
                    WHERE note.move_type IN %(credits)s
                      AND origin.company_id IN %(companies)s
                 GROUP BY origin.id
                   HAVING SUM(note.amount_total) > origin.amount_total
                       OR BOOL_OR(note.currency_id != origin.currency_id)""",
                credits=CREDIT_TYPES,
                companies=tuple(self.env.companies.ids),
            )
        )

    def _query_ids(self, query):
        self.env.flush_all()
        return [id_ for (id_,) in self.env.execute_query(query)]

    @api.model
    def _find_line_over_credited(self):
        suspects = self.env["account.move.line"].browse(self._get_suspect_lines())
        for lines in split_every(1000, suspects.ids, suspects.browse):
            invoices = lines.move_id
            over_credits = lines.sudo()._note_find_over_credits(
                Domain("parent_state", "=", "posted"), invoices._get_accepted_notes()
            )
            for line, _text in over_credits:
                yield {"move": line.move_id, "line": line}

    def _get_suspect_lines(self):
        """Return the ids of lines whose notes come to more than themselves."""
        return self._query_ids(
            SQL(
                """SELECT origin.id
                     FROM account_move_line line
                     JOIN account_move_line origin ON origin.id = line.origin_line_id
                     JOIN account_move note ON note.id = line.move_id
                     JOIN account_move invoice ON invoice.id = origin.move_id
                    WHERE line.parent_state = 'posted'
                      AND origin.parent_state = 'posted'
                      AND note.move_type IN %(credits)s
                      AND invoice.move_type NOT IN %(credits)s
                      AND origin.company_id IN %(companies)s
                 GROUP BY origin.id
                   HAVING SUM(ABS(line.price_subtotal)) > ABS(origin.price_subtotal)
                       OR SUM(ABS(line.quantity)) > ABS(origin.quantity)
                       OR BOOL_OR(line.product_uom_id != origin.product_uom_id)""",
                credits=CREDIT_TYPES,
                companies=tuple(self.env.companies.ids),
            )
        )

    def _describe_line_over_credited(self):
        credited = self.line_id.sudo()._note_get_credited(
            without=self.move_id._get_accepted_notes()
        )
        done = credited[self.line_id.id]
        return self.env._(
            "%(invoice)s, %(line)s: %(quantity)s units for %(amount)s before taxes are "
            "credited, but only %(invoiced)s for %(price)s were invoiced. Correct the "
            "line of a credit note, or name the line it belongs to.",
            invoice=self.move_id.display_name,
            line=self.line_id._note_get_short_name(),
            quantity=self._note_format_quantity(done.quantity),
            amount=self.currency_id.format(done.subtotal),
            invoiced=self._note_format_quantity(self.line_id.quantity),
            price=self.currency_id.format(self.line_id.price_subtotal),
        )

    def _note_format_quantity(self, quantity):
        return self.env["ir.qweb.field.float"].value_to_html(
            quantity, {"decimal_precision": "Product Unit"}
        )

    @api.model
    def _find_origin(self):
        domain = Domain("state", "=", "posted") & (
            Domain("move_type", "in", CREDIT_TYPES)
            | Domain("reversed_entry_id", "!=", False)
            | Domain("debit_origin_id", "!=", False)
        )
        domain &= Domain("id", "in", self._get_suspects_by_link())
        for notes in self._iter_documents(domain):
            self._read_origins(notes)
            for note in notes:
                facts = note._note_prepare_link_facts()
                for origin in note.sudo()._note_get_origins():
                    for code in origin_rules.find_errors(
                        facts, origin._note_prepare_link_facts(), posting=True
                    ):
                        yield {"move": note, "other": origin, "code": code}

    def _read_origins(self, notes):
        """Read what these notes correct, all at once instead of one by one."""
        notes = notes.sudo()
        origins = notes.reversed_entry_id | notes.debit_origin_id
        (origins | notes.invoice_line_ids.origin_move_id).fetch(LINK_FIELDS)

    def _describe_origin(self):
        other = self.other_move_id.sudo()
        return self.move_id._note_get_origin_refusal_text(self.code, other)

    @api.model
    def _find_application(self):
        domain = Domain("state", "=", "posted") & Domain(
            "move_type", "in", CREDIT_TYPES
        )
        domain &= Domain("id", "in", self._get_suspects_by_match())
        for notes in self._iter_documents(domain):
            for credit, item in self._iter_applied(notes):
                for code in self._get_judged_codes(credit).intersection(
                    credit._get_application_refusals(item)
                ):
                    yield {
                        "move": credit.move_id,
                        "line": credit,
                        "other": item.move_id,
                        "other_line": item,
                        "code": code,
                    }

    def _iter_applied(self, notes):
        """Yield (line of a credit note, line of an invoice) that were matched."""
        lines = notes.line_ids.sudo()
        sides = ("debit_move_id", "credit_move_id")
        for partial in lines.matched_debit_ids | lines.matched_credit_ids:
            for near, far in (sides, sides[::-1]):
                credit, item = partial[near], partial[far]
                if credit in lines and item.move_id.is_invoice(include_receipts=True):
                    yield credit, item

    def _get_judged_codes(self, credit):
        policy = credit.journal_id._note_policy()
        return ALWAYS_JUDGED | (
            JUDGED_BY_RATE if policy.apply_rate == "same" else set()
        )

    def _describe_application(self):
        return self.line_id._note_get_application_refusal_text(
            self.code, self.other_line_id.sudo()
        )

    @api.model
    def _find_draft_settled(self):
        domain = Domain("state", "!=", "posted") & (
            Domain("line_ids.matched_debit_ids", "!=", False)
            | Domain("line_ids.matched_credit_ids", "!=", False)
        )
        for moves in self._iter_documents(domain):
            for note in moves.filtered("is_note"):
                yield {"move": note}

    @api.model
    def _find_over_quantity(self):
        suspects = self.env["account.move.line"].browse(self._get_suspect_lines())
        posted = Domain("parent_state", "=", "posted")
        for lines in split_every(1000, suspects.ids, suspects.browse):
            lines = lines.sudo()
            # Of these more is said already
            over_credited = {line for line, _ in lines._note_find_over_credits(posted)}
            for line, _text in lines._note_find_over_quantities(posted):
                if line not in over_credited:
                    yield {"move": line.move_id, "line": line}

    def _describe_over_quantity(self):
        posted = Domain("parent_state", "=", "posted")
        found = self.line_id.sudo()._note_find_over_quantities(posted)
        return next((text for _line, text in found), "")

    @api.model
    def _find_early_date(self):
        self.env.flush_all()
        query = SQL(
            EARLY_NOTES,
            credits=CREDIT_TYPES,
            companies=tuple(self.env.companies.ids),
        )
        moves = self.env["account.move"]
        for note_id, origin_id in self.env.execute_query(query):
            yield {"move": moves.browse(note_id), "other": moves.browse(origin_id)}

    def _describe_early_date(self):
        note, origin = self.move_id, self.other_move_id.sudo()
        return self.env._(
            "%(note)s is dated %(date)s, before %(origin)s of %(other)s, which it "
            "corrects. Compare both dates with the paper of the documents.",
            note=note.display_name,
            date=format_date(self.env, note.invoice_date or note.date),
            origin=origin.display_name or note.external_origin_number or "",
            other=format_date(
                self.env,
                origin.invoice_date or origin.date or note.external_origin_date,
            ),
        )
