"""Which pictures README, index.html and the guides show, and how each is taken."""

from dataclasses import dataclass

from . import layout

MODAL = ".modal-content"
FORM = ".o_form_view_container"
LISTS = "/odoo/action-"
MENUS = f"{layout.ADDON}."


@dataclass
class Picture:
    """One picture: a page, what is done there, and what of it is taken.

    :param path: with names of records of this addon in braces, which become ids
    :param js: done one after the other
    :param of: the element taken, the whole window unless given
    """

    name: str
    path: str
    wait: str
    js: tuple = ()
    of: str = ""
    size: str = "1180x760"


PICTURES = (
    Picture(
        "credit_note",
        "/odoo/account.move/{demo_invoice_furniture}",
        "button[name=action_reverse]",
        (
            "await click('button[name=action_reverse]')",
            "await choose('reason_id', 'Return of goods')",
            "await cell(1, 'quantity', '2')",
            "await click('.modal .o_account_note_preview'); await wait(1500)",
        ),
        MODAL,
        "1180x1120",
    ),
    Picture(
        "apply_credits",
        "/odoo/account.move/{demo_note_rebate}",
        "button[name=action_apply_credits]",
        (
            "await click('button[name=action_apply_credits]')",
            "await until('.modal .o_list_view')",
            "await cell(1, 'amount', '0')",
            "await cell(2, 'amount', '241.5')",
            "await cell(3, 'amount', '218.5')",
            "await click('.modal div[name=totals], .modal footer'); await wait(1500)",
        ),
        MODAL,
        "1180x1040",
    ),
    Picture(
        "credited",
        "/odoo/account.move/{demo_invoice_furniture}",
        "a[name=account_note_tab]",
        ("await click('a[name=account_note_tab]')",),
        FORM,
        "1180x860",
    ),
    Picture(
        "too_much",
        "/odoo/account.move/{demo_invoice_furniture}",
        "button[name=action_reverse]",
        (
            "await click('button[name=action_reverse]')",
            "(await until('.modal input[data-value=amount]')).click()",
            "await enter(await until('.modal [name=amount] input'), '5000')",
            "await wait(1500)",
        ),
        MODAL,
    ),
    Picture(
        "credit_notes",
        LISTS + "account.action_move_out_refund_type",
        ".o_list_view .o_data_row",
        size="1280x480",
    ),
    Picture(
        "debit_note",
        "/odoo/account.move/{demo_invoice_freight}",
        "button[name=action_debit_note]",
        (
            "await click('button[name=action_debit_note]')",
            "(await until('.modal input[data-value=lines]')).click()",
            "await choose('reason_id', 'Price correction')",
            "await cell(1, 'new_price', '50')",
            "await click('.modal .o_account_note_preview'); await wait(1500)",
        ),
        MODAL,
        "1180x960",
    ),
    Picture(
        "pay",
        "/odoo/account.move/{demo_invoice_instalments}",
        "button[name=action_register_payment]",
        (
            "await click('button[name=action_register_payment]')",
            "await until('.modal .o_data_row')",
        ),
        MODAL,
        "1180x960",
    ),
    Picture(
        "open_credits",
        LISTS + MENUS + "account_note_open_credit_action",
        ".o_action_manager .o_content .o_group_header",
        size="1280x320",
    ),
    Picture(
        "analysis",
        LISTS + MENUS + "account_note_analysis_action",
        ".o_action_manager .o_content .o_pivot",
        size="1280x400",
    ),
    Picture(
        "audit",
        LISTS + MENUS + "account_note_finding_action_audit",
        ".o_searchview_facet",
        # Hints as well: the books of the demonstration break no rule
        ("await click('.o_facet_remove'); await wait(1500)",),
        size="1280x480",
    ),
    Picture(
        "approval",
        LISTS + MENUS + "account_move_action_note_to_approve",
        ".o_action_manager .o_content .o_data_row",
        size="1280x260",
    ),
    Picture(
        "settings",
        LISTS + "account.action_account_config",
        "#account_note_guard",
        ("document.querySelector('#account_note_guard').parentElement.id = 'notes'",),
        "#notes",
        "1280x3600",
    ),
    Picture(
        "printed_note",
        "/report/html/account.report_invoice_with_payments/{demo_note_furniture}",
        ".page",
        size="800x1120",
    ),
    Picture(
        "letter",
        LISTS + "account.action_move_out_refund_type",
        ".o_list_view .o_data_row",
        (
            """
            const day = new Date().toISOString().slice(0, 10);
            const values = {kind: "letter", date_from: `${day.slice(0, 4)}-01-01`};
            const ids = await rpc(
                "account.note.letter", "create", [[{...values, date_to: day}]]
            );
            const action = await rpc("account.note.letter", "action_preview", [ids]);
            location.href = action.url;
            """,
            "await new Promise((done) => setTimeout(done, 3000))",
        ),
        size="800x760",
    ),
)
