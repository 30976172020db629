from odoo import models
from odoo.tools import format_date


class AccountMove(models.Model):
    """Sentences for the refusals of ``tools.matching``: one method per code.

    Each names the two documents, the rule and the way out. Another addon that
    adds a code adds the method ``_refusal_<code>`` beside it.
    """

    _inherit = "account.move"

    def _get_refusal_text(self, code, origin):
        """Return why this note may not correct a document.

        :param str code: a code of :func:`tools.matching.refusals`
        :param origin: the document that is to be corrected
        :rtype: str
        """
        return getattr(self, f"_refusal_{code}")(
            origin, {"note": self.display_name, "origin": origin.display_name}
        )

    def _refusal_self(self, _origin, names):
        return self.env._(
            "%(note)s cannot correct itself. Choose the document it corrects.", **names
        )

    def _refusal_type(self, _origin, names):
        return self.env._(
            "%(note)s cannot correct %(origin)s: a credit note corrects an invoice "
            "or a receipt, a debit note an invoice or a credit note, customers and "
            "vendors apart. Choose a document of the right kind.",
            **names,
        )

    def _refusal_company(self, origin, names):
        return self.env._(
            "%(note)s belongs to %(company)s, but %(origin)s to %(other)s. "
            "Choose a document of the same company.",
            company=self.company_id.display_name,
            other=origin.company_id.display_name,
            **names,
        )

    def _refusal_partner(self, origin, names):
        return self.env._(
            "%(note)s is for %(partner)s, but %(origin)s is for %(other)s. Choose a "
            "document of the same partner, or correct the partner of the note.",
            partner=self.commercial_partner_id.display_name or self.env._("nobody"),
            other=origin.commercial_partner_id.display_name,
            **names,
        )

    def _refusal_currency(self, origin, names):
        return self.env._(
            "%(note)s is in %(currency)s, but %(origin)s is in %(other)s. Issue the "
            "note in the currency of the document it corrects.",
            currency=self.currency_id.name,
            other=origin.currency_id.name,
            **names,
        )

    def _refusal_state(self, _origin, names):
        return self.env._(
            "%(note)s cannot be posted: %(origin)s, which it corrects, is not "
            "posted. Post that document first, or remove it from the note.",
            **names,
        )

    def _refusal_date(self, origin, names):
        return self.env._(
            "%(note)s is dated %(date)s, before %(origin)s of %(other)s. A note "
            "cannot be older than what it corrects: change its date.",
            date=format_date(self.env, self.invoice_date or self.date),
            other=format_date(self.env, origin.invoice_date or origin.date),
            **names,
        )
