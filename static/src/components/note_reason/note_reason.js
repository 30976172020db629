import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { computeM2OProps, Many2One } from "@web/views/fields/many2one/many2one";
import {
    buildM2OFieldDescription,
    Many2OneField,
} from "@web/views/fields/many2one/many2one_field";

/** A catalogue is read as a whole: no reason is behind *Search more*. */
class NoteReasons extends Many2One {
    get many2XAutocompleteProps() {
        return { ...super.many2XAutocompleteProps, searchLimit: 40 };
    }
}

class NoteReasonField extends Component {
    static template = xml`<NoteReasons t-props="m2oProps" />`;
    static components = { NoteReasons };
    static props = { ...Many2OneField.props };

    get m2oProps() {
        return computeM2OProps(this.props);
    }
}

registry.category("fields").add("note_reason", {
    ...buildM2OFieldDescription(NoteReasonField),
    // Core's styles of the field
    additionalClasses: ["o_field_many2one"],
});
