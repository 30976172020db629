import re
import xmlrpc.client
from itertools import product
from pathlib import Path

from odoo.models import MAGIC_COLUMNS
from odoo.modules import get_module_path
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from .common import NoteCase
from .sampling import sample

KEYS = (
    {},
    {"_force_unlink": True},
    {"force_delete": True},
    {"_force_unlink": True, "force_delete": True, "dynamic_unlink": True},
)
ASKED = re.compile(r"""context(?:\.get\(|\[)\s*["']([a-z_]+)["']""")


@tagged("post_install", "-at_install")
class TestFinalizationDeletion(NoteCase, HttpCase):
    """A final note cannot go, nor its history, nor what it refers to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.clerk("deleting-admin")
        cls.admin.group_ids |= cls.env.ref("account.group_account_manager")
        cls.admin.group_ids |= cls.env.ref("base.group_system")
        cls.incoterm = cls.env["account.incoterms"].create(
            {"name": "Free carrier", "code": "FCX"}
        )
        cls.zero = cls.env["account.tax"].create({"name": "0 %", "amount": 0.0})
        cls.shop = cls.env["res.partner"].create(
            {"name": "Shop", "type": "delivery", "parent_id": cls.partner_a.id}
        )
        cls.reason = cls.env["account.note.reason"].create(
            {"name": "Broken", "code": "broken-x"}
        )

    def set_scene(self):
        self.origin = self.invoice(
            ("Desk", 2, 100.0),
            tax=self.zero,
            partner_shipping_id=self.shop.id,
            invoice_incoterm_id=self.incoterm.id,
        )
        self.note = self.credit(self.origin, post=False)
        self.note.note_reason_id = self.reason
        self.note.action_post()
        self.assertEqual(self.note.invoice_incoterm_id, self.incoterm)
        self.note.action_finalize()

    def call(self, model, method, *args, **kwargs):
        """Call a method over XML-RPC, and return what it was refused with."""
        try:
            self.xmlrpc_object.execute_kw(
                self.env.cr.dbname,
                self.admin.id,
                self.admin.login,
                model,
                method,
                args,
                kwargs,
            )
        except xmlrpc.client.Fault as fault:
            return fault.faultString
        return ""

    def assert_kept(self, records, *parts):
        """Try to delete records with each key, and expect a refusal."""
        for context in KEYS:
            with self.subTest(records=records, context=context):
                told = self.call(
                    records._name, "unlink", records.ids, context=dict(context)
                )
                for part in parts:
                    self.assertIn(part, told)
                self.assertEqual(records.exists(), records)

    def assert_intact(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.note._note_is_finalization_intact())

    def test_code_that_acts_as_superuser_hands_on_no_key(self):
        for move in (self.note, self.origin):
            with self.refused(self.note.name):
                move.sudo().with_context(_force_unlink=True).unlink()

    def test_a_chart_of_another_kind_takes_all_books_away(self):
        company = self.env.company
        self.assertTrue(self.note.finalized_on)
        company.chart_template = False
        chart = self.env["account.chart.template"].sudo()
        chart._load("generic_coa", company, install_demo=True)
        self.assertFalse(self.note.exists())

    def test_note_and_lines_stay(self):
        self.assert_kept(self.note, "finalized")
        self.assert_kept(self.note.invoice_line_ids, self.note.name)
        self.assert_kept(self.note.line_ids)
        self.assert_intact()

    def test_note_is_not_deleted_through_another_record(self):
        cases = [
            (model, field.name, target, code, context)
            for model in self.registry
            for field in self.env[model]._fields.values()
            for target in (self.note, self.note.invoice_line_ids)
            if field.type == "one2many" and field.comodel_name == target._name
            for code in (2, 3, 5)
            for context in KEYS
        ]
        self.assertGreater(len(cases), 200)
        for model, name, target, code, context in sample(cases, 30, "nested"):
            records = self.env[model].with_user(self.admin).with_context(**context)
            if not records._abstract:
                self.try_nested(records, name, target, code)

    def try_nested(self, records, name, target, code):
        with self.subTest(field=f"{records._name}.{name}", code=code):
            inverse = records._fields[name].inverse_name
            owner = inverse in target._fields and target[inverse]
            if not owner or owner._name != records._name:
                owner = records.sudo().search([], limit=1, order="id desc")
            values = {name: [[code, target.id, 0]]}
            if owner:
                owner = records.browse(owner.id)
                self.assertTrue(self.attempt(owner, "write", values, self.is_intact))

    def is_intact(self):
        return self.note.exists() and self.note._note_is_finalization_intact()

    def test_files_stay(self):
        note = self.note
        scan = self.env["ir.attachment"].create(
            {
                "name": "scan.pdf",
                "res_model": "account.move",
                "res_id": note.id,
                "raw": b"%PDF-1 a",
            }
        )
        self.assert_kept(scan, note.name, "scan.pdf")
        for values in (
            {"name": "other.pdf"},
            {"mimetype": "text/plain"},
            {"res_id": self.origin.id},
        ):
            told = self.call("ir.attachment", "write", scan.ids, values)
            self.assertIn("scan.pdf", told)
        told = self.call("ir.attachment", "write", scan.ids, {"description": "x"})
        self.assertEqual(told, "")

    def test_history_stays(self):
        entries = self.note.message_ids.filtered(
            lambda message: message.message_type == "notification"
        )
        self.assertIn("Finalized.", entries[0].body)
        self.assert_kept(entries, self.note.name)
        for values in (
            {"body": "Nothing happened"},
            {"res_id": self.origin.id},
            {"author_id": self.partner_b.id},
            {"date": "2020-01-01 00:00:00"},
            {"message_type": "comment"},
        ):
            for context in KEYS:
                told = self.call(
                    "mail.message", "write", entries[0].ids, values, context=context
                )
                self.assertIn(self.note.name, told)

    def test_what_people_write_is_theirs(self):
        message = self.note.message_post(body="Call them", message_type="comment")
        message.write({"body": "Write to them"})
        message.unlink()
        self.assertFalse(message.exists())

    def test_what_it_refers_to_stays(self):
        self.assert_kept(self.origin, self.note.name)
        self.assert_kept(self.origin.invoice_line_ids, self.note.name)
        for record in (self.zero, self.shop, self.incoterm, self.reason):
            self.assert_kept(record, self.note.name)
        self.assert_intact()

    def test_posted_note_needs_its_invoice_and_reason(self):
        origin = self.invoice(("Desk", 1, 100.0))
        note = self.credit(origin, post=False)
        note.note_reason_id = self.reason.copy({"code": "posted-x"})
        note.action_post()
        self.assert_kept(origin, note.name)
        self.assert_kept(note.note_reason_id, note.name)
        self.assert_kept(note, "posted")
        self.assert_kept(note.invoice_line_ids, "posted")
        self.assert_kept(note.line_ids)

    def test_debit_note_that_a_credit_leans_on_stays(self):
        debit = self.debit(self.invoice())
        credit = self.credit(debit)
        self.assert_kept(debit, "posted")
        self.assertEqual(credit.reversed_entry_id, debit)

    def test_note_numbered_after_its_document_stays(self):
        bill = self.invoice(move_type="in_invoice", ref="A1")
        bill.journal_id.note_numbering = "origin"
        note = self.credit(bill)
        self.assertTrue(note.note_number_base)
        note.button_draft()
        self.assert_kept(note, "number")

    def test_incoterm_is_sealed(self):
        other = self.incoterm.copy({"code": "FCY"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move SET invoice_incoterm_id = %s WHERE id = %s",
            [other.id, self.note.id],
        )
        self.env.invalidate_all()
        self.assertFalse(self.note._note_is_finalization_intact())

    def test_earlier_digests_are_read(self):
        digest = self.note._note_get_content_digest(1)
        self.assertTrue(digest.startswith("1:"))
        for known, intact in ((digest, True), ("1:0", False), ("3:0", False)):
            self.note._note_write_finalization({"finalization_digest": known})
            self.assertEqual(self.note._note_is_finalization_intact(), intact)

    def test_draft_note_holds_nothing(self):
        origin = self.invoice(post=False)
        debit = self.debit(self.invoice(), post=False)
        reason = self.reason.copy({"code": "draft-x"})
        debit.note_reason_id = reason
        (debit | origin).unlink()
        reason.unlink()
        self.assertFalse(reason.exists())

    def relations(self, record):
        """Return the fields of a record that are closed and link it to something."""
        opened = (
            record._get_open_fields()
            if record._name == "account.move"
            else record._get_open_line_fields() | {"move_id"}
        )
        return [
            field
            for field in record._fields.values()
            if field.store
            and field.type in ("many2one", "many2many")
            and field.name not in {*opened, *MAGIC_COLUMNS}
        ]

    def target(self, field):
        """Return something that a link can point to."""
        model = self.env[field.comodel_name].with_context(active_test=False)
        if model._name == "account.move":
            return self.invoice()
        if model._name == "account.move.line":
            return self.invoice().invoice_line_ids
        return model.search([], limit=1, order="id desc")

    def fill(self, record):
        """Let every empty link of a record point to something, past Odoo."""
        for field in self.relations(record):
            target = self.target(field) if not record[field.name] else None
            if not target:
                continue
            if field.type == "many2one":
                statement = SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s",
                    SQL.identifier(record._table),
                    SQL.identifier(field.name),
                    target.id,
                    record.id,
                )
            else:
                statement = SQL(
                    "INSERT INTO %s (%s, %s) VALUES (%s, %s)",
                    SQL.identifier(field.relation),
                    SQL.identifier(field.column1),
                    SQL.identifier(field.column2),
                    record.id,
                    target.id,
                )
            self.env.cr.execute(statement)
        self.env.invalidate_all()

    def test_no_relation_of_a_final_note_is_emptied(self):
        note = self.goodwill()
        line = note.invoice_line_ids
        self.env.flush_all()
        for record in (note, line):
            self.fill(record)
        note._note_finalize()
        self.env.flush_all()
        tried = set()
        for record in (note, line):
            for field in self.relations(record):
                if record[field.name]:
                    self.try_to_empty(record, field, record[field.name])
                    tried.add(field.name)
        self.assertLess({"tax_ids", "note_reason_id", "invoice_incoterm_id"}, tried)
        self.assertGreater(len(tried), 25)

    def try_to_empty(self, record, field, target):
        before = target.ids
        for context in KEYS:
            with self.subTest(field=str(field), context=context):
                records = target.with_user(self.admin).with_context(**context)
                kept = self.attempt(
                    records, "unlink", None, lambda: record[field.name].ids == before
                )
                self.assertTrue(kept)

    def attempt(self, records, method, values, is_kept):
        """Do something as the server does, and tell what was kept; nothing stays."""
        with self.env.cr.savepoint() as savepoint, mute_logger("odoo.sql_db"):
            try:
                args = [records.ids, values] if values else [records.ids]
                context = {"context": dict(records.env.context)}
                call_kw(records.browse(), method, args, context)
                self.env.flush_all()
                self.env.invalidate_all()
                return is_kept()
            # Whatever refused it, or a value that a key cannot have
            except Exception:
                return True
            finally:
                savepoint.rollback()
                self.env.invalidate_all()

    def test_no_key_of_any_context_opens_a_way(self):
        keys = {"_force_unlink"}
        for module in sorted(self.registry._init_modules):
            for path in Path(get_module_path(module)).rglob("*.py"):
                if "tests" not in path.parts:
                    keys.update(ASKED.findall(path.read_text()))
        self.assertLess({"force_delete", "dynamic_unlink"}, keys)
        self.assertGreater(len(keys), 200)
        targets = (self.note, self.note.line_ids, self.origin, self.zero)
        for key, target in sample(product(sorted(keys), targets), 75, "keys"):
            with self.subTest(records=target, key=key):
                records = target.with_user(self.admin).with_context(**{key: True})
                kept = self.attempt(records, "unlink", None, target.exists)
                self.assertTrue(kept)
