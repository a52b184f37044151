"""A tent and a fire."""

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.colour import blend, hexed, shaded
from worker.engines.classical.posters.outlines import outline, outlines
from worker.engines.classical.posters.shapes import Points, disc, glow, placed, ribbon, smooth
from worker.engines.classical.posters.stage import Spot, Stage

_GLOW = "#ffb45a"


def tent(stage: Stage, item: Item, spot: Spot) -> None:
    """A ridge tent that glows from inside after dark."""
    x, y, s = spot.x, spot.y, spot.size
    cloth, sheet = stage.own(item, hexed("#e0702f")), stage.sheet("tent", 0.18)

    def at(part: str) -> Points:
        return placed(outline("tent", part), x, y, s)

    if stage.palette.dark:
        cloth = blend(cloth, hexed(_GLOW), 0.6)
        sheet.fill(glow(stage.size, x, y - 0.2 * s, 0.8 * s), hexed(_GLOW), 0.34)
    sheet.shape(shaded(cloth, 0.78), at("side"))
    sheet.shape(cloth, at("front"))
    sheet.shape(shaded(cloth, 0.5), at("flap"))
    stage.lay(sheet)


def campfire(stage: Stage, item: Item, spot: Spot) -> None:
    """Flames over crossed logs, light on the ground, sparks."""
    x, y, s = spot.x, spot.y, spot.size
    fire, sheet = item.colour or hexed("#ff9a3c"), stage.sheet("campfire", 0.12)
    share = 0.55 if stage.palette.dark else 0.25
    sheet.fill(glow(stage.size, x, y - 0.3 * s, 2.6 * s), fire, share)
    sheet.fill(glow(stage.size, x, y, 2.2 * s, flat=0.22), hexed("#ffc46b"), share)
    flame = smooth(outline("fire", "flame"))
    for scale, colour in ((1.0, shaded(fire, 0.86)), (0.72, fire), (0.42, hexed("#ffe9a3"))):
        sheet.shape(colour, placed(flame, x, y, s * scale))
    logs = [ribbon(placed(log, x, y, s), 0.05 * s) for log in outlines("fire", "log*")]
    sheet.shape(blend(stage.palette.near, hexed("#5a3524"), 0.4), *logs)
    rng = stage.rng(360)
    for _ in range(14):
        across, up = rng.normal(0, 0.4) * s, rng.uniform(0.9, 2.2) * s
        sheet.fill(disc(stage.size, x + across, y - up, 0.014 * s), hexed("#ffcf7a"), 0.85)
    stage.lay(sheet)
