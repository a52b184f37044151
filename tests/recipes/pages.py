"""A recipe page: prose with steps, each what a person does and what Easel then says.

A step is a fenced block. `+` attaches a picture, `>` says words, `[…]` presses a button of the
latest answer, with words behind it where it asks for some; then comes what Easel said:

    ```easel
    + coffee.jpg
    > turn this into a watercolour
    Restyled: “turn this into a watercolour”
    ```
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RECIPES = Path(__file__).parents[2] / "docs" / "recipes"
_BLOCK = re.compile(r"```easel\n(.*?)```\n", re.S)
_PRESS = re.compile(r"\[(?P<label>[^\]]+)\] ?(?P<words>.*)")
_SECONDS = re.compile(r" · [\d.]+ s\b")
# What another run has otherwise: seeds, seconds, moments, ids.
_CHANCE = re.compile(
    r"(?<=seed )\d+|[\d.]+(?= s\b)|\d+ \w+ \d{4}, \d\d:\d\d UTC|"
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


class Step(NamedTuple):
    """One thing that a person does, and the answer."""

    pictures: tuple[str, ...]  # names of files in tests/pictures
    words: str
    label: str = ""  # of the button that is pressed
    answer: tuple[str, ...] = ()  # lines that Easel said


def pages() -> list[Path]:
    """The recipe pages, by name."""
    return sorted(path for path in RECIPES.glob("*.md") if path.name != "README.md")


def steps(page: Path) -> list[Step]:
    """What a page has people do, in order."""
    return [_step(block) for block in _BLOCK.findall(page.read_text(encoding="utf-8"))]


def _step(block: str) -> Step:
    pictures, lines = list[str](), block.rstrip("\n").split("\n")
    while lines[0].startswith("+ "):
        pictures.append(lines.pop(0)[2:])
    done, *answer = lines
    if press := _PRESS.fullmatch(done):
        return Step(tuple(pictures), press["words"], press["label"], tuple(answer))
    assert done.startswith("> "), f"neither words nor a button: {done!r}"
    return Step(tuple(pictures), done[2:], "", tuple(answer))


def recorded(page: Path, answers: Sequence[tuple[str, ...]]) -> None:
    """Write into a page what Easel answered at each step."""
    text, made = page.read_text(encoding="utf-8"), iter(answers)

    def answered(block: re.Match[str]) -> str:
        did = [one for one in block[1].rstrip("\n").split("\n") if re.match(r"\+ |> |\[", one)]
        return "\n".join(("```easel", *did, *next(made), "```\n"))

    page.write_text(_BLOCK.sub(answered, text), encoding="utf-8")


def steady(answer: Sequence[str]) -> list[str]:
    """An answer without what differs from run to run: seconds, seeds, the order of recipes."""
    return [_steady(_CHANCE.sub("N", _SECONDS.sub("", line))) for line in answer]


def _steady(line: str) -> str:
    look, colon, recipes = line.partition(": ")
    return look + colon + "; ".join(sorted(recipes.split("; ")))
