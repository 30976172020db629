from odoo import Command, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from ...tools.distribute import distribute
from ...tools.errors import tell_refusals, with_code
from ...tools.money import from_steps, to_steps
from .account_move_foresight import OF_POSTING

_lt = LazyTranslate(__name__)

# What one note on documents that differ is refused for, by the code of the error
JOINT_TEXTS = {
    "joint_company": _lt(
        "%(documents)s cannot be corrected by one note: they belong to different "
        "companies (%(found)s). Choose documents of one company, or One note for each."
    ),
    "joint_partner": _lt(
        "%(documents)s cannot be corrected by one note: they belong to different "
        "partners (%(found)s). Choose documents of one partner, or One note for each."
    ),
    "joint_currency": _lt(
        "%(documents)s cannot be corrected by one note: they are in different "
        "currencies (%(found)s). Choose documents in one currency, or One note for "
        "each."
    ),
    "joint_kind": _lt(
        "%(documents)s cannot be corrected by one note: they are of different kinds "
        "(%(found)s). Choose documents of one kind, or One note for each."
    ),
}


class AccountMove(models.Model):
    """One note over several documents of one customer, in one currency.

    Each line of it names the document it corrects, and belongs to that family: its
    cents, its part of what remains.
    """

    _inherit = "account.move"

    def action_open_rebate(self):
        """Return the window that takes a rebate off these documents, as one note.

        Where one note cannot be about all of them, each gets its own.
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_view_account_move_reversal"
        )
        context = {
            "dialog_size": "extra-large",
            "active_model": self._name,
            "active_ids": self.ids,
            "default_correction_mode": "amount",
            "default_amount_type": "percent",
            "default_note_for": "all" if self._note_can_be_joint() else "each",
        }
        return {**action, "name": self.env._("Rebate"), "context": context}

    def _note_get_joint_refusals(self):
        """Return what speaks against one note on all of these documents.

        :return: a list of codes and sentences, empty where nothing does
        """
        kinds = dict(self._fields["move_type"]._description_selection(self.env))
        found = {
            "joint_company": self.company_id.mapped("display_name"),
            "joint_partner": self.commercial_partner_id.mapped("display_name"),
            "joint_currency": self.currency_id.mapped("name"),
            "joint_kind": [
                kinds[kind] for kind in sorted(set(self.mapped("move_type")))
            ],
        }
        documents = ", ".join(move.display_name for move in self)
        texts = {code: self.env._(JOINT_TEXTS[code]) for code in found}
        return [
            (code, texts[code] % {"documents": documents, "found": ", ".join(names)})
            for code, names in found.items()
            if len(names) > 1
        ]

    def _note_can_be_joint(self):
        """Tell whether one note can be about all of these documents."""
        is_several = len(self) > 1 and self._note_are_correctable()
        return is_several and not self._note_get_joint_refusals()

    def _note_check_joint(self):
        """Check that one note can be about all of these documents.

        :raises UserError: with a code, naming the documents and the way out
        """
        for code, text in self._note_get_joint_refusals():
            raise with_code(UserError(text), code)

    def _note_sort_joint(self):
        """Return these documents as the one note has them, the oldest first."""
        return self.sorted(lambda move: (move.invoice_date or move.date, move.id))

    def _note_distribute_correction(self, correction):
        """Return the part of a correction for each of these documents, by document.

        An amount is shared by what remains of each, everything else is as it is.
        """
        if not correction.amount:
            return dict.fromkeys(self, correction)
        step = self.currency_id[:1].rounding or 0.01
        weights = {
            move: to_steps(max(move._note_get_remaining_for(correction), 0.0), step)
            for move in self
        }
        if not any(weights.values()):
            weights = dict.fromkeys(weights, 1)
        amount = correction.amount
        if coins := self._note_get_shared_coins(correction):
            amount, step = coins.round(amount), coins.rounding
        parts = distribute(to_steps(amount, step), weights)
        return {
            move: correction._replace(amount=from_steps(steps, step))
            for move, steps in parts.items()
        }

    def _note_get_shared_coins(self, correction):
        """Return the cash rounding in whose steps an amount is shared, if any.

        Parts are rounded each: of 17.75 over three, 5.92 + 5.92 + 5.91 would be 17.70.
        """
        coins = self.invoice_cash_rounding_id
        is_any_without = any(not move.invoice_cash_rounding_id for move in self)
        if len(coins) != 1 or is_any_without or correction.is_untaxed:
            return coins.browse()
        # What is rounded in a tax is not rounded without one
        is_rounded = coins.strategy != "biggest_tax" or all(self.mapped("amount_tax"))
        return coins if is_rounded else coins.browse()

    def _note_get_remaining_for(self, correction):
        """Return what remains of this document, beside what a correction says of lines.

        In the terms of its amount: with taxes, or before.
        """
        key = correction.total_key
        remaining = self.note_remaining_amount
        if correction.is_untaxed:
            remaining = self.note_remaining_untaxed_amount
        if correction.mode != "several":
            return remaining
        lines = correction._replace(amount=0.0, percent=0.0)
        try:
            return remaining - self._note_preview_figures(lines)[key]
        except UserError:
            # Said where the lines are made
            return remaining

    def _note_prepare_joint_note(self, corrections):
        """Return which of these documents one note corrects, and its values.

        :param dict corrections: by document, see :meth:`_note_distribute_correction`
        :return: the documents, and values beside the head of the note
        :raises UserError: where nothing of any is corrected
        """
        commands = self._note_prepare_joint_commands(corrections)
        moves = self.filtered(lambda move: move in commands)
        if not moves:
            self[0]._note_refuse_nothing(corrections[self[0]])
        lines = [command for move in moves for command in commands[move]]
        correction = corrections[self[0]]
        return moves, {
            **moves[0]._prepare_note_own_values(),
            **moves[0]._note_prepare_net_of_tax(correction),
            "note_keep_open": correction.keep_open,
            "invoice_cash_rounding_id": moves.invoice_cash_rounding_id[:1].id,
            "line_ids": [
                Command.create({**vals, "sequence": place})
                for place, (_command, _id, vals) in enumerate(lines, 10)
            ],
        }

    def _note_prepare_joint_commands(self, corrections):
        """Return the commands for lines that correct each of these documents.

        :return: a dict by document, without those of which nothing is corrected
        """
        found = {}
        for move in self:
            correction = corrections[move]
            commands = []
            if move._note_is_asked(correction):
                commands = move._note_get_correction_commands(correction)
            for _command, _id, vals in commands:
                if vals.get("display_type", "product") == "product":
                    vals.setdefault("origin_move_id", move.id)
            if commands:
                found[move] = commands
        return found

    def _note_is_asked(self, correction):
        """Tell whether this document is corrected at all: others of the note are."""
        if correction.mode == "amount":
            return bool(correction.amount or correction.percent)
        return correction.mode != "full" or (
            self._note_is_untouched() or bool(self._prepare_correction_full(correction))
        )

    def _note_judge_joint(self, previews):
        """Return those previews whose refusals are of the one note.

        What is used up already is left out, unless all is.

        :param previews: triples of a document, its correction and its preview
        """
        asked = [each for each in previews if each[0]._note_is_asked(each[1])]
        return asked or previews

    def _note_join_previews(self, previews):
        """Return the preview of one note from those of its parts.

        :param previews: triples of a document, its correction and its preview
        :return: a dict of ``parts``, pairs of a document and its preview, and the
            figures and refusals of the note itself, as of
            :meth:`_note_preview_correction`
        """
        judged = self._note_judge_joint(previews)
        figures = self._note_sum_previews([shown for _move, _spec, shown in judged])
        refusals = self._note_foresee_joint(judged, figures["total_amount"])
        return {
            "parts": [(move, shown) for move, _spec, shown in previews],
            "origin_ids": [
                move.id for move, _spec, shown in judged if shown["total_amount"]
            ],
            **figures,
            **tell_refusals(refusals),
        }

    def _note_sum_previews(self, previews):
        """Return net, taxes and total of some parts of one note."""
        taxes = {}
        for shown in previews:
            for tax in shown["taxes"]:
                taxes[tax["name"]] = taxes.get(tax["name"], 0.0) + tax["amount"]
        sums = {
            name: self[0]._note_round(sum(shown[name] for shown in previews))
            for name in ("untaxed_amount", "total_amount")
        }
        named = [
            {"name": name, "amount": self[0]._note_round(amount)}
            for name, amount in taxes.items()
        ]
        return {**sums, "taxes": named}

    def _note_foresee_joint(self, judged, total):
        """Return what making or posting one note would be refused for.

        The rules of posting are asked about the note as a whole: its total decides
        whether somebody has to approve it.
        """
        refusals = [
            {"code": code, "text": text}
            for code, text in self._note_get_joint_refusals()
        ]
        refusals += [
            refusal
            for _move, _spec, shown in judged
            for refusal in shown["refusals"]
            if refusal["code"] not in OF_POSTING
        ]
        if refusals:
            return refusals
        first, correction, _shown = judged[0]
        if not total:
            return first._note_foresee_nothing(correction)
        note = first._note_prepare_foreseen(correction, total)
        moves = self.browse().concat(*(move for move, _spec, _shown in judged))
        note.display_name = self.env._(
            "The note on %s", ", ".join(moves.mapped("display_name"))
        )
        return note._note_foresee_by_checks(moves)
