"""The manifest of a result: its lineage, walked back past what was deleted, told from the start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.catalogue import Catalogue
from core.jobs import BEFORE, Asset, Job, JobSpec, Variant
from core.makers import CLASSICAL, maker_of
from core.origins import UNKNOWN
from core.ports import Ledger
from core.provenance import Deed, Ingredient, Manifest, Source

MOST_STEPS = 20  # the latest of them are told


async def manifest_of(
    job: str, variant: int, ledger: Ledger, catalogue: Catalogue
) -> Manifest | None:
    """What to say of variant `variant` (1-based) of a job; 0 is the grid, made of all of them.

    None for what a person brought and nothing was done to, and where nobody knows any more.
    """
    found, pedigree = await ledger.job(job), Pedigree(ledger, catalogue)
    if found is None:
        gone = await ledger.deleted(job)
        return await pedigree.of(gone, ()) if gone and variant < BEFORE else None
    if variant > BEFORE:
        return await pedigree.before(found, variant)
    made = tuple(one for one in found.variants if variant in (0, one.index))
    return await pedigree.of(found.spec, made) if made else None


class _Step(NamedTuple):
    """A request on the way, with what of its result was gone on from."""

    spec: JobSpec
    made: tuple[Variant, ...]  # none where the result was deleted
    inputs: list[Asset]
    brought: list[Asset]  # of the inputs, what is no earlier result


@dataclass(frozen=True, slots=True)
class Pedigree:
    """Walks back along lineages."""

    ledger: Ledger
    catalogue: Catalogue

    async def of(self, spec: JobSpec, made: tuple[Variant, ...]) -> Manifest:
        """All that was done until these variants of a request were there."""
        steps = [_step(spec, made, _inputs(spec, made))]
        wanted = list(steps[0].inputs)  # what the latest of the steps goes on from
        cut = False
        for _ in range(MOST_STEPS):
            parent, told = await self._parent(spec)
            if told is None or not wanted:
                break
            step, spec = _used(parent, told, spec, wanted), told
            if step is None:
                continue  # only repeated: its inputs are those of the request before, too
            mine = {one for made in step.made for one in _files(made)}
            mine = mine or {one.sha256 for one in wanted}
            steps[-1].brought[:] = [one for one in wanted if one.sha256 not in mine]
            steps.append(step)
            wanted = list(step.inputs)
        else:
            cut = bool(wanted)
            steps[-1].brought.clear()  # they are perhaps results themselves
        return Manifest(tuple(self._deeds(steps[::-1])), cut)

    async def before(self, job: Job, variant: int) -> Manifest | None:
        """What to say of what a variant was made from; None where a person brought that."""
        source, spec = job.source(variant), job.spec
        for _ in range(MOST_STEPS):
            parent, told = await self._parent(spec)
            if source is None or told is None:
                return None
            if made := _among(parent, [source]):
                return await self.of(told, made)
            if parent is None and source.sha256 in told.withheld:
                return await self.of(told, ())  # a result that was deleted
            spec = told
        return None

    async def _parent(self, spec: JobSpec) -> tuple[Job | None, JobSpec | None]:
        """The job that a request goes on from, and what that was asked for."""
        if spec.lineage is None:
            return None, None
        parent = await self.ledger.job(spec.lineage.job)
        told = parent.spec if parent else await self.ledger.deleted(spec.lineage.job)
        return parent, told

    def _deeds(self, steps: Sequence[_Step]) -> Iterator[Deed]:
        """The deeds of steps, oldest first; what a model once had a part in keeps that part."""
        trained = False
        for step in steps:
            trained = trained or any(one.origin and one.origin.trained for one in step.brought)
            deeds = [self._deed(step, one, trained) for one in _makers(step)]
            trained = trained or any(one.source.trained for one in deeds)
            yield from dict.fromkeys(deeds)

    def _deed(self, step: _Step, variant: Variant | None, trained: bool) -> Deed:
        card = maker_of(step.spec, variant, self.catalogue)
        recipe = variant.recipe if variant else None
        learnt = recipe is not None or (
            variant is None and (card is None or card.engine != CLASSICAL)
        )
        weights = card.source if card else (recipe.model if recipe else "")
        return Deed(
            intent=step.spec.intent,
            source=_source(learnt, trained, len(step.inputs)),
            model=card.title if card else step.spec.model,
            weights="" if weights.startswith(("/", "~", ".")) else weights,  # of our own disk
            revision=recipe.revision if recipe else "",
            licence=card.licence if card else "",
            licence_note=card.licence_note if card else "",
            commercial=card.commercial if card else True,
            brought=tuple(map(_ingredient, step.brought)),
            begins=not step.inputs,
        )


def _source(learnt: bool, trained: bool, inputs: int) -> Source:
    """How something came about; `trained`: whether a model had a part in what it was made from."""
    if not inputs:
        return Source.TRAINED if learnt else Source.ALGORITHMIC
    if learnt or trained:
        return Source.WITH_TRAINED
    return Source.ENHANCED if inputs == 1 else Source.COMPOSITE


def _ingredient(brought: Asset) -> Ingredient:
    return Ingredient(brought.sha256, brought.media_type, brought.origin or UNKNOWN)


def _step(spec: JobSpec, made: tuple[Variant, ...], inputs: list[Asset]) -> _Step:
    return _Step(spec, made, inputs, list(inputs))


def _used(parent: Job | None, told: JobSpec, later: JobSpec, wanted: list[Asset]) -> _Step | None:
    """What a request made of what is `wanted`; None where it began with the same itself."""
    if made := _among(parent, wanted):
        return _step(told, made, _inputs(told, made))
    given = {one.sha256 for one in told.inputs}
    if parent is not None or any(one.sha256 in given for one in wanted):
        return None
    which = later.lineage.variants if later.lineage else ()  # of a result that was deleted
    every = dict.fromkeys(one for index in which or (1,) for one in told.inputs_of(index))
    return _step(told, (), list(every))


def _among(job: Job | None, wanted: Sequence[Asset]) -> tuple[Variant, ...]:
    """The variants of a job that are among these files."""
    named = {one.sha256 for one in wanted}
    if job is None:
        return ()
    own = named - {one.sha256 for one in job.spec.inputs}  # which a clip may begin with
    return tuple(one for one in job.variants if one.asset.sha256 in named or own & _files(one))


def _files(variant: Variant) -> set[str]:
    """What one can go on from: the file itself, and of a clip its first and its last picture."""
    stills = (variant.asset, variant.poster, variant.last)
    return {one.sha256 for one in stills if one is not None}


def _inputs(spec: JobSpec, made: Sequence[Variant]) -> list[Asset]:
    """What variants were made from, each once; of what was deleted, everything."""
    if not made:
        return list(dict.fromkeys(spec.inputs))
    return list(dict.fromkeys(one for each in made for one in spec.inputs_of(each.index)))


def _makers(step: _Step) -> tuple[Variant | None, ...]:
    """The variants of a step, which several models may have made; None for a deleted result."""
    return step.made or (None,)
