"""The gallery as a page, and the strip of all looks for the README."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby, takewhile
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.gallery.exhibits import Exhibit
from tests.gallery.pictures import SOURCES
from worker.engine import Pixels

_TILE, _LABEL, _GAP, _COLUMNS = 188, 24, 4, 7  # px; tiles in a row
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1240px; padding: 0 1rem;
       background: #181818; color: #eee; }
.grids { display: grid; gap: 1rem;
         grid-template-columns: repeat(auto-fill, minmax(min(360px, 100%), 1fr)); }
figure { margin: 0; min-width: 0; } .film { grid-column: 1 / -1; }
.film a { display: block; overflow-x: auto; } .film img { min-width: 800px; }
img { width: 100%; height: auto; display: block; } a { color: #9cf; }
figcaption { font-size: 0.85rem; color: #bbb; padding-top: 0.3rem; } b { color: #eee; }
"""


class Shown(NamedTuple):
    """An exhibit that was rendered, or the sentence that declined it."""

    exhibit: Exhibit
    did: str
    drawn: bool
    film: bool = False  # whether a clip lies beside its frames


def page(shown: Iterable[Shown]) -> str:
    """The whole page; grids lie beside it as JPEGs."""
    sections = [
        f"<h2>{escape(name)}</h2><div class=grids>{''.join(map(_figure, group))}</div>"
        for name, group in groupby(shown, key=lambda one: one.exhibit.section)
    ]
    credits_ = "".join(
        f"<li>{escape(name)}: {escape(source.credit)} ({escape(source.licence)})</li>"
        for name, source in SOURCES.items()
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'><title>Easel: gallery</title>"
        f"<style>{_STYLE}</style><h1>What the classical engine does</h1>"
        "<p>Each grid is one request: four variants, four neighbouring seeds. A row of frames is a "
        "clip: follow it to the film.</p>"
        f"{''.join(sections)}<h2>pictures</h2><ul>{credits_}</ul></html>\n"
    )


def _figure(one: Shown) -> str:
    caption = f"<figcaption><b>{escape(one.exhibit.words)}</b><br>{escape(one.did)}</figcaption>"
    file = f"{one.exhibit.file}.jpg"
    target = f"{one.exhibit.file}.mp4" if one.film else file
    alt = escape(one.exhibit.words, quote=True)
    shown = f'<a href="{target}"><img loading=lazy alt="{alt}" src="{file}"></a>'
    wide = " class=film" if one.film else ""
    return f"<figure{wide}>{shown if one.drawn else ''}{caption}</figure>"


def strip(tiles: Mapping[str, Pixels]) -> Pixels:
    """Square tiles with their names below, in rows; (height, width, 3)."""
    cells = [_tile(name, pixels) for name, pixels in tiles.items()]
    blank = np.full_like(cells[0], 255)
    cells += [blank] * (-len(cells) % _COLUMNS)
    return np.vstack(
        [np.hstack(cells[at : at + _COLUMNS]) for at in range(0, len(cells), _COLUMNS)]
    )


def _tile(name: str, pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = pixels[top : top + side, left : left + side, :3]
    cell = np.full((_TILE + _LABEL, _TILE, 3), 255, np.uint8)
    size = _TILE - _GAP
    cell[:size, :size] = cv2.resize(square, (size, size), interpolation=cv2.INTER_AREA)
    image = Image.fromarray(cell)
    font = ImageFont.load_default(size=15)
    ImageDraw.Draw(image).text((1, size + 2), name, font=font, fill=(40, 40, 40))
    return np.asarray(image)


def titles(dids: Sequence[str]) -> str:
    """What each variant did, in one line; what all of them did, once at its end."""
    every = list(dict.fromkeys(dids))
    parts = [did.split(", ") for did in every]
    alike = takewhile(lambda last: len(set(last)) == 1, zip(*map(reversed, parts), strict=False))
    shared = len(list(alike)) if len(every) > 1 else 0
    own = [", ".join(part[: len(part) - shared]) for part in parts]
    end = [f"all: {', '.join(parts[0][-shared:])}"] if shared else []
    return "; ".join([*filter(None, own), *end])
