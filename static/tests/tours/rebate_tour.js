/** Two per cent of three invoices come back by one note, from their list. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_rebate", {
    steps: () => [
        {
            content: "Select the three invoices",
            trigger:
                ".o_list_view:has(.o_data_row:eq(2)) thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus .dropdown-toggle:contains('Actions')",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains('Rebate')",
            run: "click",
        },
        {
            content: "One note for all, and the cursor where the figure goes",
            trigger:
                ".modal .o_field_widget[name='note_for'] input[data-value='all']:checked",
        },
        {
            trigger: ".modal .o_field_widget[name='percent'] input:focus",
            run: "edit 2 && press Tab",
        },
        {
            content: "The window shows what the one note comes to",
            trigger: ".modal .o_account_note_preview:contains('80.50')",
        },
        {
            trigger: ".modal button[name='action_create_and_confirm']",
            run: "click",
        },
        {
            content: "The note is posted, and names three invoices",
            trigger: ".o_form_view .o_field_widget[name='name']:contains('RINV/')",
        },
        {
            trigger: ".o_field_widget[name='origin_amounts'] tbody tr:eq(2)",
        },
        {
            content: "The way back leads to the invoices",
            trigger: ".o_breadcrumb .o_back_button, .o_breadcrumb li a:last",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:eq(2)",
        },
    ],
});
