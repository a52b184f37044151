"""A text cut into its clauses, without the courtesies around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.lexicon import Language, Signal

_END = re.compile(r"[.!?;\n]+(?=\s|$)|\s+[-–—]+\s+|,?\s+(?=(?:and )?then\s)")
_OUTER = " \t,.:;!?-–—…\"'()[]*"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in folded text, and where it begins in the whole."""

    text: str
    start: int


def clauses(folded: str, language: Language) -> Iterator[Clause]:
    """The clauses of `folded` that say something, without "could you please" and "thanks"."""
    start = 0
    for end in [*_END.finditer(folded), None]:
        clause = _bare(folded, start, end.start() if end else len(folded), language)
        if clause.text:
            yield clause
        start = end.end() if end else start


def _bare(folded: str, start: int, stop: int, language: Language) -> Clause:
    text = folded[start:stop]
    while True:
        inner = text.lstrip(_OUTER)
        start, text = start + len(text) - len(inner), inner.rstrip(_OUTER)
        if opening := language.opening(Signal.POLITE, text):
            start, text = start + opening, text[opening:]
        elif ending := language.ending(Signal.POLITE, text):
            text = text[:-ending]
        else:
            return Clause(text, start)
