import re
from pathlib import Path

from odoo.tests import tagged

from .json2 import Json2Case
from .sampling import sample

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("models", "wizards", "reports", "controllers", "tools")
# Keys of core's that any client may send, and that mean what core means by them
OF_CORE = re.compile(
    r"active_|default_|lang$|tz$|allowed_company_ids$|skip_|force_|import_file$"
    r"|include_business_fields$|move_reverse_cancel$|move_ids$|reason$"
    r"|name_as_amount_total$|input_full_display_name$|__copy_data_seen$"
)
SENT = (True, 1, "word", {"reason": "word"}, [1])


def own_keys():
    """The keys of contexts that our code sets or asks for."""
    text = "\n".join(
        file.read_text()
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("*.py"))
    )
    found = set()
    for call in re.findall(r"with_context\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text):
        found.update(re.findall(r"\b(\w+)=", call))
    found.update(re.findall(r"context(?:\.get\(|\[)\"(\w+)\"", text))
    found.update(re.findall(r"is_ours\([\w.]+, \"(\w+)\"\)", text))
    return {key for key in found if not OF_CORE.match(key)}


@tagged("post_install", "-at_install")
class TestContexts(Json2Case):
    """No word in the context of a client's call changes what is recorded."""

    def do(self, model, method, ids=None, **arguments):
        done, answer = self.ask("billing", model, method, ids, **arguments)
        self.assertTrue(done, answer)
        return answer

    def tell(self, context):
        """Make, post, settle, reset and copy documents, and return what is recorded."""
        invoice, other = self.invoice(("Desk", 2, 100.0)), self.invoice()
        goodwill = self.goodwill()
        window = self.do(
            "account.move.reversal",
            "create",
            vals_list=[{"date": "2026-03-10", "correction_mode": "full"}],
            context={
                **context,
                "active_model": "account.move",
                "active_ids": invoice.ids,
            },
        )
        made = self.do("account.move.reversal", "refund_moves", window, context=context)
        note = [made["res_id"]]
        self.do("account.move", "action_post", note, context=context)
        self.do("account.move", "button_draft", note, context=context)
        self.do("account.move", "action_post", note, context=context)
        self.do(
            "account.move",
            "js_assign_outstanding_line",
            other.ids,
            line_id=self.open_items(goodwill).id,
            context=context,
        )
        self.do("account.move", "copy", invoice.ids, context=context)
        return self.facts(invoice, other)

    def facts(self, invoice, other):
        """Return what stands in the database, without ids and numbers."""
        self.env.invalidate_all()
        documents = self.env["account.move"].search([("id", ">=", invoice.id)])
        journal = self.env["account.note.application"].search(
            [("item_move_id", "in", (invoice | other).ids)], order="id"
        )
        places = {move: place for place, move in enumerate(documents.sorted("id"))}
        lines = documents.sorted("id").invoice_line_ids.sorted("id")
        return {
            "documents": [
                (
                    move.move_type,
                    move.state,
                    move.payment_state,
                    move.amount_total,
                    places.get(move.reversed_entry_id),
                    places.get(move.replaced_move_id),
                    move.note_approval,
                    bool(move.finalized_on),
                )
                for move in documents.sorted("id")
            ],
            "lines": [
                (places.get(line.origin_move_id), bool(line.origin_line_id))
                for line in lines
            ],
            "applications": [
                (event.kind, event.amount, event.reason, event.is_reset)
                for event in journal
            ],
        }

    def test_every_key_of_ours_is_nothing_to_a_client(self):
        keys = own_keys()
        self.assertIn("note_link_lines", keys)
        expected = self.tell({})
        for sent in sample(SENT, 1, "contexts"):
            with self.subTest(sent):
                self.assertEqual(self.tell(dict.fromkeys(keys, sent)), expected)
