/** A bookkeeper credits two of five chairs, from the invoice to the posted note. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_partial_credit", {
    steps: () => [
        {
            content: "Open the credit note window from the invoice",
            trigger: "button[name='action_reverse']",
            run: "click",
        },
        {
            content: "Credit chosen lines",
            trigger:
                ".modal .o_field_widget[name='correction_mode'] input[data-value='lines']",
            run: "click",
        },
        {
            content: "Choose a reason",
            trigger: ".modal .o_field_widget[name='reason_id'] input",
            run: "edit Return of goods",
        },
        {
            trigger:
                ".modal .ui-menu-item a:contains('Return of goods'), .o-autocomplete--dropdown-item a:contains('Return of goods')",
            run: "click",
        },
        {
            content: "The text to print follows from the reason",
            trigger:
                ".modal .o_field_widget[name='reason'] input:value('Return of goods')",
        },
        {
            content: "Enter the quantity of the second line",
            trigger: ".modal .o_data_row:contains('Chair') td[name='quantity']",
            run: "click",
        },
        {
            trigger: ".modal .o_data_row:contains('Chair') td[name='quantity'] input",
            run: "edit 2 && press Tab",
        },
        {
            content: "The amount follows",
            trigger:
                ".modal .o_data_row:contains('Chair') td[name='subtotal']:contains('140.00')",
        },
        {
            trigger: ".modal button[name='refund_moves']",
            run: "click",
        },
        {
            content: "The draft names the invoice it corrects",
            trigger: ".o_form_view .o_field_widget[name='reversed_entry_id'] input",
        },
        {
            trigger: "button[name='action_post']:visible",
            run: "click",
        },
        {
            content: "The note has a number of its own",
            trigger: ".o_field_widget[name='name']:contains('RINV/')",
        },
        {
            content: "And leads back to the invoice",
            trigger: "button[name='action_open_origins']",
            run: "click",
        },
        {
            content: "Which shows the note",
            trigger:
                "button[name='action_open_credit_notes'] .o_stat_value:contains('1')",
        },
    ],
});
