"""Every error is a sentence that a person can use, and the tree that is drawn is the tree."""

import ast
import inspect
import re
import string
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from core import errors
from core.errors import EaselError

CLASSES: list[type[EaselError]] = [
    found
    for found in vars(errors).values()
    if isinstance(found, type) and issubclass(found, EaselError) and found is not EaselError
]
NAMES = {found.__name__: found for found in CLASSES}
OURS = ("bots", "core", "storage", "worker")
VALUES: dict[str, object] = {
    "size": "1024 x 1024 px",
    "instead": "a smaller size may fit",
    "names": "@mia or @brand",  # what the fields look like that errors are raised with
    "account": "Ada on Discord",
    "attempts": 3,
    "command": "dance",
    "count": "4 pictures",
    "detail": "it does not answer",
    "extra": "discord",
    "file": "cat.png",
    "flag": "--n",
    "option": "ratio",
    "given": "“many”",
    "height": 12_000,
    "help": "No worker is running: start one with `easel worker`, and ask again.",
    "index": 5,
    "known": "--ar, --n, --seed",
    "least": 16,
    "length": 20_000,
    "library": "discord.py",
    "limit": 50,
    "megabytes": 50.4,
    "mode": "CMYK",
    "model": "Easel Classical",
    "name": "EASEL_WEB_PORT",
    "needs": "a whole number from 1 to 9",
    "owner": "a machine, process 7",
    "platform": "Discord",
    "ratio": 20,
    "reason": "it is made to edit a part of a picture.",
    "sentences": "a.png is empty; please send it again. b.png is empty; please send it again.",
    "wanted": "make a clip",
    "what": "restyle “make it a watercolour”",
    "width": 9_000,
}


class Raised(NamedTuple):
    """A place in the code where an error is made."""

    name: str
    fields: frozenset[str]
    place: str


def _calls() -> Iterator[Raised]:
    root = Path(errors.__file__).parents[1]
    for file in sorted(path for ours in OURS for path in root.glob(f"{ours}/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            made = node.exc if isinstance(node, ast.Raise) else node
            place = f"{file.relative_to(root)}:{getattr(node, 'lineno', 0)}"
            if isinstance(made, ast.Call) and isinstance(made.func, ast.Name):
                given = frozenset(keyword.arg or "**" for keyword in made.keywords)
                yield Raised(made.func.id, given, place)
            elif isinstance(made, ast.Name) and isinstance(node, ast.Raise):
                yield Raised(made.id, frozenset(), place)


RAISED = sorted({found for found in _calls() if found.name in NAMES})


def fields_of(error: type[EaselError]) -> frozenset[str]:
    """The fields that the sentence of an error mentions."""
    parsed = string.Formatter().parse(error.__doc__ or "")
    return frozenset(field for _, field, _, _ in parsed if field)


def example(error: type[EaselError]) -> EaselError:
    """An error as it is raised."""
    return error(**{field: VALUES[field] for field in fields_of(error)})


@pytest.mark.parametrize("raised", RAISED, ids=lambda raised: f"{raised.place} {raised.name}")
def test_whoever_raises_an_error_gives_what_its_sentence_mentions(raised: Raised) -> None:
    assert raised.fields == fields_of(NAMES[raised.name])


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_an_error_reads_as_a_sentence(error: type[EaselError]) -> None:
    text = error.__doc__ or ""
    assert re.match(r"[A-Z{]", text)
    assert re.search(r"[.?}]$", text)
    sentence = example(error).sentence
    assert re.match(r"[A-Z]|cat\.png|a\.png", sentence)
    assert re.search(r"[.?]$|it does not answer$", sentence)
    assert "  " not in sentence
    assert "\n" not in sentence
    assert not re.search(r"[{}]", sentence)


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_a_sentence_shows_nothing_of_the_inside(error: type[EaselError]) -> None:
    sentence = example(error).sentence
    several_capitals = r"\b(?:[A-Z][a-z]+){2,}\b"
    assert not re.search(several_capitals, sentence), "the name of a class"
    assert not re.search(r"Traceback|Error|Exception|\bNone\b|<class|0x[0-9a-f]", sentence)


def _drawn() -> Iterator[tuple[str, str]]:
    """Each class of the drawn tree with its parent."""
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"([│├└─ ]*)([A-Z]\w+)(?:\s{2,}|$)", line)
        if found:
            depth = len(found[1]) // 4
            del path[depth:]
            path.append(found[2])
            yield found[2], path[-2] if depth else "Exception"


def test_the_drawn_tree_is_the_tree() -> None:
    actual = {found.__name__: found.__mro__[1].__name__ for found in (EaselError, *CLASSES)}
    assert dict(_drawn()) == actual
    assert len(list(_drawn())) == len(actual)


def test_the_drawn_tree_has_the_order_of_the_module() -> None:
    names = [name for name, _ in _drawn()]
    lines = [inspect.getsourcelines(getattr(errors, name))[1] for name in names]
    assert all(before < after for before, after in pairwise(lines))


def test_an_error_knows_its_name_and_its_fields() -> None:
    error = errors.NothingToSelect(index=5, count="4 pictures")
    assert error.name == "NothingToSelect"
    assert error.fields == {"index": 5, "count": "4 pictures"}
    assert str(error) == error.sentence == "There is no 5 here: that result has 4 pictures."


def test_what_a_stranger_writes_is_not_read_as_a_field() -> None:
    error = errors.EmptyFile(file="{limit} {0} {file.__class__}")
    assert error.sentence == "{limit} {0} {file.__class__} is empty; please send it again."


def test_a_missing_field_is_noticed_where_the_error_is_raised() -> None:
    with pytest.raises(KeyError, match="file"):
        errors.EmptyFile()


@pytest.mark.parametrize(
    ("megabytes", "told"),
    [
        pytest.param(50.4, "50.4 MB", id="just above the limit"),
        pytest.param(3.0, "3 MB", id="whole"),
        pytest.param(151.3, "151 MB", id="large"),
    ],
)
def test_a_size_is_not_rounded_to_the_limit(megabytes: float, told: str) -> None:
    error = errors.FileTooLarge(file="cat.png", megabytes=megabytes, limit=50.0)
    assert error.sentence == f"cat.png is {told}; please send a picture under 50 MB."
