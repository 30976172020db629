/** A bookkeeper sends a customer a statement, from the customer's form. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_send_statement", {
    steps: () => [
        {
            trigger: ".o_form_view .o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown--menu .o_menu_item:contains('Statement of Open Items')",
            run: "click",
        },
        {
            content: "The customer is chosen, and has something open",
            trigger:
                ".modal .o_field_widget[name='row_ids'] td:contains('a@example.com')",
        },
        {
            trigger: ".modal button[name='action_send']",
            run: "click",
        },
        {
            content: "It asks first",
            trigger: ".modal footer button.btn-primary:contains('Send'):not([name])",
            run: "click",
        },
        {
            trigger: ".o_notification:contains('1 sent by e-mail')",
        },
    ],
});
