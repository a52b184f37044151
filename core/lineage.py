"""Where a result came from: each step with its model, licence, settings and seconds."""

from collections.abc import Mapping

from core.answers import step as step_of
from core.catalogue import Catalogue
from core.counting import counted
from core.jobs import BEFORE, Job, JobSpec
from core.ports import Ledger
from core.steps import FARTHEST, Step, Way
from core.strips import MOST_FRAMES, Frame

MOST_LINES = 20
Gone = Mapping[int, int]  # how many steps were deleted before a step, by its number
NOTHING_GONE: Gone = {}
HEADING = "Where it came from:"


def lines(way: Way, catalogue: Catalogue, gone: Gone = NOTHING_GONE) -> tuple[str, ...]:
    """Every step of a way in a line, and where there were more; none where it was always one."""
    if len(way.steps) == 1 and not gone:
        return ()
    told: list[str] = []
    for number, step in enumerate(way.steps, way.first):
        told += [deleted(gone[number])] if number in gone else []
        told.append(f"{number}: {_line(step, catalogue)}")
    if len(told) > MOST_LINES:
        left = len(told) - MOST_LINES + 1
        told = [told[0], f"… {left} more", *told[1 + left :]]
    return (HEADING, *told)


def deleted(count: int) -> str:
    """So many steps of which nothing is left but that they were."""
    return "a step that was deleted" if count == 1 else f"{count} steps that were deleted"


async def gone_from(way: Way, ledger: Ledger) -> Gone:
    """How many steps were deleted that came just before a step of a way, by its number."""
    found = {
        number: await _gone_before(step.job.spec, ledger)
        for number, step in enumerate(way.steps, way.first)
        if step.variant < BEFORE
    }
    return {number: count for number, count in found.items() if count}


async def _gone_before(spec: JobSpec, ledger: Ledger) -> int:
    count = 0
    for _ in range(FARTHEST):
        if (lineage := spec.lineage) is None:
            break
        parent = await ledger.job(lineage.job)
        if parent is not None and lineage.variants:
            break
        told = parent.spec if parent else await ledger.deleted(lineage.job)
        if told is None:
            break
        count += bool(lineage.variants)  # what was only repeated is no step
        spec = told
    return count


def frames(way: Way, catalogue: Catalogue) -> tuple[Frame, ...]:
    """What a picture of a way shows: of many steps the first and the latest."""
    made = [
        frame
        for number, step in enumerate(way.steps, way.first)
        if (frame := _frame(number, step, catalogue))
    ]
    if len(made) > MOST_FRAMES:
        made = [made[0], *made[1 - MOST_FRAMES :]]
    return tuple(made) if len(made) > 1 else ()


def _line(step: Step, catalogue: Catalogue) -> str:
    if step.variant > BEFORE:
        return _began(step)
    job = step.job
    card = catalogue.known(job.spec.model)
    licence = f" ({card.licence})" if card else ""
    which = f" → {step.variant}" if len(job.variants) > 1 else ""
    others = len(job.spec.inputs_of(step.variant)) - 1 if job.spec.lineage else 0
    which += f" with {counted(others, 'more picture')}" if others > 0 else ""
    model = f"{catalogue.title(job.spec.model)}{licence}"
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
    strength = (f"strength {job.spec.strength:g}",) if job.spec.inputs else ()
    took = (f"{job.seconds:.1f} s",) if job.finished and job.started else ()
    changed = made.changed if made else None
    share = (f"{changed:.1%} changed".replace("%", " %"),) if changed is not None else ()
    return (f"seed {seed}", *strength, *took, *share)


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
    return Frame(poster, title, f"{catalogue.title(job.spec.model)}{took}", plays)
