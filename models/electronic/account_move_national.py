from functools import wraps

from odoo import models

from . import account_move_annulment as annulment
from . import national_es, national_hu, national_it, national_pl

# Methods of localizations that write a document, and what has the last word on it
COMPLETED = {
    **national_es.COMPLETED,
    **national_it.COMPLETED,
    **national_pl.COMPLETED,
}
# Others of theirs, of any document
AROUND = {**national_hu.AROUND, **national_it.AROUND, **annulment.AROUND}


class AccountMove(models.Model):
    """National formats say of a note what UBL and Factur-X say of it.

    Their modules name what a credit was applied to, or one document of several, or
    none. They may be there or not, and be loaded before or after this addon, so that a
    method of the same name would not be called: theirs are wrapped once all is loaded.
    """

    _inherit = "account.move"

    def _register_hook(self):
        result = super()._register_hook()
        completed = {name: _for_notes(step) for name, step in COMPLETED.items()}
        _wrap_methods(type(self), {**AROUND, **completed})
        for model, steps in annulment.AROUND_OTHERS.items():
            if model in self.env:
                _wrap_methods(self.env.registry[model], steps)
        return result

    def _note_get_national_text(self):
        """Return what this note says, in the language in which it is printed."""
        lang = self._note_get_print_lang(self.partner_id.lang)
        return self.with_context(lang=lang)._get_electronic_note_text()


def _wrap_methods(model, steps):
    for name, step in steps.items():
        method = getattr(model, name, None)
        if method and not hasattr(method, "_note_wrapped"):
            setattr(model, name, _wrap(method, step))


def _for_notes(complete):
    def step(method, move, *args, **kwargs):
        # Of vendors' documents the modules write self-invoices, by rules of their own
        if not move._is_note() or not move.is_sale_document():
            return method(move, *args, **kwargs)
        return complete(method, move, *args, **kwargs)

    return step


def _wrap(method, step):
    @wraps(method)
    def wrapped(moves, *args, **kwargs):
        return step(method, moves, *args, **kwargs)

    wrapped._note_wrapped = True
    return wrapped
