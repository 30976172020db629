from odoo import api, models
from odoo.tools import ormcache

from ...tools.extension import only_known
from .foreseen import get_foreseen

# What core asks of each new document by itself, and whose extensions were read
METHODS = {
    "_creation_message",
    "_creation_subtype",
    "_mail_get_alias_domains",
    "_mail_get_companies",
    "_message_compute_parent_id",
    "_notify_get_reply_to",
    "_notify_get_reply_to_batch",
    "message_post",
}
KNOWN_ADDONS = {"account", "mail", "rating", "sms"}


class AccountMove(models.Model):
    """What core looks up to tell that a document was created is looked up for many.

    This concerns documents of which all lines are known before they are created
    together, and only until they are.
    """

    _inherit = "account.move"

    # core: posts the message of each new document by itself, after lookups that answer
    # for all of them (`mail.thread.create`, 19.0), delete when it posts them together
    def _creation_subtype(self):
        ask = super()._creation_subtype
        return self._note_ask_together(
            ("subtype", self.move_type), lambda moves: dict.fromkeys(moves.ids, ask())
        )[self.id]

    # In what follows super() is that of the documents that are asked about, `moves`
    def _mail_get_alias_domains(self, default_company=False):
        return self._note_ask_together(
            ("domain", default_company, self.env.su),
            lambda moves: super()._mail_get_alias_domains(default_company),
        )

    def _notify_get_reply_to(self, default=None, author_id=False):
        return self._note_ask_together(
            ("reply to", default, author_id),
            lambda moves: super()._notify_get_reply_to(
                default=default, author_id=author_id
            ),
        )

    def _message_compute_parent_id(self, parent_id):
        if not parent_id and self._note_begins_thread():
            return False
        return super()._message_compute_parent_id(parent_id)

    def _note_ask_together(self, question, ask):
        """Return what is found of these documents, by id.

        :param tuple question: whoever puts it first asks for all that are created
        :param ask: returns what it finds of some documents, by id
        """
        created = self._note_get_created_together()
        if len(self) != 1 or not self <= created:
            return ask(self)
        answers = get_foreseen(self.env).answers
        if question not in answers:
            answers[question] = ask(created.with_env(self.env))
        return {self.id: answers[question][self.id]}

    def _note_begins_thread(self):
        """Tell whether this document was just created, and nothing was said of it."""
        created = self._note_get_created_together()
        if not self <= created:
            return False
        foreseen = get_foreseen(self.env)
        if foreseen.silent is None:
            domain = [("model", "=", self._name), ("res_id", "in", created.ids)]
            messages = self.env["mail.message"].sudo().search_fetch(domain, ["res_id"])
            foreseen.silent = set(created.ids) - set(messages.mapped("res_id"))
        is_silent = self.id in foreseen.silent
        foreseen.silent.discard(self.id)
        return is_silent

    # core: inserts the messages that documents were created one by one, though they are
    # alike (`mail.thread.create`, 19.0), delete when it posts them together
    def _note_take_creation_message(self, values_list, create):
        """Return the message that this new document was created, made with others.

        :param values_list: of the message that core posts
        :param create: inserts messages
        :return: no record where core inserts it by itself
        """
        nothing = self.env["mail.message"]
        created = self._note_get_created_together()
        if len(values_list) != 1 or not self <= created:
            return nothing
        [values], foreseen = values_list, get_foreseen(self.env)
        if foreseen.messages is None and self._note_are_told_alike(created, values):
            foreseen.messages = created._note_create_alike(values, create)
        known, message = (foreseen.messages or {}).pop(self.id, (values, nothing))
        if known == values:
            return message
        # Another addon says something else of this one
        message.sudo().unlink()
        return nothing

    def _note_are_told_alike(self, created, values):
        """Tell whether core posts the same of all new documents, from this one on.

        :param dict values: of the message of this one
        """
        return (
            self == created[:1]
            # That it was created, and nothing that an addon says before
            and values.get("subtype_id") == self._creation_subtype().id
            and len(created) > 1
            and len(set(created.mapped("move_type"))) == 1
            and len(created.company_id) == 1
            and self._note_knows_messages()
        )

    def _note_create_alike(self, values, create):
        """Return (values, message) of each of these documents, by id.

        :param dict values: of the message of the first one
        :param create: inserts messages
        """
        values_list = [{**values, "res_id": id_} for id_ in self.ids]
        pairs = zip(values_list, create(values_list), strict=True)
        return dict(zip(self.ids, pairs, strict=True))

    def _note_get_created_together(self):
        """Return the documents that are created just now and are all known."""
        foreseen = get_foreseen(self.env)
        known = foreseen is not None and self._note_knows_creation()
        return self.browse(foreseen.created if known else [])

    @api.model
    @ormcache()
    def _note_knows_creation(self):
        """Tell whether all addons that have a part in it were read."""
        return only_known(type(self), METHODS, KNOWN_ADDONS)
