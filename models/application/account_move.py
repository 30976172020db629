from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.cause import Cause
from ...tools.money import from_steps, to_steps

JOURNAL_GROUPS = (
    "account.group_account_invoice,account.group_account_readonly,"
    "account.group_account_basic"
)


class AccountMove(models.Model):
    """Credits applied to documents, or of them: the verbs and what leads to them.

    ``_note_apply`` and ``_note_unapply`` are the only ways to apply and to unapply;
    the buttons open the windows that ask what is meant. A credit note that was reset to
    draft and posted again offers what it had settled before.
    """

    _inherit = "account.move"

    # Who reads no journal is shown none: salespeople open invoices as well
    note_application_ids = fields.Many2many(
        "account.note.application",
        groups=JOURNAL_GROUPS,
        string="Applications",
        compute="_compute_note_application_ids",
        help="Every application of a credit and everything that was unapplied.",
    )
    has_note_applications = fields.Boolean(
        groups=JOURNAL_GROUPS,
        string="Credits Applied",
        compute="_compute_note_application_ids",
        help="An application of this document is in force.",
    )
    can_apply_credits = fields.Boolean(
        # As core keeps what is offered to settle a document with
        groups="account.group_account_invoice,account.group_account_readonly",
        compute="_compute_note_can_apply_credits",
        help="This credit note is open, or this document and credits of its partner.",
    )

    @api.depends("line_ids.matched_debit_ids", "line_ids.matched_credit_ids")
    def _compute_note_application_ids(self):
        journal = self.env["account.note.application"]
        found = journal.search(self._note_get_application_domain())
        by_credit = found.grouped("credit_move_id")
        by_item = found.grouped("item_move_id")
        for move in self:
            records = by_credit.get(move._origin, journal)
            records |= by_item.get(move._origin, journal)
            move.note_application_ids = records.sorted("id", reverse=True)
            move.has_note_applications = any(records.mapped("is_in_force"))

    @api.depends("state")
    def _compute_note_can_apply_credits(self):
        for move in self:
            move.can_apply_credits = move._note_is_open_document() and (
                move._is_credit_note() or move._note_is_credit_outstanding()
            )

    def _note_is_credit_outstanding(self):
        """Tell whether credit notes are among what core offers to settle this with."""
        widget = self.invoice_outstanding_credits_debits_widget or {}
        lines = self.env["account.move.line"].browse(
            row["id"] for row in widget.get("content", ())
        )
        return any(line.move_id._is_credit_note() for line in lines)

    def action_open_applications(self):
        """Return the action that shows the applications of these documents.

        :rtype: dict
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account_credit_debit_note.action_account_note_application"
        )
        return {**action, "domain": self._note_get_application_domain(), "context": {}}

    def action_apply_credits(self):
        """Return the window that applies credits, about these documents.

        :rtype: dict
        :raises UserError: where one of them is not posted, or no invoice or note
        """
        self._note_check_can_apply()
        return self.env["account.note.allocation"]._open_for(self)

    def action_unapply_credits(self):
        """Return the window that unapplies what of these documents was applied.

        :rtype: dict
        :raises UserError: where nothing is in force
        """
        return self.env["account.note.unapply"]._open_for(self.note_application_ids)

    def action_apply_again(self):
        """Return the window filled with what was settled before a reset to draft.

        :rtype: dict
        :raises UserError: where nothing of it is open any more
        """
        self.ensure_one()
        credits = self._note_get_credits_to_reapply()
        if credits:
            return self.env["account.note.allocation"]._open_for(self | credits)
        former = self._note_get_amounts_to_reapply()
        if not former:
            raise UserError(
                self.env._(
                    "Nothing of what %s had settled is open any more. Choose Apply "
                    "Credits to settle something else.",
                    self.display_name,
                )
            )
        return self.env["account.note.allocation"]._open_for(self, former)

    def _note_get_application_domain(self):
        return [
            "|",
            ("credit_move_id", "in", self._origin.ids),
            ("item_move_id", "in", self._origin.ids),
        ]

    @api.model
    def _note_apply(self, spec):
        """Apply credits to open items, all that is asked for or nothing.

        :param tools.application.Application spec: which amount of which credit settles
            which item
        :return: the records of the journal, ``account.note.application``, in the order
            of the allocations
        :raises UserError: naming documents, rule and way out, nothing changed
        """
        ids = dict.fromkeys(key for pair in spec.allocations for key in pair[:2])
        lines = self.env["account.move.line"].browse(ids)
        # Lines of one recordset are read together
        known = {line.id: line for line in lines}
        triples = [
            (known[credit_id], known[item_id], amount)
            for credit_id, item_id, amount in spec.allocations
        ]
        day = spec.day or fields.Date.context_today(self)
        lines._note_check_application(spec, triples, day)
        cause = Cause(spec.reason)
        applying = lines.with_context(note_application_cause=cause)
        applying._note_apply_exact_amounts(triples, date=day)
        records = self.env["account.note.application"].browse(cause.recorded)
        places = {pair[:2]: place for place, pair in enumerate(spec.allocations)}
        return records.sorted(
            lambda record: places.get(
                (record.credit_line_id.id, record.item_line_id.id), len(places)
            )
        )

    @api.model
    def _note_unapply(self, spec):
        """Unapply applications, exactly those that are named, or none.

        :param tools.application.Unapplication spec: which, and why
        :return: the records of the journal that say so
        :raises UserError: where one is not in force, or its period is locked
        """
        journal = self.env["account.note.application"]
        found = journal.browse(spec.application_ids)
        if spec.move_ids:
            documents = self.browse(spec.move_ids)
            domain = documents._note_get_application_domain()
            found |= journal.search([*domain, ("is_in_force", "=", True)])
        return found._unapply(spec.reason)

    def _note_is_open_document(self):
        return (
            self.state == "posted"
            and self.is_invoice(include_receipts=True)
            and not self.currency_id.is_zero(self.amount_residual)
        )

    def _note_check_can_apply(self):
        """Check that credits can be applied to these documents, or be applied.

        :raises UserError: naming the document and the way out
        """
        for move in self:
            if not move.is_invoice(include_receipts=True):
                raise UserError(
                    self.env._(
                        "%s is neither an invoice nor a note. Choose invoices, bills "
                        "or credit notes.",
                        move.display_name,
                    )
                )
            if move.state != "posted":
                raise UserError(
                    self.env._(
                        "%s is not posted. Confirm it first, or leave it out.",
                        move.display_name,
                    )
                )
        if len(self.company_id.root_id) > 1:
            raise UserError(
                self.env._(
                    "These documents belong to several companies: %s. Choose "
                    "documents of one.",
                    ", ".join(self.company_id.root_id.mapped("display_name")),
                )
            )

    def _note_get_amounts_to_reapply(self):
        """Return what the last reset to draft unapplied and what can be applied again.

        The reset of this note, or of what it had settled.

        :return: amounts above zero by open item, in the currency of this note
        """
        if not (self._is_credit_note() and self._note_is_open_document()):
            return {}
        journal = self.env["account.note.application"]
        own = [("credit_move_id", "=", self.id)]
        resets = journal.search([*own, ("is_reset", "=", True)])
        applied = journal.search([*own, ("kind", "=", "apply")])
        last = applied.filtered(lambda record: record.id < resets[:1].id)[:1]
        since = applied.filtered(lambda record: record.id > resets[:1].id)
        step, remaining = self.currency_id.rounding, {}
        for record in resets.filtered(lambda reset: reset.id > last.id) | since:
            # What was unapplied counts below zero
            steps = to_steps(record.item_amount, step)
            # A changed document may have another line for what it is owed
            line = record.item_line_id or record.item_move_id._note_get_open_items()[:1]
            remaining[line] = remaining.get(line, 0) - steps
        usable = to_steps(self.amount_residual, step)
        return self._note_limit_amounts_to_reapply(remaining, usable)

    def _note_limit_amounts_to_reapply(self, wanted, usable):
        step, found = self.currency_id.rounding, {}
        lines = self.env["account.move.line"].union(*wanted)
        for line in lines.filtered_domain(lines._note_get_open_debt_domain()):
            is_open = to_steps(abs(line.amount_residual_currency), step)
            steps = min(wanted[line], is_open, usable)
            if steps > 0 and line.currency_id == self.currency_id:
                found[line] = from_steps(steps, step)
                usable -= steps
        return found

    def _note_get_reapply_text(self, former):
        return self.env._(
            "Before a reset to draft, it was applied to %s.",
            ", ".join(
                f"{line.move_id.display_name}: {self.currency_id.format(amount)}"
                for line, amount in former.items()
            ),
        )

    def _note_get_credits_to_reapply(self):
        """Return the notes on this document that a reset of it, or theirs, took off."""
        if (
            self._is_credit_note()
            or not self._note_is_open_document()
            or not self.is_named_by_others
        ):
            return self.browse()
        resets = self.env["account.note.application"].search(
            [("item_move_id", "=", self.id), ("is_reset", "=", True)]
        )
        return resets.credit_move_id.filtered(
            lambda note: (
                self in note._note_get_origins()
                and any(
                    line.move_id == self for line in note._note_get_amounts_to_reapply()
                )
            )
        )

    def _note_find_reapply_text(self):
        """Return what was applied before a reset and is open again, or nothing."""
        credits = self._note_get_credits_to_reapply()
        if credits:
            return self.env._(
                "Before a reset to draft, %s settled a part of this document, and can "
                "do so again.",
                ", ".join(credits.mapped("display_name")),
            )
        former = self._note_get_amounts_to_reapply()
        return self._note_get_reapply_text(former) if former else ""

    def _note_get_reapply_alerts(self):
        may_apply = self.env.user.has_group("account.group_account_invoice")
        text = self._note_find_reapply_text() if may_apply else ""
        if not text:
            return {}
        return {
            "account_note_reapply": {
                "level": "info",
                "message": text,
                "action_text": self.env._("Apply again"),
                "action": self._note_get_server_action("action_apply_again"),
            }
        }

    def _note_get_server_action(self, name):
        """Return a server action of ours about this document, run when it is clicked.

        Calling its method instead would make its window while a form is read.
        """
        action = self.env.ref(f"account_credit_debit_note.{name}")
        return {
            "type": "ir.actions.server",
            "id": action.id,
            "context": {
                "active_model": "account.move",
                "active_id": self.id,
                "active_ids": self.ids,
            },
        }
