"""The steps from the picture that somebody began with to a result, and the ways along them.

Nothing is overwritten: a step back shows an earlier picture again, and what is asked for next goes
on from there. Where one stands among the steps is kept by the buttons of the reply that shows it,
so that it survives any restart.
"""

import re
from collections.abc import Set
from dataclasses import replace
from typing import NamedTuple

from core import answers, strides
from core.actions import Action, Verb
from core.buttons import Rows
from core.errors import BadRequest
from core.jobs import BEFORE, Job
from core.phrases import fold
from core.ports import Ledger
from core.replies import Button, Reply
from core.strides import Stride

_STEM = 4  # letters that a word needs to be the beginning of another
FARTHEST = 1000  # steps that one can go back
MOST_TOLD = 8  # steps that a sentence lists
MOST_LINES, AFTER = 20, 4  # lines that tell steps, of which so many come after where one is
MOST_SHOWN, IN_ROW = 20, 5  # buttons for steps: Discord has room for five rows of five


class NoStep(BadRequest):
    """There is no such step."""


class AtTheBeginning(NoStep):
    """This is where it began: there is no step before it."""


class NothingToRedo(NoStep):
    """This is the latest step: nothing was taken back after it."""


class NoSuchStep(NoStep):
    """There is no step {number} here; the steps are {first} to {last}."""


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

    steps: tuple[Step, ...]

    @property
    def first(self) -> int:
        """The number of the oldest step: a picture that was brought along is step 0."""
        return 0 if self.steps[0].variant > BEFORE else 1

    @property
    def last(self) -> int:
        """The number of the result itself."""
        return self.first + len(self.steps) - 1

    def at(self, number: int) -> Step:
        """The step of that number. Raises NoSuchStep."""
        if not self.first <= number <= self.last:
            raise NoSuchStep(number=number, first=self.first, last=self.last)
        return self.steps[number - self.first]

    def along(self, stride: Stride, now: int) -> int:
        """The number of the step that a stride leads to from step `now`.

        Raises AtTheBeginning, NothingToRedo and NoSuchStep.
        """
        match stride.kind:
            case strides.BACK:
                if now == self.first:
                    raise AtTheBeginning
                return max(self.first, now - stride.number)
            case strides.AHEAD:
                if now == self.last:
                    raise NothingToRedo
                return min(self.last, now + stride.number)
            case strides.LAST:
                return self.along(Stride(strides.AHEAD, len(self.steps)), now)
            case strides.FIRST:
                return self.first
            case _:
                self.at(stride.number)
                return stride.number


async def way_to(job: Job, variant: int, ledger: Ledger) -> Way:
    """The steps to a variant (1-based), by what each was made from; what was deleted is none."""
    steps = [Step(job, variant)]
    while len(steps) < FARTHEST and (before := await _before(*steps[-1], ledger)) is not None:
        steps.append(before)
    return Way(tuple(reversed(steps)))


async def _before(job: Job, variant: int, ledger: Ledger) -> Step | None:
    """What a step was made from: an earlier result, be it by repeating, or the first picture.

    None where that was drawn from words, or was deleted and nothing led to it.
    """
    sources = job.spec.inputs_of(variant) if variant < BEFORE else ()
    spec, source, gone = job.spec, next(iter(sources), None), False
    for _ in range(FARTHEST):
        if source is None or spec.lineage is None:
            break
        parent = await ledger.job(spec.lineage.job)
        for one in parent.variants if parent else ():
            if one.asset.sha256 == source.sha256:
                return Step(parent, one.index) if parent else None
        told = parent.spec if parent else await ledger.deleted(spec.lineage.job)
        if told is None:
            break
        if parent is None and source not in told.inputs:  # it is what was deleted
            which = next(iter(spec.lineage.variants), 1)
            source, gone = next(iter(told.inputs_of(which)), None), True
        spec = told
    brought = source and not gone and job.variant(BEFORE + variant)
    return Step(job, BEFORE + variant) if brought else None


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
    if len(way.steps) == 1:
        return ()
    first, *others = _lines(way, now)
    end = len(others) if now < 0 else min(len(others), max(now - way.first + AFTER, MOST_LINES - 1))
    start = max(0, end - MOST_LINES + 1)
    return (first, *_more(start), *others[start:end], *_more(len(others) - end))


def listed(way: Way, now: int) -> str:
    """The latest steps in a sentence, as seen from step `now`."""
    return "; ".join(_lines(way, now)[-MOST_TOLD:])


def _lines(way: Way, now: int) -> tuple[str, ...]:
    return tuple(
        f"{number}: {step.title}{_whereabouts(number, now)}"
        for number, step in enumerate(way.steps, way.first)
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
    undo = (leading(way, number - 1, "Undo"),) if number > way.first else ()
    redo = (leading(way, number + 1, "Redo"),) if number < way.last else ()
    return (*undo, *redo)


def leading(way: Way, number: int, label: str = "") -> Button:
    """The button that leads to a step of a way."""
    tip = way.steps[-1]
    action = Action(Verb.STEP, tip.job.id, tip.variant, str(number))
    return Button(label or f"Step {number}", action.pack())


def every(way: Way) -> Rows:
    """Buttons for the latest steps that lead to a result, in rows."""
    buttons = [leading(way, number) for number in range(way.first, way.last)][-MOST_SHOWN:]
    return tuple(tuple(buttons[at : at + IN_ROW]) for at in range(0, len(buttons), IN_ROW))


def latest(way: Way, wanted: Set[str], among: range) -> int | None:
    """The number of the step that the `wanted` words tell, of those `among` which it may be.

    It is the latest of those that share most of the words; None where none shares any.
    """
    shared = {number: _shared(way.at(number), wanted) for number in among}
    most = max(shared.values(), default=0)
    return max(number for number, count in shared.items() if count == most) if most else None


def retold(way: Way, wanted: Set[str], among: range) -> int | None:
    """The number of the latest step of those `among` whose title tells all the `wanted` words."""
    told = (number for number in reversed(among) if _shared(way.at(number), wanted) == len(wanted))
    return next(told, None) if wanted else None


def _shared(step: Step, wanted: Set[str]) -> int:
    """How many of the wanted words the title of a step tells."""
    told = re.findall(r"\w+", fold(step.title))
    return sum(any(_one(word, other) for other in told) for word in wanted)


def _one(word: str, other: str) -> bool:
    """Whether two words are one: "blur" and "blurred", "watercolor" and "watercolour"."""
    short, long = sorted((word.replace("our", "or"), other.replace("our", "or")), key=len)
    return long == short or (len(short) >= _STEM and long.startswith(short))
