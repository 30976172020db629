"""The house: one package per concept, one life cycle, arrows that go one way."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
ROOMS = sorted(path.parent for path in MODELS.glob("*/__init__.py"))

# What happens to documents and lines: one class each says in which order
LIFECYCLE = {
    "account.move": {
        "_compute_alerts",
        "_get_alerts",
        "_post",
        "_reconcile_reversed_moves",
        "_reverse_moves",
        "action_post",
        "button_cancel",
        "button_draft",
        "copy_data",
        "create",
        "unlink",
        "write",
    },
    "account.move.line": {
        "_copy_data_extend_business_fields",
        "copy_data",
        "create",
        "unlink",
        "write",
    },
}

# Which of our folders may import which
MAY_IMPORT = {
    "tools": {"tools"},
    "models": {"tools", "models"},
    "reports": {"tools", "models"},
    "wizards": {"tools", "models", "wizards"},
    "controllers": {"tools", "models"},
}


def model_of(cls):
    """The model that a class makes or extends, None for other classes."""
    named = {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in cls.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id in ("_name", "_inherit")
    }
    found = named.get("_name") or named.get("_inherit")
    return found[-1] if isinstance(found, list) else found


def classes(folder):
    """Yield (file, model, class) of the models in a folder."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef) and model_of(node):
                yield file.relative_to(ROOT), model_of(node), node


def names_of(cls):
    """The fields, attributes and methods that a class body defines."""
    for statement in cls.body:
        if isinstance(statement, ast.FunctionDef):
            yield statement.name
        elif isinstance(statement, ast.Assign):
            yield from (target.id for target in statement.targets)


def test_each_room_says_what_it_is():
    texts = {
        room.name: ast.get_docstring(ast.parse((room / "__init__.py").read_text()))
        for room in ROOMS
    }
    sizes = {name: len((text or "").splitlines()) for name, text in texts.items()}
    assert not {name: size for name, size in sizes.items() if not 5 <= size <= 17}


def test_files_are_named_after_the_models_they_extend():
    found = list(classes(MODELS))
    names = {model.replace(".", "_") for _file, model, _cls in found}
    strangers = {
        (str(file), model)
        for file, model, _cls in found
        if model.replace(".", "_")
        != max(
            (name for name in names if f"{file.stem}_".startswith(f"{name}_")),
            key=len,
            default=None,
        )
    }
    assert not strangers


def test_no_order_of_imports_decides_what_happens():
    """What is defined once per model is the same, whatever is imported when."""
    places = defaultdict(set)
    for file, model, cls in (
        *classes(MODELS),
        *classes(ROOT / "reports"),
        *classes(ROOT / "wizards"),
    ):
        for name in set(names_of(cls)) - {"_name", "_inherit", "_description"}:
            places[model, name].add(str(file))
    assert not {key: files for key, files in places.items() if len(files) > 1}


def test_the_life_cycle_is_in_one_place():
    elsewhere = {
        (str(file), name)
        for file, model, cls in classes(MODELS)
        for name in set(names_of(cls)) & LIFECYCLE.get(model, set())
        if file.parts[1] != "lifecycle"
    }
    assert not elsewhere


def test_arrows_go_one_way():
    wrong = set()
    for folder, allowed in MAY_IMPORT.items():
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.ImportFrom) and node.level:
                    depth = len(file.relative_to(ROOT).parts) - node.level
                    parts = file.relative_to(ROOT).parts[:depth]
                    path = (*parts, *(node.module or "").split("."))
                    if path[0] and path[0] not in allowed and path[0] != folder:
                        wrong.add((str(file.relative_to(ROOT)), path[0]))
    assert not wrong


def test_inner_code_calls_no_entry_point_for_programs():
    """Programs and batches come in by `account.note.api`; nobody inside goes out."""
    callers = {
        str(file.relative_to(ROOT))
        for folder in ("models", "wizards", "reports", "controllers")
        for file in sorted((ROOT / folder).rglob("*.py"))
        if '["account.note.api"]' in file.read_text()
        and file.parent.name not in ("api", "batch")
    }
    assert not callers


def test_no_flag_that_a_client_could_send_opens_anything():
    """What our own code puts into a context is an object, compared by identity."""
    flags = re.compile(r"note_\w+=(?:True|1|\")")
    found = {
        str(file.relative_to(ROOT))
        for folder in ("models", "wizards", "reports", "controllers")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for call in re.findall(r"with_context\((.*?)\)", file.read_text(), re.S)
        if flags.search(call)
    }
    assert not found


def test_every_field_of_documents_is_read():
    """What this addon adds to documents is for code, a view or a program."""
    places = [
        *(file for folder in MAY_IMPORT for file in (ROOT / folder).rglob("*.py")),
        *(file for folder in MAY_IMPORT for file in (ROOT / folder).rglob("*.xml")),
        *(ROOT / "views").glob("*.xml"),
        *(ROOT / "docs").rglob("*.md"),
    ]
    # Not where a field is defined, and not where it is set
    unread = re.compile(r"^    \w+ = fields\.|\.\w+ = |\"\w+\": ", re.MULTILINE)
    words = set()
    for file in places:
        words |= set(re.findall(r"\w+", unread.sub("", file.read_text())))
    added = {
        name
        for file in MODELS.rglob("account_move*.py")
        for name in re.findall(r"^    (\w+) = fields\.", file.read_text(), re.MULTILINE)
    }
    assert len(added) > 50
    assert not added - words
