"""Sets that are put beside what a picture shows: “put @mia next to the lighthouse”."""

from dataclasses import replace
from typing import NamedTuple

from core.errors import PictureNeeded
from core.phrases import fold
from core.prompts import Prompt
from core.replies import Turn
from core.set_words import SetWords
from core.targets import Target, Targets

_LONG = 4  # letters of a word that tells what it is


class Placed(NamedTuple):
    """What words come to that put a set somewhere."""

    prompt: Prompt
    target: Target | None  # the result that it comes into; None for a new picture of all


class Company:
    """Finds the picture that a set is put into."""

    def __init__(self, targets: Targets, words: SetWords) -> None:
        self._targets = targets
        self._words = words

    async def placed(self, prompt: Prompt, turn: Turn) -> Placed | None:
        """Where a set comes that words put beside something; None where they do not.

        That is the latest result, if it shows that; else a new picture. Raises PictureNeeded where
        they say no place and there is none, and StillMaking.
        """
        company = self._words.company(prompt.words)
        if company is None:
            return None
        latest = await self._targets.latest(turn)
        made = latest if latest and latest.job.variants else None
        if made and (made.variant or not company.thing or _shows(made, company.thing)):
            return Placed(prompt, made)
        if not company.thing:
            raise PictureNeeded
        return Placed(replace(prompt, words=company.rest), None)


def _shows(target: Target, thing: str) -> bool:
    """Whether a result was asked for with one of the words for a thing."""
    spec = target.job.spec
    drawn = spec.drawn.words if spec.drawn else ""
    told = (spec.words_of(target.variant or 1), spec.said, spec.scene.words, drawn)
    known = set(fold(" ".join(told)).replace(",", " ").split())
    return any(word in known for word in fold(thing).split() if len(word) >= _LONG)
