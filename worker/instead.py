"""Where a model cannot do a job: which other one would, and what a person is told of that."""

from collections.abc import Collection
from dataclasses import replace

from core.catalogue import NATURAL, Catalogue, Intent, ModelCard, Role
from core.errors import DoesNotFit, EaselError
from core.filming import left_out
from core.jobs import JobSpec
from core.sizes import GRAIN
from worker.engines.diffusion.families import family_of, films, unplaced
from worker.seeking import seekers

_SMALLEST = 512  # px, a side: less is no picture to work on


def does_not_fit(
    spec: JobSpec, card: ModelCard, catalogue: Catalogue, running: Collection[str]
) -> DoesNotFit:
    """The error of a job by `card` that ran out of memory; `running` names the cards that are
    served."""
    width, height = spec.width or card.size, spec.height or card.size
    other = _next(card, spec, catalogue, running)
    ways: list[str] = []
    if other is not None:
        ways.append(f"the next model that would work is {other.title} (--model {other.name})")
    if min(width, height) > _SMALLEST and not spec.inputs:
        ways.append("a smaller size may fit")
    instead = "; ".join(ways) or "please ask for something smaller"
    return DoesNotFit(model=card.title, size=f"{width} x {height} px", instead=instead)


def next_card(
    spec: JobSpec, catalogue: Catalogue, running: Collection[str], tried: Collection[str]
) -> ModelCard | None:
    """The best card that could take a job which those `tried` could not; by names.

    None that costs something, sends pictures elsewhere, or is for adults only: nobody agreed to
    that.
    """
    able = [
        card
        for role in dict.fromkeys((spec.role, NATURAL[spec.intent], *Role))
        for card in catalogue.serving(role, spec.intent)
        if card.name in running and card.name not in tried
        if _works(card, spec, catalogue, running)
    ]
    able.sort(key=lambda card: spec.intent in card.stopgap)  # those are the last to be asked
    return next(iter(able), None)


def handed(spec: JobSpec, card: ModelCard, former: ModelCard) -> JobSpec:
    """The job of a card that cannot do it, as that of another one: in a size that suits it, and
    without what only the former one understands."""
    scale = card.size / former.size
    width, height = (round(side * scale / GRAIN) * GRAIN for side in (spec.width, spec.height))
    roles = (spec.role, NATURAL[spec.intent], *card.roles)
    return replace(
        spec,
        model=card.name,
        role=next(role for role in roles if role in card.roles),
        width=width,
        height=height,
        kept=spec.kept if card.family == former.family else None,
        drawn=None,
        traced=None,
        steps=0,
        guidance=None,
    )


def told(card: ModelCard, former: ModelCard, error: EaselError) -> str:
    """What a person should know of a result that another model made."""
    return f"by {card.title} instead of {former.title}: {error.sentence}"


def lost(spec: JobSpec, card: ModelCard) -> tuple[str, ...]:
    """What of the wishes for a clip a model cannot that makes it in another one's place."""
    return tuple(left_out(spec.motion, card)) if spec.motion is not None else ()


def advised(card: ModelCard) -> str:
    """What to say to who chose a model that cannot."""
    return f"{card.title} may do it (--model {card.name})."


def _works(card: ModelCard, spec: JobSpec, catalogue: Catalogue, running: Collection[str]) -> bool:
    """Whether a card that serves an intent takes this job as it is, and nobody has to agree."""
    return _takes(card, spec) and _finds_its_place(card, spec, catalogue, running)


def _takes(card: ModelCard, spec: JobSpec) -> bool:
    if card.price or card.privacy or card.adult:
        return False
    if spec.intent is Intent.ANIMATE and not spec.inputs:
        return films(family_of(card))
    ends = spec.motion is not None  # a picture to end on may be left out, which is told
    return spec.each or ends or len(spec.inputs) <= max(1, card.references)


def _finds_its_place(
    card: ModelCard, spec: JobSpec, catalogue: Catalogue, running: Collection[str]
) -> bool:
    """Whether a card that paints marked places only would know where, as it is asked."""
    if not spec.inputs or spec.mask is not None or not unplaced(spec.intent, family_of(card)):
        return True
    return bool(seekers(spec, card, catalogue, running))


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
            and _works(one, spec, catalogue, running)
        ),
        None,
    )
