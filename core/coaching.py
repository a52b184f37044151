"""Sharper versions of a request that is vague or contradicts itself, from rules and the catalogue.

Nothing waits for them and nothing is refused: the request is made as it is, and the versions come
with its result.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from core.catalogue import Intent, ModelCard
from core.pictured import Pictured, Want
from core.quoting import Passage
from core.sharper import LONGEST_WORDS, MOST_VERSIONS, Coached, Version, shortened
from core.vagueness import Apart, Left, Manner, Tongue

OPEN = "You left much open: one of the buttons says more exactly what."
TORN = "{pairs} pull apart: this was drawn from both; a button keeps to one side alone."
HALF = "{pairs} pull apart: this keeps to “{drawn}”, and the button to “{other}”."
KEPT = "{pairs} pull apart: this keeps to “{drawn}”"
MIXED = "Several pictures may go together in many ways: one of the buttons says how."

# What a model with a set of looks makes nothing of, where the words leave open what it is to be.
_LOST = frozenset({Intent.REFINE, Intent.RESTYLE})
_SEVERAL = 2  # pictures that may pull apart
_VAGUE = 1  # words that tell something, up to which praise shows that much is left open
# Kinds that models with a vocabulary do not draw, and what is said of them.
_UNDRAWN = {"person": "people close up", "graphic": "logos or products"}


class Advice(NamedTuple):
    """What is offered, and what a model with a vocabulary of its own draws in its place."""

    coached: Coached
    instead: str = ""
    halved: str = ""  # what is said once that is drawn, where it is one of two sides
    kept: str = ""  # the same where nothing is offered
    undrawn: str = ""  # what it does not draw, where something near is drawn in its place
    intent: Intent | None = None  # what `instead` means beside pictures


@dataclass(frozen=True, slots=True)
class Coach:
    """What makes requests more exact, in all languages."""

    tongues: tuple[Tongue, ...]
    pictured: tuple[Pictured, ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """As parsed from TOML; raises Mismatch."""
        tongues = tuple(Tongue.from_data(code, table) for code, table in data.items())
        tables = (data[one.code]["pictured"] for one in tongues)
        beside = map(Pictured.from_data, tongues, tables)
        return cls(tongues, tuple(beside))

    def advise(self, words: str, card: ModelCard, seed: int) -> Advice | None:
        """Sharper versions of `words`, of which `card` can make each.

        The `seed` chooses among several. None where the words are clear.
        """
        for tongue in self.tongues:
            if pairs := tongue.apart(words):
                return _torn(tongue, words, pairs, card)
        # What it is for is nothing that a model with a vocabulary draws.
        left = [
            (one, one.left(one.aimless(words) if card.looks else words)) for one in self.tongues
        ]
        tongue, least = min(left, key=lambda each: len(each[1].content))
        if not least.content:
            return _ideas(tongue, least, card, seed)
        if len(least.content) <= _VAGUE and least.empty:
            return _manners(tongue, words, card, seed)
        return None

    def beside(
        self, words: str, images: int, intent: Intent, card: ModelCard, seed: int
    ) -> Advice | None:
        """The same of words that mean `intent` with so many pictures."""
        if images >= _SEVERAL:
            tongue = next((one for one in self.tongues if one.mixes(words)), None)
            return _mixed(tongue, tongue.opens(words), intent, card) if tongue else None
        for pictured in self.pictured:
            if want := pictured.want(words):
                return _beside(pictured.ways(want, card, seed), want, intent, card)
        return None


def _mixed(tongue: Tongue, opens: bool, intent: Intent, card: ModelCard) -> Advice | None:
    """How several pictures may go together; “something out of these” is no change of each."""
    ways = [Version(shortened(one.label), one.words, Intent.REFINE) for one in tongue.together]
    coached = Coached(MIXED, tuple(ways[:MOST_VERSIONS]))
    if intent is Intent.REFINE:
        return Advice(coached)
    instead = ways[0].words if card.looks else ""
    return Advice(coached, instead, intent=Intent.REFINE) if opens else None


def _beside(ways: Sequence[Version], want: Want, intent: Intent, card: ModelCard) -> Advice | None:
    """Ways to go on from one picture; the first is taken where `card` would find nothing to do."""
    lost = intent in _LOST or (intent is Intent.EDIT and want is not Want.BETTER)
    if not ways or not (lost and card.looks):
        # A model that draws can make a product photo, and who asks for better gets that.
        looks = [one for one in ways if one.intent is Intent.RESTYLE][:MOST_VERSIONS]
        vague = looks and want in (Want.BETTER, Want.OPEN)
        return Advice(Coached(OPEN, tuple(looks))) if vague else None
    first, *others = ways
    offered = tuple(others[:MOST_VERSIONS]) or (first,)
    return Advice(Coached(OPEN, offered), first.words, intent=first.intent)


def _ideas(tongue: Tongue, left: Left, card: ModelCard, seed: int) -> Advice:
    """Whole ideas, where nothing is said of what is to be seen."""
    kind = left.kind or "any"
    undrawn = _UNDRAWN.get(kind, "") if card.looks else ""
    ideas = _turned((tongue.nearest if undrawn else tongue.ideas)[kind], seed)
    versions = tuple(Version(shortened(one[:1].upper() + one[1:]), one) for one in ideas)
    return Advice(Coached(OPEN, versions[:MOST_VERSIONS]), ideas[-1], undrawn=undrawn)


def _manners(tongue: Tongue, words: str, card: ModelCard, seed: int) -> Advice | None:
    """The same subject, said more exactly."""
    able = [one for one in tongue.manners if not card.looks or one.look in card.looks]
    said = (one._replace(words=f"{words.rstrip('.!? ')}, {one.words}") for one in able)
    fitting = [one for one in said if len(one.words) <= LONGEST_WORDS]
    versions = _versions(_turned(fitting, seed))
    return Advice(Coached(OPEN, versions, same=True)) if fitting else None


def _torn(tongue: Tongue, words: str, pairs: Sequence[Apart], card: ModelCard) -> Advice | None:
    """The words with one side of each pair left out, then with the other; a model with a vocabulary
    gets something to draw where they name nothing else."""
    passage = Passage.of(words)
    kept = [passage.replaced([pair.cuts[at] for pair in pairs]).tidy().text for at in (0, 1)]
    kept = [_articled(one, words) for one in kept] if tongue.code == "en" else kept
    bare = passage.without([span for pair in pairs for span in pair.spans]).tidy().text
    named = bool(tongue.left(bare).content)
    if card.looks and not named:
        kept = [f"{tongue.plain}, {one}" for one in kept]
    if any(not one or len(one) > LONGEST_WORDS for one in kept):
        return None
    first, second = (", ".join(pair.said[at] for pair in pairs) for at in (0, 1))
    labels = (shortened(one[:1].upper() + one[1:]) for one in (first, second))
    told = "; ".join(" and ".join(f"“{one}”" for one in pair.said) for pair in pairs)
    versions = tuple(Version(*one) for one in zip(labels, kept, strict=True))
    halved = HALF.format(pairs=told, drawn=first, other=second)
    alone = KEPT.format(pairs=told, drawn=first)
    return Advice(Coached(TORN.format(pairs=told), versions, named), kept[0], halved, alone)


def _articled(kept: str, words: str) -> str:
    """What is kept of English `words`, with “a” or “an” as it goes before what follows now."""

    def fitting(found: re.Match[str]) -> str:
        if found[0] in words:
            return found[0]
        return f"{found[1]}{'n' if found[3][:1].lower() in 'aeiou' else ''} {found[3]}"

    return re.sub(r"\b([aA])(n?) (\w+)", fitting, kept)


def _versions(manners: Sequence[Manner]) -> tuple[Version, ...]:
    return tuple(Version(shortened(one.label), one.words) for one in manners[:MOST_VERSIONS])


def _turned(several: Sequence[Any], seed: int) -> tuple[Any, ...]:
    """Several in another order for each seed."""
    at = seed % len(several) if several else 0
    return (*several[at:], *several[:at])
