/** A bookkeeper confirms an invoice and applies an open credit to it at once. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_confirm_and_apply", {
    steps: () => [
        {
            trigger: "button[name='action_post']:visible",
            run: "click",
        },
        {
            content: "The open credit is proposed for this invoice",
            trigger: ".modal .o_field_widget[name='item_ids'] td:contains('40.00')",
        },
        {
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "Back on the invoice, which is posted and owes the rest",
            trigger:
                ".o_form_view:not(:has(.modal)) .o_arrow_button_current[data-value='posted']",
        },
        {
            trigger: ".o_field_widget[name='amount_residual']:contains('60.00')",
        },
    ],
});
