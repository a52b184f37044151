"""What a job gave, stored: variants, grid and files, or what is shown to ask about a guess."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from core.catalogue import Intent, ModelCard
from core.errors import NothingElse, UnsafeResult
from core.jobs import Absent, Asset, Job, JobSpec, Kept, Outcome, Variant
from worker.attempt import Attempt, Bench
from worker.engine import WITHHELD, Guessed, Pixels, Rendered
from worker.formats import kept_beside, label_of, name_of, parted
from worker.guarding import Passed
from worker.media.depth import deepened
from worker.media.extent import origin_of, restated, share_of
from worker.media.files import grid, jpeg, master, see_through
from worker.media.grid import Cell, empty
from worker.media.masks import KEPT, MASK, marked, worth_asking
from worker.relay import Made

FLAT = "{which} 8-bit sRGB: edits, frames and cut-outs keep {deep}, new sizes and looks do not"
LOST = "{}: failed"  # below the empty cell of a contender
SAFETENSORS = "application/vnd.safetensors"  # the format has no registered type


class _Shown(NamedTuple):
    """What people see of a variant, stored."""

    asset: Asset
    changed: float | None  # 0 to 1: share of the pixels that an edit changed
    poster: Asset | None = None
    last: Asset | None = None


class Results:
    """Stores what jobs gave, and says it as outcomes."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    async def outcome(self, attempt: Attempt, turns: Sequence[Made]) -> Outcome:
        """What came of all turns of a job; raises UnsafeResult."""
        job, by = attempt.job, {one.index: turn.card for turn in turns for one in turn.rendered}
        made, left_out = parted([one for turn in turns for one in turn.rendered], job.spec)
        if left_out and all(one.left_out == WITHHELD for turn in turns for one in turn.rendered):
            raise UnsafeResult
        rendered, marked, found = await self._passed(job.spec, made)
        notes = (*(note for turn in turns for note in turn.notes), *found, *left_out)
        if rendered and all(one.text for one in rendered):
            text = "\n".join(one.text for one in rendered)
            return Outcome(text=text, notes=notes, lines=rendered[0].lines)
        storing = (self._variant(job, one, attempt.inputs, by[one.index]) for one in rendered)
        kept = await asyncio.gather(*storing)
        variants = tuple(replace(one, marked=one.index in marked) for one in kept)
        notes = (*notes, *_flattened(job.spec, variants))
        absent = tuple(turn.absent for turn in turns if turn.absent is not None)
        labels = {one.index: one.label for one in variants}
        cells = _cells(job.spec, attempt.inputs, rendered, labels, absent)
        sheet = await self._grid(cells) if len(cells) > 1 else None
        blobs = self._bench.blobs
        extras = await kept_beside(job.spec, variants, rendered, blobs, self._store)
        return Outcome(variants, sheet, notes=notes, extras=extras, absent=absent)

    async def question(self, attempt: Attempt, guess: Guessed) -> Outcome:
        """The question whether it is what was found that is meant, with that shown.

        Raises the guess where it cannot be asked, and NothingElse where it was turned down.
        """
        if guess.found.nth < attempt.job.spec.passed:
            raise NothingElse(model=guess.found.by)
        marks, inputs = guess.found.marks, attempt.inputs
        alone = len(inputs) == 1 and inputs[0].shape[:2] == marks.shape
        if attempt.job.spec.mask is not None or not alone or not worth_asking(marks):
            raise guess
        mask = await asyncio.to_thread(master, np.repeat(marks[..., None], 3, axis=2))
        outlined = await asyncio.to_thread(marked, inputs[0], marks)
        seen, (height, width) = await asyncio.to_thread(jpeg, outlined), outlined.shape[:2]
        return Outcome(
            grid=await self._store(seen, "image/jpeg", width, height),
            text=guess.sentence,
            proposal=await self._store(mask, "image/png", marks.shape[1], marks.shape[0]),
        )

    async def _passed(self, spec: JobSpec, rendered: list[Rendered]) -> Passed:
        """What the policy of its place lets pass; raises UnsafeResult."""
        if self._bench.guard is None:
            return Passed(rendered, frozenset(), ())
        return await self._bench.guard.passed(rendered, spec.safety)

    async def _variant(
        self, job: Job, one: Rendered, inputs: tuple[Pixels, ...], card: ModelCard
    ) -> Variant:
        # What a model can go on from is stored while the picture is encoded.
        shown, kept = await asyncio.gather(
            self._film(job.spec, one) if one.clip else self._picture(job.spec, one, inputs),
            self._kept(one, card),
        )
        return Variant(
            one.index,
            (job.spec.seed_of(one.index) + one.tried) % 2**32,
            shown.asset,
            restated(one.did, shown.changed, shown=job.spec.shown),
            card.title if card.name in job.spec.contenders else label_of(job.spec, one.index),
            one.recipe,
            kept=kept,
            changed=shown.changed,
            name=name_of(job.spec, one),
            took=one.took,
            libraries=one.libraries,
            poster=shown.poster,
            last=shown.last,
        )

    async def _picture(self, spec: JobSpec, one: Rendered, inputs: tuple[Pixels, ...]) -> _Shown:
        changed = await asyncio.to_thread(share_of, spec, inputs, one.index, one.pixels)
        data = await asyncio.to_thread(master, one.pixels, painted=one.recipe is not None)
        height, width = one.pixels.shape[:2]
        clear = await asyncio.to_thread(see_through, one.pixels)
        asset = await self._store(data, "image/png", width, height, alpha=clear)
        return _Shown(await self._deepened(asset, spec, inputs, one), changed)

    async def _film(self, spec: JobSpec, one: Rendered) -> _Shown:
        clip = one.clip
        assert clip is not None, "it is a clip"
        asset = await self._store(clip.data, "video/mp4", clip.width, clip.height, clip.seconds)
        sources = spec.inputs_of(one.index)
        poster = sources[0] if sources else await self._still(one.pixels)
        last = None if one.last is None else await self._still(one.last)
        return _Shown(asset, None, poster, last)

    async def _still(self, pixels: Pixels) -> Asset:
        """A frame of a clip, without loss."""
        height, width = pixels.shape[:2]
        return await self._store(
            await asyncio.to_thread(master, pixels), "image/png", width, height
        )

    async def _deepened(
        self, asset: Asset, spec: JobSpec, inputs: tuple[Pixels, ...], one: Rendered
    ) -> Asset:
        """A stored variant, with what it is in the depth and colours of its source, if it has."""
        origin = origin_of(spec, inputs, one)
        deep = None if origin is None else spec.inputs[origin.place].deep
        if origin is None or deep is None:
            return asset
        data = await self._bench.blobs.get(deep.sha256)
        made = await asyncio.to_thread(
            deepened, data, inputs[origin.place], one.pixels, origin.laying
        )
        whole = await self._store(made, asset.media_type, asset.width, asset.height)
        return replace(asset, deep=replace(deep, sha256=whole.sha256, size=whole.size))

    async def _kept(self, one: Rendered, card: ModelCard) -> Kept | None:
        if not one.kept:
            return None
        height, width = one.pixels.shape[:2]
        latents = await self._store(one.kept, SAFETENSORS, width, height)
        words = await self._store(one.encoded, SAFETENSORS, 0, 0) if one.encoded else None
        return Kept(card.family, latents, words, card.name)

    async def _grid(self, cells: list[Cell]) -> Asset:
        sheet = await asyncio.to_thread(grid, cells)
        return await self._store(sheet.data, "image/jpeg", sheet.width, sheet.height)

    async def _store(
        self,
        data: bytes,
        media_type: str,
        width: int,
        height: int,
        seconds: float = 0.0,
        *,
        alpha: bool = False,
    ) -> Asset:
        sha256 = hashlib.sha256(data).hexdigest()
        asset = Asset(sha256, media_type, len(data), width, height, seconds, alpha)
        await self._bench.ledger.keep(asset)
        await self._bench.blobs.put(data)
        return asset


