import { onWillPatch, useEffect } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { ListRenderer } from "@web/views/list/list_renderer";

const TO_ENTER = "tr.o_data_row td.o_data_cell:not(.o_readonly_modifier)";

const BOXES = "tr.o_data_row input[type='checkbox']";

/**
 * The Tab key reaches core's lists by *Add a line* alone. Rows that are all there
 * already have none: their first cell to enter something is reached instead, and from
 * there core's keys lead on. Where amounts are entered, Tab goes from amount to amount
 * and never stops at a checkbox beside them; the list of the class o_note_first_amount
 * opens with its first amount in hand. Who went on to a button stays there when the server
 * answers, where core would take the focus back into the row. There are no empty rows below, which would push
 * what follows out of sight.
 */
class NoteRowsRenderer extends ListRenderer {
    setup() {
        // Before super, for Owl calls the last one first: core notes the focused row
        onWillPatch(() => {
            const focused = document.activeElement;
            const isElsewhere =
                focused !== document.body && !this.tableRef.el?.contains(focused);
            if (isElsewhere && !this.cellToFocus) {
                this.activeRowId = this.props.list.editedRecord?.id;
            }
        });
        super.setup();
        useEffect(() => {
            const cell = this.tableRef.el?.querySelector(TO_ENTER);
            if (cell) {
                cell.tabIndex = this.props.list.editedRecord ? -1 : 0;
            }
            if ("amount" in this.props.list.activeFields) {
                const boxes = this.tableRef.el?.querySelectorAll(BOXES) || [];
                boxes.forEach((box) => (box.tabIndex = -1));
            }
        });
        useEffect(
            () => {
                if (this.props.archInfo.className?.includes("o_note_first_amount")) {
                    // After the window chose what to focus
                    const timer = browser.setTimeout(() => this.takeFirstAmount());
                    return () => browser.clearTimeout(timer);
                }
            },
            () => []
        );
    }

    get getEmptyRowIds() {
        return [];
    }

    async takeFirstAmount() {
        const record = this.props.list.records[0];
        const column = this.columns.find((column) => column.name === "amount");
        if (record && column && !this.props.list.editedRecord) {
            this.cellToFocus = { column, record, forward: true };
            await this.props.list.enterEditMode(record);
        }
    }
}

class NoteRowsField extends X2ManyField {
    static components = { ...X2ManyField.components, ListRenderer: NoteRowsRenderer };
}

registry.category("fields").add("note_rows", {
    ...x2ManyField,
    component: NoteRowsField,
});
