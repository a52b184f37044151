"""Words that ask for an earlier step, as the press of the button that leads there."""

import re
from typing import NamedTuple

from core import strides
from core.actions import Action, Verb
from core.answers import short
from core.errors import EaselError, NothingToUndo
from core.family import Reach
from core.jobs import BEFORE, Job
from core.lexicon import Lexicon
from core.phrases import fold
from core.ports import Ledger
from core.replies import Turn
from core.retelling import latest, retold
from core.steps import (
    AtTheBeginning,
    NoStep,
    NoSuchStep,
    NotAStep,
    NothingSpared,
    Step,
    TakenBackAlready,
    Way,
    leading,
    listed,
    way_to,
)
from core.strides import Stride
from core.targets import Targets
from core.trees import Trees

BESIDE = "step {label} of the tree, which is on another branch than what was here"
_LETTERED = re.compile(r"(?<!\w)(?P<number>\d{1,3})(?P<letters>[a-z]{1,2})(?!\w)", re.IGNORECASE)


class Stand(NamedTuple):
    """Where somebody stands: at a step of a way."""

    way: Way
    number: int
    walked: bool  # whether they came there by going along the steps
    beside: str = ""  # what the step is called in the tree, where it was found beside the way

    @property
    def action(self) -> str:
        """The packed action that leads there."""
        return leading(self.way, self.number).action

    def on(self, step: Step) -> bool:
        """Whether it is that step on which they stand."""
        there = dict(zip(self.way.numbers, self.way.steps, strict=True)).get(self.number)
        return there is not None and (there.job.id, there.variant) == (step.job.id, step.variant)

    @property
    def note(self) -> str:
        """What there is to say of how it was found."""
        return BESIDE.format(label=self.beside) if self.beside else ""


