"""The words of vocabulary.toml, with colours and looks: what each phrase means in a poster."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from worker.engines.classical.styles.looks import looks
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.vocabulary import vocabulary

_ENDINGS = ("s", "es", "n", "en", "x")
_COLOUR_ENDINGS = ("s", "e", "em", "en", "er", "es")
_INFLECTED = frozenset({"scene", "kind", "prop", "weather", "light", "colour", "carrier"})
# Left out of the list of abilities: it names their like.
_ALIKE = ("crescent moon", "milky way", "cherry tree", "people", "ringed planet")
# What stands for the others in that list.
_TOLD = ("mountains", "city", "sea", "forest", "flowers", "space", "castle", "cat")
_SHORTEST = 3  # letters of a word that may lose a plural ending


class Term(NamedTuple):
    """What a phrase means."""

    sort: str  # scene, kind, prop, light, weather, colour, carrier, look, small, filler, …
    name: str
    plural: bool = False


class Scene(NamedTuple):
    """A kind of surroundings."""

    name: str
    part: str  # far, water, land, whole


class Prop(NamedTuple):
    """A thing."""

    name: str
    place: str  # sky, water, land, space
    scene: str = ""  # what it is drawn in where the words name none
    light: str = ""  # what it suggests
    most: int = 1


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def scenes() -> Mapping[str, Scene]:
    """All scenes by name."""
    return {entry["name"]: Scene(entry["name"], entry["part"]) for entry in _data()["scene"]}


@cache
def props() -> Mapping[str, Prop]:
    """All props by name."""
    return {
        entry["name"]: Prop(**{key: entry[key] for key in entry if key != "words"})
        for entry in _data()["prop"]
    }


@cache
def scene_of_kind() -> Mapping[str, str]:
    """The scene that each kind is one of."""
    return {entry["name"]: entry["of"] for entry in _data()["kind"]}


@cache
def light_of_weather() -> Mapping[str, str]:
    """The light that each weather suggests; none for some."""
    return {entry["name"]: entry.get("light", "") for entry in _data()["weather"]}


@cache
def numbers() -> Mapping[str, int]:
    """Words for numbers."""
    return _data()["numbers"]


@cache
def parts_of(name: str) -> frozenset[str]:
    """What belongs to a scene or a thing, so that it cannot be left out of it; folded words."""
    return frozenset(_data()["parts"].get(name, ()))


class People(NamedTuple):
    """The words for people, as vocabulary.toml explains them."""

    likeness: frozenset[str]
    plain: frozenset[str]
    untold: frozenset[str]
    traits: frozenset[str]


@cache
def people() -> People:
    """What is said of people."""
    return People(**{name: frozenset(words) for name, words in _data()["people"].items()})


@cache
def nouns_in_ly() -> frozenset[str]:
    """Nouns that end as adverbs do: “butterfly”."""
    return frozenset(_data()["nouns"]["words"])


def abilities() -> str:
    """What can be drawn, as the end of a sentence."""
    things = [*scenes(), *(name for name in props() if name not in _ALIKE)]
    others = [name for name in things if name not in _TOLD]
    return f"It draws posters of {', '.join(_TOLD)} and {len(others)} things more"


def term(words: tuple[str, ...]) -> Term | None:
    """What folded `words` mean together; plural endings are allowed where they can occur."""
    phrase = " ".join(words)
    if found := _terms().get(phrase):
        return found
    for ending in dict.fromkeys(_ENDINGS + _COLOUR_ENDINGS):
        if phrase.endswith(ending) and len(words[-1]) - len(ending) >= _SHORTEST:
            stem = _terms().get(phrase.removesuffix(ending))
            if stem and ending in (_COLOUR_ENDINGS if stem.sort == "colour" else _ENDINGS):
                return stem._replace(plural=True) if stem.sort in _INFLECTED else None
    return None


@cache
def longest() -> int:
    """Words of the longest phrase."""
    return max(len(phrase.split()) for phrase in _terms())


@cache
def _terms() -> Mapping[str, Term]:
    """Phrase to meaning; of two meanings the earlier one holds."""
    found: dict[str, Term] = {}
    for phrase, meaning in chain(_listed(), _coloured(), _styled()):
        found.setdefault(folded(phrase), meaning)
    return found


def _listed() -> Iterator[tuple[str, Term]]:
    data = _data()
    for sort in ("scene", "kind", "prop", "light", "weather"):
        for entry in data[sort]:
            yield from ((word, Term(sort, entry["name"])) for word in entry["words"])
    for sort in ("carriers", "small", "large", "again", "without", "styles", "beyond"):
        yield from ((word, Term(sort.removesuffix("s"), sort)) for word in data[sort]["words"])
    yield from ((word, Term("number", word)) for word in data["numbers"])
    for group, words in data["fillers"].items():
        yield from ((word, Term("filler", group)) for word in words)


def _coloured() -> Iterator[tuple[str, Term]]:
    return ((word, Term("colour", word)) for word in vocabulary().colours)


def _styled() -> Iterator[tuple[str, Term]]:
    return (
        (name, Term("look", look.name))
        for look in looks()
        if look.kind == "style"
        for name in look.names
        if not _of_colours(name)
    )


def _of_colours(name: str) -> bool:
    """Whether a look is called by hues: “teal and orange” are the colours of a poster."""
    colours = vocabulary().colours
    hues = [colours[word].hue for word in folded(name).split() if word in colours]
    return len(hues) > 1 and None not in hues
