from odoo import models


class AccountMove(models.Model):
    """What a received note refers to becomes its origin, one or several."""

    _inherit = "account.move"

    def _link_imported_origins(self, document, matches):
        """Link this draft with the documents behind its references.

        :param tools.received.Received document: what was received
        :param matches: a list of ``Match``; their texts are for the chatter
        :return: the texts for the chatter
        """
        self.ensure_one()
        texts = [match.text for match in matches]
        origins = self.browse(
            dict.fromkeys(match.origin.id for match in matches if match.origin)
        )
        if not matches:
            return texts
        if not self._is_credit_note():
            self.debit_origin_id = origins[:1]
            return texts
        if not origins:
            return texts + self._keep_external_origin(matches[0].reference)
        if len(origins) == 1:
            self.reversed_entry_id = origins
            return texts
        return texts + self._link_several_origins(origins)

    def _keep_external_origin(self, reference):
        self.write(
            {
                "external_origin_number": reference.number,
                "external_origin_date": reference.date,
            }
        )
        return [
            self.env._(
                "The number %(number)s is kept as that of an invoice in an older "
                "system.",
                number=reference.number,
            )
        ]

    def _link_several_origins(self, origins):
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        free = lines.filtered(lambda line: not line.origin_move_id)
        if free == lines:
            self.reversed_entry_id = origins[0]
            return [
                self.env._(
                    "The received document does not say which line corrects which "
                    "invoice. For now all lines correct %(origin)s: choose the right "
                    "one on each line.",
                    origin=origins[0].display_name,
                )
            ]
        if free:
            return [
                self.env._(
                    "%(count)s lines name no invoice. Choose the one that each of "
                    "them corrects.",
                    count=len(free),
                )
            ]
        # Posting would fill it in; until then the form would speak of goodwill
        self.reversed_entry_id = lines[0].origin_move_id
        return [self.env._("Each line names the invoice it corrects.")]
