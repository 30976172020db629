"""Rules on how the code is laid out: a rule that a test checks stays true."""

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
VISIBLE = [path.name for path in ROOT.iterdir() if not path.name.startswith(".")]

# Lines allowed in (a file, a function) of the addon, and of what is around it.
ADDON_LINES = (400, 25)
OTHER_LINES = (400, 40)
OTHER_FOLDERS = {"devkit", "tests"}

NOT_CHECKED = {"migrations", "__pycache__"}
TEXT_SUFFIXES = {".py", ".js", ".xml", ".md", ".rst", ".toml"}


def files(suffixes, *folders):
    """The checkout's files as {name: path}, without hidden folders."""
    tops = [ROOT / folder for folder in folders or VISIBLE]
    paths = [path for top in tops for path in (top, *top.rglob("*"))]
    return {
        str(path.relative_to(ROOT)): path
        for path in sorted(paths)
        if path.suffix in suffixes and NOT_CHECKED.isdisjoint(path.parts)
    }


def nodes(path, *kinds):
    return [
        node for node in ast.walk(ast.parse(path.read_text())) if type(node) in kinds
    ]


def assigned(cls):
    """The names that a class body assigns."""
    return [
        target.id
        for statement in cls.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]


def first_statement(function):
    """A docstring may be as long as it needs to be."""
    has_more = ast.get_docstring(function) and len(function.body) > 1
    return function.body[1 if has_more else 0]


def allowed_lines(name):
    return OTHER_LINES if name.partition("/")[0] in OTHER_FOLDERS else ADDON_LINES


def test_files_fit_on_a_few_screens():
    lines = {
        name: len(path.read_text().splitlines())
        for name, path in files({".py"}).items()
    }
    assert not {name for name in lines if lines[name] > allowed_lines(name)[0]}


def test_functions_fit_on_one_screen():
    lines = {
        (name, node.name): node.end_lineno - first_statement(node).lineno + 1
        for name, path in files({".py"}).items()
        for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
    }
    assert not {key for key in lines if lines[key] > allowed_lines(key[0])[1]}


def test_tools_know_nothing_of_odoo():
    imported = {
        (name, node.module or "" if type(node) is ast.ImportFrom else alias.name)
        for name, path in files({".py"}, "tools").items()
        for node in nodes(path, ast.Import, ast.ImportFrom)
        for alias in node.names
    }
    assert not {key for key in imported if key[1].partition(".")[0] == "odoo"}


def test_public_methods_are_published_on_purpose():
    """Anybody with an API key can call them: two pages list each one."""
    pages = (ROOT / "docs" / name for name in ("api.md", "windows.md"))
    listed = {
        name for page in pages for name in re.findall(r"`(\w+)`", page.read_text())
    }
    public = {
        (name, method.name)
        for name, path in files({".py"}, "models", "wizards").items()
        for model in nodes(path, ast.ClassDef)
        if {"_name", "_inherit"} & set(assigned(model))
        for method in model.body
        if isinstance(method, ast.FunctionDef)
        and not method.name.startswith("_")
        and not any(ast.unparse(d) == "api.private" for d in method.decorator_list)
    }
    assert not {key for key in public if key[1] not in listed}


def test_open_ends_name_their_issue():
    marks = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b(?!.*#\d)")
    texts = {name: path.read_text() for name, path in files(TEXT_SUFFIXES).items()}
    assert not {name for name, text in texts.items() if marks.search(text)}


def test_odoo_finds_each_file_of_tests():
    """pytest collects files, Odoo's own runner what the package imports."""
    names = sorted(path.stem for path in (ROOT / "tests").glob("test_*.py"))
    package = (ROOT / "tests" / "__init__.py").read_text()
    assert re.findall(r"^from \. import (\w+)$", package, re.MULTILINE) == names


def test_changelog_starts_with_the_version_of_the_manifest():
    manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text())
    versions = re.findall(r"^\d[\d.]+", (ROOT / "CHANGELOG.rst").read_text(), re.M)
    assert versions[:1] == [manifest["version"]]


def test_no_attribute_stands_as_text():
    """A tag whose beginning was lost leaves text that screens show, or swallow."""
    assert not {
        (name, text.strip())
        for name, path in files({".xml"}, "views", "wizards", "reports").items()
        for text in ElementTree.parse(path).getroot().itertext()
        if re.search(r'^\s*[a-z_]+="[^"]*"\s*$', text, re.MULTILINE)
    }
