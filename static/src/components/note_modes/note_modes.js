import { registry } from "@web/core/registry";
import { RadioField, radioField } from "@web/views/fields/radio/radio_field";

/**
 * Radio buttons without values that programs may still give, and people need no more:
 * the option ``hidden`` names them. One that is chosen is shown.
 */
class NoteModesField extends RadioField {
    static props = { ...RadioField.props, hidden: { type: Array, optional: true } };
    static defaultProps = { ...RadioField.defaultProps, hidden: [] };

    get items() {
        return super.items.filter(
            ([value]) => value === this.value || !this.props.hidden.includes(value)
        );
    }
}

registry.category("fields").add("note_modes", {
    ...radioField,
    component: NoteModesField,
    // Core's styles of radio buttons, beside each other too
    additionalClasses: ["o_field_radio"],
    supportedTypes: ["selection"],
    extractProps: (staticInfo, dynamicInfo) => ({
        ...radioField.extractProps(staticInfo, dynamicInfo),
        hidden: staticInfo.options.hidden,
    }),
});
