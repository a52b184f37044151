"""What is said of a clip that is there: longer, another camera, a loop, on from where it ends."""

from dataclasses import replace

from core.catalogue import Intent
from core.errors import EaselError
from core.intents import Understanding
from core.jobs import Asset, Job, Lineage
from core.lexicon import Lexicon
from core.motion import FREE, Motion
from core.press import Press
from core.requests import Request
from core.sources import begun_with

LONGER = 2.0  # times as long as it is


class NoEnd(EaselError):
    """This clip has no last picture to go on from: it is a loop, or from before one was kept.
    Animate its picture again, or make it longer."""


def directs(understood: Understanding, job: Job | None, index: int) -> bool:
    """Whether words only direct: a camera, a length, a loop, a sound for the clip that variant
    `index` (1-based) of a job is."""
    variant = job.variant(index) if job else None
    return variant is not None and variant.asset.seconds > 0 and understood.motion.directs


def redirected(understood: Understanding, job: Job, index: int, lexicon: Lexicon) -> Understanding:
    """What is understood as the request of the clip once more, with what was said of it now."""
    variant, before, now = job.variant(index), job.spec.motion or FREE, understood.motion
    assert variant is not None, index
    motion = lexicon.motions.redirected(before, now)
    if now.on:
        motion = replace(motion, ends=False)
    if now.longer:
        motion = replace(motion, seconds=variant.asset.seconds * LONGER)
    return replace(
        understood,
        intent=Intent.ANIMATE,
        role=job.spec.role,
        words=job.spec.prompt.words,
        motion=motion,
        needs_picture=True,
        presumed=False,
    )


def pictures_for(job: Job, index: int, motion: Motion) -> tuple[Asset, ...]:
    """The pictures for a clip that goes on from variant `index` (1-based), which is one itself.

    To go on from its end, the picture that it ended with; else those that it was made from. Raises
    NoEnd.
    """
    variant = job.variant(index)
    assert variant is not None, index
    if not motion.on:
        return job.spec.inputs_of(index) or begun_with(job, variant)
    if variant.last is None:
        raise NoEnd
    return (variant.last,)


def request_of(press: Press, understood: Understanding, lexicon: Lexicon) -> Request:
    """The clip that was pressed once more, with what was said of it; raises NoEnd.

    It keeps its seed: nothing but what was said is to change.
    """
    job, index, said = press.job, press.action.variant or 1, understood.motion
    spec = job.spec
    inputs = pictures_for(job, index, said)
    return Request(
        understood=redirected(understood, job, index, lexicon),
        prompt=replace(spec.prompt, count=1, permutations=(), seconds=None),
        place=press.place,
        seed=spec.seed_of(index),
        inputs=inputs,
        lineage=Lineage(job.id, (index,), str(Intent.ANIMATE)),
        drawn=None if said.on else spec.drawn,
        kept=None if said.on else spec.kept,
        scene=spec.scene,
        listing=lexicon.listing,
    )
