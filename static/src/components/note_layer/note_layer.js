import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * The pieces of a line that stand at several terms, in words, and a choice among them.
 * The field ``layers`` beside it has pairs of key and words.
 */
class NoteLayerField extends Component {
    static props = { ...standardFieldProps };
    static template = xml`
        <select
            t-if="!props.readonly and choices.length"
            class="o_input"
            t-on-change="onChange"
        >
            <option value="" t-out="everything" />
            <option
                t-foreach="choices"
                t-as="choice"
                t-key="choice[0]"
                t-att-value="choice[0]"
                t-att-selected="choice[0] === value"
                t-out="choice[1]"
            />
        </select>
        <span t-else="" class="text-muted small" t-out="label" />`;

    get value() {
        return this.props.record.data[this.props.name];
    }

    get choices() {
        return this.props.record.data.layers || [];
    }

    get everything() {
        return this.choices.map(([, words]) => words).join(" · ");
    }

    get label() {
        const chosen = this.choices.find(([key]) => key === this.value);
        return chosen ? chosen[1] : this.everything;
    }

    onChange(event) {
        this.props.record.update({ [this.props.name]: event.target.value || false });
    }
}

registry.category("fields").add("note_layer", {
    component: NoteLayerField,
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "layers", type: "json" }],
});
