from contextlib import contextmanager

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ...tools.errors import with_code
from ...tools.money import to_steps
from ...tools.origin_rules import is_before
from ..lifecycle import gate


class AccountMove(models.Model):
    """Credit notes that other flows make find the invoices they take back.

    A return to an order or to a point of sale knows its order, and so the invoice.
    Nobody chooses an origin there, and without one the note would settle nothing. What
    was found stops no note: too much is told, what a rule speaks against is not linked.
    """

    _inherit = "account.move"

    note_found_origins = fields.Json(
        copy=False,
        readonly=True,
        help="What lines correct by no choice of a person, and up to which total.",
    )

    def action_switch_move_type(self):
        # Orders make an invoice below zero first, and then a credit note of it
        result = super().action_switch_move_type()
        self._note_find_origins()
        return result

    def action_clear_origins(self):
        """Let these draft notes, and all their lines, correct nothing any more.

        :return: ``True``
        :raises UserError: where one is no draft
        """
        for note in self:
            if note.state != "draft":
                text = self.env._(
                    "%(note)s is no draft: what it corrects is settled. Reset it to "
                    "draft first.",
                    note=note.display_name,
                )
                raise with_code(UserError(text), "not_draft")
            note.write({"reversed_entry_id": False, "debit_origin_id": False})
            note.invoice_line_ids.write(
                {"origin_line_id": False, "origin_move_id": False}
            )
        return True

    @api.onchange("partner_id")
    def _onchange_note_partner(self):
        """Let a draft of another customer correct nothing of the former one.

        Programs that write another partner are refused, with the way out.
        """
        origin = self.reversed_entry_id
        if (
            self.state == "draft"
            and self.partner_id
            and self._is_credit_note()
            and origin
            and "partner" in self._get_origin_refusals(origin, posting=False)
        ):
            self.reversed_entry_id = False
            lines = self.invoice_line_ids.filtered(
                lambda line: line.origin_move_id._origin == origin._origin
            )
            lines.update({"origin_line_id": False, "origin_move_id": False})

    def _note_find_origins(self):
        """Fill in what these drafts take back, where the flow behind them knows it.

        Lines that have an origin keep it, and so does the document.
        """
        for note in self:
            if note.state == "draft" and note._is_credit_note():
                note._note_find_origins_of_one()

    def _note_find_origins_of_one(self):
        flows = {
            line: line._get_flow_lines()
            for line in self.invoice_line_ids
            if line.display_type == "product" and not line.origin_line_id
        }
        candidates = self.env["account.move.line"].sudo().union(*flows.values())
        if not candidates:
            return
        # Where a person chose, the flow only completes what fits
        is_chosen = bool(self._note_get_origins())
        found, texts = self._note_match_flow_lines(flows, is_chosen)
        if found:
            self._note_write_found_origins(found)
            # Taxes may have been changed in place since the invoice: what is judged,
            # and shown, is what it will be posted with
            self._note_align()
        if found and not is_chosen:
            self._note_keep_found_origins()
            texts += [each.text for each in self._note_find_over_credits()]
        for text in dict.fromkeys(texts):
            self._message_log(body=plaintext2html(text))

    def _note_match_flow_lines(self, flows, is_chosen):
        """Return the invoice line that each line takes back, and what to tell.

        The newest with enough left is taken, else the newest; a line that several
        invoices could bear only together is left out.

        :param flows: the journal items behind the order of each line
        :param is_chosen: a person said already what the note corrects
        """
        options = {
            line: behind.filtered(line._note_may_take_back)
            for line, behind in flows.items()
        }
        every = self.env["account.move.line"].sudo().union(*options.values())
        # Drafts count: what they reserve is not offered twice
        credited = every._note_get_credited(states=("posted", "draft"))
        found, texts = {}, []
        for line, choices in options.items():
            newest_first = choices.sorted(self._note_rank_flow_line, reverse=True)
            origin = line._note_find_fitting(newest_first, credited)
            if not origin and not is_chosen:
                origin = line._note_choose_too_small(newest_first, credited)
            if origin:
                found[line] = origin
                credited[origin.id] = line._note_add_to_credited(
                    origin, credited[origin.id]
                )
            elif not is_chosen:
                texts += line._note_tell_not_linked(flows[line], choices)
        return found, texts

    def _note_rank_flow_line(self, origin):
        """Return by what lines of invoices are ranked: those younger come last."""
        day = origin.move_id.invoice_date or origin.date
        is_early = is_before(self.invoice_date or self.date, day)
        return not is_early, origin.date, origin.id

    def _note_keep_found_origins(self):
        """Remember that what this draft corrects was found, and chosen by nobody."""
        goods = self._note_get_goods()
        links = {
            str(line.id): [line.origin_move_id.id, line.origin_line_id.id]
            for line in goods
        }
        # While a document is received it has no total yet, but its lines have
        kept = {"total": sum(goods.mapped("price_total")), "links": links}
        gate.FOUND.open(self._note_unsynced()).write({"note_found_origins": kept})

    def _note_has_found_origins(self):
        """Tell whether nobody chose what this note corrects, nor made it larger."""
        kept = self.note_found_origins
        if not kept:
            return False
        step, goods = self.currency_id.rounding, self._note_get_goods()
        # Posting may give it the cents that are its own
        more = to_steps(self.amount_total, step) - to_steps(kept["total"], step)
        return more <= len(goods) and all(
            [line.origin_move_id.id, line.origin_line_id.id]
            in (kept["links"].get(str(line.id)), [False, False])
            for line in goods
        )

    def _note_has_found_head(self):
        """Tell whether the document in the head was found, and chosen by nobody."""
        links = (self.note_found_origins or {}).get("links", {})
        head = self.reversed_entry_id
        return bool(head) and head.id in {move for move, _line in links.values()}

    @contextmanager
    def _note_hiding_head(self):
        """Let this document correct nothing, for whoever reads its head here."""
        field, head = self._fields["reversed_entry_id"], self.reversed_entry_id
        self.flush_recordset([field.name])
        field._update_cache(self, None)
        try:
            yield
        finally:
            field._update_cache(self, head.id)

    def _note_write_found_origins(self, found):
        vals = {
            "invoice_line_ids": [
                Command.update(line.id, {"origin_line_id": origin.id})
                for line, origin in found.items()
            ]
        }
        products = self._note_get_goods()
        invoices = {
            (found.get(line) or line.origin_line_id).move_id.id for line in products
        }
        # One invoice behind every line: posting settles that one
        if len(invoices) == 1 and not self._note_get_header_origin():
            vals["reversed_entry_id"] = invoices.pop()
        # An origin changes no amount, and no person has edited the document
        self._note_unsynced().write(vals)
