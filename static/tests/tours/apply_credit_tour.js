/** A bookkeeper applies one credit to three invoices of two instalments each. */
import { registry } from "@web/core/registry";

const row = (document, instalment) =>
    `.modal [name='item_ids'] .o_data_row:contains('${document}'):contains('${instalment}')`;

registry.category("web_tour.tours").add("account_note_apply_credit", {
    steps: () => [
        {
            content: "Open the window from the credit note",
            trigger: "button[name='action_apply_credits']",
            run: "click",
        },
        {
            content: "Six instalments are open, the oldest is settled first",
            trigger: ".modal [name='item_ids']:has(.o_data_row:eq(5))",
        },
        {
            trigger: `${row("00001", "1/2")} td[name='amount']:contains('50.00')`,
        },
        {
            content: "Spread the credit over all of them",
            trigger: ".modal .o_field_widget[name='strategy'] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains('Pro rata')",
            run: "click",
        },
        {
            trigger: `${row("00003", "2/2")} td[name='amount']:contains('30.00')`,
        },
        {
            content: "The first instalment gets less",
            trigger: `${row("00001", "1/2")} td[name='amount']`,
            run: "click",
        },
        {
            trigger: `${row("00001", "1/2")} td[name='amount'] input`,
            run: "edit 10 && press Tab",
        },
        {
            content: "Twenty are left of the credit",
            trigger: ".modal .o_field_widget[name='left_amount']:contains('20.00')",
        },
        {
            content: "The last one gets it",
            trigger: `${row("00003", "2/2")} td[name='amount']`,
            run: "click",
        },
        {
            trigger: `${row("00003", "2/2")} td[name='amount'] input`,
            run: "edit 60 && press Tab",
        },
        {
            content: "Which is too much: the window says so",
            trigger: ".modal .alert-danger:contains('60.00')",
        },
        {
            trigger: `${row("00003", "2/2")} td[name='amount']`,
            run: "click",
        },
        {
            trigger: `${row("00003", "2/2")} td[name='amount'] input`,
            run: "edit 50 && press Tab",
        },
        {
            trigger:
                ".modal:not(:has(.alert-danger)) .o_field_widget[name='left_amount']:contains('0.00')",
        },
        {
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "The credit note is used up",
            trigger:
                ".o_form_view:not(:has(.modal)) .o_field_widget[name='note_status']:contains('Applied')",
        },
        {
            content: "And can be unapplied, by the gear menu once nothing is open",
            trigger: ".o_form_view .o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains('Unapply Credits')",
            run: "click",
        },
        {
            trigger:
                ".modal [name='line_ids'] .o_data_row:eq(0) td[name='is_chosen'] .o-checkbox",
            run: "click",
        },
        {
            trigger:
                ".modal [name='line_ids'] .o_data_row:eq(0) td[name='is_chosen'] input:not(:checked)",
        },
        {
            trigger: ".modal button[name='action_unapply']",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='note_status']:contains('Partly Applied')",
        },
    ],
});
