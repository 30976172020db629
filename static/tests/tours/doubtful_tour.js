/** A bookkeeper marks an invoice as doubtful and takes the mark off again. */
import { registry } from "@web/core/registry";

const say = (reason) => [
    {
        trigger:
            ".o_form_view .o_cp_action_menus .dropdown-toggle, .o_cp_action_menus i.fa-cog",
        run: "click",
    },
    {
        trigger: ".o-dropdown--menu .o_menu_item:contains('Doubtful Debt')",
        run: "click",
    },
    {
        trigger: ".modal .o_field_widget[name='reason'] input",
        run: `edit ${reason}`,
    },
    {
        trigger: ".modal button[name='action_set_doubtful']",
        run: "click",
    },
];

registry.category("web_tour.tours").add("account_note_doubtful", {
    steps: () => [
        {
            trigger: ".o_form_view .o_field_widget[name='name']:contains('INV/')",
        },
        ...say("Insolvent"),
        {
            content: "The form shows it at first sight, and why",
            trigger: "body:not(:has(.modal)) .o_form_view .ribbon:contains('Doubtful')",
        },
        {
            trigger: ".o_field_widget[name='doubtful_reason']:contains('Insolvent')",
        },
        ...say("Guaranteed by a bank"),
        {
            trigger:
                "body:not(:has(.modal)) .o_form_sheet:not(:has(.ribbon:contains('Doubtful')))",
        },
    ],
});
