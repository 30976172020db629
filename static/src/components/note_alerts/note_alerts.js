import {
    ActionableErrorsField,
    actionableErrorsField,
} from "@account/components/actionable_errors/actionable_errors";
import { registry } from "@web/core/registry";

const ICONS = {
    danger: "fa-times-circle",
    warning: "fa-exclamation-triangle",
    info: "fa-info-circle",
};

/** The alerts of a document as lines of one banner, the most important one first. */
class NoteAlertsField extends ActionableErrorsField {
    static template = "account_credit_debit_note.NoteAlerts";

    get alertLines() {
        return Object.entries(this.sortedActionableErrors || {}).map(
            ([name, alert]) => {
                const level = alert.level || "warning";
                // A banner is no page: paragraphs stand without a gap
                const text = String(alert.message).replaceAll("\n\n", "\n");
                return { name, alert, level, text, icon: ICONS[level] };
            }
        );
    }
}

registry.category("fields").add("note_alerts", {
    ...actionableErrorsField,
    component: NoteAlertsField,
});
