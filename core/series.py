"""One subject in several scenes: one request with a cell for each, of the same seed.

A series is asked for by a word ("in three scenes", "series: …", "the same fox: …"), because a list
alone may be anything.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from core.catalogue import NATURAL, Intent, Role
from core.errors import BadRequest
from core.intents import Understanding
from core.lexicon import Lexicon
from core.phrases import fold
from core.prompts import Prompt
from core.quoting import Passage, Span
from core.scenes import LEAST, listed
from core.signals import Scope, Signal

MOST_SCENES = 9
NAMED = "series: "  # stands before the words of the command
ONE_EACH = "a series has one picture of each scene"

_LONGEST = 40  # characters of a scene that a note quotes
_AFTER_A_NAME = re.compile(r"\s?(?:[:\n]\s?|$)")
_EDGES = " \t\n,;:|.-–—"


class NoScenes(BadRequest):
    """Which scenes? Name at least two, each in a line of its own or parted by “|”, as in “series:
    a red fox: in the snow | at sea | in a city at night”."""


class Told(NamedTuple):
    """A prompt, and what to say of how it was taken."""

    prompt: Prompt
    notes: tuple[str, ...] = ()


def as_series(prompt: Prompt, lexicon: Lexicon) -> Told:
    """The prompt with its scenes, where it asks for a series; else as it is.

    Raises NoScenes where a series is asked for by its name and none are told.
    """
    begins = _name(prompt.words, lexicon)
    named, said = begins > 0, prompt.words[begins:].strip()
    passage = Passage.of(said)
    if not prompt.permutations:
        scenes, words = _scenes(passage, lexicon, named)
    elif named or same(passage.masked, lexicon):
        words = tuple(one[_name(one, lexicon) :].strip() for one in prompt.permutations)
        scenes = _apart(words)
    else:
        return Told(prompt)
    if len(scenes) >= LEAST:
        return _told(prompt, said, scenes, words)
    if named:
        raise NoScenes
    return Told(prompt)


def in_series(
    understood: Understanding,
    prompt: Prompt,
    pictured: bool,
    lexicon: Lexicon,
    meant: Callable[[Prompt], Understanding],
) -> tuple[Understanding, Prompt]:
    """What a series means: a new picture for each scene, of what the pictures show where there
    are some; any other prompt stays as it is. `meant` understands words where these were said.
    """
    if not prompt.scenes:
        return understood, prompt
    words = prompt.permutations
    if understood.selection:  # "2 in three scenes: …" is of number 2, and says no more of it
        words = tuple(meant(replace(prompt, words=one, permutations=())).words for one in words)
    if not pictured:  # the same as what? A model would only wonder.
        words = tuple(_without(Signal.SAME, one, lexicon) for one in words)
    intent = Intent.REFINE if pictured else Intent.IMAGINE
    delivered = understood.role is Role.HIRES and not pictured
    understood = replace(
        understood,
        intent=intent,
        role=Role.HIRES if delivered else NATURAL[intent],
        reason=f"you asked for {len(prompt.scenes)} scenes of one subject",
        words=prompt.words,
        needs_picture=False,
        presumed=False,
    )
    return understood, replace(prompt, permutations=words)


def _told(prompt: Prompt, said: str, scenes: tuple[str, ...], words: tuple[str, ...]) -> Told:
    notes = (ONE_EACH,) if prompt.count not in (None, 1) else ()
    if beyond := scenes[MOST_SCENES:]:
        names = ", ".join(f"“{_short(one)}”" for one in beyond)
        notes += (f"only the first {MOST_SCENES} of {len(scenes)} scenes, without {names}",)
    kept = tuple(" ".join(one.split()) for one in scenes[:MOST_SCENES])
    series = replace(prompt, words=said, permutations=words[:MOST_SCENES], scenes=kept, count=None)
    return Told(series, notes)


def _apart(choices: tuple[str, ...]) -> tuple[str, ...]:
    """What sets each of several choices apart, without the words that all begin or end with."""
    parted = [one.split() for one in choices]
    most = min(map(len, parted)) - 1
    first = next((at for at in range(most) if len({one[at] for one in parted}) > 1), most)
    left = most - first
    last = next((at for at in range(left) if len({one[-1 - at] for one in parted}) > 1), left)
    return tuple(" ".join(one[first : len(one) - last]) for one in parted)


def _short(scene: str) -> str:
    return scene if len(scene) <= _LONGEST else scene[: _LONGEST - 1].rstrip() + "…"


def _scenes(
    passage: Passage, lexicon: Lexicon, named: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The scenes, and the words of each with its subject; none where no series is asked for."""
    text = fold(passage.masked)
    found = listed(text, lambda line: _asked(line, lexicon) or same(line, lexicon))
    if found is None:
        return (), ()
    head = text[slice(*found.head)]
    asked = named or _asked(head, lexicon)
    if found.commas:  # commas stand in any description: only where a subject leads to them
        wanted = asked and found.led(text)
    else:
        wanted = asked or (found.led(text) and same(head, lexicon))
    if not wanted:
        return (), ()
    items = _last_two(text, found.items, lexicon) if found.commas else found.items
    scenes = tuple(passage.part(span).strip(_EDGES) for span in items)
    subject = _without(Signal.SERIES, passage.part(found.head), lexicon)
    return scenes, tuple(_joined(subject, one, lexicon) for one in scenes)


