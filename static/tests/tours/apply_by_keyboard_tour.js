/** A bookkeeper applies a credit by the keyboard alone, from the first amount on. */
import { registry } from "@web/core/registry";

const row = (document) =>
    `.modal [name='item_ids'] .o_data_row:contains('${document}')`;

registry.category("web_tour.tours").add("account_note_apply_by_keyboard", {
    steps: () => [
        {
            trigger: "button[name='action_apply_credits']",
            run: "click",
        },
        {
            content: "The window opens with the first amount in hand",
            trigger: `${row("00001")} td[name='amount'] input:focus`,
            run: "edit 10 && press Tab",
        },
        {
            content: "Tab leads to the next amount, not to a box",
            trigger: `${row("00002")} td[name='amount'] input:focus`,
            run: "edit 70 && press Tab",
        },
        {
            content: "The columns are the same, and nothing typed is lost",
            trigger: `${row("00003")} td[name='amount'] input:focus`,
            run: "edit 200 && press Tab",
        },
        {
            content: "Nothing that was typed is lost",
            trigger: `${row("00001")} td[name='amount']:contains('10.00')`,
        },
        {
            content: "Too much is red where it was entered",
            trigger: `${row("00003")} td[name='amount'] .text-danger, ${row("00003")} td[name='amount'].text-danger`,
        },
        {
            content: "Back from the button behind the last amount",
            trigger: ".modal button[name='action_apply']:focus",
            run: "press Shift+Tab",
        },
        {
            trigger: `${row("00003")} td[name='amount'] input:focus`,
            run: "edit 100 && press Tab",
        },
        {
            content: "The totals are in sight",
            trigger:
                ".modal:not(:has(.alert-danger)) [name='totals'] .o_field_widget[name='left_amount']:contains('0.00')",
        },
        {
            trigger: ".modal button[name='action_apply']:focus",
            run: "press Enter",
        },
        {
            content: "The credit note is used up",
            trigger:
                ".o_form_view:not(:has(.modal)) .o_field_widget[name='note_status']:contains('Applied')",
        },
    ],
});
