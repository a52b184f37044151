"""Clips from a picture that is here to another one, or back: “animate 2 and end on this”."""

import re
from dataclasses import replace
from typing import NamedTuple

from core import answers
from core.catalogue import Intent
from core.errors import BadRequest
from core.intents import Replied, understand
from core.jobs import Asset, Job
from core.lexicon import Lexicon
from core.phrases import fold
from core.ports import History
from core.prompts import Prompt
from core.replies import Turn
from core.sources import Source, context_of, source, still_of
from core.standing import NEARBY
from core.targets import MADE_FROM, Target, Targets

BEGINS = f"{MADE_FROM} the latest result here, to end on what came: {{what}}"


class WhichEnds(BadRequest):
    """I cannot tell which picture the clip is to end on: attach it, reply to one that stands alone,
    or name both numbers, as in “animate 2, last frame 4”."""


class Between(NamedTuple):
    """A clip between a variant of a result and another picture."""

    target: Target  # the result that the variant is of
    number: int  # that variant, 1-based; 0 where none is named
    other: Asset  # the picture that is meant beside it
    begins: bool  # whether the variant is the first of the two

    def found(self) -> Source:
        """Both pictures, in their order."""
        number = self.number or self.target.variant
        made = source((), self.target.job, (number,) if number else (), Intent.ANIMATE)
        pair = (*made.pictures, self.other) if self.begins else (self.other, *made.pictures)
        told = Source(pair, made.lineage, made.notes)
        return told._replace(scene=made.scene) if self.begins else told


class _Named(NamedTuple):
    """A variant that words name beside another picture."""

    number: int  # 1-based; 0 for none
    begins: bool = True  # whether the clip begins with it


class EndingOn:
    """Finds both pictures of a clip that ends on another one than it begins with."""

    def __init__(self, history: History, targets: Targets, lexicon: Lexicon) -> None:
        self._history = history
        self._targets = targets
        self._lexicon = lexicon

    async def between(
        self, prompt: Prompt, attached: tuple[Asset, ...], replied: Target | None, turn: Turn
    ) -> Between | None:
        """The two pictures that words name where one came with them, or is that of the result that
        they reply to; None where they name no end, or both by numbers.

        Without a number it begins with the latest result here, and ends on what came.

        Raises WhichEnds where one of them cannot be told, and StillMaking.
        """
        if len(attached) > 1 or not self._lexicon.motions.ends(prompt.words):
            return None
        if attached:
            target = replied or await self._targets.latest(turn)
            found = self._with(target, attached[0], prompt) if target else None
            return None if replied and found and not found.number else found  # which has both
        return await self._replying(prompt, replied, turn) if replied else None

    async def _replying(self, prompt: Prompt, replied: Target, turn: Turn) -> Between | None:
        """With the picture of the result that is replied to, if a number of another is named."""
        named = self._numbered(prompt, replied.job)
        if named is None or not named.number or not self._moves(prompt, replied.job):
            return None
        number, begins = named
        if len(replied.job.variants) == 1:
            job = await self._grid(replied.job, number, turn)
        elif replied.variant:
            job = replied.job
        elif begins:  # of a grid, “this” may be each of its pictures
            raise WhichEnds
        elif len(understand(prompt, context_of(0, replied.job), self._lexicon).selection) > 1:
            return None  # the words alone tell both
        else:
            job = replied.job
        if job is None:
            raise WhichEnds
        shown = still_of(replied.job, replied.variant or 1)
        return Between(Target(job), number, shown[0], begins) if shown else None

    def _with(self, target: Target, other: Asset, prompt: Prompt) -> Between | None:
        if not target.job.variants or not self._moves(prompt, target.job):
            return None
        named = self._numbered(prompt, target.job)
        if named is None:
            return None
        if not named.number and not target.note:
            target = target._replace(note=BEGINS.format(what=answers.step(target.job)))
        return Between(target, named.number, other, named.begins)

    def _moves(self, prompt: Prompt, job: Job) -> bool:
        meant = understand(prompt, context_of(0, job), self._lexicon)
        return meant.intent is Intent.ANIMATE

    def _numbered(self, prompt: Prompt, job: Job) -> "_Named | None":
        """Which variant the words name; None where they name both."""
        context = replace(
            context_of(0, job), reply=Replied.GRID, variants=max(2, len(job.variants))
        )
        ending = self._lexicon.motions.ending(prompt.words)
        numbers, closing = re.findall(r"\d+", ending), re.search(r"\d+\W*$", ending)
        rest = replace(prompt, words=fold(prompt.words).replace(ending, " ", 1))
        first = understand(rest, context, self._lexicon).selection
        if closing and (first or len(numbers) > 1):  # “animate 1, last frame 4”
            return None
        if closing:
            return _Named(int(numbers[0]), begins=False)
        if first or numbers:  # “animate 2 and end on this”, “animate from 2 to this”
            return _Named(first[0] if first else int(numbers[0]))
        every = understand(prompt, context, self._lexicon).selection
        return _Named(every[-1], begins=False) if len(every) > 1 else _Named(0)

    async def _grid(self, other: Job, number: int, turn: Turn) -> Job | None:
        """The latest result beside `other` that has a variant of that number among several."""
        page = await self._history.page(turn.channel, before=turn.id, limit=NEARBY)
        made = (one.job for one in reversed(page.turns) if one.job and one.job.id != other.id)
        return next((job for job in made if 1 < len(job.variants) >= number), None)
