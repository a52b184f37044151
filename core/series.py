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
from core.permutations import expand, hidden
from core.phrases import fold
from core.prompts import Prompt
from core.quoting import Passage
from core.scene_items import EDGES, goes_on, number, parted, said_for_all, unasked
from core.scenes import LEAST, Listed, after_colon, listed
from core.signals import Scope, Signal

MOST_SCENES = 9
NAMED = "series: "  # stands before the words of the command
ONE_EACH = "a series has one picture of each scene"
OTHERWISE = "{told} scenes, as you named them, and not {count}"
FOR_ALL = "“{shared}” is in every scene, since you said {count}"

_LONGEST = 40  # characters of a scene that a note quotes
_AFTER_A_NAME = re.compile(r"\s?(?:[:\n]\s?|$)|\s[–—-]\s")


class NoScenes(BadRequest):
    """Which scenes? Name at least two, each in a line of its own or parted by “|”, as in “series:
    a red fox: in the snow | at sea | in a city at night”."""


class _Found(NamedTuple):
    """The scenes of a text, the words of each with its subject, and what to say of them."""

    scenes: tuple[str, ...]
    words: tuple[str, ...]
    notes: tuple[str, ...] = ()
    strongly: bool = False  # whether more than commas part them


class Told(NamedTuple):
    """A prompt, and what to say of how it was taken."""

    prompt: Prompt
    notes: tuple[str, ...] = ()


def as_series(prompt: Prompt, lexicon: Lexicon) -> Told:
    """The prompt with its scenes, where it asks for a series; else as it is.

    Raises NoScenes where a series is asked for, by its name or "in three scenes", and none are
    told.
    """
    begins = _name(prompt.words, lexicon)
    named, said = begins > 0, prompt.words[begins:].strip()
    passage = Passage.of(said)
    found = _scenes(passage, lexicon, named)
    if prompt.permutations and (found is None or not found.strongly):
        found = _of_choices(prompt, lexicon) if named or same(passage.masked, lexicon) else None
    if found is not None and len(found.scenes) >= LEAST:
        return _told(prompt, said, found)
    if named or (not prompt.permutations and _wanting(passage, lexicon)):
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


def _told(prompt: Prompt, said: str, found: _Found) -> Told:
    scenes, words = found.scenes, found.words
    notes = (*found.notes, *((ONE_EACH,) if prompt.count not in (None, 1, len(scenes)) else ()))
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


def _of_choices(prompt: Prompt, lexicon: Lexicon) -> _Found:
    """A scene for each choice: "a fox {in the snow|at sea}"."""
    words = tuple(one[_name(one, lexicon) :].strip() for one in prompt.permutations)
    return _Found(_apart(words), words)


def _scenes(passage: Passage, lexicon: Lexicon, named: bool) -> _Found | None:
    """The scenes that are listed; None where no series is asked for."""
    text = _led_text(hidden(fold(passage.masked)), lexicon)
    found = listed(text, lambda line: _asked(line, lexicon) or same(line, lexicon))
    found = found or after_colon(text)
    if found is None:
        return None
    head = text[slice(*found.head)]
    asked = named or _asked(head, lexicon)
    if found.commas:  # commas stand in any description: only where a subject leads to them
        wanted = asked and found.led(text)
    else:
        wanted = asked or (found.led(text) and same(head, lexicon))
    if not wanted:
        return None
    subject = _without(Signal.SERIES, passage.part(found.head), lexicon)
    return _listed(passage, text, found, subject, lexicon)


def _led_text(text: str, lexicon: Lexicon) -> str:
    """Folded text with a colon for the comma of "a fox in two scenes, in snow, at sea", and with no
    comma before the colon of "a fox, in two scenes: in snow, at sea"."""
    head, colon, list_ = text.partition(":")
    if colon and "," in head and _ends_asking(head.rpartition(",")[2].strip(), lexicon):
        return f"{head.replace(',', ' ')}:{list_}"
    first, comma, rest = text.partition(",")
    if not comma or ":" in first or not _ends_asking(first, lexicon):
        return text
    return f"{first}:{rest}" if rest.count(",") + 1 == number(first, lexicon) else text


def _listed(
    passage: Passage, text: str, found: Listed, subject: str, lexicon: Lexicon
) -> _Found | None:
    """The scenes of a list, each with its subject and with what belongs to all of them."""
    wanted = number(text[slice(*found.head)], lexicon)
    some = parted(text, found, wanted, lexicon)
    if len(some.scenes) < LEAST:
        return None
    shared = said_for_all(passage, some.shared, lexicon)
    scenes, words = list[str](), list[str]()
    for span in some.scenes:
        scene = unasked(passage.part(span).strip(EDGES), lexicon)
        whole = ", ".join(filter(None, (_joined(subject, scene, lexicon), shared)))
        each = expand(Passage.of(whole)) or (whole,)
        words += each
        scenes += _called(scene, each)
    notes = ()
    if some.told and shared:
        notes = (FOR_ALL.format(shared=_short(shared), count=wanted),)
    elif wanted is not None and wanted != len(some.scenes):
        notes = (OTHERWISE.format(told=len(some.scenes), count=wanted),)
    return _Found(tuple(scenes), tuple(words), notes, strongly=not found.commas)


def _called(scene: str, each: tuple[str, ...]) -> tuple[str, ...]:
    """What the cells of a scene are called, of whose choices there is one each."""
    if len(each) == 1:
        return (scene,)
    names = expand(Passage.of(scene))
    return names if len(names) == len(each) else tuple(f"{scene}, {one}" for one in _apart(each))


def _joined(subject: str, scene: str, lexicon: Lexicon) -> str:
    """ "a fox in the snow", but "a fox, night"."""
    if not subject:
        return scene
    return f"{subject} {scene}" if goes_on(fold(scene), lexicon) else f"{subject}, {scene}"


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


def _ends_asking(text: str, lexicon: Lexicon) -> bool:
    """Whether folded text ends with "in three scenes", and is no single picture that has some."""
    return any(
        one.find(Signal.SERIES, Scope.ENDS, text) and not one.denies(Signal.SERIES, text)
        for one in lexicon.languages
    )


def _wanting(passage: Passage, lexicon: Lexicon) -> bool:
    """Whether scenes are asked for, and none follow: "a cat in three scenes, please"."""
    text = fold(passage.masked)
    denied = any(one.denies(Signal.SERIES, text) for one in lexicon.languages)
    first = re.split(r"\s?[,:;.!?|\n](?:\s|$)|\s[–—-]\s", text)[0].strip()
    return not denied and _ends_asking(first, lexicon)


def same(text: str, lexicon: Lexicon) -> bool:
    """Whether words speak of a subject that is there already: "the same fox"."""
    return any(one.find(Signal.SAME, Scope.ANYWHERE, fold(text)) for one in lexicon.languages)


def _without(signal: Signal, words: str, lexicon: Lexicon) -> str:
    """Words without the phrases of a signal, and without signs that lead to a list."""
    passage = Passage.of(words)
    text = fold(passage.masked)
    found = (one for language in lexicon.languages for one in language.every(signal, text))
    return passage.without([one.span() for one in found]).tidy().text.strip(EDGES)
