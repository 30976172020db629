from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.numbering import LETTERS, split


class AccountJournal(models.Model):
    """How the notes of a journal get their numbers."""

    _inherit = "account.journal"

    note_numbering = fields.Selection(
        [
            ("series", "In a series"),
            ("origin", "After the corrected document"),
        ],
        string="Numbers of Credit & Debit Notes",
        default="series",
        required=True,
        help="In a series: credit notes and debit notes are counted like invoices.\n"
        "After the corrected document: the credit note on INV/2025/00004 is "
        "RINV/2025/00004, the next one on it RINV/2025/00004-2; debit notes begin "
        "with D. Notes on no document, or on several, are counted in a series that "
        "begins with N: NRINV/2025/00001. So are, in India, notes whose number would "
        "have more than 16 characters.",
    )

    @api.constrains("note_numbering")
    def _check_note_numbering(self):
        for journal in self.filtered(
            lambda journal: journal.note_numbering == "origin"
        ):
            if journal._brings_own_numbering() and not journal.is_self_billing:
                raise ValidationError(journal._note_get_own_numbering_refusal())
            note = journal._find_note_in_the_way()
            if note:
                raise ValidationError(journal._note_get_number_refusal(note))

    def _brings_own_numbering(self):
        """Tell whether the numbers of this journal are not core's to compose.

        A localisation that numbers its documents itself extends this, where none
        of the marks it is known by here is there.
        """
        self.ensure_one()
        return bool(
            self.sequence_override_regex
            or self.is_self_billing
            or ("l10n_latam_use_documents" in self and self.l10n_latam_use_documents)
            or (
                "l10n_hr_business_premises_label" in self
                and self._note_is_croatian_sale()
            )
        )

    def _note_is_croatian_sale(self):
        return self.type == "sale" and self.company_id.country_code == "HR"

    def _find_note_in_the_way(self):
        """Return a number of a series that notes on new documents would meet."""
        today = fields.Date.context_today(self)
        journals = self._note_get_journals_of_type()
        prefixes = [
            letter + document
            for document in journals._note_get_next_document_prefixes(today)
            for letter in LETTERS.values()
        ]
        return (
            self.env["account.move"]
            .sudo()
            .search(
                [
                    ("journal_id", "=", self.id),
                    ("sequence_prefix", "in", prefixes),
                    ("note_number_base", "=", False),
                    ("name", "not in", (False, "/")),
                ],
                order="sequence_number desc",
                limit=1,
            )
        )

    def _note_get_journals_of_type(self):
        """Return the journals whose documents notes of this one may correct."""
        return self.sudo().search(
            [
                ("company_id", "child_of", self.company_id.sudo().root_id.id),
                ("type", "=", self.type),
            ]
        )

    def _note_has_numbers_after_documents(self):
        """Tell whether any note of this journal was numbered after a document."""
        notes = self.env["account.move"].sudo()
        domain = [("journal_id", "=", self.id), ("note_number_base", "!=", False)]
        return bool(notes.search(domain, limit=1))

    def _note_get_next_document_prefixes(self, date):
        """Return how the numbers of the next invoices or bills of a day begin."""
        prefixes = set()
        for journal in self:
            if journal._brings_own_numbering():
                continue
            kind = "in_invoice" if journal.type == "purchase" else "out_invoice"
            document = self.env["account.move"].new(
                {
                    "move_type": kind,
                    "company_id": journal.company_id.id,
                    "journal_id": journal.id,
                    "date": date,
                }
            )
            template, values = document._get_next_sequence_format()
            prefixes.add(split(template.format(**{**values, "seq": 1}))[0])
        return prefixes

    def _note_get_own_numbering_refusal(self):
        return self.env._(
            "%(journal)s: the numbers of this journal are composed by rules of its "
            "country, or of its own, and its notes keep to them. Number its notes in "
            "a series.",
            journal=self.display_name,
        )

    def _note_get_number_refusal(self, note):
        return self.env._(
            "%(journal)s: %(note)s has a number of a series already, and notes on new "
            "documents would get numbers like it. Choose this before the first note "
            "of a new year or month, or let the numbers of new documents begin "
            "differently first: enter the number of the next one by hand.",
            journal=self.display_name,
            note=note.name,
        )
