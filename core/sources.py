"""Which pictures a request goes on from: those attached, or variants of an earlier result."""

from dataclasses import replace
from typing import NamedTuple

from core.catalogue import Intent
from core.counting import counted
from core.depicted import scene_from
from core.errors import NothingToSelect, PictureNeeded
from core.intents import Context, Replied
from core.jobs import BEFORE, UNTOLD, Asset, Drawn, Job, Kept, Lineage, Scene, Traced, Variant
from core.masks import fits
from core.specs import ONE_BY_ONE

# What moves nothing within a picture; what is drawn anew from words does.
_STILL_STANDING = frozenset({Intent.RESTYLE, Intent.VARY, Intent.COMPARE, Intent.UPSCALE})

OF_THE_SET = "made from the picture that the formats were made of"
UNFRAMED = "made from the picture before it was framed; begin with 1 to go on from the frame"


class Source(NamedTuple):
    """Pictures, where they came from, and what a person should know about the choice."""

    pictures: tuple[Asset, ...]
    lineage: Lineage | None
    notes: tuple[str, ...] = ()
    drawn: Drawn | None = None  # what the one picture was drawn from
    mask: Asset | None = None  # what an earlier request had marked in these pictures
    traced: Traced | None = None  # what all of these pictures are looks of
    kept: Kept | None = None  # what a model kept of the one picture
    scene: Scene = UNTOLD  # what the first picture shows, where it was made here


def context_of(images: int, target: Job | None, masked: bool = False) -> Context:
    """What the router should know of a request that replies to `target`."""
    if target is None:
        return Context(images=images, mask=masked)
    variants = len(target.variants) if target.state.ended else target.spec.count
    if not variants:
        return Context(images=images, mask=masked)
    reply = Replied.GRID if variants > 1 else Replied.SINGLE
    return Context(images=images, reply=reply, mask=masked, variants=variants)


def source(
    attached: tuple[Asset, ...], target: Job | None, selection: tuple[int, ...], intent: Intent
) -> Source:
    """The pictures for `intent`: selected variants of `target` first, then what was attached.

    Without a result to select from, the selection is of what was attached. Raises NothingToSelect
    where it names a variant that is not there, and PictureNeeded where there is nothing at all.
    """
    if target is None or not target.variants:
        return Source(_chosen(attached, selection), None)
    indices, notes = _selected(target, selection, intent, bool(attached))
    pictures = tuple(picture for index in indices for picture in still_of(target, index))
    alone = len((*pictures, *attached)) == 1
    drawn = drawn_from(target, indices[0]) if alone else None
    kept = kept_of(target, indices[0]) if alone else None
    mask = None if attached else mask_of(target, pictures, intent)
    traced = None if attached else traced_from(target, indices)
    lineage = lineage_from(target, indices, str(intent))
    scene = scene_from(target, indices)
    return Source((*pictures, *attached), lineage, notes, drawn, mask, traced, kept, scene)


def mask_of(job: Job, pictures: tuple[Asset, ...], intent: Intent) -> Asset | None:
    """What of these `pictures` of a job `intent` keeps to: a variation of an edit stays within it.

    None where nothing was marked, the pictures are not its results, or have another shape by now.
    """
    results = {variant.asset.sha256 for variant in job.variants}
    own = all(picture.sha256 in results for picture in pictures)
    mask = job.spec.mask if intent is Intent.VARY and own else None
    return mask if mask and all(fits(mask, picture) for picture in pictures) else None


def _chosen(attached: tuple[Asset, ...], selection: tuple[int, ...]) -> tuple[Asset, ...]:
    """The attached pictures that the words name by number, or all."""
    if selection and not attached:
        raise PictureNeeded
    for index in selection:
        if index > len(attached):
            raise NothingToSelect(index=index, count=counted(len(attached), "picture"))
    return tuple(attached[index - 1] for index in selection) or attached


