"""Which model made a result: another may have stood in for the one that was asked."""

from core.catalogue import Catalogue, ModelCard
from core.jobs import Job, JobSpec, Variant

CLASSICAL = "classical"  # the engine that learnt nothing from pictures


def maker_of(spec: JobSpec, variant: Variant | None, catalogue: Catalogue) -> ModelCard | None:
    """The card of what made a variant, be it another than was asked; None where it is no longer in
    the catalogue.

    What a model made has a recipe, and nothing else has. Of what was deleted (no `variant`) only
    the request is known.
    """
    rivals = spec.contenders[variant.index - 1 : variant.index] if variant else ()
    cards = {card.name: card for card in catalogue}
    asked = next((cards[name] for name in (*rivals, spec.model) if name in cards), None)
    if variant is None:
        return asked
    likely = (*((asked,) if asked else ()), *catalogue)
    if variant.recipe is None:
        return next((card for card in likely if card.engine == CLASSICAL), None)
    return next((card for card in likely if card.source == variant.recipe.model), None)


def makers(job: Job, catalogue: Catalogue) -> tuple[ModelCard, ...]:
    """The cards of what made the variants of a job, each once; the one that is asked, while there
    are none. None of what is no longer in the catalogue."""
    made = [maker(job, one, catalogue) for one in job.variants]
    found = made or [catalogue.known(job.spec.model)]
    return tuple({card.name: card for card in found if card is not None}.values())


def in_data(job: Job, catalogue: Catalogue) -> dict[str, object]:
    """The card that was asked, and those that made it, for programs."""
    return {"model": job.spec.model, "made_by": [card.name for card in makers(job, catalogue)]}


def named(job: Job, catalogue: Catalogue) -> str:
    """How people call what made a job; what is asked, while it is being made."""
    titles = [card.title for card in makers(job, catalogue)]
    return " and ".join(titles) or catalogue.title(job.spec.model)


def maker(job: Job, variant: Variant, catalogue: Catalogue) -> ModelCard | None:
    """As `maker_of`; of what does not tell how it was made, the one that was asked."""
    if variant.recipe is None and not variant.libraries:
        return catalogue.known(job.spec.model)
    return maker_of(job.spec, variant, catalogue)
