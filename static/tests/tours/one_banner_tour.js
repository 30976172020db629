/** A bookkeeper reads one banner, the most important line first. */
import { registry } from "@web/core/registry";

const banner = ".o_form_view:not(:has(.alert + .alert)) .o_account_note_alerts";

registry.category("web_tour.tours").add("account_note_one_banner", {
    steps: () => [
        {
            content: "A refusal is more important than a warning",
            trigger: `${banner}.alert-danger > [name='account_note_over_credit']:first-child`,
        },
        {
            trigger: `${banner} > [name='account_note_date']:not(:first-child)`,
        },
        {
            content: "There is no second one",
            trigger: `.o_form_view:not(:has(.alert:not(.o_account_note_alerts)))`,
        },
    ],
});