def still_of(job: Job, index: int) -> tuple[Asset, ...]:
    """The picture of variant `index` (1-based); of a clip, the picture that it was made from."""
    variant = job.variant(index)
    if variant is None:
        raise NothingToSelect(index=index, count=counted(len(job.variants), "picture"))
    return begun_with(job, variant) if variant.asset.seconds else (variant.asset,)


def begun_with(job: Job, clip: Variant) -> tuple[Asset, ...]:
    """The picture that a clip begins with; none where it is not kept."""
    sources = job.spec.inputs_of(clip.index)[:1]
    return sources or ((clip.poster,) if clip.poster else ())


def lineage_from(job: Job, indices: tuple[int, ...], action: str) -> Lineage | None:
    """What a request goes on from; where it goes back behind a job, what that went on from.

    What begins with the picture that the job began with stands beside it, as what is made again
    does: no variant of it is named.
    """
    if any(index > BEFORE for index in indices):
        return job.spec.lineage or Lineage(job.id, (), action)
    return Lineage(job.id, indices, action)


def drawn_from(job: Job, index: int) -> Drawn | None:
    """What the still of variant `index` (1-based) was drawn from; None where it was not."""
    spec = job.spec
    if spec.intent is Intent.ANIMATE or index > BEFORE:
        return spec.drawn
    if spec.intent is Intent.VARY and spec.drawn is not None:
        return replace(spec.drawn, seed=spec.seed_of(index))
    if spec.intent is not Intent.IMAGINE or spec.inputs:
        return None
    words, seed, negative = spec.words_of(index), spec.seed_of(index), spec.prompt.negative
    size, palette = (spec.width, spec.height), spec.palette
    return Drawn(spec.model, words, seed, *size, negative, palette)


def kept_of(job: Job, index: int) -> Kept | None:
    """What the model kept of variant `index` (1-based); of a clip, of what it was made from."""
    variant = job.variant(index)
    if variant is None or variant.asset.seconds or index > BEFORE:
        return job.spec.kept
    return variant.kept


def traced_from(job: Job, indices: tuple[int, ...]) -> Traced | None:
    """What variants (1-based) are looks of, where that is one picture for all of them."""
    origins = {_origin(job, index) for index in indices}
    return origins.pop() if len(origins) == 1 else None


def _origin(job: Job, index: int) -> Traced | None:
    if index > BEFORE:
        return job.spec.traced
    spec, variant, sources = job.spec, job.variant(index), job.spec.inputs_of(index)
    if spec.intent not in _STILL_STANDING or variant is None or len(sources) != 1 or spec.drawn:
        return None
    competed = spec.model in spec.contenders  # models did, and not looks
    if competed or not fits(sources[0], variant.asset):  # or it was cropped to another ratio
        return None
    return spec.traced or Traced(spec.model, sources[0])


def _selected(
    target: Job, selection: tuple[int, ...], intent: Intent, attached: bool
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    everything = tuple(variant.index for variant in target.variants)
    behind = None if selection or attached else _behind(target, intent)
    if behind is not None:
        return (BEFORE + everything[0],), (behind,)
    if selection or len(everything) == 1:
        return selection or everything, ()
    if intent in ONE_BY_ONE and not attached:
        return everything, (f"done to all {len(everything)}; begin with a number to choose one",)
    first = everything[:1]
    return first, (f"made from number {first[0]}; begin with another number to choose that one",)


def _behind(target: Job, intent: Intent) -> str | None:
    """What to say where another frame is made of what the last one was made of; None where not.

    A crop of a crop is nobody's next format.
    """
    spec = target.spec
    if spec.formats and intent in (Intent.FORMATS, Intent.REFRAME):
        return OF_THE_SET
    framed = spec.intent is Intent.REFRAME and spec.prompt.ratio is not None
    alone = len(spec.inputs) == 1
    return UNFRAMED if intent is Intent.FORMATS and framed and alone else None
