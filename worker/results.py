"""What a job gave, stored: variants, grid and files, or what is shown to ask about a guess."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.catalogue import Intent, ModelCard
from core.formats import FORMATS, file_stem
from core.jobs import Asset, Extra, Job, JobSpec, Kept, Outcome, Variant
from worker.attempt import Attempt, Bench
from worker.engine import Guessed, Pixels, Rendered
from worker.guarding import Passed
from worker.media.archiving import archive, beside
from worker.media.extent import share_of
from worker.media.files import grid, jpeg, master, see_through
from worker.media.grid import Cell
from worker.media.masks import KEPT, MASK, marked, worth_asking
from worker.relay import Made

_WORTH_AN_ARCHIVE = 2  # files
SAFETENSORS = "application/vnd.safetensors"  # the format has no registered type


class Results:
    """Stores what jobs gave, and says it as outcomes."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    async def outcome(self, attempt: Attempt, turns: Sequence[Made]) -> Outcome:
        """What came of all turns of a job; raises UnsafeResult."""
        job, by = attempt.job, {one.index: turn.card for turn in turns for one in turn.rendered}
        made, left_out = _parted([one for turn in turns for one in turn.rendered], job.spec)
        rendered, marked, found = await self._passed(job.spec, made)
        notes = (*(note for turn in turns for note in turn.notes), *found, *left_out)
        if rendered and all(one.text for one in rendered):
            text = "\n".join(one.text for one in rendered)
            return Outcome(text=text, notes=notes, lines=rendered[0].lines)
        kept = [await self._variant(job, one, attempt.inputs, by[one.index]) for one in rendered]
        variants = tuple(replace(one, marked=one.index in marked) for one in kept)
        cells = _cells(job.spec, attempt.inputs, rendered)
        sheet = await self._grid(cells) if len(cells) > 1 else None
        extras = await self._extras(job.spec, variants, rendered)
        return Outcome(variants, sheet, notes=notes, extras=extras)

    async def question(self, attempt: Attempt, guess: Guessed) -> Outcome:
        """The question whether it is what was found that is meant, with that shown.

        Raises the guess where it cannot be asked.
        """
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
        changed = None
        if one.clip is None:
            changed = await asyncio.to_thread(share_of, job.spec, inputs, one.index, one.pixels)
            data = await asyncio.to_thread(master, one.pixels)
            height, width = one.pixels.shape[:2]
            clear = await asyncio.to_thread(see_through, one.pixels)
            asset = await self._store(data, "image/png", width, height, alpha=clear)
        else:
            clip = one.clip
            asset = await self._store(clip.data, "video/mp4", clip.width, clip.height, clip.seconds)
        return Variant(
            one.index,
            job.spec.seed_of(one.index),
            asset,
            one.did,
            _label(job.spec, one.index),
            one.recipe,
            kept=await self._kept(one, card) if one.kept else None,
            changed=changed,
            name=_name(job.spec, one),
        )

    async def _kept(self, one: Rendered, card: ModelCard) -> Kept:
        height, width = one.pixels.shape[:2]
        return Kept(card.family, await self._store(one.kept, SAFETENSORS, width, height))

    async def _grid(self, cells: list[Cell]) -> Asset:
        sheet = await asyncio.to_thread(grid, cells)
        return await self._store(sheet.data, "image/jpeg", sheet.width, sheet.height)

    async def _extras(
        self, spec: JobSpec, variants: tuple[Variant, ...], rendered: list[Rendered]
    ) -> tuple[Extra, ...]:
        """The files that belong to formats beside the variants, and all of them as an archive."""
        if not spec.formats:
            return ()
        named = zip(variants, rendered, strict=True)
        pixels = {spec.formats[one.index - 1]: made.pixels for one, made in named}
        files = await asyncio.to_thread(beside, spec.stem, pixels)
        extras = [
            Extra(await self._store(file.data, file.media_type, *file.size, alpha=True), file.name)
            for file in files
        ]
        if len(variants) + len(extras) < _WORTH_AN_ARCHIVE:
            return tuple(extras)
        blobs = self._bench.blobs
        every = {f"{one.name}.png": await blobs.get(one.asset.sha256) for one in variants}
        every |= {file.name: file.data for file in files}
        data = await asyncio.to_thread(archive, every)
        zipped = await self._store(data, "application/zip", 0, 0)
        return (*extras, Extra(zipped, f"{spec.stem}-formats.zip"))

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
        sha256 = await self._bench.blobs.put(data)
        asset = Asset(sha256, media_type, len(data), width, height, seconds, alpha)
        await self._bench.ledger.keep(asset)
        return asset


def _parted(made: list[Rendered], spec: JobSpec) -> tuple[list[Rendered], tuple[str, ...]]:
    """What was made, and a note for each format that could not be."""
    missing = tuple(
        f"no {_label(spec, one.index)} here: {one.left_out}" for one in made if one.left_out
    )
    return [one for one in made if not one.left_out], missing


def _label(spec: JobSpec, index: int) -> str:
    """What the grid writes below variant `index` (1-based)."""
    if spec.formats:
        return FORMATS[spec.formats[index - 1]].title
    return spec.contenders[index - 1] if spec.contenders else ""


def _name(spec: JobSpec, one: Rendered) -> str:
    """What the file of a format is called."""
    if not spec.formats:
        return ""
    height, width = one.pixels.shape[:2]
    return file_stem(spec.stem, spec.formats[one.index - 1], width, height)


def _cells(spec: JobSpec, inputs: tuple[Pixels, ...], rendered: list[Rendered]) -> list[Cell]:
    """What the grid shows: the variants; of a single cut-out also its mask, which is no variant."""
    cells = [Cell(one.pixels, str(one.index), _label(spec, one.index)) for one in rendered]
    if spec.intent is not Intent.CUTOUT or len(cells) != 1 or not inputs:
        return cells
    source, pixels = inputs[0], cells[0].pixels
    if pixels.shape[2] == 3 or pixels.shape[:2] != source.shape[:2]:
        return cells
    return [Cell(pixels, "", KEPT), Cell(marked(source, pixels[..., 3]), "", MASK)]
