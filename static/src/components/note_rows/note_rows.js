import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { ListRenderer } from "@web/views/list/list_renderer";

const TO_ENTER = "tr.o_data_row td.o_data_cell:not(.o_readonly_modifier)";

/**
 * The Tab key reaches core's lists by *Add a line* alone. Rows that are all there
 * already have none: their first cell to enter something is reached instead, and from
 * there core's keys lead on.
 */
class NoteRowsRenderer extends ListRenderer {
    setup() {
        super.setup();
        useEffect(() => {
            const cell = this.tableRef.el?.querySelector(TO_ENTER);
            if (cell) {
                cell.tabIndex = this.props.list.editedRecord ? -1 : 0;
            }
        });
    }
}

class NoteRowsField extends X2ManyField {
    static components = { ...X2ManyField.components, ListRenderer: NoteRowsRenderer };
}

registry.category("fields").add("note_rows", {
    ...x2ManyField,
    component: NoteRowsField,
});
