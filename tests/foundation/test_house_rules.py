"""The rules of the house that no linter checks: what a module says first, how long it may be, what the domain imports."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "bot" / "store" / "migrations" / "versions"
MODULES = sorted(path for path in (ROOT / "bot").rglob("*.py") if GENERATED not in path.parents)
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for_and_is_one_idea(path: Path) -> None:
    """Every module opens with a few lines on its purpose, and none is longer than 300 lines."""
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(tree(path))
    assert docstring, "no docstring"
    assert len(docstring.splitlines()) <= 8
    assert len(text.splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_fits_a_screen(path: Path) -> None:
    """No function is longer than 40 lines."""
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    assert [node.name for node in functions if node.end_lineno - node.lineno + 1 > 40] == []


@pytest.mark.parametrize("path", [path for path in MODULES if "domain" in path.parts], ids=name)
def test_the_domain_imports_the_standard_library_alone_and_is_pure(path: Path) -> None:
    """A decision needs no library, no clock, no loop and no disk."""
    roots = {module.partition(".")[0] for module in imported(path)}
    ours = {module for module in imported(path) if module.startswith("bot")}
    assert roots - {"bot"} <= sys.stdlib_module_names - {"asyncio", "socket", "sqlite3", "logging", "os", "random"}
    assert all(module.startswith("bot.domain") or module == "bot.errors" for module in ours)
    assert not [node for node in ast.walk(tree(path)) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_a_test_says_in_one_sentence_what_must_hold(path: Path) -> None:
    """Every file of tests and every test in it has a docstring."""
    assert ast.get_docstring(tree(path)), "the file says nothing"
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    silent = [node.name for node in functions if node.name.startswith("test_") and not ast.get_docstring(node)]
    assert silent == []


def test_no_lock_names_a_place_to_download_from() -> None:
    """Where packages come from is the installer's choice; hashes alone say which they are."""
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert not re.search(r"(https?|file)://|index-url", (ROOT / lock).read_text(encoding="utf-8"))
