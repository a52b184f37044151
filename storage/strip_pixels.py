"""Pixels of strips: frames as they fit, captions below, arrows between."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, ImageOps

from core.grids import Box, fitted
from core.strips import GAP, Panel, Strip, laid_out

QUALITY = 88
PAPER, INK, SOFT = "#181818", "#ffffff", "#cfcac2"
CHECKER = ("#e2e2e2", "#ececec")
CHECK = 20  # px
TITLE, BELOW = 40, 32  # px of letters


def strip(panels: tuple[Panel, ...]) -> bytes:
    """The frames with what is written below them and arrows between, as a JPEG.

    Raises OSError and ValueError where a picture cannot be read.
    """
    plan = laid_out([panel.shape for panel in panels])
    sheet = Image.new("RGB", (plan.width, plan.height), PAPER)
    pen = ImageDraw.Draw(sheet)
    for index, (box, panel) in enumerate(zip(plan.frames, panels, strict=True)):
        _show(sheet, box, panel.picture)
        if panel.plays:
            _play(pen, box)
        _write(pen, plan.caption(index), panel)
    for index in range(len(panels) - 1):
        _arrow(pen, plan, index)
    target = BytesIO()
    sheet.save(target, "JPEG", quality=QUALITY, optimize=True, subsampling=0)
    return target.getvalue()


def _show(sheet: Image.Image, box: Box, data: bytes) -> None:
    with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
        opened.draft("RGB", (2 * box.width, 2 * box.height))
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    place = fitted(box, *picture.size)
    size = (place.width, place.height)
    picture = ImageOps.contain(picture, size, Image.Resampling.LANCZOS).resize(size)
    if picture.mode == "RGBA":
        ground = _checked(*size)
        ground.paste(picture, mask=picture)
        picture = ground
    sheet.paste(picture, (place.left, place.top))


def _checked(width: int, height: int) -> Image.Image:
    """What stands behind transparency."""
    ground = Image.new("RGB", (width, height), CHECKER[0])
    pen = ImageDraw.Draw(ground)
    for top in range(0, height, CHECK):
        for left in range(top // CHECK % 2 * CHECK, width, 2 * CHECK):
            pen.rectangle((left, top, left + CHECK - 1, top + CHECK - 1), CHECKER[1])
    return ground


def _play(pen: ImageDraw.ImageDraw, box: Box) -> None:
    """The sign of a clip, in the middle of its poster."""
    x, y, r = box.left + box.width // 2, box.top + box.height // 2, box.width // 9
    pen.ellipse((x - r, y - r, x + r, y + r), "#000000", INK, 3)
    pen.polygon(((x - r // 3, y - r // 2), (x - r // 3, y + r // 2), (x + r // 2, y)), INK)


def _write(pen: ImageDraw.ImageDraw, box: Box, panel: Panel) -> None:
    for text, size, top, ink in (
        (panel.title, TITLE, box.top + 12, INK),
        (panel.below, BELOW, box.top + 62, SOFT),
    ):
        pen.text((box.left, top), _cut(text, box.width, size), ink, _font(size))


def _cut(text: str, width: int, size: int) -> str:
    """As much of a text as there is room for."""
    while len(text) > 1 and _font(size).getlength(text) > width:
        text = text[:-2].rstrip() + "…"
    return text


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def _arrow(pen: ImageDraw.ImageDraw, plan: Strip, index: int) -> None:
    """From a frame to the next one, where that stands beside it."""
    box, after = plan.frames[index], plan.frames[index + 1]
    if box.top != after.top:
        return
    x, y, r = box.right + GAP // 2, box.top + box.height // 2, GAP // 5
    pen.line((x - r, y - r, x + r // 2, y, x - r, y + r), SOFT, 4, "curve")
