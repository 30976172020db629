from odoo import models


class AccountNoteApi(models.AbstractModel):
    """Sentences for values that are not what was asked for: one method per kind."""

    _inherit = "account.note.api"

    def _get_bad_request_text(self, wrong):
        """Return what is wrong with a value, and what belongs there.

        :param tools.request.BadRequest wrong: the place and the kind
        :rtype: str
        """
        if isinstance(wrong.expected, tuple):
            return self.env._(
                "%(path)s is none of these: %(words)s.",
                path=wrong.path,
                words=", ".join(wrong.expected),
            )
        return getattr(self, f"_bad_request_{wrong.expected}")(wrong.path)

    def _bad_request_unknown(self, path):
        return self.env._("%s is no field of this request. Look up its name.", path)

    def _bad_request_missing(self, path):
        return self.env._("%s is missing.", path)

    def _bad_request_object(self, path):
        return self.env._("%s is no object with named values.", path)

    def _bad_request_list(self, path):
        return self.env._("%s is no list, is empty, or is too long.", path)

    def _bad_request_domain(self, path):
        return self.env._(
            "%s is no domain: a list of conditions, each with field, operator and "
            "value.",
            path,
        )

    def _bad_request_once(self, path):
        return self.env._("%s has an id twice.", path)

    def _bad_request_id(self, path):
        return self.env._("%s is no id of a record.", path)

    def _bad_request_number(self, path):
        return self.env._("%s is no number.", path)

    def _bad_request_smaller(self, path):
        return self.env._("%s is larger than any amount.", path)

    def _bad_request_positive(self, path):
        return self.env._("%s has to be above zero.", path)

    def _bad_request_text(self, path):
        return self.env._("%s is no text, or is too long.", path)

    def _bad_request_flag(self, path):
        return self.env._("%s is neither true nor false.", path)

    def _bad_request_date(self, path):
        return self.env._(
            "%s is no date. Give it as year, month and day, for example 2026-03-31.",
            path,
        )
