/** A bookkeeper charges more on an invoice chosen in the list. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_debit_from_list", {
    steps: () => [
        {
            content: "Select the invoice",
            trigger: ".o_list_view .o_data_row .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus .dropdown-toggle:contains('Actions')",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains('Create Debit Note')",
            run: "click",
        },
        {
            content: "Charge a higher price",
            trigger:
                ".modal .o_field_widget[name='correction_mode'] input[data-value='lines']",
            run: "click",
        },
        {
            trigger: ".modal .o_data_row:contains('Chair') td[name='new_price']",
            run: "click",
        },
        {
            trigger: ".modal .o_data_row:contains('Chair') td[name='new_price'] input",
            run: "edit 75 && press Tab",
        },
        {
            trigger:
                ".modal .o_data_row:contains('Chair') td[name='subtotal']:contains('25.00')",
        },
        {
            trigger: ".modal button[name='create_debit']",
            run: "click",
        },
        {
            content: "The draft names the invoice it adds to",
            trigger:
                ".o_form_view .o_field_widget[name='debit_origin_id']:contains('INV/')",
        },
        {
            trigger: "button[name='action_post']:visible",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='name']:contains('DINV/')",
        },
    ],
});
