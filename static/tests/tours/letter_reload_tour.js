/** A letter is looked at, printed, and can be loaded again afterwards. */
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

/** Load what the tab shows that was opened, as a reload does. */
async function load() {
    const url = document.body.dataset.noteTab;
    const answer = await fetch(url);
    const text = await answer.text();
    if (!answer.ok || !text.includes("INV/")) {
        throw new Error(`The preview ${url} shows ${answer.status}`);
    }
}

registry.category("web_tour.tours").add("account_note_letter_reload", {
    steps: () => [
        {
            content: "What would open a tab says so on this page",
            trigger: ".o_form_view .o_cp_action_menus button:has(.fa-cog)",
            run: () => {
                browser.open = (url) => {
                    document.body.dataset.noteTab = url;
                };
            },
        },
        {
            trigger: ".o_form_view .o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains('Credit Notes Letter')",
            run: "click",
        },
        {
            content: "Last month is proposed, and has something to tell",
            trigger: ".modal [name='row_ids'] td:contains('40.00')",
        },
        {
            trigger: ".modal button[name='action_preview']",
            run: "click",
        },
        {
            trigger: "body[data-note-tab]",
            run: load,
        },
        {
            trigger: ".modal button[name='action_print']:enabled",
            run: "click",
        },
        {
            content: "Printed, the tab can be loaded again",
            trigger:
                "body:not(:has(.o_blockUI)) .modal button[name='action_print']:enabled",
            run: load,
        },
    ],
});
