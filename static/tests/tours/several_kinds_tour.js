/** Two chairs back, a lower price and goodwill: one note, posted from the window. */
import { registry } from "@web/core/registry";

const cell = (line, name) =>
    `.modal .o_data_row:contains('${line}') td[name='${name}']`;

registry.category("web_tour.tours").add("account_note_several_kinds", {
    steps: () => [
        {
            trigger: "button[name='action_reverse']",
            run: "click",
        },
        {
            content: "Three choices: the kinds of a change are columns of one list",
            trigger:
                ".modal .o_field_widget[name='correction_mode']:not(:has(input[data-value='price'], input[data-value='tax']))",
        },
        {
            trigger:
                ".modal .o_field_widget[name='correction_mode'] input[data-value='lines']",
            run: "click",
        },
        {
            trigger: cell("Chair", "quantity"),
            run: "click",
        },
        {
            trigger: `${cell("Chair", "quantity")} input`,
            run: "edit 2 && press Tab",
        },
        {
            content: "The reason follows",
            trigger:
                ".modal .o_field_widget[name='reason_id'] input:value('Return of goods')",
        },
        {
            trigger: cell("Table", "new_price"),
            run: "click",
        },
        {
            trigger: `${cell("Table", "new_price")} input`,
            run: "edit 450 && press Tab",
        },
        {
            trigger: `${cell("Table", "subtotal")}:contains('50.00')`,
        },
        {
            trigger: ".modal .o_field_widget[name='amount'] input",
            run: "edit 11.50 && press Tab",
        },
        {
            trigger: ".modal .o_account_note_preview td:contains('230.00')",
        },
        {
            trigger: ".modal button[name='action_create_and_confirm']",
            run: "click",
        },
        {
            content: "The note is posted",
            trigger: ".o_field_widget[name='name']:contains('RINV/')",
        },
    ],
});
