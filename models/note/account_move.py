from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.account.models.account_move import TYPE_REVERSE_MAP

from ...tools.errors import with_code
from ...tools.origin_rules import CREDIT_TYPES

# The kind of document that corrects another, by the side of the correction
TYPE_OF_NOTE = {
    "credit": TYPE_REVERSE_MAP,
    "debit": {
        "out_invoice": "out_invoice",
        "out_refund": "out_invoice",
        "in_invoice": "in_invoice",
        "in_refund": "in_invoice",
    },
}
# The field of the note that names the corrected document, by the same
ORIGIN_OF_NOTE = {"credit": "reversed_entry_id", "debit": "debit_origin_id"}
INVOICES = {
    "out_refund": "account.action_move_out_invoice",
    "in_refund": "account.action_move_in_invoice",
}
# Documents named in one warning
NAMED = 5


class AccountMove(models.Model):
    """What makes a document a note, and what a note needs by itself.

    Its kind, its reason and the printed text, where the company wants one; its invoice
    and delivery address, within one customer; the deadline of its country. A note after
    the deadline is warned of, never stopped: whether the law lets the VAT be corrected
    depends on more than dates, and people decide. A note net of tax corrects no VAT.
    """

    _inherit = "account.move"

    is_note = fields.Boolean(
        string="Credit or Debit Note",
        compute="_compute_is_note",
        help="The document is a credit note, a debit note, or takes one back.",
    )
    note_reason_id = fields.Many2one(
        "account.note.reason",
        string="Correction Reason",
        copy=False,
        tracking=True,
        check_company=True,
        index="btree_not_null",
    )
    note_reason_kind = fields.Selection(
        related="note_reason_id.kind", string="Kind of Reason"
    )
    note_reason_text = fields.Char(
        string="Printed Reason",
        compute="_compute_note_reason_text",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
        help="Printed on the note, in the language of the partner.",
    )

    def _note_unsynced(self):
        """Return these documents in a context in which a write touches no line.

        Core would go through the lines again, and call the document changed by hand.
        """
        return self.with_context(skip_invoice_sync=True, skip_is_manually_modified=True)

    @api.depends("move_type", "reversed_entry_id", "debit_origin_id")
    def _compute_is_note(self):
        for move in self:
            move.is_note = move._is_note()

    @api.depends("note_reason_id")
    def _compute_note_reason_text(self):
        for move in self:
            reason = move.note_reason_id
            if reason:
                lang = move.partner_id.lang
                move.note_reason_text = reason._get_printed_text(lang)
            else:
                move.note_reason_text = move.note_reason_text

    @api.constrains(
        "partner_id", "partner_shipping_id", "reversed_entry_id", "debit_origin_id"
    )
    def _check_note_addresses(self):
        # The invoice address is a matter of the link to the corrected document
        for note in self.filtered(
            lambda move: move.state == "draft" and move._is_note()
        ):
            if not note._is_guard_soft():
                note._note_check_delivery_address()

    @api.model
    def get_empty_list_help(self, help_message):
        """Say in an empty list of credit notes how one is made."""
        kind = self.env.context.get("default_move_type")
        name = INVOICES.get(kind, "")
        action = name and self.env.ref(name, raise_if_not_found=False)
        if action:
            help_message = self._note_get_first_steps(action)
        return super().get_empty_list_help(help_message)

    def _note_get_deadline_alerts(self):
        if self.state != "draft" or not self.is_note or self.is_net_of_tax:
            return {}
        warnings = self._note_get_deadline_warnings(
            self._note_get_dated_origins(),
            self.invoice_date,
            self.note_reason_id.kind,
            "credit" if self._is_credit_note() else "debit",
        )
        return {
            f"account_note_deadline_{number}": {"level": "warning", "message": warning}
            for number, warning in enumerate(warnings)
        }

    def _note_get_preview_warnings(self, correction):
        """Return a warning for each deadline that a correction would have passed."""
        if correction.is_net_of_tax:
            return []
        dated = [(self.name, self.invoice_date or self.date)]
        return self._note_get_deadline_warnings(
            dated, correction.date, correction.kind, correction.side
        )

    def action_deliver_to_invoice_address(self):
        """Take the invoice address of these drafts as their delivery address.

        :return: ``True``
        :raises UserError: where one is no draft
        """
        self._note_check_address_is_open()
        for move in self:
            move.partner_shipping_id = move.partner_id
        return True

    def action_invoice_to_delivery_address(self):
        """Take the delivery address of these drafts as their invoice address.

        :return: ``True``
        :raises UserError: where one is no draft, or the address is of another partner
        """
        self._note_check_address_is_open()
        for move in self.filtered("partner_shipping_id"):
            address = move.partner_shipping_id
            # Core takes the default delivery address of a new partner
            move.write({"partner_id": address.id, "partner_shipping_id": address.id})
        return True

    def _is_credit_note(self):
        return self.move_type in CREDIT_TYPES

    def _note_get_sign_towards(self, other):
        """Return 1 where this document is of the side of another, else -1.

        Amounts of an invoice and of its debit notes add up; a credit note takes off.
        """
        return 1 if self._is_credit_note() == other._is_credit_note() else -1

    def _is_note(self):
        return self._is_credit_note() or (
            bool(self.reversed_entry_id or self.debit_origin_id)
            and self.is_invoice(include_receipts=True)
        )

    def _note_get_goods(self):
        """Return the lines of this document that are goods or services."""
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )

    def _note_check_before_posting(self):
        self._note_check_net_of_tax()
        self._note_check_reasons()
        self._note_check_changes_something()

    def _note_check_reasons(self):
        """Check that these notes have a reason of the catalogue, where required.

        A text of one's own may say more, but nobody can sort notes by it.

        :raises UserError: naming the note and the way out
        """
        for note in self.filtered(
            lambda move: move.is_note and not move.note_reason_id
        ):
            if note.journal_id._note_policy().reason_required:
                text = self.env._(
                    "%(note)s has no reason, but %(company)s issues no credit or "
                    "debit note without one. Choose a Reason on the note, or in "
                    "the window that makes it.",
                    note=note.display_name,
                    company=note.company_id.display_name,
                )
                raise with_code(UserError(text), "reason_missing")

    @api.model
    def _note_get_first_steps(self, action):
        """Return how a credit note comes of an invoice.

        :param action: ir.actions.act_window that lists the invoices
        """
        link = Markup('<a href="/odoo/action-%s">%s</a>')
        steps = (
            self.env._("Open the document in %s.", link % (action.id, action.name)),
            self.env._("Press Credit Note and choose: all of it, lines, or an amount."),
            self.env._("Look through the draft, then press Confirm."),
        )
        return Markup(
            '<p class="o_view_nocontent_smiling_face">%s</p>'
            '<ol class="d-inline-block text-start">%s</ol><p>%s</p>'
        ) % (
            self.env._("Credit an invoice in three steps"),
            Markup().join(Markup("<li>%s</li>") % step for step in steps),
            self.env._("Press New for a credit without an invoice."),
        )

    def _note_check_delivery_address(self):
        """Check that the delivery address is of the customer of the document.

        That of the document itself is good, whosesoever it is: goods may have gone
        to a third party.
        """
        delivery = self.partner_shipping_id.commercial_partner_id
        if delivery <= self.commercial_partner_id:
            return
        origins = self._note_get_origins()
        if not origins or delivery <= origins.partner_shipping_id.commercial_partner_id:
            return
        raise ValidationError(
            self.env._(
                "%(note)s corrects %(origin)s of %(partner)s, but its delivery address "
                "belongs to %(other)s. Choose an address of %(partner)s, or issue a "
                "note that corrects nothing.",
                note=self.display_name,
                origin=origins[0].display_name,
                partner=self.commercial_partner_id.display_name,
                other=delivery.display_name,
            )
        )

    def _note_check_address_is_open(self):
        for move in self:
            if move.state != "draft" or not move.is_invoice(include_receipts=True):
                raise UserError(
                    self.env._(
                        "The addresses of %(document)s can be changed in a draft "
                        "invoice or note only. Reset it to draft first.",
                        document=move.display_name,
                    )
                )

    def _note_get_dated_origins(self):
        """Return (number, date) of what this note corrects, older systems included."""
        dated = [
            (origin.name or origin.display_name, origin.invoice_date or origin.date)
            for origin in self._note_get_origins()
        ]
        if self._note_has_external_origin() and self.external_origin_date:
            dated.append((self.external_origin_number, self.external_origin_date))
        return dated

    def _note_get_deadline_warnings(self, dated, note_date, kind, side):
        """Return a warning for each deadline that a note has passed.

        :param list dated: (number, date) of each document the note corrects
        :param note_date: the date of the note; none is today
        :param kind: the kind of its reason, if it has one
        :param str side: ``credit`` or ``debit``
        """
        note_date = note_date or fields.Date.context_today(self)
        # The law is no secret, also for a salesman who looks at a note
        rules = (
            self.env["account.note.deadline"]
            .sudo()
            ._find_for(
                self.company_id or self.env.company,
                kind or "",
                self.is_sale_document(include_receipts=True),
                side,
            )
        )
        warnings = []
        for rule in rules if dated else ():
            late = [
                (name, due)
                for name, due in ((name, rule._get_due_date(on)) for name, on in dated)
                if note_date > due
            ]
            if late:
                warnings.append(self._note_get_deadline_text(rule, late, side))
        return warnings

    def _note_get_deadline_text(self, rule, late, side):
        texts = [
            self.env._(
                "Too late to correct the VAT in %(country)s: %(documents)s.",
                country=rule.country_id.name,
                documents=self._note_format_deadlines(late),
            ),
            rule.legal_basis,
        ]
        if side == "credit":
            texts.append(
                self.env._(
                    "A credit note without VAT correction is still possible: choose "
                    "that with the mode Amount, or under Other Info of a draft."
                )
            )
        return " ".join(filter(None, texts))

    def _note_format_deadlines(self, late):
        documents = [
            self.env._(
                "%(document)s (until %(deadline)s)",
                document=name,
                deadline=format_date(self.env, due),
            )
            for name, due in late[:NAMED]
        ]
        return ", ".join(documents + ["…"] * (len(late) > NAMED))
