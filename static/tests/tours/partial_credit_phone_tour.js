/** The first partial credit, by touch: a card of the line in place of its row. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_partial_credit_phone", {
    steps: () => [
        {
            content: "The buttons of the head are in a menu",
            trigger: ".o_statusbar_buttons button.o-dropdown",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu button[name='action_reverse']",
            run: "click",
        },
        {
            content: "Credit chosen lines",
            trigger:
                ".modal .o_field_widget[name='correction_mode'] input[data-value='lines']",
            run: "click",
        },
        {
            content: "Open the card of the second line",
            trigger: ".modal .o_kanban_record:contains('Chair'):contains('Remaining')",
            run: "click",
        },
        {
            content: "Enter how many",
            trigger: ".modal:contains('Open: Lines') [name='quantity'] input",
            run: "edit 2",
        },
        {
            trigger: ".modal:contains('Open: Lines') .o_form_button_save",
            run: "click",
        },
        {
            content: "The card and the total follow",
            trigger: ".modal .o_kanban_record:contains('Chair'):contains('140.00')",
        },
        {
            trigger: ".modal .o_account_note_preview:contains('161.00')",
        },
        {
            trigger: ".modal button[name='refund_moves']",
            run: "click",
        },
        {
            content: "Post the draft",
            trigger: "button[name='action_post']",
            run: "click",
        },
        {
            content: "The note has a number of its own",
            trigger: ".o_field_widget[name='name']:contains('RINV/')",
        },
    ],
});
