/** A customer looks up on the portal what became of a credit. */
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("account_note_portal", {
    steps: () => [
        {
            content: "The overview has an entry for credit notes",
            trigger: ".o_portal_index_card a:contains('Your Credit Notes')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The list adds up what is open",
            trigger: "div[name='note_totals'] td:contains('50.00')",
        },
        {
            trigger: ".o_portal_my_doc_table a:contains('RINV/')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page names the invoice that was corrected",
            trigger: "dd[name='portal_note_origins'] a:contains('INV/')",
        },
        {
            content: "And where the money went",
            trigger: "table[name='portal_note_applications'] td:contains('50.00')",
        },
        {
            trigger: "dd[name='portal_note_left']:contains('0.00')",
        },
    ],
});
