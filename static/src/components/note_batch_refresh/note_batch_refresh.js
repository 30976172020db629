import { Component, onWillUnmount, xml } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const EVERY = 3000;

/** Reads the page of a batch again while it runs; shows nothing itself. */
export class NoteBatchRefresh extends Component {
    static template = xml``;
    static props = { ...standardWidgetProps };

    setup() {
        const timer = browser.setInterval(() => this.refresh(), EVERY);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    async refresh() {
        const { record } = this.props;
        if (record.data.state === "running" && !document.hidden) {
            await record.load();
        }
    }
}

registry.category("view_widgets").add("note_batch_refresh", {
    component: NoteBatchRefresh,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
