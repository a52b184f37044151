"""A clause as a row of phrases: each the longest that the vocabulary knows, or one strange word."""

from typing import NamedTuple

from worker.engines.classical.posters.lexicon import Term, longest, term
from worker.engines.classical.words.phrases import folded

# Sorts of phrases that say what is in the picture.
NOUNS = frozenset({"scene", "prop", "kind", "carrier"})
CONTENT = frozenset({"scene", "prop", "kind", "light", "weather"})


class Token(NamedTuple):
    """A phrase and what it means; None where it is not known."""

    phrase: tuple[str, ...]
    term: Term | None

    @property
    def sort(self) -> str:
        """The sort of its meaning; empty where there is none."""
        return self.term.sort if self.term else ""


def tokens(clause: str) -> list[Token]:
    """The phrases of `clause` in order."""
    words, found, start = folded(clause).replace(":", " ").split(), list[Token](), 0
    while start < len(words):
        for length in range(min(longest(), len(words) - start), 0, -1):
            phrase = tuple(words[start : start + length])
            meaning = _number(phrase) or term(phrase)
            if meaning or length == 1:
                found.append(Token(phrase, meaning))
                start += length
                break
    return found


def _number(phrase: tuple[str, ...]) -> Term | None:
    return Term("number", phrase[0]) if len(phrase) == 1 and phrase[0].isdigit() else None
