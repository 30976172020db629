"""Which of Odoo's tests touch what this addon changes: found by their source."""

import ast
import re

WORDS = re.compile(
    r"refund|credit_note|reversed_entry_id|debit_origin|reverse_moves|modify_moves"
    r"|move\.reversal|action_switch_move_type|final=True|action_create_invoice"
)


def touching_notes(source, module):
    """The tests of a module that make or read credit and debit notes.

    :param source: OdooSource
    :return: tags of Odoo's runner, as sale:TestSaleRefund.test_refund_cancel_invoices
    """
    folders = (path / module / "tests" for path in source.addons_path())
    files = (file for folder in folders for file in sorted(folder.glob("test_*.py")))
    texts = (file.read_text() for file in files)
    return [
        f"{module}:{name}"
        for text in texts
        if "post_install" in text
        for name in _tests(text)
    ]


def _tests(text):
    for group in ast.parse(text).body:
        for test in group.body if isinstance(group, ast.ClassDef) else ():
            if (
                isinstance(test, ast.FunctionDef)
                and test.name.startswith("test_")
                and WORDS.search(ast.get_source_segment(text, test))
            ):
                yield f"{group.name}.{test.name}"
