"""What a person is told when a model ran out of memory: what would work."""

from collections.abc import Collection

from core.catalogue import Catalogue, ModelCard
from core.errors import DoesNotFit
from core.jobs import JobSpec

_SMALLEST = 512  # px, a side: less is no picture to work on


def does_not_fit(spec: JobSpec, catalogue: Catalogue, running: Collection[str]) -> DoesNotFit:
    """The error of a job that ran out of memory; `running` names the cards that are served."""
    card = catalogue.card(spec.model)
    width, height = spec.width or card.size, spec.height or card.size
    other = _next(card, spec, catalogue, running)
    ways: list[str] = []
    if other is not None:
        ways.append(f"the next model that would work is {other.title} (--model {other.name})")
    if min(width, height) > _SMALLEST and not spec.inputs:
        ways.append("a smaller size may fit")
    instead = "; ".join(ways) or "please ask for something smaller"
    return DoesNotFit(model=card.title, size=f"{width} x {height} px", instead=instead)


def _next(
    card: ModelCard, spec: JobSpec, catalogue: Catalogue, running: Collection[str]
) -> ModelCard | None:
    """The best card that does the same in less memory, and is served here."""
    serving = catalogue.serving(spec.role, spec.intent)
    return next(
        (
            one
            for one in serving
            if one.name in running
            and one.need.memory < card.need.memory
            and spec.intent not in one.stopgap
        ),
        None,
    )
