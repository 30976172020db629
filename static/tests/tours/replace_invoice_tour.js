/** A bookkeeper reverses a wrong invoice and gets the draft of the right one. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_replace_invoice", {
    steps: () => [
        {
            trigger: "button[name='action_reverse']",
            run: "click",
        },
        {
            content: "The whole document is what the window proposes",
            trigger:
                ".modal .o_field_widget[name='correction_mode'] input[data-value='full']:checked",
        },
        {
            trigger: ".modal button[name='modify_moves']",
            run: "click",
        },
        {
            content: "The replacement is a draft with the lines of the original",
            trigger: ".o_form_view .o_data_row:contains('Desk')",
        },
        {
            trigger: "button[name='action_post']:visible",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='name']:contains('INV/')",
        },
    ],
});
