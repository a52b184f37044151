"""From words to a look: which one is asked for, or is nearest, and how it is painted."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from core.relettering import relettered
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, mixed
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded, hits

Paint = Callable[[Picture, Draw], tuple[Picture, str]]  # gives the picture and the recipe's title

_KNOWN_BY_ALL = ("watercolour", "oil", "pencil", "comic", "noir", "vintage", "pixel art", "snow")

FULL_STRENGTH = 0.6  # of a spec: from here on a look is as it was designed


class Look(NamedTuple):
    """A look and the words that lead to it."""

    name: str
    kind: str  # style or mood
    paint: str  # the module and the function that paints it: “comic.comic”
    names: tuple[str, ...]
    near: tuple[str, ...]


class Found(NamedTuple):
    """A look that the words ask for."""

    look: Look
    phrase: str
    exact: bool  # called by its name, rather than the nearest one there is


class Wish(NamedTuple):
    """What words ask of the whole picture: a style, a mood, or both."""

    style: Found | None
    mood: Found | None

    def __bool__(self) -> bool:
        return self.style is not None or self.mood is not None


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("looks.toml").read_text(encoding="utf-8"))


@cache
def looks() -> tuple[Look, ...]:
    """The looks of looks.toml, in its order."""
    return tuple(
        Look(
            entry["name"],
            entry["kind"],
            entry["paint"],
            tuple(entry["names"]),
            tuple(entry["near"]),
        )
        for entry in _data()["look"]
    )


# So many pixels are a length: “50 pixels wider” is no pixel art.
_MEASURE = re.compile(r"\b\d+ ?(?:px|pixels?|pixeln|pixeles)\b(?! (?:art|kunst|look|style|stil)\b)")


def _some() -> str:
    """Names of looks, for a sentence; the others are counted."""
    named = [look.name for look in looks() if look.name in _KNOWN_BY_ALL]
    return f"{', '.join(named)} and {len(looks()) - len(named)} more"


def recognised(words: str) -> Wish:
    """The looks that `words` ask for: names before near words, the longest phrase first.

    What lettering is to say is none: “sign: SUNSET BAR”.
    """
    if relettered(words):
        return Wish(None, None)
    text = _MEASURE.sub("", folded(words))
    return Wish(_best(text, "style"), _best(text, "mood"))


def _best(text: str, kind: str) -> Found | None:
    for exact in (True, False):
        owners = {
            phrase: look
            for look in looks()
            if look.kind == kind
            for phrase in (look.names if exact else look.near)
        }
        found = hits(text, owners)
        if found:
            hit = max(found, key=lambda hit: len(hit.phrase))
            return Found(owners[hit.phrase], hit.phrase, exact)
    return None


def taken(words: str) -> tuple[Found, ...]:
    """The looks that `words` get, in the order in which they are painted; at most one of a kind."""
    wish = recognised(words)
    # A near word for a mood beside a named style is usually part of the style's name.
    mood = None if wish.style and wish.mood and not wish.mood.exact else wish.mood
    return tuple(found for found in (mood, wish.style) if found is not None)


def restyled(picture: Picture, words: str, draw: Draw, strength: float) -> tuple[Picture, str]:
    """`picture` with the look that `words` ask for, and what was done.

    `strength` below FULL_STRENGTH blends with the source. Raises Beyond when no look fits.
    """
    found = taken(words)
    if not found:
        raise Beyond(
            f"it knows no look for “{asked(words)}”: that needs a diffusion model. Its looks are "
            f"{_some()}."
        )
    result, said = picture, list[str]()
    for one in found:
        result, title = _paint(one)(result, draw)
        said.insert(0, _said(one, title, words))
    result = np.clip(result, 0, 1)
    share = min(strength / FULL_STRENGTH, 1.0)
    said += strength_said(strength)
    return mixed(picture, result, share), ", ".join(said)


def strength_said(strength: float) -> tuple[str, ...]:
    """What to say of a strength that was asked for: nothing where it is the usual one."""
    if strength < FULL_STRENGTH:
        return (f"at strength {strength:g}",)
    return ("full strength: more than 0.6 changes nothing",) if strength > FULL_STRENGTH else ()


class Way(NamedTuple):
    """A way of its own that a look has for some of its words."""

    name: str
    paint: str
    words: tuple[str, ...]


@cache
def ways() -> tuple[Way, ...]:
    """The ways of looks.toml."""
    return tuple(
        Way(entry["name"], entry["paint"], tuple(entry["words"])) for entry in _data()["way"]
    )


def _way(phrase: str) -> Way | None:
    return next((way for way in ways() if phrase in way.words), None)


def looked_for(phrase: str, name: str) -> str:
    """What leads to the look called `name` as `phrase` does: the phrase, where that has a way."""
    return phrase if _way(phrase) else name


@cache
def painter(paint: str) -> Paint:
    """The function that `paint`, “comic.comic”, names."""
    module, _, function = paint.partition(".")
    return getattr(import_module(f"{__package__}.{module}"), function)


def _paint(found: Found) -> Paint:
    way = _way(found.phrase)
    return painter(way.paint if way else found.look.paint)


def _said(found: Found, title: str, words: str) -> str:
    way = _way(found.phrase)
    if way:
        return f"{way.name}, {title}"
    if found.exact:
        return f"{found.look.name}, {title}"
    return f"{found.look.name} (nearest to “{asked(words)}”), {title}"


_POLITE = (
    "please can could you bitte make turn render redo restyle paint draw do show it this that the "
    "picture photo image mach mache daraus das bild fais en hazlo look looks like as into in to im "
    "als wie style stil of von comme como a an ein eine einen un une una du de le la el"
)
_LEAD = re.compile(rf"^\W*(?:(?:{'|'.join(_POLITE.split())})\b\W*)+", re.IGNORECASE)


def asked(words: str) -> str:
    """What `words` ask for, without the politeness: “1920s travel poster”."""
    core = _LEAD.sub("", words).strip(" .,!?") or words.strip()
    return core if len(core) <= 48 else core[:47].rstrip() + "…"