class Stepping:
    """Finds the step that words ask for."""

    def __init__(
        self, ledger: Ledger, targets: Targets, lexicon: Lexicon, trees: Trees | None = None
    ) -> None:
        self._ledger = ledger
        self._targets = targets
        self._lexicon = lexicon
        self._trees = trees

    async def said(self, words: str, turn: Turn, variant: int) -> Stand | None:
        """The step that words ask for, with a remark that says why or without; None where they
        ask for none. Arguments and errors as in `found`.
        """
        return await self.found(self._without_reason(words), turn, variant)

    async def found(self, words: str, turn: Turn, variant: int) -> Stand | None:
        """Where the words of a turn lead; None where they ask for no step.

        `variant` (1-based) is the one that the turn replies to, 0 for none in particular.
        Raises StillMaking, NothingToUndo and NoStep.
        """
        talk = self._lexicon.steps
        words, label = unlettered(words, self._lexicon)
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
            return await self._along(stride, label, stand, turn)
        return None if number is None else stand._replace(number=number)

    async def _along(self, stride: Stride, label: str, stand: Stand, turn: Turn) -> Stand:
        """Where a stride leads; a step that is not on the way is looked for beside it.

        `label`: what the step is called in the tree, where that is more than its number.
        """
        try:
            if label:
                raise NoSuchStep(number=label, first=stand.way.first, last=stand.way.last)
            return stand._replace(number=stand.way.along(stride, stand.number))
        except NoSuchStep:
            to = stride.kind == strides.TO
            found = await self._beside(label or str(stride.number), stand, turn) if to else None
            if found is None:
                raise
            return found

    async def _beside(self, label: str, stand: Stand, turn: Turn) -> Stand | None:
        """The step that the tree of the result calls so; None where it has none."""
        if self._trees is None:
            return None
        nodes = await self._trees.of(stand.way.steps[-1].job, Reach(turn.channel))
        job = next((one.job for one in nodes if one.label == label), None)
        if job is None or not job.variants:
            return None
        way = await way_to(job, job.variants[0].index, self._ledger)
        return Stand(way, way.last, walked=True, beside=label)

    def _told(self, words: str, stand: Stand) -> int | None:
        """The number of the step that is wanted again, by what it did; None where none did that."""
        way, talk = stand.way, self._lexicon.steps
        among = range(stand.number + 1 if talk.redoes(words) else way.first, way.last + 1)
        number = retold(way, self._telling(words), among)
        return way.beside(number, -1) if number and talk.precedes(words) else number

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
            return way.beside(number, -1)
        ahead = self._fitting(wanted, way, range(now + 1, way.last + 1))
        if (later := latest(way, wanted, ahead)) is not None:
            raise TakenBackAlready(now=now, last=way.last, number=later)
        if not surely:
            return None
        if number is not None:
            raise AtTheBeginning
        raise unknown

    def _earliest(self, words: str, way: Way, among: range) -> int | None:
        """The number of the earliest step that words name, who may name several."""
        named = (self._telling(part) for part in self._lexicon.steps.joined(words))
        found = [
            latest(way, wanted, self._fitting(wanted, way, among)) for wanted in named if wanted
        ]
        return (
            None if None in found else min((one for one in found if one is not None), default=None)
        )

    def _fitting(self, wanted: set[str], way: Way, among: range) -> tuple[int, ...]:
        """The numbers among which the wanted words may be meant: “the bottom right” is no step
        about the bottom left."""
        there = (number for number in way.numbers if number in among)
        said, talk = " ".join(sorted(wanted)), self._lexicon.steps
        return tuple(one for one in there if not talk.contradicts(said, way.at(one).title))

    def _telling(self, words: str) -> set[str]:
        """The folded words that tell which step is meant."""
        said = set(re.findall(r"[^\W\d]\w+", fold(words)))
        return {
            word for word in said - self._lexicon.common if not self._lexicon.steps.undoes(word)
        }

    async def _stand(self, turn: Turn, variant: int) -> Stand | None:
        packed = await self._targets.step(turn)
        walked = await self._walked(packed) if packed else None
        if turn.reply_to:
            job = await self._ledger.job(turn.reply_to)
            if walked and job and walked.on(Step(job, variant or 1)):
                return walked  # the reply is to the step that they came to
            return await self._at(job, variant or 1) if job and job.variants else None
        if walked:
            return walked
        target = await self._targets.latest(turn)
        if target is None:
            return None
        stand = await self._at(target.job, target.variant or 1)
        # Of a way whose end was deleted the step is left on which one stands.
        return stand._replace(walked=True) if packed else stand

    async def _walked(self, packed: str) -> Stand | None:
        """Where somebody came by going along the steps; None where the way's end was deleted."""
        action = Action.unpack(packed)
        job = await self._ledger.job(action.job)
        if job is None or job.variant(action.variant) is None:
            return None
        assert action.verb is Verb.STEP
        way = await way_to(job, action.variant, self._ledger)
        return Stand(way, int(action.option), walked=True)

    async def _at(self, job: Job, variant: int) -> Stand:
        if variant > BEFORE:
            way = await way_to(job, variant - BEFORE, self._ledger)
            return Stand(way, way.beside(way.last, -1), walked=True)
        way = await way_to(job, variant, self._ledger)
        return Stand(way, way.last, walked=False)


def unlettered(words: str, lexicon: Lexicon) -> tuple[str, str]:
    """Words that lead to a step by its name in the tree ("step 3b") with its number alone, and that
    name; others as they are, and no name."""
    if (named := named_in_tree(words)) is None:
        return words, ""
    leads = lexicon.steps.stride(named.plain) == Stride(strides.TO, int(named.number))
    return (named.plain, named.label) if leads else (words, "")


class Named(NamedTuple):
    """Words with something that may be the name of a step in the tree, and may not."""

    plain: str  # the words with its number alone
    number: str
    label: str


def named_in_tree(words: str) -> Named | None:
    """What in words may be such a name: "3b"; None where nothing may."""
    if (found := _LETTERED.search(words)) is None:
        return None
    plain = f"{words[: found.end('number')]}{words[found.end() :]}"
    return Named(plain, found["number"], found[0].lower())
