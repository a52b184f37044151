"""Where a model that paints is to enlarge a picture: which other model enlarges it first.

What paints invents detail; it does so best in a picture that is sharp at that size already.
"""

from collections.abc import Collection
from dataclasses import replace

from core.catalogue import Catalogue, Intent, ModelCard
from core.jobs import JobSpec

ENGINE = "diffusion"  # the one whose models can redraw a picture in tiles
ENLARGERS = frozenset({"swin2sr"})  # families that enlarge and paint nothing


def growers(
    spec: JobSpec, card: ModelCard, catalogue: Catalogue, served: Collection[str]
) -> tuple[ModelCard, ...]:
    """The cards that enlarge for `card`, of those that are `served` here, best first; none where it
    needs none."""
    paints = card.engine == ENGINE and card.family not in ENLARGERS
    if spec.intent is not Intent.UPSCALE or not spec.inputs or not paints:
        return ()
    return tuple(one for one in catalogue if one.family in ENLARGERS and one.name in served)


def enlargement(spec: JobSpec, card: ModelCard) -> JobSpec:
    """The job of enlarging: `card` brings each picture to the size that the words ask for.

    Variants of one picture all go on from the same.
    """
    return replace(spec, model=card.name, count=len(spec.inputs) if spec.each else 1, repeats=())
