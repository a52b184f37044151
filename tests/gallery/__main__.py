"""Renders the gallery: a page, a JPEG for each grid, the clips, and the strip. `make gallery`."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from core.catalogue import Intent
from core.errors import CannotDo
from core.formats import FORMATS
from tests.gallery.exhibits import PHOTOS, Exhibit, exhibits
from tests.gallery.page import Shown, page, strip, titles
from tests.gallery.pictures import enlarged, frames, picture
from tests.worker.engines.alone import alone
from tests.worker.engines.classical.requests import CARD, task
from worker.engine import Pixels, Rendered, Step
from worker.engines.classical.engine import ClassicalEngine
from worker.engines.classical.painting.pixels import fitted
from worker.media.grid import Cell, compose

_SEED = 40
_FRAMES = 5  # of a clip
_SHOWN = 1440  # px, the long side of a grid's file


def main() -> None:
    """Render what was asked for into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/gallery"), help="folder")
    parser.add_argument("--only", default="", help="sections, words or pictures to show, by a part")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = [exhibit for exhibit in exhibits() if options.only in exhibit.file]
    engine = ClassicalEngine(2)
    engine.load(CARD)
    try:
        shown = [_shown(engine, exhibit, options.out) for exhibit in chosen]
    finally:
        engine.close()
    (options.out / "index.html").write_text(page(shown), encoding="utf-8")
    if not options.only:
        _write(options.out / "strip.jpg", strip(_tiles(options.out, chosen)), 82)
    print(f"wrote {options.out / 'index.html'}: {len(shown)} exhibits")


def _shown(engine: ClassicalEngine, exhibit: Exhibit, out: Path) -> Shown:
    sources = " and ".join(exhibit.pictures) or "words alone"
    print(f"{exhibit.section}: {exhibit.words} ({sources})", flush=True)
    try:
        variants = _variants(engine, exhibit)
    except CannotDo as declined:
        return Shown(exhibit, str(declined), drawn=False)
    _write(out / f"{exhibit.file}.jpg", fitted(_sheet(variants), _SHOWN), 88)
    for variant in variants:
        if variant.clip is not None:
            (out / f"{exhibit.file}.mp4").write_bytes(variant.clip.data)
    if exhibit.intent is Intent.RESTYLE:
        _write(out / _first(exhibit), variants[0].pixels, 92)
    film = any(variant.clip is not None for variant in variants)
    return Shown(exhibit, titles([variant.did for variant in variants]), drawn=True, film=film)


def _sheet(variants: list[Rendered]) -> Pixels:
    """The variants as a chat shows them; of a clip, frames from its beginning to its end."""
    clips = [variant.clip for variant in variants if variant.clip is not None]
    if clips:
        return frames(clips[0], _FRAMES)
    return compose([Cell(variant.pixels, str(variant.index)) for variant in variants])


def _variants(engine: ClassicalEngine, exhibit: Exhibit) -> list[Rendered]:
    sources = [picture(name) for name in exhibit.pictures]
    if exhibit.intent in (Intent.RESTYLE, Intent.COMPARE):
        sources = [enlarged(source) for source in sources]
    job = task(
        sources[0] if sources else None,
        exhibit.words,
        intent=exhibit.intent,
        seed=_SEED,
        count=exhibit.variants,
        contenders=exhibit.contenders,
        formats=tuple(FORMATS) if exhibit.intent is Intent.FORMATS else (),
    )
    job = replace(job, inputs=tuple(sources))
    return sorted(alone(engine, job, _ignore), key=lambda variant: variant.index)


def _ignore(step: Step) -> None:
    pass


def _tiles(out: Path, chosen: list[Exhibit]) -> Mapping[str, Pixels]:
    """The first variant of each look, the photographs taking turns."""
    names = dict.fromkeys(one.words for one in chosen if one.section in ("looks", "moods"))
    tiles: dict[str, Pixels] = {}
    for number, name in enumerate(names):
        photo = PHOTOS[number % len(PHOTOS)]
        exhibit = next(one for one in chosen if (one.words, one.pictures) == (name, (photo,)))
        with Image.open(out / _first(exhibit)) as image:
            tiles[name] = np.asarray(image.convert("RGB"))
    return tiles


def _first(exhibit: Exhibit) -> str:
    return f"{exhibit.file}-1.jpg"


def _write(path: Path, pixels: Pixels, quality: int) -> None:
    Image.fromarray(pixels).save(path, quality=quality)


if __name__ == "__main__":
    main()
