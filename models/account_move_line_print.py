from odoo import models


class AccountMoveLine(models.Model):
    """How a line of a printed note names what it corrects."""

    _inherit = "account.move.line"

    def _get_print_origin(self, positions, names_document):
        """Return the document and the line that this line corrects.

        :param dict positions: places of the corrected lines on their documents
        :param bool names_document: whether the document is named without a line too
        :return: false where there is nothing to name
        """
        self.ensure_one()
        document, place = self.origin_move_id, positions.get(self.origin_line_id)
        if self.display_type != "product" or not document:
            return False
        # Number for number stands in the head already
        number = document._get_partner_number()
        if place:
            return self.env._(
                "Line %(place)s of %(document)s",
                place=place,
                document=number,
            )
        return names_document and number
