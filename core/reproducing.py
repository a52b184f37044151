"""What of an earlier result cannot be had again as it was, and why: told before it is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.catalogue import Catalogue
from core.errors import Gone, TargetGone, Unserved
from core.jobs import Asset, Job, JobSpec, Variant
from core.makers import maker
from core.ports import Announcement, Blobs, Fleet

NOBODY = Fleet((), ())
MAY_DIFFER = "so it may come out otherwise"


class ModelGone(Unserved):
    """{model} made this, and it is no longer in the catalogue here, so the same cannot be made
    again. With other words or on another picture the nearest model that runs takes it."""


class SourceGone(Gone):
    """The picture that this was made from was deleted, so it cannot be made again; its settings
    are still there: send another picture for them."""


class MarksGone(Gone):
    """The mask that said where this was changed was deleted, so it cannot be made again; please
    send another mask, or say the place in words."""


@dataclass(frozen=True, slots=True)
class Means:
    """What there is now of what results were made with."""

    catalogue: Catalogue
    fleet: Fleet = NOBODY
    missing: frozenset[str] = frozenset()  # sha256 of files that are no longer there

    def serving(self, model: str) -> tuple[Announcement, ...]:
        """The workers that have a model, by the name of its card; those that went where none is."""
        each = ([one for one in told if model in one.cards] for told in self.fleet)
        return tuple(next(filter(None, each), ()))

    def lacks(self, asset: Asset | None) -> bool:
        """Whether a file was there once and is not any more."""
        return asset is not None and asset.sha256 in self.missing


async def missing(spec: JobSpec, blobs: Blobs | None) -> frozenset[str]:
    """Of the files that a request begins with, those that are no longer there, by sha256."""
    gone: set[str] = set()
    for one in _files(spec) if blobs is not None else ():
        try:
            assert blobs is not None
            await blobs.size(one.sha256)
        except TargetGone:
            gone.add(one.sha256)
    return frozenset(gone)


def _files(spec: JobSpec) -> Iterator[Asset]:
    yield from spec.inputs
    traced = spec.traced.picture if spec.traced else None
    kept = spec.kept.asset if spec.kept else None
    yield from (one for one in (spec.mask, traced, kept, spec.encoded) if one is not None)


def contending(spec: JobSpec) -> tuple[str, ...]:
    """The models that a request wants, by the names of their cards; looks that compete are none."""
    return spec.contenders if spec.model in spec.contenders else (spec.model,)


def lost(job: Job, means: Means) -> tuple[str, ...]:
    """Why the very same bytes may not come again, each reason in a line; none where nothing is
    known against it."""
    spec = job.spec
    told = [f"{name} is no longer in the catalogue" for name in _gone(spec, means.catalogue)]
    if any(means.lacks(one) for one in spec.inputs):
        told.append("the picture that it was made from was deleted")
    if means.lacks(spec.mask):
        told.append("the mask that said where it was changed was deleted")
    return (*told, *stale(spec, means), *otherwise(job, means))


def stale(spec: JobSpec, means: Means) -> tuple[str, ...]:
    """What was kept to begin with and is gone, where it goes on without."""
    told: list[str] = []
    if spec.kept is not None and means.lacks(spec.kept.asset):
        told.append(
            "what the model kept of its picture was deleted: it begins with the picture itself, "
            + MAY_DIFFER
        )
    if spec.traced is not None and means.lacks(spec.traced.picture):
        told.append(f"the picture that its source is a look of was deleted, {MAY_DIFFER}")
    return tuple(told)


def otherwise(job: Job, means: Means) -> tuple[str, ...]:
    """What the workers that have its model would make it with, where that is something else.

    Of several workers the one counts that is most like the one of the day.
    """
    told: dict[str, None] = {}
    for one in job.variants:
        card = maker(job, one, means.catalogue)
        told |= dict.fromkeys(_differences(one, card.name if card else job.spec.model, means))
    return tuple(told)


def _gone(spec: JobSpec, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(name for name in contending(spec) if catalogue.known(name) is None)


def _differences(made: Variant, model: str, means: Means) -> tuple[str, ...]:
    recipe = made.recipe
    if recipe is not None and recipe.server:
        return ("whether a service makes the same again is up to it",)
    versions = recipe.versions if recipe is not None else made.libraries
    revision, run = (recipe.revision, recipe.run) if recipe is not None else ("", "")
    every = [
        (
            *_weights(revision, one.revisions.get(model, "")),
            *_runs(run, one.runs.get(model, ())),
            *_versions(versions, one.libraries),
        )
        for one in means.serving(model)
    ]
    return min(every, key=len, default=())


def _weights(was: str, now: str) -> tuple[str, ...]:
    if not was or not now or was == now:
        return ()
    return (f"made with weights {was}, and {now} are here now, {MAY_DIFFER}",)


def _runs(was: str, now: Sequence[str]) -> tuple[str, ...]:
    """Another precision or class of device, where a worker tells what its model runs in."""
    if not was or not now or was in now:
        return ()
    return (f"made in {was}, and it runs in {' or '.join(now)} here now, {MAY_DIFFER}",)


def _versions(was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    """Libraries of another version than when it was made; nothing of those that nobody tells."""
    here = dict(one.split(" ", 1) for one in now)
    for one in was:
        name, _, version = one.partition(" ")
        if name in here and here[name] != version:
            yield f"made with {one}, and {here[name]} is here now, {MAY_DIFFER}"
