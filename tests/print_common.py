import io

from odoo.tools.pdf import PdfFileReader

from .common import NoteCase

# Characters that keep an amount and its sign together on their line
SPACES = {0xA0: " ", 0xFEFF: None, 0x200B: None}


class PrintCase(NoteCase):
    """Notes as they come out of the printer, read back."""

    def html(self, *moves, report="account.account_invoices", **context):
        moves = self.env["account.move"].union(*moves)
        reports = self.env["ir.actions.report"].with_context(**context)
        content, _kind = reports._render_qweb_html(report, moves.ids)
        return " ".join(content.decode().translate(SPACES).split())

    def pdf(self, *moves, report="account.account_invoices", data=None):
        """Return the text of the printed pages, spaces as one."""
        moves = self.env["account.move"].union(*moves)
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, _kind = reports._render_qweb_pdf(report, moves.ids, data)
        return self.text_of(content)

    def text_of(self, content):
        pages = PdfFileReader(io.BytesIO(content)).pages
        texts = [page.extract_text() for page in pages]
        return " ".join(" ".join(texts).translate(SPACES).split())

    def rebate(self, *origins, post=True, **values):
        """Return a credit note with a line of 10.0 for each document."""
        note = self.invoice(
            *[("Rebate", 1, 10.0) for _origin in origins],
            move_type="out_refund",
            invoice_date="2026-03-12",
            post=False,
            **values,
        )
        for line, origin in zip(note.invoice_line_ids, origins, strict=True):
            line.origin_move_id = origin
        if post:
            note.action_post()
        return note

    def french(self):
        """Return the customer, who now reads French."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.partner_a.lang = "fr_FR"
        return self.partner_a
