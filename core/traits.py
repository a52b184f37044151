"""What results are called of which only some are wanted: "my favourites", "the clips"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.catalogue import Intent
from core.phrases import check_complete, fold
from core.quoting import Passage

FAVOURITE, ONE = "favourite", "_one"


class Told(NamedTuple):
    """A text without what says of which kind results are, and that."""

    words: str
    intents: tuple[Intent, ...]  # of which any one will do
    favourite: bool


@dataclass(frozen=True)
class Traits:  # not slotted: its expression is made when it is first needed
    """What results are called, as regular expressions for folded text, in all languages at once."""

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("traits", self.said, {FAVOURITE})
        assert all(Intent(name) for name in self._kinds)

    def take(self, words: str) -> Told:
        """The words without what they say of the kind of what is wanted, and that."""
        passage = Passage.of(words)
        found = list(self._every.finditer(fold(passage.masked)))
        names = {name for one in found for name, text in one.groupdict().items() if text}
        intents = tuple(Intent(name) for name in self._kinds if name in names)
        rest = passage.without([one.span() for one in found]).tidy().text
        return Told(rest, intents, FAVOURITE in names)

    def meant(self, word: str) -> tuple[Intent, ...]:
        """The kinds that a folded word may mean beside what it says: "video"."""
        every = ((name, self.said.get(name + ONE, "")) for name in self._kinds)
        return tuple(Intent(name) for name, one in every if one and re.fullmatch(one, word))

    @property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(one for one in self.said if one != FAVOURITE and not one.endswith(ONE))

    @cached_property
    def _every(self) -> re.Pattern[str]:
        names = (FAVOURITE, *self._kinds)
        return re.compile("|".join(rf"(?<!\w)(?P<{one}>{self.said[one]})(?!\w)" for one in names))
