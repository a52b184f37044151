"""How one language asks for ways along the steps to a result, as expressions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

_LONGEST = 120  # characters of words that only lead to a step


@dataclass(frozen=True)
class StepWords:  # not slotted: its expressions are made when they are first needed
    """The phrases of one language, for folded text."""

    said: Mapping[str, str]

    def find(self, kind: str, text: str) -> str | None:
        """What in `text` is of a kind of phrase."""
        found = self._whole[kind].search(text) if kind in self.said else None
        return found[0] if found else None

    def leads_to(self, text: str) -> str | None:
        """What names the step that `text` leads to and says nothing else of: "from step 2 again".

        What is counted ("the second step") might be a picture, and needs a word that goes there.
        """
        if not self.said or len(text) > _LONGEST:
            return None
        for kind, needed in (("numbered", None), ("ordinal", "towards")):
            found = self._whole[kind].findall(text)
            rest = self._whole[kind].sub(" ", text)
            if found and self._only_leads(rest) and (not needed or self.find(needed, rest)):
                return found[-1]
        return None

    def _only_leads(self, text: str) -> bool:
        return self._leading.fullmatch(text) is not None

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:(?:{self.said['leading']})(?!\w)\W*)*")

    @cached_property
    def _whole(self) -> Mapping[str, re.Pattern[str]]:
        told = self.said.items()
        return {kind: re.compile(rf"(?<!\w)(?:{one})(?!\w)") for kind, one in told}
