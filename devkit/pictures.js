// What pictures.py, pictures.yaml and the code of ./dev shot --js can use

window.wait = (time) => new Promise((done) => setTimeout(done, time));

window.until = async (css) => {
    for (let i = 0; i < 100; i++) {
        const found = document.querySelector(css);
        if (found) {
            return found;
        }
        await wait(100);
    }
    throw new Error(`no ${css} in this page`);
};

window.click = async (css) => (await until(css)).click();

window.rpc = async (model, method, args, kwargs = {}) => {
    const answer = await fetch("/web/dataset/call_kw", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ params: { model, method, args, kwargs } }),
    });
    const { result, error } = await answer.json();
    if (error) {
        throw new Error(error.data.message);
    }
    return result;
};

window.enter = async (field, value) => {
    field.dispatchEvent(new Event("focus"));
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.blur();
    await wait(1000);
};

// A cell of the list in a window, by the number of its row
window.cell = async (row, name, value) => {
    await until(".modal .o_data_row");
    const line = document.querySelectorAll(".modal .o_data_row")[row];
    line.querySelector(`td[name=${name}]`).click();
    await wait(500);
    await enter(await until(`.modal .o_selected_row td[name=${name}] input`), value);
};

window.choose = async (field, text) => {
    const input = await until(`.modal .o_field_widget[name=${field}] input`);
    input.click();
    await enter(input, text);
    await wait(500);
    [...document.querySelectorAll(".o-autocomplete--dropdown-item")]
        .find((item) => item.textContent.trim() === text)
        .querySelector("a")
        .click();
    await wait(500);
};

// Pages of the web client are ready when a view is shown, others when loaded
window.isReady = () =>
    document.readyState === "complete" &&
    (!document.querySelector("body.o_web_client") ||
        document.querySelector(".o_action_manager .o_content, .modal-body") !== null) &&
    !document.querySelector(".o_blockUI") &&
    document.fonts.status === "loaded";

// The web client scrolls inside of the window: what is hidden there counts too
window.getHeight = () => {
    const parts = document.querySelectorAll(".o_content, .o_form_view_container *");
    return Math.ceil(
        Math.max(
            document.documentElement.scrollHeight,
            ...[...parts].map(
                (part) => part.getBoundingClientRect().top + part.scrollHeight
            )
        )
    );
};

// Round corners and shadows of a window would show the page behind it
window.hideFrame = () => {
    document.querySelectorAll(".o_menu_systray").forEach((part) => part.remove());
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent =
        ".modal {background: white !important}" +
        " .modal-content {border: 0 !important; border-radius: 0 !important}";
};
