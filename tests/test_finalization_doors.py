from datetime import timedelta
from itertools import product

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from ..models.finalization.account_move import OPEN_FIELDS
from ..models.finalization.account_move_line import OPEN_LINE_FIELDS
from ..models.finalization.account_move_seal import SEALED_FIELDS, SEALED_LINE_FIELDS
from ..models.lifecycle import gate
from .common import NoteCase
from .sampling import sample


@tagged("post_install", "-at_install")
class TestFinalizationDoors(NoteCase):
    """Nobody changes a final note: no person, no program, no other addon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.clerk("doors-clerk")

    def set_scene(self):
        self.note = self.invoice(("Desk", 2, 100.0), move_type="out_refund")
        self.note.action_finalize()

    def callers(self, record):
        """The same record for a clerk, an administrator, and an addon's sudo."""
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.env.company
        clerk = record.with_user(self.user)
        return clerk, record.with_user(admin), clerk.sudo()

    def other_value(self, record, field):
        """Return a value that a field has not, or None where there is no other."""
        value = record[field.name]
        if field.type == "many2one":
            other = self.env[field.comodel_name].sudo().search([], limit=2) - value
            return other[:1].id if other else (False if value else None)
        if field.type in ("one2many", "many2many"):
            return [Command.clear()] if value else [Command.create({})]
        if field.type == "selection":
            keys = dict(field._description_selection(self.env))
            return next((key for key in keys if key != value), None)
        if field.type in ("date", "datetime"):
            return (value or field.today() if field.type == "date" else field.now()) + (
                timedelta(days=1)
            )
        others = {
            "boolean": lambda: not value,
            "integer": lambda: value + 1,
            "float": lambda: value + 1.0,
            "monetary": lambda: value + 1.0,
            "json": lambda: {"a": 1},
            "many2one_reference": lambda: value + 1,
            "binary": lambda: b"YQ==" if value else None,
        }
        return others.get(field.type, lambda: f"{value or ''}x")()

    def kept(self, record):
        """Return the names of the fields that a write keeps, or passes on."""
        return {
            name
            for name, field in record._fields.items()
            if (field.store or field.inverse) and name not in MAGIC_COLUMNS
        }

    def assert_closed(self, records, names):
        fields = [records._fields[name] for name in sorted(names)]
        cases = product(self.callers(records), fields)
        for record, field in sample(cases, 60, records.ids):
            value = self.other_value(record.sudo(), field)
            if value is None:
                continue
            with self.subTest(field=field.name, user=record.env.user.login):
                error = self.error_of(record, {field.name: value})
                self.assertIn("is finalized", error)

    def error_of(self, record, vals):
        try:
            record.write(vals)
        except (UserError, ValueError) as error:
            return str(error)
        return "written"

    def test_every_field_of_the_document_is_closed_but_a_few(self):
        guarded = {*gate.FINALIZATION.fields, *gate.APPROVAL.fields}
        closed = self.kept(self.note) - OPEN_FIELDS - guarded
        self.assertGreater(len(closed), 60)
        self.assert_closed(self.note, closed)

    def test_every_field_of_the_lines_is_closed_but_a_few(self):
        for line in self.note.line_ids:
            self.assert_closed(line, self.kept(line) - OPEN_LINE_FIELDS)

    def test_what_is_open_is_not_sealed(self):
        self.assertFalse(OPEN_FIELDS & set(SEALED_FIELDS))
        self.assertFalse(OPEN_LINE_FIELDS & set(SEALED_LINE_FIELDS))

    def test_values_as_they_are_pass(self):
        note = self.note
        for record in self.callers(note):
            record.write(
                {
                    "ref": note.ref,
                    "partner_bank_id": note.partner_bank_id.id,
                    "invoice_origin": "",
                    "payment_reference": note.payment_reference,
                    "invoice_user_id": note.invoice_user_id.id,
                }
            )
            record.invoice_line_ids.write(
                {
                    "price_unit": 100.0,
                    "tax_ids": [Command.set(self.tax.ids)],
                    "balance": 200.00000001,
                }
            )
        self.assertTrue(note._note_is_finalization_intact())

    def test_lines_neither_come_nor_go(self):
        note, draft = self.note, self.goodwill(post=False)
        lines = self.env["account.move.line"].with_context(skip_readonly_check=True)
        line = note.invoice_line_ids
        create = {"move_id": note.id, "name": "More", "price_unit": 1.0}
        for door in (
            lambda: lines.create(create),
            lambda: lines.with_context(default_move_id=note.id).create({"name": "x"}),
            lambda: line.with_context(force_delete=True, dynamic_unlink=True).unlink(),
            lambda: line.write({"move_id": draft.id}),
            lambda: draft.invoice_line_ids.write({"move_id": note.id}),
            lambda: line.copy(),
        ):
            with self.refused(f"{note.name} is finalized"):
                door()

    def test_lines_are_not_changed_through_the_document(self):
        note = self.note.with_context(skip_readonly_check=True)
        line, draft = note.invoice_line_ids, self.goodwill(post=False)
        for name in ("line_ids", "invoice_line_ids"):
            for command in (
                Command.create({"name": "More", "price_unit": 1.0}),
                Command.update(line.id, {"price_unit": 1.0}),
                Command.delete(line.id),
                Command.unlink(line.id),
                Command.link(draft.invoice_line_ids.id),
                Command.clear(),
                Command.set([]),
            ):
                with self.refused(f"{note.name} is finalized"):
                    note.write({name: [command]})

    def test_what_is_no_command_is_refused_in_words(self):
        for name in ("line_ids", "invoice_line_ids"):
            for value in ([5], ["text"], [[]], [[1]], [[6, 0]], [[1, 2, 3]]):
                with self.refused(f"{self.note.name} is finalized"):
                    self.note.write({name: value})

    def test_life_does_not_go_backwards(self):
        note = self.note
        for record in self.callers(note):
            for door in (
                record.button_draft,
                record.button_cancel,
                record.action_switch_move_type,
                record.with_context(force_delete=True).unlink,
            ):
                with self.assertRaises(UserError):
                    door()
            with self.refused(note.name, "finalized"):
                record.button_draft()
            with self.refused(note.name, "finalized"):
                record.write({"state": "draft"})
            with self.refused("finalized"):
                record.with_context(force_delete=True).unlink()

    def test_it_is_never_opened_again(self):
        values = {"finalized_on": False, "finalization_digest": "1:0"}
        for record in self.callers(self.note):
            for sent in (True, 1, {}, object()):
                gated = record.with_context(note_gate=sent)
                with self.assertRaises(AccessError):
                    gated.write(values)

    def test_nobody_claims_that_a_note_is_final(self):
        moves = self.env["account.move"]
        for values in ({"finalized_on": "2026-03-10"}, {"finalized_by_id": 1}):
            with self.assertRaises(AccessError):
                self.goodwill(post=False).write(values)
            with self.assertRaises(AccessError):
                moves.create({"move_type": "out_refund", **values})
            defaults = {f"default_{name}": values[name] for name in values}
            with self.assertRaises(AccessError):
                moves.with_context(**defaults).create({"move_type": "out_refund"})

    def test_numbers_are_not_resequenced(self):
        other = self.goodwill()
        window = (
            self.env["account.resequence.wizard"]
            .with_context(active_model="account.move")
            .create(
                {
                    "move_ids": [Command.set((self.note | other).ids)],
                    "first_name": "RINV/2026/00077",
                }
            )
        )
        with self.refused(self.note.name, "Number"):
            window.resequence()

    def test_import_changes_nothing(self):
        note = self.note
        line = note.invoice_line_ids
        for record, name in ((note, "note"), (line, "line")):
            self.env["ir.model.data"].create(
                {
                    "module": "__import__",
                    "name": f"doors_{name}",
                    "model": record._name,
                    "res_id": record.id,
                }
            )
        xid, line_xid = "__import__.doors_note", "__import__.doors_line"
        result = note.load(["id", "ref"], [[xid, "imported"]])
        self.assertIn("is finalized", str(result["messages"]))
        result = line.load(["id", "name"], [[line_xid, "imported"]])
        self.assertIn("is finalized", str(result["messages"]))
        self.assertNotEqual(note.ref, "imported")
        result = note.load(["id", "ref"], [[xid, note.ref or ""]])
        self.assertFalse(result["messages"])

    def test_form_offers_no_change(self):
        arch = self.env["account.move"].get_view(view_type="form")["arch"]
        for name in ("ref", "narration", "invoice_date_due", "invoice_line_ids"):
            self.assertRegex(arch, rf'<field name="{name}"[^>]*or is_finalized"')
        self.assertNotRegex(arch, r'<field name="checked"[^>]*or is_finalized"')
