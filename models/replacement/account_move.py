from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import groupby

from ...tools.correction import Correction


class AccountMove(models.Model):
    """The document that takes the place of another: original, note, replacement.

    The note takes back what no earlier credit note did. Core releases everything that
    settled the original, its credit notes too, and credits the whole once more; here
    these notes stay applied.
    """

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
        compute="_compute_note_chain_replacement_ids",
        help="What took the place of this document, or of the one it takes back.",
    )
    chain_replacement_count = fields.Integer(
        compute="_compute_note_chain_replacement_ids"
    )

    @api.depends("replacement_move_ids", "reversed_entry_id.replacement_move_ids")
    def _compute_note_chain_replacement_ids(self):
        for move in self:
            named = (move | move.reversed_entry_id).filtered("is_named_by_others")
            replaced = named._origin
            move.chain_replacement_ids = replaced.replacement_move_ids - move
            move.chain_replacement_count = len(move.chain_replacement_ids)

    def _note_drop_link_to_replaced(self, vals):
        """Return what is written, unless it makes a replacement add to its original.

        Hungary's module does so, for its chain of documents; the chain knows it without
        that, see ``electronic/national_hu``.
        """
        origin = vals.get("debit_origin_id")
        if not origin or any(move.replaced_move_id.id != origin for move in self):
            return vals
        return {name: vals[name] for name in vals if name != "debit_origin_id"}

    def action_open_replacements(self):
        """Open what took the place of this document, or of the one it takes back.

        :return: an action, a form for one document and a list for several
        """
        return self._note_open_documents(
            self.chain_replacement_ids, self.env._("Replacements")
        )

    def action_open_replaced(self):
        """Open the document that this one replaces, with the notes that took it back.

        :return: an action, a form for one document and a list for several
        """
        replaced = self.replaced_move_id
        return self._note_open_documents(
            replaced | replaced.reversal_move_ids, self.env._("Replaced Document")
        )

    def _prepare_note_replacement_values(self):
        """Return what the replacement of this document keeps of it.

        :return: a dict for ``copy_data``, over what is copied anyway
        """
        self.ensure_one()
        return {
            **self._prepare_note_own_values(),
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

    def _note_log_replacements(self, chains):
        """Say on all three documents what became of these.

        :param chains: [(original, the notes that take it back, replacement)]
        """
        bodies = {}
        for original, notes, replacement in chains:
            links = {
                "original": original._get_html_link(),
                "notes": self._note_get_html_links(notes),
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

    def _note_get_html_links(self, moves):
        return Markup(", ").join(move._get_html_link() for move in moves)

    def _note_cancel_what_remains(self, values_list):
        """Take back documents of which credit notes took back a part before.

        Each what remains of it; those that were never credited together, by core.

        :return: the notes, in the order of these documents
        """
        notes = {}
        kinds = groupby(
            zip(self, values_list, strict=True),
            lambda pair: bool(pair[0]._get_earlier_credit_notes()),
        )
        for is_partly_credited, pairs in kinds:
            if is_partly_credited:
                for move, values in pairs:
                    notes[move] = move._note_cancel_remaining(values)
            else:
                moves, own = zip(*pairs, strict=True)
                whole = self.browse().concat(*moves)
                made = whole._note_reverse(list(own), cancel=True)
                notes.update(zip(moves, made, strict=True))
        return self.browse().concat(*(notes[move] for move in self))

    def _get_earlier_credit_notes(self):
        """Return the posted credit notes of these invoices and receipts."""
        invoices = self.filtered(
            lambda move: (
                move.is_invoice(include_receipts=True) and not move._is_credit_note()
            )
        )
        # Looked up for all documents of which these are some
        notes = invoices.with_prefetch(self._prefetch_ids).credit_note_ids
        return notes.filtered(lambda note: note.state == "posted")

    def _note_cancel_remaining(self, values):
        """Take back what no credit note took back yet, and settle this document.

        :param dict values: for the note
        :return: the note, posted
        """
        released = self._note_get_payment_matches()
        values = {**values, **self._prepare_remaining_note()}
        self._note_get_payment_partials().unlink()
        # Not core's cancellation: with a part of the lines it would leave out
        # the cost of goods
        note = self._reverse_moves([values], cancel=False)
        note._post(soft=False)
        self._note_settle_remaining(released)
        return note

    def _note_settle_remaining(self, released):
        """Settle what a note that takes this document back leaves open of it.

        :param dict released: amounts by journal item, of what had settled it before
        """
        earlier = self._get_earlier_credit_notes()._note_get_open_items()
        self._note_settle_with([(line, None) for line in earlier])
        # Where an earlier note was paid out, the document keeps its payment
        self._note_settle_with(list(released.items()))

    def _prepare_remaining_note(self):
        """Return the values by which a copy of this document becomes the note.

        :raises UserError: when nothing remains
        """
        return self._prepare_correction(Correction())
