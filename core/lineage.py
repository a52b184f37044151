"""Where a result came from: each step with its model, licence, settings and seconds."""

from core.answers import step as step_of
from core.catalogue import Catalogue
from core.counting import counted
from core.jobs import BEFORE, Job
from core.makers import makers, named
from core.steps import DELETED, Step, Way
from core.strips import MOST_FRAMES, Frame

MOST_LINES = 20
HEADING = "Where it came from:"


def lines(way: Way, catalogue: Catalogue) -> tuple[str, ...]:
    """Every step of a way in a line, deleted ones too; none where it was always one."""
    if way.last == way.start:
        return ()
    told = [
        f"{number}: {_line(step, catalogue) if step else DELETED}"
        for number, step in way.numbered()
    ]
    if len(told) > MOST_LINES:
        left = len(told) - MOST_LINES + 1
        told = [told[0], f"… {left} more", *told[1 + left :]]
    return (HEADING, *told)


def frames(way: Way, catalogue: Catalogue) -> tuple[Frame, ...]:
    """What a picture of a way shows: of many steps the first and the latest."""
    made = [
        frame
        for number, step in way.numbered()
        if step and (frame := _frame(number, step, catalogue))
    ]
    if len(made) > MOST_FRAMES:
        made = [made[0], *made[1 - MOST_FRAMES :]]
    return tuple(made) if len(made) > 1 else ()


def _line(step: Step, catalogue: Catalogue) -> str:
    if step.variant > BEFORE:
        return _began(step)
    job = step.job
    which = f" → {step.variant}" if len(job.variants) > 1 else ""
    others = len(job.spec.inputs_of(step.variant)) - 1 if job.spec.lineage else 0
    which += f" with {counted(others, 'more picture')}" if others > 0 else ""
    made = [f"{card.title} ({card.licence})" for card in makers(job, catalogue)]
    model = " and ".join(made) or catalogue.title(job.spec.model)
    return ", ".join((f"{step_of(job)}{which}", model, *_settings(job, step.variant)))


def _began(step: Step) -> str:
    """What somebody brought, with its size; all of them, where it was more than one."""
    sources = step.job.spec.inputs_of(step.variant - BEFORE)
    sizes = ", ".join(f"{one.width} x {one.height} px" for one in sources)
    if len(sources) == 1:
        return f"{step.title}, {sizes}"
    return f"the {len(sources)} pictures that it began with, {sizes}"


def _settings(job: Job, index: int) -> tuple[str, ...]:
    made = job.variant(index)
    seed = made.seed if made else job.spec.seed_of(index)
    took = (f"{job.seconds:.1f} s",) if job.finished and job.started else ()
    changed = made.changed if made else None
    share = (f"{changed:.1%} changed".replace("%", " %"),) if changed is not None else ()
    return (f"seed {seed}", *strength_of(job), *took, *share)


def strength_of(job: Job) -> tuple[str, ...]:
    """How far its picture was to change; nothing where none was given, or its model has none."""
    recipes = [one.recipe for one in job.variants if one.recipe is not None]
    known = [one.strength for one in recipes] or [job.spec.strength if job.spec.inputs else None]
    return tuple(dict.fromkeys(f"strength {one:g}" for one in known if one is not None))


def _frame(number: int, step: Step, catalogue: Catalogue) -> Frame | None:
    made = step.job.variant(step.variant)
    if made is None:
        return None
    if step.variant > BEFORE:
        return Frame(made.asset, f"{number} · your picture")
    job, plays = step.job, bool(made.asset.seconds)
    poster = next(iter(job.spec.inputs_of(step.variant)), None) if plays else made.asset
    if poster is None or poster.seconds:
        return None  # a clip that began with words has no picture of its own
    took = f" · {job.seconds:.1f} s" if job.finished and job.started else ""
    title = f"{number} · {job.spec.intent}"
    return Frame(poster, title, f"{named(job, catalogue)}{took}", plays)
