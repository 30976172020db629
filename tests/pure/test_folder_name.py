import pytest

from devkit import layout

CODE = compile((layout.ROOT / "__init__.py").read_text(), "__init__.py", "exec")


def test_another_folder_name_is_refused_with_the_right_one():
    with pytest.raises(ImportError) as refused:
        exec(CODE, {"__name__": "odoo.addons.credit_notes_main"})
    assert "credit_notes_main" in str(refused.value)
    assert "rename the folder" in str(refused.value)
    assert f"looks for {layout.ADDON}:" in str(refused.value)
