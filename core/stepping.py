"""Words that ask for an earlier step, as the press of the button that leads there."""

from typing import NamedTuple

from core import strides
from core.actions import Action, Verb
from core.errors import NothingToUndo
from core.jobs import BEFORE, Job
from core.lexicon import Lexicon
from core.ports import Ledger
from core.replies import Turn
from core.steps import Way, leading, named, way_to
from core.strides import Stride
from core.targets import Targets


class _Stand(NamedTuple):
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
        none. `variant` (1-based) is the one that the turn replies to, 0 for none in particular.

        Raises StillMaking, NothingToUndo, NothingToRedo and NoSuchStep.
        """
        stride = self._lexicon.stride(words)
        if stride is None and not self._lexicon.takes_back(words):
            return ""
        stand = await self._stand(turn, variant)
        if stand is None:
            if stride is not None and stride.kind is not strides.AHEAD:
                raise NothingToUndo
            return ""
        number = self._number(words, stride, stand)
        return "" if number is None else leading(stand.way, number).action

    def _number(self, words: str, stride: Stride | None, stand: _Stand) -> int | None:
        way, now = stand.way, stand.number
        if stride is None:
            return named(way, words, self._lexicon.common)
        # "Redo it" is a step ahead only for one who went back; else it asks for something anew.
        if stride.kind is strides.AHEAD and now == way.last and not stand.walked:
            return None
        return way.along(stride, now)

    async def _stand(self, turn: Turn, variant: int) -> _Stand | None:
        if turn.reply_to:
            job = await self._ledger.job(turn.reply_to)
            return await self._at(job, variant or 1) if job and job.variants else None
        if packed := await self._targets.step(turn):
            action = Action.unpack(packed)
            job = await self._ledger.job(action.job)
            if job is not None and job.variant(action.variant) is not None:
                assert action.verb is Verb.STEP
                way = await way_to(job, action.variant, self._ledger)
                return _Stand(way, int(action.option), walked=True)
        target = await self._targets.latest(turn)
        return await self._at(target.job, target.variant or 1) if target else None

    async def _at(self, job: Job, variant: int) -> _Stand:
        if variant > BEFORE:
            way = await way_to(job, variant - BEFORE, self._ledger)
            return _Stand(way, way.last - 1, walked=True)
        way = await way_to(job, variant, self._ledger)
        return _Stand(way, way.last, walked=False)
