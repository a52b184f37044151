"""Which items of a list are scenes, and which belong to all of them: “…, in a city, for @acme”."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from core.asides import NUMBERS
from core.lexicon import Lexicon
from core.phrases import fold
from core.quoting import Passage, Span
from core.scenes import LEAST, Listed
from core.set_names import named_sets
from core.signals import Scope, Signal

EDGES = " \t\n,;:|.-–—"  # what stands around a scene


class Parted(NamedTuple):
    """The items of a list: those that are scenes, and those that belong to each of them."""

    scenes: tuple[Span, ...]
    shared: tuple[Span, ...] = ()
    told: bool = False  # whether only the number tells it, so that a person should know


def number(text: str, lexicon: Lexicon) -> int | None:
    """How many scenes folded text asks for: 3 of "in three scenes"; None where it does not say."""
    for language in lexicon.languages:
        for found in language.every(Signal.SERIES, text):
            if digits := re.search(r"\d+", found[0]):
                return int(digits[0])
            for count, name in enumerate(NUMBERS, 1):
                if count >= LEAST and _has(lexicon.asides.said[name], found[0]):
                    return count
    return None


def _has(expression: str, text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{expression})(?!\w)", text) is not None


def parted(text: str, found: Listed, wanted: int | None, lexicon: Lexicon) -> Parted:
    """Which items of a list in folded text are scenes: the last may be for all of them.

    Where more than `wanted` are told and only commas part them, those beyond are for all, too.
    """
    items, commas = found.items, found.commas
    items = items if commas else _tailed(text, items, lexicon)
    least = len(items)
    while least > 1 and _for_all(text[slice(*items[least - 1])], commas, lexicon):
        least -= 1
    scenes, count = items, len(items)
    for count in range(least, len(items) + 1):  # what may be for all is a scene where one lacks
        scenes = _last_two(text, items[:count], wanted, lexicon) if commas else items[:count]
        if len(scenes) >= (wanted or LEAST):
            break
    if commas and wanted is not None and len(scenes) > max(wanted, LEAST):
        return Parted(items[:wanted], items[wanted:], told=True)
    return Parted(scenes, items[count:])


def _tailed(text: str, items: tuple[Span, ...], lexicon: Lexicon) -> tuple[Span, ...]:
    """The items, the last without what is for all of them: "in the snow | at sea, for @acme"."""
    *others, (start, stop) = items
    comma = text.rfind(",", start, stop)
    if comma < 0 or not _a_set(text[comma + 1 : stop].strip(EDGES), False, lexicon):
        return items
    return (*others, (start, comma), (comma + 1, stop))


def _last_two(
    text: str, items: tuple[Span, ...], wanted: int | None, lexicon: Lexicon
) -> tuple[Span, ...]:
    """The items, the last of which may be two: "in snow, at sea and in a city"."""
    *others, (start, stop) = items
    if wanted is not None and len(items) >= wanted:
        return items
    missing = wanted == len(items) + 1
    joints = rf"(?<!\w)(?:{lexicon.listing.said['joint']})(?!\w)"
    for joint in reversed(list(re.finditer(joints, text[start:stop]))):
        after = start + joint.end()
        if joint.start() and (missing or goes_on(text[after:stop].strip(), lexicon)):
            return (*others, (start, start + joint.start()), (after, stop))
    return items


def goes_on(text: str, lexicon: Lexicon) -> bool:
    """Whether a folded scene goes on from its subject: "in the snow"."""
    found = (one.find(Signal.SERIES, Scope.HINTS, text) for one in lexicon.languages)
    return any(one is not None and one.start() == 0 for one in found)


def said_for_all(passage: Passage, shared: Sequence[Span], lexicon: Lexicon) -> str:
    """What is added to the words of each scene, without what only asks politely."""
    parts = (passage.part(one).strip(EDGES) for one in shared)
    return ", ".join(one for one in parts if not adds_nothing(one, lexicon))


def unasked(scene: str, lexicon: Lexicon) -> str:
    """A scene without the courtesy behind it: "in a city, please"."""
    rest, comma, last = scene.rpartition(",")
    return rest.rstrip(EDGES) if comma and adds_nothing(last, lexicon) else scene


def adds_nothing(words: str, lexicon: Lexicon) -> bool:
    """Whether words are a courtesy, or ask for what a series has anyway: "in the same style"."""
    text = fold(words).strip(f"{EDGES}!")
    return any(
        language.only(Signal.SAME, text)
        or language.only(Signal.COURTESY, text)
        or _politely(text, language.find(Signal.POLITE, Scope.ANYWHERE, text))
        for language in lexicon.languages
    )


def _politely(text: str, found: re.Match[str] | None) -> bool:
    return found is not None and found.span() == (0, len(text))


def _for_all(item: str, commas: bool, lexicon: Lexicon) -> bool:
    """Whether an item can be no scene of its own, or, between `commas`, is none as a rule."""
    words = item.strip(EDGES)
    if adds_nothing(words, lexicon) or _a_set(words, commas, lexicon):
        return True
    text = fold(words)
    return commas and any(language.only(Signal.SERIES, text) for language in lexicon.languages)


def _a_set(words: str, commas: bool, lexicon: Lexicon) -> bool:
    """Whether words are nothing but the name of a set: "for @acme"; "with @mia" may be a scene."""
    rest, manner = words, False
    for name in (names := named_sets(Passage.of(words))):
        called = f"@{name}"
        manner = manner or lexicon.sets.manner(called, words)
        rest = lexicon.sets.instead(called, rest)
    return bool(names) and not rest.strip() and (manner or commas)
