"""What a comparison says: who made which cell, what that took and costs, and how it is voted."""

from collections.abc import Iterator, Sequence

from core.catalogue import Catalogue, Intent, ModelCard
from core.jobs import Absent, Job, JobSpec, Variant

FREE = "no cost"
VOTES = {0: "no votes", 1: "1 vote"}


def between_models(spec: JobSpec) -> bool:
    """Whether models compete, and not looks of one."""
    return spec.model in spec.contenders


def each_does(spec: JobSpec) -> Intent:
    """What every model of a comparison does."""
    return spec.contest or (Intent.RESTYLE if spec.inputs else Intent.IMAGINE)


def contender(job: Job, index: int, catalogue: Catalogue) -> ModelCard | None:
    """The model that made cell `index` (1-based) of a comparison of models; None for all else.

    Nor for one that the operator has taken out of the catalogue since.
    """
    spec = job.spec
    if not between_models(spec) or not 1 <= index <= len(spec.contenders):
        return None
    return catalogue.known(spec.contenders[index - 1])


def side_by_side(job: Job, catalogue: Catalogue) -> tuple[str, ...]:
    """A line for each that competed: seconds and cost; of a model what it is good at, and its
    limit, of a look what was done."""
    if not job.spec.contenders:
        return ()
    if not between_models(job.spec):
        card = catalogue.known(job.spec.model)
        cost = (card.price.rstrip(".") if card else "") or FREE
        return tuple(_look(one, cost) for one in job.variants)
    cells: Sequence[Variant | Absent] = (*job.variants, *job.absent)
    return tuple(_line(job, one, catalogue) for one in sorted(cells, key=lambda one: one.index))


def _line(job: Job, cell: Variant | Absent, catalogue: Catalogue) -> str:
    if isinstance(cell, Absent):
        return f"{cell.index}. {cell.title}: failed. {cell.why}"
    card = contender(job, cell.index, catalogue)
    took = f"{cell.took:.1f} s, " if cell.took else ""
    if card is None:
        return f"{cell.index}. {cell.label}: {took}no longer in the catalogue"
    cost = card.price.rstrip(".") or FREE
    return f"{cell.index}. {card.title}: {took}{cost}. {card.strength} But: {card.limitation}"


def _look(cell: Variant, cost: str) -> str:
    took = f"{cell.took:.1f} s, " if cell.took else ""
    did = cell.did.removeprefix(f"{cell.label}, ")  # “oil, vivid” is called oil already
    return f"{cell.index}. {cell.label}: {took}{cost}. {did}".rstrip(". ")


def standing(job: Job) -> str:
    """How the vote stands: "votes: 2 for 1 (FLUX.2 Klein 4B), 1 for 3 (SDXL Turbo)"."""
    parts = [f"{count} for {_called(job, index)}" for index, count in _counted(job)]
    return f"votes: {', '.join(parts)}" if parts else ""


def winners(job: Job) -> tuple[int, ...]:
    """The variants (1-based) with the most votes; none where nobody voted."""
    most = max(job.votes, default=0)
    return tuple(index for index, count in _counted(job) if count == most)


def voted_for(job: Job, index: int) -> str:
    """What a person voted for, in words: "2 (SDXL Turbo)"."""
    return _called(job, index)


def _counted(job: Job) -> Iterator[tuple[int, int]]:
    """Variants that have votes, with how many, the most first."""
    ranked = sorted(enumerate(job.votes, 1), key=lambda one: (-one[1], one[0]))
    return ((index, count) for index, count in ranked if count and job.variant(index))


def _called(job: Job, index: int) -> str:
    variant = job.variant(index)
    label = variant.label if variant is not None else ""
    return f"{index} ({label})" if label else str(index)
