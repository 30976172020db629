/** Two of the pieces at the former price come back, not the youngest. */
import { registry } from "@web/core/registry";

const cell = (line, name) =>
    `.modal .o_data_row:contains('${line}') td[name='${name}']`;

registry.category("web_tour.tours").add("account_note_choose_pieces", {
    steps: () => [
        {
            trigger: "button[name='action_reverse']",
            run: "click",
        },
        {
            content: "What stands at which price is told",
            trigger: `${cell("Chair", "layer")}:contains('2.00 at 60.00 · 3.00 at 70.00')`,
        },
        {
            content: "Where all stands at one price there is nothing to choose",
            trigger: `${cell("Table", "layer")}:not(:contains('at'))`,
        },
        {
            trigger: cell("Chair", "quantity"),
            run: "click",
        },
        {
            trigger: `${cell("Chair", "layer")} select`,
            run: "selectByIndex 2",
        },
        {
            trigger: `${cell("Chair", "quantity")} input`,
            run: "edit 2 && press Tab",
        },
        {
            trigger: `${cell("Chair", "subtotal")}:contains('140.00')`,
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
