"""The words of edits, from vocabulary.toml: colours, places, changes, skies, what is beyond."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Colour(NamedTuple):
    """A named colour: what to paint, and which pixels it means when it names a place."""

    name: str
    rgb: tuple[int, int, int]  # 8-bit sRGB
    hue: float | None = None  # degrees in CIE Lab; None for what has no hue
    width: float = 0.0  # degrees to either side
    darkest: float = 0.0  # L*
    lightest: float = 101.0  # L*
    fullest: float = 200.0  # CIE Lab chroma: what has more of it is called otherwise


class Removing(NamedTuple):
    """The words of taking something out, each list as vocabulary.toml explains it."""

    words: tuple[str, ...]
    relations: tuple[str, ...]
    fillers: tuple[str, ...]
    many: tuple[str, ...]
    people: tuple[str, ...]
    immaterial: tuple[str, ...]
    qualities: tuple[str, ...]
    text: tuple[str, ...]


class Lettering(NamedTuple):
    """The words of a text that is told by what it says."""

    nouns: tuple[str, ...]
    that: tuple[str, ...]  # between them and what it says


class Rows(NamedTuple):
    """The words of what things stand in."""

    row: tuple[str, ...]
    column: tuple[str, ...]


class Lamps(NamedTuple):
    """The words of light."""

    words: tuple[str, ...]
    relations: tuple[str, ...]
    sides: Mapping[str, str]  # to left, right, top, bottom
    tones: Mapping[str, str]  # to warm, cool


class Stages(NamedTuple):
    """The words of other backgrounds, each list as vocabulary.toml explains it."""

    swap: tuple[str, ...]
    paint: tuple[str, ...]
    plain: tuple[str, ...]
    gradient: tuple[str, ...]
    small: tuple[str, ...]


class Vocabulary(NamedTuple):
    """Folded phrases, each with what it means."""

    colours: Mapping[str, Colour]
    places: Mapping[str, str]
    changes: Mapping[str, str]
    skies: Mapping[str, str]
    describing: tuple[str, ...]  # those of skies that describe what another one names
    beyond: tuple[str, ...]
    polite: tuple[str, ...]  # words that ask for nothing
    alone: tuple[str, ...]  # words behind a colour that is no thing's
    remove: Removing
    which: Mapping[str, str]  # to extra, smaller, larger, last, or a number in digits
    counts: Mapping[str, str]  # to how many, in digits
    rows: Rows
    where: Mapping[str, str]  # position words
    lettering: Lettering
    reading: tuple[str, ...]  # words that ask what is written
    lamp: Lamps
    stage: Stages
    bodily: tuple[str, ...]  # parts and expressions of living things


@cache
def vocabulary() -> Vocabulary:
    """What vocabulary.toml holds."""
    data = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        {word: _colour(entry) for entry in data["colour"] for word in entry["words"]},
        _names(data["place"]),
        _names(data["change"]) | _opposites(data),
        _names(data["sky"]),
        tuple(data["skies"]["describing"]),
        tuple(data["beyond"]["words"]),
        tuple(data["polite"]["words"]),
        tuple(data["alone"]["words"]),
        Removing(**_lists(data["remove"])),
        _names(data["which"]),
        _names(data["count"]),
        Rows(**_lists(data["rows"])),
        _names(data["where"]),
        Lettering(**_lists(data["lettering"])),
        tuple(data["reading"]["words"]),
        _lamps(data["lamp"]),
        Stages(**_lists(data["stage"])),
        tuple(data["bodily"]["words"]),
    )


def _lists(data: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in data.items()}


def _lamps(data: Mapping[str, Any]) -> Lamps:
    sides, tones = (
        {word: name for name, words in data[kind].items() for word in words}
        for kind in ("sides", "tones")
    )
    return Lamps(tuple(data["words"]), tuple(data["relations"]), sides, tones)


def _opposites(data: Mapping[str, Any]) -> dict[str, str]:
    """What is too much, each to what is wished instead: “too bright” to “darker”."""
    return {
        f"{before} {word}": name
        for word, name in _names(data["reversed"]).items()
        for before in data["reversing"]["words"]
    }


def _names(entries: list[Mapping[str, Any]]) -> dict[str, str]:
    return {word: entry["name"] for entry in entries for word in entry["words"]}


def _colour(entry: Mapping[str, Any]) -> Colour:
    red, green, blue = entry["rgb"]
    return Colour(
        entry["name"],
        (red, green, blue),
        entry.get("hue"),
        entry.get("width", 0.0),
        entry.get("darkest", 0.0),
        entry.get("lightest", 101.0),
        entry.get("fullest", 200.0),
    )