def _flattened(spec: JobSpec, variants: Sequence[Variant]) -> tuple[str, ...]:
    """What to say of pictures that have less than what they were made from; nothing of clips."""
    deep = next((one.deep for one in spec.inputs if one.deep is not None), None)
    lost = [str(one.index) for one in variants if _lost(spec, one)]
    if deep is None or not lost:
        return ()
    *first, last = lost
    some = f"numbers {', '.join(first)} and {last} are" if first else f"number {last} is"
    which = "the result is" if len(lost) == len(variants) else some
    return (FLAT.format(which=which, deep=deep.said),)


def _lost(spec: JobSpec, variant: Variant) -> bool:
    """Whether a picture has less than what it was made from; never so of a clip."""
    deep = any(one.deep is not None for one in spec.inputs_of(variant.index))
    return deep and variant.asset.deep is None and not variant.asset.seconds


def _cells(
    spec: JobSpec,
    inputs: tuple[Pixels, ...],
    rendered: list[Rendered],
    labels: Mapping[int, str],
    absent: Sequence[Absent],
) -> list[Cell]:
    """What the grid shows: the variants, by number, with their labels, and an empty cell where a
    contender failed; of a single cut-out also its mask, which is no variant."""
    made = {one.index: Cell(one.pixels, str(one.index), labels[one.index]) for one in rendered}
    if rendered:
        nothing = empty(rendered[0].pixels)
        made |= {one.index: Cell(nothing, str(one.index), LOST.format(one.title)) for one in absent}
    cells = [made[index] for index in sorted(made)]
    if spec.intent is not Intent.CUTOUT or len(cells) != 1 or not inputs:
        return cells
    source, pixels = inputs[0], cells[0].pixels
    if pixels.shape[2] == 3 or pixels.shape[:2] != source.shape[:2]:
        return cells
    return [Cell(pixels, "", KEPT), Cell(marked(source, pixels[..., 3]), "", MASK)]
