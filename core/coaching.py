"""Sharper versions of a request that is vague or contradicts itself, from rules and the catalogue.

Nothing waits for them and nothing is refused: the request is made as it is, and the versions come
with its result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from core.catalogue import ModelCard
from core.quoting import Passage
from core.sharper import LONGEST_WORDS, MOST_VERSIONS, Coached, Version, shortened
from core.vagueness import Apart, Left, Manner, Tongue

OPEN = "You left much open: one of the buttons says more exactly what."
TORN = "{pairs} pull apart: one of the buttons keeps to either side."
MIXED = "Several pictures may go together in many ways: one of the buttons says how."

_SEVERAL = 2  # pictures that may pull apart
_VAGUE = 1  # words that tell something, up to which praise shows that much is left open
_UNDRAWN = frozenset({"person", "graphic"})  # kinds that models with a vocabulary do not draw


class Advice(NamedTuple):
    """What is offered, and what a model with a vocabulary of its own draws in its place."""

    coached: Coached
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Coach:
    """What makes requests more exact, in all languages."""

    tongues: tuple[Tongue, ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """As parsed from TOML; raises Mismatch."""
        return cls(tuple(Tongue.from_data(code, table) for code, table in data.items()))

    def advise(self, words: str, images: int, card: ModelCard, seed: int) -> Advice | None:
        """Sharper versions of `words` with so many pictures, of which `card` can make each.

        The `seed` chooses among several. None where the words are clear.
        """
        if images:
            tongue = next((one for one in self.tongues if one.mixes(words)), None)
            return _mixed(tongue) if tongue and images >= _SEVERAL else None
        for tongue in self.tongues:
            if pairs := tongue.apart(words):
                return _torn(words, pairs)
        left = [(one, one.left(words)) for one in self.tongues]
        tongue, least = min(left, key=lambda each: len(each[1].content))
        if not least.content:
            return _ideas(tongue, least, card, seed)
        if len(least.content) <= _VAGUE and least.empty:
            return _manners(tongue, words, card, seed)
        return None


def _mixed(tongue: Tongue) -> Advice:
    return Advice(Coached(MIXED, _versions(tongue.together)))


def _ideas(tongue: Tongue, left: Left, card: ModelCard, seed: int) -> Advice:
    """Whole ideas, where nothing is said of what is to be seen."""
    kind = left.kind or "any"
    if card.looks and kind in _UNDRAWN:
        kind = "any"
    ideas = _turned(tongue.ideas[kind], seed)
    versions = tuple(Version(shortened(one[:1].upper() + one[1:]), one) for one in ideas)
    return Advice(Coached(OPEN, versions[:MOST_VERSIONS]), ideas[-1])


def _manners(tongue: Tongue, words: str, card: ModelCard, seed: int) -> Advice | None:
    """The same subject, said more exactly."""
    able = [one for one in tongue.manners if not card.looks or one.look in card.looks]
    said = (one._replace(words=f"{words.rstrip('.!? ')}, {one.words}") for one in able)
    fitting = [one for one in said if len(one.words) <= LONGEST_WORDS]
    return Advice(Coached(OPEN, _versions(_turned(fitting, seed)))) if fitting else None


def _torn(words: str, pairs: Sequence[Apart]) -> Advice | None:
    """The words with one side of each pair left out, then with the other."""
    passage = Passage.of(words)
    kept = [passage.without([pair.without[at] for pair in pairs]).tidy().text for at in (0, 1)]
    if any(not one or len(one) > LONGEST_WORDS for one in kept):
        return None
    named = (", ".join(pair.said[at] for pair in pairs) for at in (0, 1))
    labels = (shortened(one[:1].upper() + one[1:]) for one in named)
    told = "; ".join(" and ".join(f"“{one}”" for one in pair.said) for pair in pairs)
    versions = tuple(Version(*one) for one in zip(labels, kept, strict=True))
    return Advice(Coached(TORN.format(pairs=told), versions), kept[0])


def _versions(manners: Sequence[Manner]) -> tuple[Version, ...]:
    return tuple(Version(shortened(one.label), one.words) for one in manners[:MOST_VERSIONS])


def _turned(several: Sequence[Any], seed: int) -> tuple[Any, ...]:
    """Several in another order for each seed."""
    at = seed % len(several) if several else 0
    return (*several[at:], *several[:at])
