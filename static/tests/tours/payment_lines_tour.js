/** A bookkeeper sees on an invoice which credit note was applied to it. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_payment_lines", {
    steps: () => [
        {
            trigger:
                ".o_field_widget[name='invoice_payments_widget'] tr:contains('Credit note RINV/'):contains('-115.00')",
        },
        {
            trigger:
                ".o_field_widget[name='invoice_payments_widget'] tr:contains('Paid on'):contains('15.00')",
        },
        {
            content: "Core's words for credit notes are not there beside ours",
            trigger:
                ".o_field_widget[name='invoice_payments_widget']:not(:contains('Reversed on'))",
        },
    ],
});
