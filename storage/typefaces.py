"""The typefaces of contact sheets, and words in what they have letters for."""

import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

_ENDINGS = (".ttf", ".otf", ".ttc")
_UNSEEN = frozenset("\u200c\u200d\ufe0e\ufe0f")  # they only say how others are drawn
_FLAG = "REGIONAL INDICATOR SYMBOL LETTER "
Letters = frozenset[int]


class Face(NamedTuple):
    """A typeface and the letters that it has."""

    path: Path
    letters: Letters


def carried(folder: Path) -> Face:
    """Pillow's own typeface, written into `folder`."""
    path = folder / "Aileron.ttf"
    face = ImageFont.load_default(10)
    assert isinstance(face, ImageFont.FreeTypeFont), "Pillow has FreeType in every wheel"
    path.write_bytes(face.font_bytes)
    return Face(path, letters_of(path))


def chosen(words: Iterable[str], first: Face, installed: Sequence[Path]) -> list[Face]:
    """The typefaces that it takes to write `words`, `first` before all others."""
    lacking = {ord(letter) for one in words for letter in one} - first.letters
    found = [first]
    for path in installed:
        if not lacking:
            break
        if has := lacking & (letters := letters_of(path)):
            found.append(Face(path, letters))
            lacking -= has
    return found


@cache
def letters_of(path: Path) -> Letters:
    """The letters of a typeface; none where the file cannot be read."""
    try:
        # Opened here: the library leaves a file open that it cannot read.
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            table: dict[int, Any] | None = font.getBestCmap()
    except (TTLibError, OSError, ValueError):
        return frozenset()
    return frozenset(table or ())


@cache
def installed() -> tuple[Path, ...]:
    """The files of the typefaces that this machine has, best first."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    folders = [Path(name).expanduser() for name in data["folders"]]
    return in_folders([one for one in folders if one.is_dir()], data["files"])


def in_folders(folders: Sequence[Path], names: Sequence[str]) -> tuple[Path, ...]:
    """The files below `folders` that begin with one of these names, in the order of those."""
    every = [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _ENDINGS
    ]
    return tuple(path for name in names for path in every if path.name.startswith(name))


def readable(words: str, has: Callable[[str], bool]) -> str:
    """Words with what no typeface has told in other words: "🦊" as "[fox face]".

    What is no letter, and what could turn a line around, is left out.
    """
    line = " ".join(words.split())
    kept = [one for one in line if one in _UNSEEN or unicodedata.category(one)[0] != "C"]
    parts: list[str] = []
    for known, letters in groupby(kept, lambda one: one in _UNSEEN or has(one)):
        text = "".join(letters)
        parts.append(text if known else _told(text))
    return "".join(parts)


def _told(letters: str) -> str:
    """Signs by their names; of letters of another script how many there are."""
    parts: list[str] = []
    for signs, some in groupby(letters, lambda one: unicodedata.category(one)[0] == "S"):
        text = "".join(some)
        parts.append("".join(map(_name, text)) if signs else _counted(text))
    return "".join(parts)


def _name(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return name.removeprefix(_FLAG) if name.startswith(_FLAG) else f"[{name.lower() or 'a sign'}]"


def _counted(letters: str) -> str:
    script = unicodedata.name(letters[0], "").partition(" ")[0].capitalize() or "unknown"
    count = sum(unicodedata.category(one)[0] != "M" for one in letters)
    return f"[{count} {'letter' if count == 1 else 'letters'}: {script}]"
