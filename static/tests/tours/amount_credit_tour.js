/** A bookkeeper credits a round sum of an invoice. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_amount_credit", {
    steps: () => [
        {
            trigger: "button[name='action_reverse']",
            run: "click",
        },
        {
            content: "Credit an amount",
            trigger:
                ".modal .o_field_widget[name='correction_mode'] input[data-value='amount']",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='amount'] input",
            run: "edit 50 && press Tab",
        },
        {
            content: "The window shows what comes of it",
            trigger: ".modal .o_account_note_preview td:contains('50.00')",
        },
        {
            trigger: ".modal button[name='refund_moves']",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name='reversed_entry_id'] input",
        },
        {
            trigger: "button[name='action_post']:visible",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='name']:contains('RINV/')",
        },
    ],
});
