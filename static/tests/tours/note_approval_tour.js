/** A clerk requests approval of a large credit note, a manager approves and posts it. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_request_approval", {
    steps: () => [
        {
            content: "The draft says which limit it is above",
            trigger:
                ".o_form_view .alert-warning:contains('575.00'):contains('100.00')",
        },
        {
            content: "It cannot be confirmed yet",
            trigger: ".o_form_statusbar:not(:has(button[name='action_post']:visible))",
        },
        {
            trigger: "button[name='action_request_note_approval']",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name='note_approval_state']:contains('To approve')",
        },
    ],
});

registry.category("web_tour.tours").add("account_note_approve", {
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row td[name='partner_id']",
            run: "click",
        },
        {
            trigger: "button[name='action_approve_notes']",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='note_approval_state']:contains('Approved')",
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
