from odoo import api, models
from odoo.tools.translate import code_translations

from ...tools.extension import ADDON

# In what terms are written
SOURCE = "en_US"


class AccountMove(models.Model):
    """A printed note is in one language, core's words and ours alike."""

    _inherit = "account.move"

    def _note_get_partner_env(self):
        """Return the environment for what the lines of a note to this partner say."""
        return self.with_context(lang=self.partner_id.lang or self.env.lang).env

    def _note_get_print_lang(self, lang):
        """Return the language to print this document in, that of the partner if any."""
        return self._note_get_spoken_lang(lang) if self._is_note() else lang

    @api.model
    def _note_get_spoken_lang(self, lang):
        """Return a language that this addon speaks: this one, or English.

        A page falls back as a whole, else it would mix two languages. Whoever has a
        translation of the addon in `i18n_extra` speaks one more.
        """
        is_spoken = not lang or (
            lang.startswith("en")
            or bool(code_translations.get_python_translations(ADDON, lang))
        )
        return lang if is_spoken else SOURCE
