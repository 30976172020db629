from lxml import etree

from odoo.tests import tagged

from .print_common import PrintCase

# What is on every note
ALWAYS = ("Corrects", "INV/2026/00001", "03/01/2026", "Exchange Rate")

# What is on the page, by the setting that prints it
BLOCKS = {
    "note_print_reason": ("Two chairs broken",),
    "note_print_line_origins": ("Line 1 of",),
    "note_print_words": ("Total amount in words",),
    "note_print_applications": ("Applied to", "Remaining credit"),
    "note_print_legal": ("Adjust your tax.",),
}


@tagged("post_install", "-at_install")
class TestPrintSettings(PrintCase):
    """Each block can be left out, and nothing else goes with it."""

    def set_scene(self):
        currency = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        invoice = self.invoice(("Chair", 4, 20.0), currency_id=currency.id)
        self.note = self.credit(invoice, post=False, Chair=2)
        self.note.note_reason_text = "Two chairs broken"
        self.note.action_post()
        self.env.company.note_credit_text = "Adjust your tax."

    def test_all_blocks_are_printed_at_first(self):
        text = self.pdf(self.note)
        for part in (part for parts in BLOCKS.values() for part in parts):
            self.assertIn(part, text)

    def test_each_block_can_be_left_out(self):
        for setting, parts in BLOCKS.items():
            self.env.company[setting] = False
            html = self.html(self.note)
            for others in BLOCKS.values():
                for part in others:
                    with self.subTest(setting=setting, part=part):
                        check = self.assertNotIn if part in parts else self.assertIn
                        check(part, html)
            self.env.company[setting] = True

    def test_what_the_note_corrects_is_printed_in_any_case(self):
        self.env.company.write(dict.fromkeys(BLOCKS, False))
        html = self.html(self.note)
        for part in ALWAYS:
            self.assertIn(part, html)

    def test_eight_settings_stand_first(self):
        arch = etree.fromstring(self.env["res.config.settings"].get_view()["arch"])
        first = arch.findall(".//block[@id='account_note_settings']/setting")
        more = arch.findall(".//div[@id='account_note_more']//setting")
        self.assertEqual((len(first), bool(more)), (8, True))

    def test_sentence_on_notes_net_of_tax_stays(self):
        self.env.company.note_print_legal = False
        note = self.goodwill(is_net_of_tax=True)
        self.assertIn("Net of tax:", self.html(note))

    def test_settings_are_those_of_the_company(self):
        window = self.env["res.config.settings"].create({"note_print_words": False})
        window.execute()
        self.assertFalse(self.env.company.note_print_words)
        self.assertNotIn("Total amount in words", self.html(self.note))

    def test_reader_without_rights_to_the_settings_prints(self):
        reader = self.clerk("print-reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        values = self.note.with_user(reader)._prepare_note_print()
        self.assertEqual(values["sentences"], ["Adjust your tax."])
