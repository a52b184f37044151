"""Which variants share one forward pass: those of one shape, in buckets of fixed sizes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from core.catalogue import Intent, ModelCard
from core.jobs import JobSpec
from worker.engine import BUCKETS

BATCHING = frozenset({"diffusion"})  # engines that render several jobs in one pass


@dataclass(frozen=True, slots=True)
class Shape:
    """What variants must have in common to share a pass.

    `job` is empty where jobs of different people may: what is made from pictures is one person's
    own, and pipelines take one set of pictures for a whole batch.
    """

    card: str
    width: int  # px
    height: int  # px
    craft: Intent
    steps: int
    guidance: float | None = None
    job: str = ""
    whole: bool = False  # whether its engine renders a job in one go, whatever its samples
    bucket: int = 0  # samples that the pass must have, where an earlier result is made again
    seconds: float = 0.0  # of a clip, where somebody named its length
    # Whether words say what should not be there: some pipelines encode nothing as something else
    # once one sample of the pass has such words (SDXL leaves the empty text out otherwise).
    negative: bool = False
    # What they say, and what they say against, of a family whose words may not be mixed: unlike
    # lengths would be padded to one, and so a picture would depend on its companions.
    words: tuple[str, str] = ("", "")

    @property
    def whosever(self) -> Self:
        """It without what tells people's jobs apart: what a pass takes is the same for all."""
        return replace(self, job="", words=("", ""))


class Sample(NamedTuple):
    """One variant that waits."""

    job: str  # key of its job
    variant: int  # its index, 1-based


def shapes_of(
    job: str, spec: JobSpec, card: ModelCard, *, mixed: bool = False
) -> dict[Shape, tuple[int, ...]]:
    """What the variants of the job called `job` must share with others of their pass, and the
    indices of those that have each shape in common; `mixed` where other words may share it."""
    whole = card.engine not in BATCHING
    private = whole or bool(spec.inputs)
    shape = Shape(
        card=card.name,
        width=spec.width,
        height=spec.height,
        craft=spec.intent if private else Intent.IMAGINE,
        steps=spec.steps or card.steps,
        guidance=card.guidance if spec.guidance is None else spec.guidance,
        job=job if private else "",
        whole=whole,
        seconds=spec.motion.seconds if spec.motion else 0.0,
        negative=bool(spec.prompt.negative) and not whole,
    )
    found: dict[Shape, tuple[int, ...]] = {}
    for index in range(1, spec.count + 1):
        words = ("", "") if mixed or whole else (spec.words_of(index), spec.prompt.negative)
        own = shape if whole else replace(shape, bucket=spec.bucket_of(index), words=words)
        found[own] = (*found.get(own, ()), index)
    return found


def bucket_for(samples: int, most: int) -> int:
    """The bucket that so many samples fill: the largest, so that nothing is computed in vain.

    Five samples make a pass of four and one of one. `most` is what fits the device.
    """
    return next(size for size in BUCKETS if size <= max(1, min(samples, most)))


def grouped(samples: Iterable[Sample]) -> dict[str, tuple[int, ...]]:
    """The indices of each job's samples, jobs in the order in which they came."""
    found: dict[str, tuple[int, ...]] = {}
    for sample in samples:
        found[sample.job] = (*found.get(sample.job, ()), sample.variant)
    return found
