from odoo import models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

# By these a posted document is cancelled with an authority first, and in the books when
# that agrees: core's own, and those of localizations that have a way of their own
ASKING = (
    "button_request_cancel",
    "button_cancel_posted_moves",
    "l10n_es_edi_verifactu_button_cancel",
    "l10n_es_tbai_cancel",
    "_l10n_in_edi_cancel_invoice",
    "_l10n_vn_edi_cancel_invoice",
)


class AccountMove(models.Model):
    """No authority is asked to cancel what posted notes correct.

    The books refuse it in the end: the authority would have cancelled what stands, and
    a job that is refused keeps all others of its run from being sent.
    """

    _inherit = "account.move"

    def _note_check_annulment(self):
        """Check that these can be cancelled once an authority has agreed.

        :raises UserError: ``corrected_by_notes``, naming both and the way out
        """
        (self | self._note_get_annulled_with())._note_check_not_corrected()

    def _note_get_annulled_with(self):
        """Return what an authority cancels together with these."""
        if "l10n_hu_edi_state" not in self._fields:
            return self.browse()
        # In Hungary all modifications of a document go with it
        bases = self.filtered(
            lambda move: not (move.reversed_entry_id or move.debit_origin_id)
        )
        chain = bases._l10n_hu_get_chain_invoices()
        return chain.filtered("l10n_hu_edi_state")


def ask_authority(method, moves, *args, **kwargs):
    """Ask for a cancellation unless notes would be left on what is cancelled."""
    moves._note_check_annulment()
    return method(moves, *args, **kwargs)


def hold_back(method, documents, *args, **kwargs):
    """Send electronic documents, but no cancellation of what notes correct by now.

    They were posted since it was requested. The others go out, and these say why not.
    """
    asking = documents.filtered(lambda each: each.state == "to_cancel")
    held = asking.filtered(lambda document: not _may_be_sent(document))
    return method(documents - held, *args, **kwargs)


def _may_be_sent(document):
    try:
        document.move_id._note_check_annulment()
    except UserError as error:
        text = plaintext2html(error.args[0])
        document.write({"error": text, "blocking_level": "error"})
        return False
    return True


AROUND = dict.fromkeys(ASKING, ask_authority)
AROUND_OTHERS = {"account.edi.document": {"_process_documents_web_services": hold_back}}
