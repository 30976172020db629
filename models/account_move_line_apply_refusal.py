from odoo import models


class AccountMoveLine(models.Model):
    """Sentences for the refusals of ``tools.applying``: one method per code.

    Another addon that adds a code adds the method ``_apply_refusal_<code>``.
    """

    _inherit = "account.move.line"

    def _get_application_refusal_text(self, code, item):
        """Return why this credit may not settle an open item.

        :param str code: a code of :func:`tools.applying.refusals`
        :rtype: str
        """
        names = {
            "credit": self.move_id.display_name,
            "item": item.move_id.display_name,
        }
        return getattr(self, f"_apply_refusal_{code}")(item, names)

    def _apply_refusal_state(self, _item, names):
        return self.env._(
            "%(credit)s cannot be applied to %(item)s: both must be posted. Post "
            "the draft first, or choose another document.",
            **names,
        )

    def _apply_refusal_credit(self, _item, names):
        return self.env._(
            "%(credit)s is no credit note, so it cannot be applied to %(item)s. "
            "Choose a credit note; payments are matched on the invoice itself.",
            **names,
        )

    def _apply_refusal_side(self, _item, names):
        return self.env._(
            "%(credit)s and %(item)s stand on the same side: one cannot settle the "
            "other. Choose an open invoice or debit note.",
            **names,
        )

    def _apply_refusal_company(self, item, names):
        return self.env._(
            "%(credit)s belongs to %(company)s, but %(item)s to %(other)s. Choose "
            "documents of the same company.",
            company=self.company_id.display_name,
            other=item.company_id.display_name,
            **names,
        )

    def _apply_refusal_account(self, item, names):
        return self.env._(
            "%(credit)s is booked on account %(account)s, but %(item)s on %(other)s. "
            "Choose a document on the same account.",
            account=self.account_id.display_name,
            other=item.account_id.display_name,
            **names,
        )

    def _apply_refusal_partner(self, item, names):
        return self.env._(
            "%(credit)s is for %(partner)s, but %(item)s is for %(other)s. Choose "
            "documents of the same partner.",
            partner=self.partner_id.display_name or self.env._("nobody"),
            other=item.partner_id.display_name or self.env._("nobody"),
            **names,
        )

    def _apply_refusal_currency(self, item, names):
        return self.env._(
            "%(credit)s is in %(currency)s, but %(item)s is in %(other)s. Choose a "
            "document in the same currency.",
            currency=self.currency_id.name,
            other=item.currency_id.name,
            **names,
        )

    def _apply_refusal_rate(self, _item, names):
        return self.env._(
            "%(credit)s and %(item)s have different exchange rates, and the company "
            "applies credits at the same rate only. Choose another document, or "
            "have the setting Exchange Rate of Applications changed.",
            **names,
        )

    def _apply_refusal_doubtful(self, _item, names):
        return self.env._(
            "%(credit)s is doubtful, %(item)s is not. A doubtful credit note is "
            "applied to doubtful documents only.",
            **names,
        )
