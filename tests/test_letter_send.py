from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .letter_common import LetterCase


@tagged("post_install", "-at_install")
class TestLetterSend(LetterCase):
    """Letters go out by e-mail, each to its partner and only once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.billing = cls.clerk("letters")

    def posted(self, partner):
        """Return what was posted on a partner with a file."""
        return partner.message_ids.filtered("attachment_ids")

    def test_each_partner_gets_its_own(self):
        names = {}
        for partner in self.partner_a | self.partner_b:
            names[partner], _note = self.bill_and_note(partner=partner)
        self.letter(user=self.billing).action_send()
        for partner, invoice in names.items():
            message = self.posted(partner)
            self.assertEqual(message.partner_ids, partner)
            self.assertEqual(message.author_id, self.billing.partner_id)
            self.assertIn("applied credit notes", message.subject)
            self.assertIn(f"Dear {partner.name}", message.body)
            self.assertEqual(
                message.attachment_ids.name,
                f"Applied Credit Notes - {partner.name} - 2026-03-01 - 2026-03-31.pdf",
            )
            [page] = self.read_pages(message.attachment_ids.raw)
            self.assertIn(invoice.name, page)
            mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
            self.assertEqual(mail.recipient_ids, partner)
            self.assertEqual(mail.attachment_ids, message.attachment_ids)

    def test_long_letters_are_told_apart(self):
        names = [
            self.bill_and_note(partner=partner)[0].name
            for partner in self.partner_a | self.partner_b
        ]
        self.env.company.note_letter_opening = "<p>Some words</p>" * 60
        self.letter().action_send()
        first, second = (
            self.read_pages(self.posted(partner).attachment_ids.raw)
            for partner in self.partner_a | self.partner_b
        )
        self.assertGreater(len(first), 1)
        for own, other, letter in (
            (*names, first),
            (*reversed(names), second),
        ):
            self.assertIn(own, " ".join(letter))
            self.assertNotIn(other, " ".join(letter))

    def test_partners_without_an_address_are_left_out_and_named(self):
        self.partner_b.email = False
        for partner in self.partner_a | self.partner_b:
            self.bill_and_note(partner=partner)
        window = self.letter()
        self.assertIn("partner_b", window.unreachable_text)
        answer = window.action_send()
        self.assertIn("partner_b", answer["params"]["message"])
        self.assertTrue(self.posted(self.partner_a))
        self.assertFalse(self.posted(self.partner_b))

    def test_nobody_has_an_address(self):
        self.partner_a.email = False
        self.bill_and_note()
        with self.refused("has an e-mail address: partner_a"):
            self.letter().action_send()

    def test_another_contact_has_an_address(self):
        self.partner_a.email = False
        contact = self.env["res.partner"].create(
            {
                "name": "Accounts Payable",
                "type": "invoice",
                "parent_id": self.partner_a.id,
                "email": "payable@example.com",
            }
        )
        self.bill_and_note()
        window = self.letter()
        self.assertFalse(window.unreachable_text)
        self.assertEqual(window.row_ids.recipient_id, contact)
        self.assertEqual(window.row_ids.email, contact.email)
        window.action_send()
        self.assertEqual(self.posted(self.partner_a).partner_ids, contact)

    def test_a_second_click_sends_nothing(self):
        self.bill_and_note()
        window = self.letter()
        window.action_send()
        with self.refused("sent already"):
            window.action_send()
        self.assertEqual(len(self.posted(self.partner_a)), 1)

    def test_who_may_only_read_prints_but_does_not_send(self):
        self.bill_and_note()
        auditor = new_test_user(
            self.env, "letters-auditor", "account.group_account_readonly"
        )
        window = self.letter(user=auditor)
        self.assertEqual(window.action_print()["type"], "ir.actions.report")
        with self.assertRaisesRegex(AccessError, "Only billing users"):
            window.action_send()
        self.assertFalse(self.posted(self.partner_a))

    def test_made_up_figures_are_not_sent(self):
        window = self.letter(is_sample=True)
        with self.refused("Made-up figures"):
            window.action_send()

    def test_a_template_for_contacts_is_needed(self):
        self.bill_and_note()
        window = self.letter()
        for template in (False, self.env.ref("account.email_template_edi_invoice")):
            window.template_id = template
            with self.refused("Choose an e-mail template"):
                window.action_send()

    def test_the_mail_is_in_the_language_of_the_partner(self):
        self.partner_a.lang = "fr_FR"
        window = self.statement(self.partner_a)
        window.template_id.with_context(lang="fr_FR").subject = "Relevé"
        self.bill_and_note()
        window.action_send()
        message = self.posted(self.partner_a)
        self.assertEqual(message.subject, "Relevé")
        [page] = self.read_pages(message.attachment_ids.raw)
        self.assertIn("$ 60,00", page)
