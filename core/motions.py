"""What words say about a clip: its length, its camera, a loop, its end, what is heard."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from core.flags import MOST_SECONDS
from core.motion import Camera, Motion, Sound
from core.phrases import check_complete, fold
from core.quoting import Passage

# Lengths that people spell out.
SPELT = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
NEEDED = frozenset(
    {
        "seconds",
        "lasting",
        "loop",
        "silent",
        "ends",
        "longer",
        "on",
        "heard",
        "audible",
        "bare",
        "manner",
        "once",
    }
    | SPELT.keys()
    | {camera.key for camera in Camera}
    | {sound.value for sound in Sound}
)


_WITHIN = ("loop", "silent", "ends")  # what is said among other words
_WHOLLY = ("longer", "on")  # what is said of a clip, and beside it nothing of what moves


@dataclass(frozen=True)
class Motions:  # not slotted: its expressions are made when they are first needed
    """How people direct a clip, as expressions for folded text, in all languages at once."""

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("motion", self.said, NEEDED)

    def read(self, words: str, seconds: float | None = None) -> Motion:
        """What `words` say; `seconds` is the length that a flag names, which wins."""
        passage = Passage.of(words)
        # “No loop” names one and wants none.
        passage = passage.without([one.span() for one in self._once(passage)])
        text = fold(passage.masked)
        length = self._length.search(text)
        found = {name: self._expression(name).search(text) for name in _WITHIN}
        spans = [one.span() for one in (length, *found.values()) if one]
        rest = passage.without(spans).tidy().text
        alone = fold(rest).strip(" ,.;:!?")
        said = {name: one is not None for name, one in found.items()}
        said |= {name: self._is(name, alone) for name in _WHOLLY}
        bare = self._is("bare", alone) or any(said[name] for name in _WHOLLY)
        heard = self._expression("heard").search(text)
        cues = tuple(passage.part(found.span()) for found in self._moves.finditer(text))
        return Motion(
            seconds=seconds or self._seconds(length),
            camera=tuple(dict.fromkeys(self._cameras(text))),
            cues=(*cues, *self._manner(rest, (*cues, heard[0] if heard else ""))),
            heard=passage.part(heard.span()) if heard else "",
            sounds=self._sounds(heard[0]) if heard else (),
            words="" if bare else rest,
            **said,
        )

    def _manner(self, rest: str, directed: Sequence[str]) -> tuple[str, ...]:
        """How a clip is to be moved, where `rest` says no more beside what is `directed` of camera
        and sound: "around it, cinematic"."""
        text = fold(rest)
        for one in filter(None, directed):
            text = text.replace(fold(one), " " * len(one), 1)
        parts = [found.span() for found in re.finditer(r"[^\s,.;:!?]+(?: [^\s,.;:!?]+)*", text)]
        only = all(self._is("manner", text[slice(*part)]) for part in parts)
        return tuple(rest[slice(*part)] for part in parts) if only else ()

    def _once(self, passage: Passage) -> Iterator[re.Match[str]]:
        """Where it is said that a clip is to be no loop."""
        return self._expression("once").finditer(fold(passage.masked))

    def ends(self, words: str) -> bool:
        """Whether `words` name a picture to end on."""
        return bool(self.ending(words))

    def ending(self, words: str) -> str:
        """What of folded `words` names a picture to end on; empty where they name none."""
        found = self._expression("ends").search(fold(Passage.of(words).masked))
        return found[0] if found else ""

    def redirected(self, before: Motion, now: Motion) -> Motion:
        """The motion of a clip once more, with what is said now in place of what was said then."""
        words, camera, cues = before.words, before.camera, before.cues
        if now.camera:
            words, camera, cues = self._undirected(words), now.camera, now.cues
        elif now.cues:
            cues = (*cues, *now.cues)
        words = ", ".join(filter(None, (words, now.words)))
        told = now if now.heard else before  # of what is heard
        return replace(
            before,
            seconds=now.seconds or before.seconds,
            camera=camera,
            cues=cues,
            loop=now.loop or (before.loop and not now.ends and not now.on),
            silent=now.silent or (before.silent and not now.heard),
            heard=told.heard,
            sounds=told.sounds,
            ends=now.ends or before.ends,
            words=words,
        )

    def _undirected(self, words: str) -> str:
        """`words` without the moves of the camera."""
        passage = Passage.of(words)
        spans = [found.span() for found in self._moves.finditer(fold(passage.masked))]
        return passage.without(spans).tidy().text

    @cached_property
    def _length(self) -> re.Pattern[str]:
        spelt = "|".join(rf"(?P<{name}>{self.said[name]})" for name in SPELT)
        number = rf"(?:(?P<digits>\d{{1,3}}(?:[.,]\d{{1,2}})?)|{spelt})"
        before = rf"(?:(?:{self.said['lasting']})\s+)?"
        return re.compile(rf"(?<![\w.,]){before}{number}[\s-]*(?:{self.said['seconds']})(?!\w)")

    def _seconds(self, found: re.Match[str] | None) -> float:
        """The length that was found, in s; 0 for none, and for one that nobody can wait for."""
        if found is None:
            return 0.0
        digits = found["digits"]
        spelt = next((number for name, number in SPELT.items() if found[name]), 0)
        seconds = float(digits.replace(",", ".")) if digits else float(spelt)
        return min(seconds, float(MOST_SECONDS))

    @cached_property
    def _moves(self) -> re.Pattern[str]:
        # The longest first, so that “pan left” is no “pan”.
        ordered = sorted(Camera, key=lambda camera: -len(camera))
        every = (rf"(?P<{camera.key}>{self.said[camera.key]})" for camera in ordered)
        return re.compile(rf"(?<!\w)(?:{'|'.join(every)})(?!\w)")

    def _cameras(self, text: str) -> Iterator[Camera]:
        for found in self._moves.finditer(text):
            yield next(camera for camera in Camera if camera.key == found.lastgroup)

    def _sounds(self, heard: str) -> tuple[Sound, ...]:
        """The sounds that have a name; all that are meant, or none of them can be told."""
        return tuple(sound for sound in Sound if self._expression(sound.value).search(heard))

    def _is(self, name: str, text: str) -> bool:
        return self._expression(name).fullmatch(text) is not None

    @cached_property
    def _expressions(self) -> dict[str, re.Pattern[str]]:
        return {}

    def _expression(self, name: str) -> re.Pattern[str]:
        made = self._expressions
        if name not in made:
            made[name] = re.compile(rf"(?<!\w)(?:{self.said[name]})(?!\w)")
        return made[name]
