"""What is left open beside one picture ("make it better"), and what may be made of that one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from core.catalogue import Intent, ModelCard
from core.phrases import fold
from core.quoting import Passage
from core.sharper import Version, shortened
from core.vagueness import Manner, Tongue, compiled
from core.wire import Mismatch


class Want(StrEnum):
    """What vague words want of a picture."""

    BETTER = "better"
    OPEN = "open"  # something, whatever it is
    GOODS = "goods"  # a product photo of it
    KIND = "kind"  # another kind of picture of it


@dataclass(frozen=True, slots=True)
class Pictured:
    """Such words in one language, and the ways that are offered."""

    tongue: Tongue
    signs: Mapping[str, re.Pattern[str]]
    enhanced: Manner
    staged: Manner
    looks: tuple[Manner, ...]

    @classmethod
    def from_data(cls, tongue: Tongue, data: Mapping[str, Any]) -> Self:
        """Read one language's table; raises Mismatch for what is missing or cannot be read."""
        try:
            return cls(
                tongue,
                {name: compiled(data[name]) for name in ("doing", "better", "goods")},
                Manner(**data["enhanced"]),
                Manner(**data["staged"]),
                tuple(Manner(**one) for one in data["looks"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Mismatch(f"coaching, {tongue.code}, pictured: {error}") from error

    def want(self, words: str) -> Want | None:
        """What `words` leave open; None where any of them tells more."""
        found = self.tongue.only(words, self.signs)
        text = fold(Passage.of(words).masked)
        if not found:
            return None
        if self.signs["goods"].search(text):
            return Want.GOODS
        if "open" in found:
            return Want.OPEN
        if self.signs["better"].search(text):  # most of these are praise as well
            return Want.BETTER
        return Want.KIND if found & set(self.tongue.kinds) else None

    def ways(self, want: Want, card: ModelCard, seed: int) -> tuple[Version, ...]:
        """What `card` can make of the picture, the likeliest first; the `seed` turns the looks."""
        at = seed % len(self.looks)
        turned = (*self.looks[at:], *self.looks[:at])
        able = (one for one in turned if not card.looks or one.look in card.looks)
        first = {Want.BETTER: self.enhanced, Want.GOODS: self.staged}.get(want)
        edits = (_version(first, Intent.EDIT),) if first else ()
        return (*edits, *(_version(one, Intent.RESTYLE) for one in able))


def _version(manner: Manner, intent: Intent) -> Version:
    return Version(shortened(manner.label), manner.words, intent)
