"""What a set of formats adds to a result: names, labels, and the files beside its variants."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from core.formats import FORMATS, file_stem
from core.jobs import Asset, Extra, JobSpec, Variant
from core.ports import Blobs
from worker.engine import Rendered
from worker.media.archiving import archive, beside

_WORTH_AN_ARCHIVE = 2  # files
ZIP = "application/zip"


class Store(Protocol):
    """Keeps a file, and knows it in the ledger."""

    async def __call__(
        self, data: bytes, media_type: str, width: int, height: int, *, alpha: bool = False
    ) -> Asset:
        """`data` as a stored file of so many px, where it has any."""
        ...


def parted(made: list[Rendered], spec: JobSpec) -> tuple[list[Rendered], tuple[str, ...]]:
    """What was made, and a note for each format, scene or variant that could not be."""
    missing = tuple(_missing(spec, one) for one in made if one.left_out)
    return [one for one in made if not one.left_out], missing


def _missing(spec: JobSpec, one: Rendered) -> str:
    named = label_of(spec, one.index) or f"variant {one.index}"
    return f"no {f'“{named}”' if spec.prompt.scenes else named} here: {one.left_out}"


def label_of(spec: JobSpec, index: int) -> str:
    """What the grid writes below variant `index` (1-based)."""
    if spec.formats:
        return FORMATS[spec.formats[index - 1]].title
    if spec.prompt.scenes:
        return spec.prompt.scenes[index - 1]
    return spec.contenders[index - 1] if spec.contenders else ""


def name_of(spec: JobSpec, one: Rendered) -> str:
    """What the file of a format is called; empty for what is none."""
    if not spec.formats:
        return ""
    height, width = one.pixels.shape[:2]
    return file_stem(spec.stem, spec.formats[one.index - 1], width, height)


async def kept_beside(
    spec: JobSpec,
    variants: Sequence[Variant],
    rendered: Sequence[Rendered],
    blobs: Blobs,
    store: Store,
) -> tuple[Extra, ...]:
    """The files that belong to formats beside the variants, and all of them as an archive."""
    if not spec.formats:
        return ()
    pixels = {spec.formats[one.index - 1]: one.pixels for one in rendered}
    files = await asyncio.to_thread(beside, spec.stem, pixels)
    extras = [
        Extra(await store(file.data, file.media_type, *file.size, alpha=True), file.name)
        for file in files
    ]
    if len(variants) + len(extras) < _WORTH_AN_ARCHIVE:
        return tuple(extras)
    every = {f"{one.name}.png": await blobs.get(one.asset.whole.sha256) for one in variants}
    every |= {file.name: file.data for file in files}
    data = await asyncio.to_thread(archive, every)
    return (*extras, Extra(await store(data, ZIP, 0, 0), f"{spec.stem}-formats.zip"))
