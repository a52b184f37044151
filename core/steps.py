"""The steps from the picture that somebody began with to a result, and the ways along them.

Nothing is overwritten: a step back shows an earlier picture again, and what is asked for next goes
on from there. Where one stands among the steps is kept by the buttons of the reply that shows it,
so that it survives any restart. A step keeps its number for good: one that was deleted leaves a
gap, so that “step 3” means the same wherever it was read, and whenever.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from core import answers, strides
from core.actions import Action, Verb
from core.buttons import Rows
from core.errors import BadRequest
from core.jobs import BEFORE, Job
from core.ports import Ledger
from core.replies import Button, Reply
from core.strides import Stride

FARTHEST = 1000  # steps that one can go back
MOST_TOLD = 8  # steps that a sentence lists
MOST_LINES, AFTER = 20, 4  # lines that tell steps, of which so many come after where one is
DELETED = "a step that was deleted"
MOST_SHOWN, IN_ROW = 20, 5  # buttons for steps: Discord has room for five rows of five


class NoStep(BadRequest):
    """There is no such step."""


class AtTheBeginning(NoStep):
    """This is where it began: there is no step before it."""


class NothingToRedo(NoStep):
    """This is the latest step: nothing was taken back after it."""


class NoSuchStep(NoStep):
    """There is no step {number} here; the steps are {first} to {last}."""


class StepDeleted(NoStep):
    """Step {number} was deleted; the steps that are there are {steps}."""


class NotAStep(NoStep):
    """“{words}” names no step that led here. The steps are {steps}. Say the number of one, as in
    “step {first}”, or what should be different in the picture."""


class NothingSpared(NoStep):
    """Going back takes back all that came after, and can leave nothing out. The steps are
    {steps}. Say the number of one, as in “step {first}”, or what should be different in the
    picture."""


class TakenBackAlready(NoStep):
    """That is taken back already: step {now} of {last}, which is here, comes before it. To have
    it again say “step {number}”."""


class Step(NamedTuple):
    """A picture on the way to a result."""

    job: Job
    variant: int  # 1-based; more than BEFORE for what the job was made from

    @property
    def title(self) -> str:
        """What was done, as a list of steps says it."""
        if self.variant > BEFORE:
            return "the picture that it began with"
        return answers.step(self.job)


class Way(NamedTuple):
    """All steps to a result, oldest first."""

    steps: tuple[Step, ...]  # that are there
    gone: frozenset[int] = frozenset()  # numbers of those that were deleted

    @property
    def start(self) -> int:
        """The number that it began with, be it deleted: a picture brought along is step 0."""
        return 0 if self.steps[0].variant > BEFORE else 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of each step that is there."""
        end = self.start + len(self.steps) + len(self.gone)
        return tuple(one for one in range(self.start, end) if one not in self.gone)

    @property
    def first(self) -> int:
        """The number of the oldest step that is there."""
        return self.numbers[0]

    @property
    def last(self) -> int:
        """The number of the result itself."""
        return self.start + len(self.steps) + len(self.gone) - 1

    def numbered(self) -> Iterator[tuple[int, Step | None]]:
        """Every step with its number; None in place of one that was deleted."""
        there = dict(zip(self.numbers, self.steps, strict=True))
        return ((number, there.get(number)) for number in range(self.start, self.last + 1))

    def at(self, number: int) -> Step:
        """The step of that number. Raises NoSuchStep and StepDeleted."""
        # What step 1 was made of went with it.
        if number in self.gone or (number < self.start and 1 in self.gone):
            raise StepDeleted(number=number or 1, steps=_joined(self.numbers))
        if not self.first <= number <= self.last:
            raise NoSuchStep(number=number, first=self.first, last=self.last)
        return self.steps[self.numbers.index(number)]

    def along(self, stride: Stride, now: int) -> int:
        """The number of the step that a stride leads to from step `now`; so many steps back or
        ahead are steps that are there.

        Raises AtTheBeginning, NothingToRedo, NoSuchStep and StepDeleted.
        """
        match stride.kind:
            case strides.BACK:
                if now == self.first > self.start:
                    self.at(self.start)  # which was deleted
                if now == self.first:
                    raise AtTheBeginning
                return self.beside(now, -stride.number)
            case strides.AHEAD:
                if now == self.last:
                    raise NothingToRedo
                return self.beside(now, stride.number)
            case strides.LAST:
                return self.along(Stride(strides.AHEAD, len(self.steps)), now)
            case strides.FIRST:
                return self.first
            case _:
                self.at(stride.number)
                return stride.number

    def beside(self, number: int, by: int) -> int:
        """The number of the step that is so many after a step, or before it, be that deleted since;
        of the outermost one where there are not as many."""
        at = bisect_left(self.numbers, number) + by - (number in self.gone and by > 0)
        return self.numbers[min(max(at, 0), len(self.numbers) - 1)]


async def way_to(job: Job, variant: int, ledger: Ledger) -> Way:
    """The steps to a variant (1-based), by what each was made from."""
    steps, between = [Step(job, variant)], list[int]()
    while len(steps) < FARTHEST:
        before, deleted = await _before(*steps[-1], ledger)
        between.append(deleted)
        if before is None:
            break
        steps.append(before)
    steps.reverse()
    return Way(tuple(steps), _gaps(between[::-1], 0 if steps[0].variant > BEFORE else 1))


