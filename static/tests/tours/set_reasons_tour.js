/** A bookkeeper gives many notes their reason, from the audit. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_set_reasons", {
    steps: () => [
        {
            content: "Faults are shown first; a missing reason is a hint",
            trigger: ".o_facet_value:contains('Breaks a Rule')",
        },
        {
            trigger: ".o_searchview_facet:contains('Breaks a Rule') .o_facet_remove",
            run: "click",
        },
        {
            trigger:
                ".o_list_view:has(.o_data_row:eq(2)) thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: "button[name='action_set_reason']",
            run: "click",
        },
        {
            content: "All of them are meant",
            trigger: ".modal .o_field_widget[name='move_ids'] .o_tag:eq(2)",
        },
        {
            trigger: ".modal .o_field_widget[name='reason_id'] input",
            run: "edit Goodwill",
        },
        {
            trigger: ".ui-autocomplete li a:contains('Goodwill')",
            run: "click",
        },
        {
            trigger: ".modal button[name='action_set_reason']",
            run: "click",
        },
        {
            content: "What was set is no finding any more",
            trigger:
                "body:not(:has(.modal)) .o_control_panel button:contains('Run Again')",
            run: "click",
        },
        {
            trigger: "body:not(:has(.o_data_row td:contains('reason')))",
        },
    ],
});