def _last_two(text: str, items: tuple[Span, ...], lexicon: Lexicon) -> tuple[Span, ...]:
    """The items, the last of which may be two: "in snow, at sea and in a city"."""
    *others, (start, stop) = items
    joints = rf"(?<!\w)(?:{lexicon.listing.said['joint']})(?!\w)"
    for joint in reversed(list(re.finditer(joints, text[start:stop]))):
        after = start + joint.end()
        if joint.start() and _goes_on(text[after:stop].strip(), lexicon):
            return (*others, (start, start + joint.start()), (after, stop))
    return items


def _joined(subject: str, scene: str, lexicon: Lexicon) -> str:
    """ "a fox in the snow", but "a fox, night"."""
    if not subject:
        return scene
    return f"{subject} {scene}" if _goes_on(fold(scene), lexicon) else f"{subject}, {scene}"


def _name(words: str, lexicon: Lexicon) -> int:
    """Where the words begin behind "series:"; 0 where they are not named so."""
    text = fold(words)
    for language in lexicon.languages:
        found = language.find(Signal.SERIES, Scope.OPENS, text)
        after = _AFTER_A_NAME.match(text, found.end()) if found else None
        if after:
            return after.end()
    return 0


def _asked(text: str, lexicon: Lexicon) -> bool:
    """Whether folded text asks for scenes: "in three scenes"."""
    return any(one.find(Signal.SERIES, Scope.ANYWHERE, text) for one in lexicon.languages)


def same(text: str, lexicon: Lexicon) -> bool:
    """Whether words speak of a subject that is there already: "the same fox"."""
    return any(one.find(Signal.SAME, Scope.ANYWHERE, fold(text)) for one in lexicon.languages)


def _goes_on(text: str, lexicon: Lexicon) -> bool:
    """Whether a folded scene goes on from its subject: "in the snow"."""
    found = (one.find(Signal.SERIES, Scope.HINTS, text) for one in lexicon.languages)
    return any(one is not None and one.start() == 0 for one in found)


def _without(signal: Signal, words: str, lexicon: Lexicon) -> str:
    """Words without the phrases of a signal, and without signs that lead to a list."""
    passage = Passage.of(words)
    text = fold(passage.masked)
    found = (one for language in lexicon.languages for one in language.every(signal, text))
    return passage.without([one.span() for one in found]).tidy().text.strip(_EDGES)
