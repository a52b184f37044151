"""What is noted down of what made a picture of the classical engine."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import worker
from worker.engines.classical import libraries
from worker.engines.classical.lettering.installed import edition
from worker.engines.classical.libraries import VERSIONS

OURS = {"worker", "core", "storage", "bots"}


def imported() -> Iterator[str]:
    """The packages that the engine's modules import."""
    root = Path(worker.__file__).parent
    for file in (*root.glob("engines/classical/**/*.py"), *root.glob("media/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            yield from (name.partition(".")[0] for name in names)


def test_every_package_that_the_engine_imports_is_named() -> None:
    packages, known = packages_distributions(), {one.partition(" ")[0] for one in VERSIONS}
    for module in {*imported()} - {*sys.stdlib_module_names} - OURS:
        (name, *_) = packages[module]
        assert libraries.CALLED.get(name) in known, f"{name}: a line in libraries.py, please"


def test_typefaces_of_other_bytes_or_names_are_another_edition(tmp_path: Path) -> None:
    one, other = tmp_path / "DejaVuSans.ttf", tmp_path / "Lato-Bold.ttf"
    one.write_bytes(b"letters")
    before = edition([one])
    other.write_bytes(b"letters")
    assert len({before, edition([other]), edition([one, other]), edition([])}) == 4
    one.write_bytes(b"others")
    assert edition([one]) != before


def test_the_typefaces_at_hand_are_noted() -> None:
    assert VERSIONS[-1].startswith("typefaces ")
