"""Finding known phrases in what a person wrote, whatever the capitals, accents and endings."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_STEM = 5  # letters from which a phrase also matches longer words that begin with it


class Hit(NamedTuple):
    """A phrase and where it stands in the folded text."""

    phrase: str
    start: int
    end: int


def folded(text: str) -> str:
    """Lower case without accents; everything but letters, digits and colons becomes one space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^\w:]+|_", " ", plain).strip()


def hits(text: str, phrases: Iterable[str]) -> tuple[Hit, ...]:
    """Every phrase that occurs in folded `text`, in order of place; the longest wins a place."""
    found: list[Hit] = []
    # Patterns are dear to compile: most phrases are nowhere in the text.
    there = {phrase for phrase in phrases if phrase in text}
    for phrase in sorted(there, key=lambda phrase: (-len(phrase), phrase)):
        for match in re.finditer(_pattern(phrase), text):
            hit = Hit(phrase, match.start(), match.end())
            if not any(hit.start < other.end and other.start < hit.end for other in found):
                found.append(hit)
    return tuple(sorted(found, key=lambda hit: hit.start))


def _pattern(phrase: str) -> str:
    ending = r"\w*" if len(phrase) >= _STEM else r"s?\b"
    return r"\b" + re.escape(phrase) + ending
