"""Where an edit names its place and nobody marked it: which model looks for that place first."""

from collections.abc import Collection
from dataclasses import replace

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.jobs import JobSpec
from worker.engines.diffusion.families import Craft, family_of
from worker.places import places


def seekers(
    spec: JobSpec, card: ModelCard, catalogue: Catalogue, served: Collection[str]
) -> tuple[ModelCard, ...]:
    """The cards that find what the words of an edit name, of those that are `served` here, best
    first.

    None where a mask says it, where the words name nothing in the picture, and where the model
    that edits can only paint the whole picture.
    """
    if spec.intent is not Intent.EDIT or spec.mask is not None or not spec.inputs:
        return ()
    if Craft.INPAINT not in family_of(card).pipelines or not places(spec.words_of(1)):
        return ()
    return tuple(one for one in catalogue if Role.SEGMENT in one.roles and one.name in served)


def search(spec: JobSpec, card: ModelCard) -> JobSpec:
    """The job of looking: `card` cuts out of each picture what the words name."""
    count = len(spec.inputs) if spec.each else 1
    return replace(spec, intent=Intent.CUTOUT, role=Role.SEGMENT, model=card.name, count=count)
