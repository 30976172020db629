/** A bookkeeper finalizes a credit note chosen in the list. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_finalize", {
    steps: () => [
        {
            content: "Select the credit note",
            trigger: ".o_list_view .o_data_row .o_list_record_selector input",
            run: "click",
        },
        {
            trigger:
                ".o_control_panel .o_selection_container button:contains('Finalize')",
            run: "click",
        },
        {
            content: "The window says that it is for good",
            trigger: ".modal .alert-warning:contains('cannot be undone')",
        },
        {
            trigger: ".modal .o_data_row:contains('RINV/')",
        },
        {
            trigger: ".modal button[name='action_finalize']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_list_view .o_data_cell[name='name']",
            run: "click",
        },
        {
            content: "The form says when and by whom, and offers no way back",
            trigger: ".o_form_view .o_field_widget[name='finalized_on']",
        },
        {
            trigger: ".o_form_statusbar:not(:has(button[name='button_draft']))",
        },
    ],
});
