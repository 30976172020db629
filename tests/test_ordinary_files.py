from odoo.tests import tagged

from .ordinary_common import SHAPES, OrdinaryCase


@tagged("post_install", "-at_install")
class TestOrdinaryFiles(OrdinaryCase):
    """Files come, change and go as without the addon, but those of final notes."""

    def set_scene(self):
        self.documents = (
            self.invoice()
            | self.invoice(move_type="in_invoice")
            | self.goodwill()
            | self.invoice(post=False)
            | self.entry()
        )

    def files(self, *records, env=None):
        """Return two files of each of some records."""
        return (env or self.env)["ir.attachment"].create(
            [
                {
                    "name": f"{number}.txt",
                    "raw": b"Hello",
                    "res_model": record._name,
                    "res_id": record.id,
                }
                for record in records
                for number in (1, 2)
            ]
        )

    def shaped_files(self, env, shape):
        """Return files of documents, and one of nothing."""
        lonely = env["ir.attachment"].create({"name": "lonely.txt", "raw": b"Hello"})
        return self.shape(self.files(*self.documents, env=env) + lonely, shape)

    def test_files_are_deleted(self):
        def tell(env, shape):
            files = self.shaped_files(env, shape)
            files.unlink()
            self.assertFalse(files.exists())

        self.as_everybody(tell, *SHAPES)

    def test_files_change(self):
        def tell(env, shape):
            files = self.shaped_files(env, shape)
            files.write({"raw": b"Bye", "name": "bye.txt"})
            self.assertTrue(all(file.raw == b"Bye" for file in files))

        self.as_everybody(tell, *SHAPES)

    def test_files_go_over_to_another_document(self):
        bill = self.invoice(move_type="in_invoice", post=False)

        def tell(env, shape):
            files = self.shaped_files(env, shape)
            files.write({"res_model": "account.move", "res_id": bill.id})
            self.assertTrue(all(file.res_id == bill.id for file in files))

        self.as_everybody(tell, *SHAPES)

    def test_files_leave_their_document(self):
        def tell(env, shape):
            files = self.shaped_files(env, shape)
            files.write({"res_model": False, "res_id": False})
            self.assertFalse(any(files.mapped("res_id")))

        self.as_everybody(tell, *SHAPES)

    def test_a_message_hands_two_files_to_a_bill(self):
        def tell(env, number):
            bill = self.documents[number].with_env(env)
            files = env["ir.attachment"].create(
                [
                    {"name": name, "raw": b"Hello", "res_model": "mail.compose.message"}
                    for name in ("1.txt", "2.txt")
                ]
            )
            message = bill.message_post(body="Two", attachment_ids=files.ids)
            self.assertEqual(message.attachment_ids, files)
            self.assertEqual(set(files.mapped("res_id")), {bill.id})
            message.attachment_ids.unlink()

        self.as_everybody(tell, *range(len(self.documents)))

    def test_files_that_are_not_saved_ask_for_no_document(self):
        files = self.env["ir.attachment"]
        document = {"res_model": "account.move", "res_id": self.goodwill().id}
        for values in ({}, document, {"res_model": "account.move"}):
            new = files.new({"name": "new.txt", **values})
            (new + new)._unlink_except_note_final_file()

    def test_files_of_a_model_alone_and_of_what_is_gone(self):
        gone = self.invoice(post=False)
        for move_id in (False, gone.id):
            files = self.files(gone, gone)
            files.write({"res_id": move_id})
            if move_id:
                # Core deletes the files of a record with it
                self.env.flush_all()
                self.env.cr.execute("DELETE FROM account_move WHERE id = %s", [gone.id])
                self.env.invalidate_all()
            files = files.with_env(self.env(su=True))
            (files + files).write({"raw": b"Bye"})
            (files + files).unlink()
            self.assertFalse(files.exists())

    def test_files_of_a_final_note_stay_among_others(self):
        note = self.goodwill()
        final = self.files(note)
        note.action_finalize()

        def tell(env, shape):
            files = self.shaped_files(env, shape) + final.with_env(env)
            with self.refused(note.name, "1.txt"):
                files.unlink()
            with self.refused(note.name, "1.txt"):
                files.write({"raw": b"Bye"})
            with self.refused(note.name, "1.txt"):
                files.write({"res_model": False, "res_id": False})
            self.assertEqual(len(final.exists()), 2)

        self.as_everybody(tell, *SHAPES)

    def test_values_come_one_after_the_other(self):
        values = ({"name": f"{number}.txt", "raw": b"Hello"} for number in range(3))
        self.assertEqual(len(self.env["ir.attachment"].create(values)), 3)

    def test_no_context_puts_a_second_file_in_place_of_a_final_one(self):
        note = self.goodwill()
        place = {
            "res_model": "account.move",
            "res_id": note.id,
            "res_field": "invoice_pdf_report_file",
        }
        self.env["ir.attachment"].create({"name": "a.pdf", "raw": b"A", **place})
        note.action_finalize()
        defaults = {f"default_{name}": value for name, value in place.items()}
        for env in (self.env, self.env(user=self.bookkeeper)):
            files = env["ir.attachment"].with_context(**defaults)
            with self.refused(note.name):
                files.create({"name": "b.pdf", "raw": b"B"})
            files.create({"name": "b.pdf", "raw": b"B", "res_field": False})

    def test_files_of_other_records_cost_nothing(self):
        files = self.files(self.partner_a, self.partner_b)
        files.mapped("res_model")
        with self.assertQueryCount(0):
            files._unlink_except_note_final_file()
