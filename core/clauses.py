"""A text cut into its clauses, without the courtesies around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.language import Language
from core.phrases import fold
from core.quoting import HIDDEN, Passage
from core.signals import Scope, Signal

_END = re.compile(r"[.!?;]+(?=\s|$)|\s*\n\s*|\s+[-–—]+\s+")
_SYMBOLS = "\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"  # arrows, signs and pictographs
# What parts a clause further: commas, colons, ellipses, pictographs and :-).
_BREAK = re.compile(
    rf"\s*(?:[,:…]+(?=\s|$)|\.{{2,}}|(?<=\s)[:;=]-?[()dp](?!\w)|[{_SYMBOLS}]+)[\s,:{_SYMBOLS}]*"
)
_EDGES = " \t\n,:"
_OUTER = re.compile(rf"^[^\w#+&{{{HIDDEN}]+|[^\w#+&%°}}{HIDDEN}]+$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it was written, and folded; both of one length."""

    said: str
    folded: str

    def cue(self, found: re.Match[str], whole: bool = False) -> str:
        """What was written from where `found` was found up to the next comma.

        With `whole`, what stands before it belongs to it too.
        """
        following = _BREAK.search(self.folded, found.end())
        stop = following.start() if following else len(self.said)
        return self.said[0 if whole else found.start() : stop]

    def parted(self) -> "tuple[Clause, Clause] | None":
        """What stands before the first comma, and the rest; None where there is none."""
        found = _BREAK.search(self.folded)
        if found is None or not found.start() or found.end() == len(self.folded):
            return None
        return self.between(0, found.start()), self.between(found.end(), len(self.folded))

    def between(self, start: int, stop: int) -> "Clause":
        """A part of the clause, without the punctuation around it."""
        said = self.said[start:stop]
        start += len(said) - len(said.lstrip(_EDGES))
        stop = max(start, stop - (len(said) - len(said.rstrip(_EDGES))))
        return Clause(self.said[start:stop], self.folded[start:stop])


def clauses(words: str, language: Language) -> tuple[Clause, ...]:
    """The clauses of `words` that ask for something, without "could you please" and "thanks"."""
    folded = _without_fillers(fold(Passage.of(words).masked), language)
    ends = [*(found.span() for found in _END.finditer(folded)), *_steps(folded, language)]
    ends = [*sorted(ends), (len(words), len(words))]
    return tuple(_clauses(Clause(words, folded), ends, language))


def _steps(folded: str, language: Language) -> Iterator[tuple[int, int]]:
    """Where a further step begins: ", and then"."""
    for found in language.every(Signal.NEXT, folded):
        before = folded[: found.start()].rstrip(_EDGES)
        if before and found.end() < len(folded):
            yield len(before), found.start()


def _without_fillers(folded: str, language: Language) -> str:
    """Spaces in the place of a "please" in the middle, so that all positions stay the same."""
    while filler := language.find(Signal.POLITE, Scope.ANYWHERE, folded):
        start, end = filler.span()
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _clauses(whole: Clause, ends: list[tuple[int, int]], language: Language) -> Iterator[Clause]:
    start = 0
    for end, following in ends:
        first, last = _bare(whole.folded, start, end, language)
        if first < last:
            yield whole.between(first, last)
        start = following


def _bare(folded: str, start: int, stop: int, language: Language) -> tuple[int, int]:
    """Where the clause between `start` and `stop` begins and ends without courtesies."""
    while start < stop:
        text = folded[start:stop]
        first, last = _trimmed(text, language)
        if (first, last) == (0, len(text)):
            break
        start, stop = start + first, start + last
    return start, stop


def _trimmed(text: str, language: Language) -> tuple[int, int]:
    """Where `text` begins and ends with one courtesy less; its own ends where there is none."""
    outer = [found.span() for found in _OUTER.finditer(text)]
    if outer:
        first = outer[0][1] if outer[0][0] == 0 else 0
        return first, max(first, outer[-1][0] if outer[-1][1] == len(text) else len(text))
    if opening := language.find(Signal.POLITE, Scope.OPENS, text):
        return opening.end(), len(text)
    if ending := language.find(Signal.POLITE, Scope.ENDS, text):
        return 0, ending.start()
    return _without_asides(text, language)


def _without_asides(text: str, language: Language) -> tuple[int, int]:
    """The same for what stands apart: "love it, …", "quick: …", "… 😂 thanks a lot"."""
    if _aside(text, language):
        return len(text), len(text)
    breaks = list(_BREAK.finditer(text))
    if not breaks:
        return 0, len(text)
    first, last = breaks[0], breaks[-1]
    if _aside(text[: first.start()], language) or _hasty(text[: first.start()], language):
        return first.end(), len(text)
    if _aside(text[last.end() :], language) or _hasty(text[last.end() :], language):
        return 0, last.start()
    return 0, len(text)


def _aside(part: str, language: Language) -> bool:
    return language.only(Signal.COURTESY, part)


def _hasty(part: str, language: Language) -> bool:
    return language.find(Signal.DRAFT, Scope.WHOLE, part) is not None
