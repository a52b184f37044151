"""Words that ask for an earlier step, as the press of the button that leads there."""

import re
from typing import NamedTuple

from core import strides
from core.actions import Action, Verb
from core.answers import short
from core.errors import EaselError, NothingToUndo
from core.jobs import BEFORE, Job
from core.lexicon import Lexicon
from core.phrases import fold
from core.ports import Ledger
from core.replies import Turn
from core.steps import (
    AtTheBeginning,
    NoStep,
    NotAStep,
    NothingSpared,
    TakenBackAlready,
    Way,
    latest,
    leading,
    listed,
    retold,
    way_to,
)
from core.strides import Stride
from core.targets import Targets


class Stand(NamedTuple):
    """Where somebody stands: at a step of a way."""

    way: Way
    number: int
    walked: bool  # whether they came there by going along the steps


class Stepping:
    """Finds the step that words ask for."""

    def __init__(self, ledger: Ledger, targets: Targets, lexicon: Lexicon) -> None:
        self._ledger = ledger
        self._targets = targets
        self._lexicon = lexicon

    async def pressed(self, words: str, turn: Turn, variant: int) -> str:
        """The packed action that leads to the step that words ask for; empty where they ask for
        none. Arguments and errors as in `found`.
        """
        where = await self.found(self._without_reason(words), turn, variant)
        return leading(where.way, where.number).action if where else ""

    async def found(self, words: str, turn: Turn, variant: int) -> Stand | None:
        """Where the words of a turn lead; None where they ask for no step.

        `variant` (1-based) is the one that the turn replies to, 0 for none in particular.
        Raises StillMaking, NothingToUndo and NoStep.
        """
        talk = self._lexicon.steps
        stride, surely = talk.stride(words), talk.surely_takes_back(words)
        told = stride is None and (
            talk.redoes(words) or talk.returns(words) or talk.precedes(words)
        )
        if stride is None and not (told or talk.takes_back(words)):
            return None
        stand = await self._stand(turn, variant)
        if stand is None:
            if surely or (stride is not None and stride.kind is not strides.AHEAD):
                raise NothingToUndo
            return None
        if told:
            number = self._told(words, stand)
        elif stride is None:
            number = self._named(words, stand, surely)
        elif not surely and await self._asks_anew(stride, stand, turn):
            number = None
        else:
            number = stand.way.along(stride, stand.number)
        return None if number is None else stand._replace(number=number)

    def _told(self, words: str, stand: Stand) -> int | None:
        """The number of the step that is wanted again, by what it did; None where none did that."""
        way, talk = stand.way, self._lexicon.steps
        among = range(stand.number + 1 if talk.redoes(words) else way.first, way.last + 1)
        number = retold(way, self._telling(words), among)
        return max(number - 1, way.first) if number and talk.precedes(words) else number

    def _without_reason(self, words: str) -> str:
        """The words before a remark that says why: "undo that, it's too dark"."""
        talk = self._lexicon.steps
        for end, start, joined in talk.cuts(words):
            back = words[:end]
            goes = talk.stride(back) is not None or talk.surely_takes_back(back)
            if joined and goes and talk.remarks(words[start:]):
                return back
        return words

    async def _asks_anew(self, stride: Stride, stand: Stand, turn: Turn) -> bool:
        """Whether "redo it" asks for something anew: of one who did not just go along the steps."""
        if stride != Stride(strides.AHEAD) or stand.number < stand.way.last or stand.walked:
            return False
        missed = EaselError.registry.get(await self._targets.just_refused(turn), EaselError)
        return not issubclass(missed, NoStep)

    def _named(self, words: str, stand: Stand, surely: bool) -> int | None:
        """The number of the step before the one that words name; None where that is an edit.

        `surely`: whether they can mean nothing else than a step. Raises NoStep.
        """
        way, now, talk = stand.way, stand.number, self._lexicon.steps
        steps = listed(way, now)
        unknown = NotAStep(words=short(words), steps=steps, first=way.first)
        if surely and talk.spares(words):
            raise NothingSpared(steps=steps, first=way.first)
        wanted = self._telling(words)
        if surely and not wanted:
            if (stride := talk.amount(words)) is None:
                raise unknown
            return way.along(stride, now)
        number = self._earliest(words, way, range(way.first, now + 1))
        if number is not None and talk.follows(words):
            return number
        if number is not None and number > way.first:
            return number - 1
        if (later := latest(way, wanted, range(now + 1, way.last + 1))) is not None:
            raise TakenBackAlready(now=now, last=way.last, number=later)
        if not surely:
            return None
        if number is not None:
            raise AtTheBeginning
        raise unknown

    def _earliest(self, words: str, way: Way, among: range) -> int | None:
        """The number of the earliest step that words name, who may name several."""
        named = (self._telling(part) for part in self._lexicon.steps.joined(words))
        found = [latest(way, wanted, among) for wanted in named if wanted]
        return (
            None if None in found else min((one for one in found if one is not None), default=None)
        )

    def _telling(self, words: str) -> set[str]:
        """The folded words that tell which step is meant."""
        said = set(re.findall(r"[^\W\d]\w+", fold(words)))
        return {
            word for word in said - self._lexicon.common if not self._lexicon.steps.undoes(word)
        }

    async def _stand(self, turn: Turn, variant: int) -> Stand | None:
        if turn.reply_to:
            job = await self._ledger.job(turn.reply_to)
            return await self._at(job, variant or 1) if job and job.variants else None
        if packed := await self._targets.step(turn):
            action = Action.unpack(packed)
            job = await self._ledger.job(action.job)
            if job is not None and job.variant(action.variant) is not None:
                assert action.verb is Verb.STEP
                way = await way_to(job, action.variant, self._ledger)
                return Stand(way, int(action.option), walked=True)
        target = await self._targets.latest(turn)
        if target is None:
            return None
        stand = await self._at(target.job, target.variant or 1)
        # Of a way whose end was deleted the step is left on which one stands.
        return stand._replace(walked=True) if packed else stand

    async def _at(self, job: Job, variant: int) -> Stand:
        if variant > BEFORE:
            way = await way_to(job, variant - BEFORE, self._ledger)
            return Stand(way, way.last - 1, walked=True)
        way = await way_to(job, variant, self._ledger)
        return Stand(way, way.last, walked=False)
