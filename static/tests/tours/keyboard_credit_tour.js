/** The rows of the window are reached and filled in by the keyboard alone. */
import { registry } from "@web/core/registry";

const cell = (line, name = "quantity") =>
    `.modal .o_data_row:contains('${line}') td[name='${name}']`;

registry.category("web_tour.tours").add("account_note_keyboard_credit", {
    steps: () => [
        {
            trigger: "button[name='action_reverse']",
            run: "click",
        },
        {
            trigger:
                ".modal .o_field_widget[name='correction_mode'] input[data-value='lines']",
            run: "click",
        },
        {
            content: "What has to be entered is on the way of the Tab key",
            trigger: `${cell("Desk")}[tabindex='0']`,
            run: ({ anchor }) => anchor.focus(),
        },
        {
            trigger: `${cell("Desk")}:focus`,
            run: "press Enter",
        },
        {
            trigger: `${cell("Desk")} input`,
            run: "edit 1 && press Tab",
        },
        {
            content: "From figure to figure",
            trigger: `${cell("Desk", "new_price")} input`,
            run: "press Tab",
        },
        {
            trigger: `${cell("Desk", "new_discount")} input`,
            run: "press Tab",
        },
        {
            content: "And on to the next row",
            trigger: `${cell("Chair")} input`,
            run: "edit 2 && press Tab",
        },
        {
            content: "The amounts follow",
            trigger:
                ".modal .o_data_row:contains('Chair') td[name='subtotal']:contains('140.00')",
        },
        {
            trigger: ".modal button[name='refund_moves']",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name='reversed_entry_id'] input",
        },
    ],
});
