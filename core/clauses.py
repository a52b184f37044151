"""A text cut into its clauses, without the courtesies around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.lexicon import Language, Scope, Signal
from core.phrases import fold
from core.quoting import Passage

_END = re.compile(r"[.!?;]+(?=\s|$)|\s*\n\s*|\s+[-–—]+\s+|,?\s+(?=(?:and )?then\s)")
_OUTER = " \t,.:;!?¡¿-–—…\"'()[]*"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it was written, and folded; both of one length."""

    said: str
    folded: str

    def part(self, found: re.Match[str]) -> str:
        """What was written where `found` was found in the folded text."""
        return self.said[found.start() : found.end()]


def clauses(words: str, language: Language) -> tuple[Clause, ...]:
    """The clauses of `words` that say something, without "could you please" and "thanks"."""
    folded = fold(Passage.of(words).masked)
    ends = [*(found.span() for found in _END.finditer(folded)), (len(words), len(words))]
    return tuple(_clauses(words, folded, ends, language))


def _clauses(
    words: str, folded: str, ends: list[tuple[int, int]], language: Language
) -> Iterator[Clause]:
    start = 0
    for end, following in ends:
        first, last = _bare(folded, start, end, language)
        if first < last:
            yield Clause(words[first:last], folded[first:last])
        start = following


def _bare(folded: str, start: int, stop: int, language: Language) -> tuple[int, int]:
    """Where the clause between `start` and `stop` begins and ends without courtesies."""
    while True:
        text = folded[start:stop]
        start += len(text) - len(text.lstrip(_OUTER))
        text = folded[start:stop].rstrip(_OUTER)
        stop = start + len(text)
        if opening := language.find(Signal.POLITE, Scope.OPENS, text):
            start += opening.end()
        elif ending := language.find(Signal.POLITE, Scope.ENDS, text):
            stop = start + ending.start()
        else:
            return start, stop