def _gaps(between: list[int], start: int) -> frozenset[int]:
    """The numbers of deleted steps, where so many were `between` each that is there and the one
    before it; the oldest of all has the number `start`."""
    gaps, number = set[int](), start
    for count in between:
        gaps.update(range(number, number + count))
        number += count + 1
    return frozenset(gaps)


class _Found(NamedTuple):
    """What a step was made from."""

    step: Step | None  # None where it was drawn from words, or what it began with is gone, too
    deleted: int = 0  # steps between these two that were deleted


async def _before(job: Job, variant: int, ledger: Ledger) -> _Found:
    """What a step was made from: an earlier result, be it by repeating, or the first picture.

    None where that was drawn from words, or was deleted and nothing led to it.
    """
    sources = job.spec.inputs_of(variant) if variant < BEFORE else ()
    spec, source, gone, deleted = job.spec, next(iter(sources), None), False, 0
    for _ in range(FARTHEST):
        if source is None or spec.lineage is None:
            break
        parent = await ledger.job(spec.lineage.job)
        for one in parent.variants if parent else ():
            if one.asset.sha256 == source.sha256:
                return _Found(Step(parent, one.index) if parent else None, deleted)
        told = parent.spec if parent else await ledger.deleted(spec.lineage.job)
        if told is None:
            break
        if parent is None:
            deleted += bool(spec.lineage.variants)  # what was only repeated is no step
        if parent is None and source not in told.inputs:  # it is what was deleted
            which = next(iter(spec.lineage.variants), 1)
            source, gone = next(iter(told.inputs_of(which)), None), True
        spec = told
    brought = source and not gone and job.variant(BEFORE + variant)
    return _Found(Step(job, BEFORE + variant) if brought else None, deleted)


def shown(way: Way, number: int, rows: Rows) -> Reply:
    """A step, with `rows` for what can be done with it, and the way on from there."""
    step = way.at(number)
    variant = step.job.variant(step.variant)
    assert variant is not None, step
    reply = answers.opened(step.job, variant, _with(rows, _beside(way, number)))
    return replace(
        reply,
        text=f"Step {number} of {way.last}: {step.title}",
        lines=(*told(way, number), *_others(way, number), *reply.lines),
        step=leading(way, number).action,
    )


def _others(way: Way, number: int) -> tuple[str, ...]:
    """Where the steps of the other pictures are, if those were changed together with this one."""
    tip = way.steps[-1]
    count = len(tip.job.variants)
    if number == way.last or count < 2 or not tip.job.spec.each:
        return ()
    which = f"the steps of picture {tip.variant} of {count}, which were changed together"
    return (f"{which}; for another one say “open {tip.variant % count + 1}”, then “undo”",)


def told(way: Way, now: int = -1) -> tuple[str, ...]:
    """The steps in lines; of step `now` it is said that one is there, of later ones that they are
    taken back."""
    if way.last == way.start:
        return ()
    first, *others = _lines(way, now)
    end = len(others) if now < 0 else min(len(others), max(now - way.start + AFTER, MOST_LINES - 1))
    start = max(0, end - MOST_LINES + 1)
    return (first, *_more(start), *others[start:end], *_more(len(others) - end))


def listed(way: Way, now: int) -> str:
    """The latest steps in a sentence, as seen from step `now`."""
    return "; ".join(_lines(way, now)[-MOST_TOLD:])


def _lines(way: Way, now: int) -> tuple[str, ...]:
    return tuple(
        f"{number}: {step.title}{_whereabouts(number, now)}" if step else f"{number}: {DELETED}"
        for number, step in way.numbered()
    )


def _more(count: int) -> tuple[str, ...]:
    """The line in place of so many."""
    return (f"… {count} more",) if count else ()


def _whereabouts(number: int, now: int) -> str:
    """Where a step is seen from step `now`; negative where one is at none."""
    if number == now:
        return " (here)"
    return " (taken back)" if 0 <= now < number else ""


def _with(rows: Rows, buttons: tuple[Button, ...]) -> Rows:
    """Rows whose last one also has these buttons."""
    *others, last = rows
    return (*others, (*last, *buttons))


def _beside(way: Way, number: int) -> tuple[Button, ...]:
    """Undo and Redo at a step, where they lead somewhere."""
    undo = (leading(way, way.beside(number, -1), "Undo"),) if number > way.first else ()
    redo = (leading(way, way.beside(number, 1), "Redo"),) if number < way.last else ()
    return (*undo, *redo)


def leading(way: Way, number: int, label: str = "") -> Button:
    """The button that leads to a step of a way."""
    tip = way.steps[-1]
    action = Action(Verb.STEP, tip.job.id, tip.variant, str(number))
    return Button(label or f"Step {number}", action.pack())


def every(way: Way) -> Rows:
    """Buttons for the latest steps that lead to a result, in rows."""
    buttons = [leading(way, number) for number in way.numbers[:-1]][-MOST_SHOWN:]
    return tuple(tuple(buttons[at : at + IN_ROW]) for at in range(0, len(buttons), IN_ROW))


def _joined(numbers: tuple[int, ...]) -> str:
    """Numbers in words: "0, 1 and 3"."""
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last
