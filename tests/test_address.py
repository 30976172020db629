from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestAddress(NoteCase):
    """Invoice and delivery address of a note: its own, within one customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Where the company keeps no delivery addresses, its forms show none
        cls.uses_addresses = cls.env.ref("account.group_delivery_invoice_address")
        cls.env.user.group_ids |= cls.uses_addresses
        cls.office, cls.store = cls.env["res.partner"].create(
            [
                {"name": name, "type": kind, "parent_id": cls.partner_a.id}
                for name, kind in (("Office", "invoice"), ("Store", "delivery"))
            ]
        )

    def draft(self):
        return self.credit(self.invoice(), post=False)

    def addresses(self, note):
        return note.partner_id, note.partner_shipping_id

    def test_addresses_change_within_the_customer(self):
        for note in (self.draft(), self.debit(self.invoice(), post=False)):
            form = Form(note)
            form.partner_id = self.office
            form.partner_shipping_id = self.store
            form.save()
            self.assertEqual(self.addresses(note), (self.office, self.store))

    def test_invoice_address_is_copied_to_delivery(self):
        note = self.draft()
        note.partner_id = self.office
        note.partner_shipping_id = self.store
        note.action_deliver_to_invoice_address()
        self.assertEqual(self.addresses(note), (self.office, self.office))

    def test_delivery_address_is_copied_to_invoice(self):
        note = self.draft()
        note.partner_id = self.office
        note.partner_shipping_id = self.store
        total = note.amount_total
        note.action_invoice_to_delivery_address()
        self.assertEqual(self.addresses(note), (self.store, self.store))
        note.action_post()
        self.assertEqual(note.amount_total, total)

    def test_address_of_somebody_else_is_refused(self):
        note = self.draft()
        origin = note.reversed_entry_id
        with self.refused(origin.name, self.partner_b.name, self.partner_a.name):
            note.partner_shipping_id = self.partner_b
        with self.refused(origin.name, self.partner_b.name):
            note.partner_id = self.partner_b

    def test_delivery_to_a_third_party_is_taken_over(self):
        invoice = self.invoice(partner_shipping_id=self.partner_b.id)
        note = self.credit(invoice)
        self.assertEqual(note.partner_shipping_id, self.partner_b)

    def test_note_that_corrects_nothing_goes_where_it_likes(self):
        note = self.goodwill(post=False)
        note.partner_shipping_id = self.partner_b
        self.assertEqual(note.partner_shipping_id, self.partner_b)

    def test_posted_notes_keep_their_addresses(self):
        note = self.goodwill()
        for action in (
            "action_deliver_to_invoice_address",
            "action_invoice_to_delivery_address",
        ):
            with self.refused(note.name, "draft"):
                getattr(note, action)()

    def test_readers_change_nothing(self):
        reader, note = self.clerk("address-reader"), self.draft()
        reader.group_ids = self.env.ref("account.group_account_readonly")
        note.partner_shipping_id = self.store
        with self.assertRaises(AccessError):
            note.with_user(reader).action_deliver_to_invoice_address()

    def has_delivery_address(self, user):
        arch = self.env["account.move"].with_user(user).get_view(view_type="form")
        path = "//div[@name='note_addresses']//field[@name='partner_shipping_id']"
        return bool(etree.fromstring(arch["arch"]).xpath(path))

    def test_the_form_has_a_delivery_address_where_the_company_uses_them(self):
        clerk = self.clerk("address-clerk")
        self.assertFalse(self.has_delivery_address(clerk))
        clerk.group_ids |= self.uses_addresses
        self.assertTrue(self.has_delivery_address(clerk))
