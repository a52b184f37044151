"""The steps from the picture that somebody began with to a result, and the ways along them.

Nothing is overwritten: a step back shows an earlier picture again, and what is asked for next goes
on from there. Where one stands among the steps is kept by the buttons of the reply that shows it,
so that it survives any restart.
"""

from collections.abc import Set
from dataclasses import replace
from typing import NamedTuple

from core import answers, strides
from core.actions import Action, Verb
from core.buttons import Rows
from core.errors import BadRequest, NothingToUndo
from core.jobs import BEFORE, Asset, Job
from core.ports import Ledger
from core.remembering import in_common, telling
from core.replies import Button, Reply
from core.strides import Stride

FARTHEST = 60  # steps that one can go back
MOST_SHOWN, IN_ROW = 20, 5  # buttons for steps: Discord has room for five rows of five


class NothingToRedo(BadRequest):
    """This is the latest step: nothing was taken back after it."""


class NoSuchStep(BadRequest):
    """There is no step {number} here; the steps are {first} to {last}."""


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

        Raises NothingToUndo, NothingToRedo and NoSuchStep.
        """
        match stride.kind:
            case strides.BACK:
                if now == self.first:
                    raise NothingToUndo
                return max(self.first, now - stride.number)
            case strides.AHEAD:
                if now == self.last:
                    raise NothingToRedo
                return min(self.last, now + stride.number)
            case strides.FIRST:
                return self.first
            case _:
                self.at(stride.number)
                return stride.number


async def way_to(job: Job, variant: int, ledger: Ledger) -> Way:
    """The steps to a variant (1-based), by what each was made from."""
    steps = [Step(job, variant)]
    while len(steps) < FARTHEST:
        source = job.spec.inputs_of(variant)[:1]
        if not source:
            break
        made = await _maker(job, source[0], ledger)
        if made is None:
            steps.append(Step(job, BEFORE + variant))
            break
        steps.append(made)
        job, variant = made
    return Way(tuple(reversed(steps)))


async def _maker(job: Job, source: Asset, ledger: Ledger) -> Step | None:
    """The earlier result that `source` is, which `job` goes on from, be it by repeating another."""
    seen = 0
    while job.spec.lineage is not None and seen < FARTHEST:
        parent = await ledger.job(job.spec.lineage.job)
        if parent is None:
            return None
        for one in parent.variants:
            if one.asset.sha256 == source.sha256:
                return Step(parent, one.index)
        job, seen = parent, seen + 1
    return None


def shown(way: Way, number: int, rows: Rows) -> Reply:
    """A step, with `rows` for what can be done with it, and the way on from there."""
    step = way.at(number)
    variant = step.job.variant(step.variant)
    assert variant is not None, step
    reply = answers.opened(step.job, variant, _with(rows, _beside(way, number)))
    return replace(
        reply,
        text=f"Step {number} of {way.last}: {step.title}",
        lines=(*told(way, number), *reply.lines),
        step=leading(way, number).action,
    )


def told(way: Way, now: int = -1) -> tuple[str, ...]:
    """The steps in lines; of step `now` it is said that one is there."""
    lines = (
        f"{number}: {step.title}{' (here)' if number == now else ''}"
        for number, step in enumerate(way.steps, way.first)
    )
    return tuple(lines) if len(way.steps) > 1 else ()


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


def named(way: Way, words: str, idle: Set[str]) -> int | None:
    """The number of the step before the one that `words` tell: "undo the cup".

    Of several that they could mean it is the latest. `idle` words tell nothing.
    """
    wanted = telling(words) - idle
    shared = [in_common(wanted, telling(step.title)) for step in way.steps]
    most = max(shared)
    if not most:
        return None
    latest = max(at for at, common in enumerate(shared) if common == most)
    return way.first + latest - 1 if latest else None
