from odoo import api, models

from ...tools import request as check

# How many documents a single question may be about
MAX_ASKED = 1000


class AccountNoteApi(models.AbstractModel):
    """What integrations ask before they correct or apply."""

    _inherit = "account.note.api"

    @api.model
    @api.readonly
    def get_creditable(self, invoice_ids):
        """Return what may still be credited of some posted invoices.

        :param list invoice_ids: ids of invoices, bills, receipts or debit notes
        :return: one dict for each: ``invoice_id``, ``name``, ``currency``,
            ``invoiced``, ``debited``, ``credited``, ``reserved`` (by drafts) and
            ``remaining`` (drafts not taken off), taxes included; ``lines``, dicts
            with ``line_id``, ``name``, ``quantity``, ``uom_id`` (0 for none),
            ``credited_quantity``,
            ``reserved_quantity``, ``remaining_quantity``, ``remaining_untaxed`` and
            ``layers``: the pieces that stand, by ``quantity``, ``price_unit``,
            ``discount`` and ``tax_ids``, the youngest last
        :rtype: list
        """
        with self._in_words_for_integrations():
            moves = self._get_moves(self._read_ids(invoice_ids), "invoice_ids")
            lines = moves._note_get_correctable_lines()
            standing = lines._note_get_standing()
            by_move = lines.grouped("move_id")
            return [
                self._describe_creditable(
                    move, by_move.get(move, lines.browse()), standing
                )
                for move in moves
            ]

    @api.model
    @api.readonly
    def get_open_credits(self, partner_id):
        """Return the open credits of a partner, the oldest first.

        :param int partner_id: any contact of the partner
        :return: dicts with ``credit_id``, ``credit_line_id``, ``name``,
            ``move_type``, ``date``, ``currency``, ``open_amount`` and
            ``is_doubtful``
        :rtype: list
        """
        with self._in_words_for_integrations():
            partner_id = self._read_ids([partner_id])[0]
            partner = self.env["res.partner"].browse(partner_id)
            partner.check_access("read")
            owner = partner.commercial_partner_id.id
            lines = self.env["account.move.line"]
            found = lines.search(
                [
                    *lines._note_get_open_credit_domain(),
                    ("partner_id.commercial_partner_id", "=", owner),
                ],
                order="date, id",
            )
            return [self._describe_open_credit(line) for line in found]

    @api.model
    @api.readonly
    def get_applications(self, move_ids):
        """Return the journal of applications of some documents, the oldest first.

        :param list move_ids: ids of credit notes, or of what they were applied to
        :return: dicts with ``application_id``, ``kind`` (``apply`` or ``unapply``),
            ``is_in_force``, ``date``, ``user_id``, ``credit_id`` and ``invoice_id``
            (0 where the document is gone), ``credit_name``, ``invoice_name``,
            ``installment``, ``currency``, ``amount`` (below zero where it was
            unapplied), ``reason`` and ``takes_back_id`` (0 for none)
        :rtype: list
        """
        with self._in_words_for_integrations():
            moves = self._get_moves(self._read_ids(move_ids), "move_ids")
            records = moves.note_application_ids.sorted("id")
            return [self._describe_application(record) for record in records]

    def _read_ids(self, value):
        found = self._read_request({"ids": value}, {"ids": check.ids})["ids"]
        if not found or len(found) > MAX_ASKED:
            self._refuse_request("ids", "list")
        return found

    def _describe_creditable(self, move, lines, standing):
        return {
            "invoice_id": move.id,
            "name": move.name or "",
            "currency": move.currency_id.name,
            "invoiced": move.amount_total,
            "debited": move.note_debited_amount,
            "credited": move.note_credited_amount,
            "reserved": move.note_reserved_amount,
            "remaining": move.note_remaining_amount,
            "lines": [
                {
                    "line_id": line.id,
                    "name": line.name or "",
                    "quantity": line.quantity,
                    "uom_id": line.product_uom_id.id or 0,
                    "credited_quantity": line.note_credited_quantity,
                    "reserved_quantity": line.note_reserved_quantity,
                    "remaining_quantity": line.note_remaining_quantity,
                    "remaining_untaxed": line.note_remaining_amount,
                    "layers": self._describe_layers(standing[line]),
                }
                for line in lines
            ],
        }

    def _describe_layers(self, standing):
        return [
            {
                "quantity": quantity,
                "price_unit": terms.price,
                "discount": terms.discount,
                "tax_ids": list(terms.taxes),
            }
            for terms, quantity in standing.layers
        ]

    def _describe_open_credit(self, line):
        return {
            "credit_id": line.move_id.id,
            "credit_line_id": line.id,
            "name": line.move_id.name or "",
            "move_type": line.move_id.move_type,
            "date": str(line.move_id.invoice_date or line.date),
            "currency": line.currency_id.name,
            "open_amount": abs(line.amount_residual_currency),
            "is_doubtful": line.move_id.is_doubtful,
        }

    def _describe_application(self, record):
        return {
            "application_id": record.id,
            "kind": record.kind,
            "is_in_force": record.is_in_force,
            "date": str(record.date),
            "user_id": record.user_id.id,
            "credit_id": record.credit_move_id.id or 0,
            "credit_name": record.credit_name or "",
            "invoice_id": record.item_move_id.id or 0,
            "invoice_name": record.item_name or "",
            "installment": record.installment or "",
            "currency": record.currency_id.name,
            "amount": record.amount,
            "reason": record.reason or "",
            "takes_back_id": record.undone_id.id or 0,
        }

    def _describe_shares(self, shares):
        """Return what is applied, and what is left of the credits."""
        remaining, told = {}, []
        for credit, item, amount in shares:
            for line in (credit, item):
                remaining.setdefault(line, abs(line.amount_residual_currency))
            before = remaining[item]
            for line in (credit, item):
                remaining[line] = credit.currency_id.round(remaining[line] - amount)
            told.append(
                {
                    "credit_id": credit.move_id.id,
                    "credit_line_id": credit.id,
                    "invoice_id": item.move_id.id,
                    "line_id": item.id,
                    "due_date": str(item.date_maturity or item.date),
                    "amount": amount,
                    "open_before": before,
                    "open_after": remaining[item],
                }
            )
        return {"shares": told, "left": self._describe_remaining(remaining)}

    def _describe_remaining(self, remaining):
        by_note = {}
        for line, amount in remaining.items():
            note = line.move_id
            if note._is_credit_note():
                by_note[note] = by_note.get(note, 0.0) + amount
        return [
            {"credit_id": note.id, "amount": note.currency_id.round(amount)}
            for note, amount in by_note.items()
        ]
