from markupsafe import Markup

from odoo import api, fields, models


class AccountMove(models.Model):
    """The document that takes the place of another: original, note, replacement."""

    _inherit = "account.move"

    replaced_move_id = fields.Many2one(
        "account.move",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        help="The document that this one takes the place of. A credit note has "
        "taken that document back.",
    )
    replacement_move_ids = fields.One2many(
        "account.move",
        "replaced_move_id",
        string="Replaced by",
        readonly=True,
        copy=False,
    )
    chain_replacement_ids = fields.Many2many(
        "account.move",
        string="Replacements",
        compute="_compute_chain_replacement_ids",
        help="What took the place of this document, or of the one it takes back.",
    )
    chain_replacement_count = fields.Integer(compute="_compute_chain_replacement_ids")

    @api.depends("replacement_move_ids", "reversed_entry_id.replacement_move_ids")
    def _compute_chain_replacement_ids(self):
        for move in self:
            replaced = move | move.reversed_entry_id
            move.chain_replacement_ids = replaced.replacement_move_ids - move
            move.chain_replacement_count = len(move.chain_replacement_ids)

    def action_open_replacements(self):
        """Open what took the place of this document, or of the one it takes back.

        :return: an action, a form for one document and a list for several
        """
        return self._open_documents(
            self.chain_replacement_ids, self.env._("Replacements")
        )

    def action_open_replaced(self):
        """Open the document that this one replaces, with the notes that took it back.

        :return: an action, a form for one document and a list for several
        """
        replaced = self.replaced_move_id
        return self._open_documents(
            replaced | replaced.reversal_move_ids, self.env._("Replaced Document")
        )

    def _prepare_replacement_values(self):
        """Return what the replacement of this document keeps of it.

        :return: a dict for ``copy_data``, over what is copied anyway
        """
        self.ensure_one()
        return {
            **self._prepare_own_values(),
            "replaced_move_id": self.id,
            # A note stays a note, with the number series of its kind
            "debit_origin_id": self.debit_origin_id.id,
            "reversed_entry_id": self.reversed_entry_id.id,
            "note_reason_id": self.note_reason_id.id,
            "note_reason_text": self.note_reason_text,
            "invoice_origin": self.invoice_origin,
            "invoice_user_id": self.invoice_user_id.id,
            "invoice_payment_term_id": self.invoice_payment_term_id.id,
        }

    def _log_replacements(self, chains):
        """Say on all three documents what became of these.

        :param chains: [(original, the notes that take it back, replacement)]
        """
        bodies = {}
        for original, notes, replacement in chains:
            links = {
                "original": original._get_html_link(),
                "notes": self._get_html_links(notes),
                "replacement": replacement._get_html_link(),
            }
            bodies[original.id] = self.env._(
                "Taken back by %(notes)s and replaced by %(replacement)s.", **links
            )
            for note in notes:
                bodies[note.id] = self.env._(
                    "Takes back %(original)s, replaced by %(replacement)s.", **links
                )
            bodies[replacement.id] = self.env._(
                "Replaces %(original)s, taken back by %(notes)s.", **links
            )
        self.browse(bodies)._message_log_batch(bodies=bodies)

    def _get_html_links(self, moves):
        return Markup(", ").join(move._get_html_link() for move in moves)


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _copy_data_extend_business_fields(self, values):
        result = super()._copy_data_extend_business_fields(values)
        context = self.env.context
        if context.get("note_keep_origins") and not context.get("note_link_lines"):
            # A note that takes the place of another corrects the same lines
            values["origin_line_id"] = self.origin_line_id.id
            values["origin_move_id"] = self.origin_move_id.id
        return result
