"""Core decides alone: standard library only, and of it nothing that reads, waits or draws lots."""

import ast
import sys
from pathlib import Path

import pytest

import core

FILES = sorted(Path(core.__file__).parent.glob("*.py"))
OUTSIDE = frozenset(
    {"http", "io", "os", "pathlib", "random", "secrets", "select", "shutil", "signal", "socket"}
    | {"sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib"}
)
CALLS = frozenset({"open", "print", "input", "exec", "eval", "now", "today", "utcnow", "uuid4"})


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def called(tree: ast.AST) -> set[str]:
    """Names of functions that are called, but for methods of the ports (`self._clock.now()`)."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.add(node.func.id)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if owner in ("datetime", "date", "uuid", "Path"):
                names.add(node.func.attr)
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_module_imports_the_standard_library_alone(file: Path) -> None:
    names = imported(ast.parse(file.read_text(encoding="utf-8")))
    assert names <= sys.stdlib_module_names | {"core"}
    assert not names & OUTSIDE


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_module_reads_no_file_no_clock_and_no_dice(file: Path) -> None:
    assert not called(ast.parse(file.read_text(encoding="utf-8"))) & CALLS
