"""What falls or drifts in front of everything: rain, snow, fog, fireflies."""

import cv2
import numpy as np

from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.texture import clouds as noise
from worker.engines.classical.posters.colour import blend, hexed, lightened
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.shapes import disc, glow
from worker.engines.classical.posters.stage import Stage

# Size in design px, how many, opacity, depth: from far to near.
_FLAKES = ((1.2, 330, 0.75, 0.5), (2.4, 150, 0.85, 0.3), (5.0, 34, 0.8, 0.08))
_DROPS = ((0.8, 330, 0.30, 0.5), (1.2, 150, 0.38, 0.25), (1.9, 46, 0.34, 0.05))
_DESIGN = 1024  # px, the unit that sizes were tuned at


def fall(stage: Stage) -> None:
    """Everything that the brief's weather brings to the foreground."""
    weather = stage.brief.weather
    if "snow" in weather:
        _snow(stage)
    if "rain" in weather:
        _rain(stage)
    if "fireflies" in weather:
        _fireflies(stage)


def fog(stage: Stage, level: float, depth: float) -> None:
    """A bank of fog around `level` px, torn by drift; far ones are wide and hide the sun's path."""
    layout, palette = stage.layout, stage.palette
    shape = layout.height, layout.width
    drift = noise(shape, stage.rng(400 + int(depth * 10)), 0.5 * layout.unit, 3)
    reach = (0.12 + 0.22 * depth) * layout.unit
    down = (np.arange(layout.height, dtype=np.float32)[:, None] - level) / reach
    bank = np.exp(-(down**2)) * np.clip(0.78 + 0.3 * drift, 0, 1)
    sheet = stage.sheet("fog", depth)
    white = blend(lightened(palette.haze, 0.25), (0.93, 0.94, 0.95), 0.3 * palette.bright)
    sheet.fill(Patch(bank.astype(np.float32), 0, 0), white, 0.94)
    stage.lay(sheet)


def _blank(stage: Stage) -> Plane:
    return np.zeros((stage.layout.height, stage.layout.width), np.uint8)


def _snow(stage: Stage) -> None:
    layout, scale = stage.layout, stage.layout.unit / _DESIGN
    area = layout.width * layout.height / layout.unit**2
    white = lightened(stage.palette.sun, 0.7)
    for number, (size, count, opacity, depth) in enumerate(_FLAKES):
        rng, light = stage.rng(410 + number), _blank(stage)
        for _ in range(int(count * area)):
            centre = (int(rng.uniform(0, layout.width) * 8), int(rng.uniform(0, layout.height) * 8))
            radius = max(5, int(size * scale * rng.uniform(0.6, 1.35) * 8))
            cv2.circle(light, centre, radius, int(rng.uniform(140, 255)), -1, cv2.LINE_AA, 3)
        cover = blurred(light.astype(np.float32) / 255, 0.28 * size * scale)
        sheet = stage.sheet("snow", depth)
        sheet.fill(Patch(cover, 0, 0), white, opacity)
        stage.lay(sheet)


def _rain(stage: Stage) -> None:
    layout, scale = stage.layout, stage.layout.unit / _DESIGN
    area = layout.width * layout.height / layout.unit**2
    lean = stage.draw.between(0.10, 0.26, 3) * stage.layout.side
    pale = blend(stage.palette.haze, (1.0, 1.0, 1.0), 0.45)
    for number, (size, count, opacity, depth) in enumerate(_DROPS):
        rng, light = stage.rng(420 + number), _blank(stage)
        for _ in range(int(count * area)):
            x, y = rng.uniform(-0.1, 1.1) * layout.width, rng.uniform(-0.1, 1) * layout.height
            long = (18 + 26 * size) * scale * rng.uniform(0.6, 1.3)
            end = (int((x + lean * long) * 8), int((y + long) * 8))
            wide = max(1, round(size * scale))
            cv2.line(
                light,
                (int(x * 8), int(y * 8)),
                end,
                int(rng.uniform(120, 255)),
                wide,
                cv2.LINE_AA,
                3,
            )
        sheet = stage.sheet("rain", depth)
        sheet.fill(Patch(light.astype(np.float32) / 255, 0, 0), pale, opacity)
        stage.lay(sheet)


def _fireflies(stage: Stage) -> None:
    layout, rng = stage.layout, stage.rng(430)
    sheet, light = stage.sheet("fireflies", 0.08), hexed("#ffe08a")
    for _ in range(int(46 * layout.width / layout.unit)):
        x = rng.uniform(0.03, 0.97) * layout.width
        y = layout.horizon + rng.uniform(-0.12, 0.9) * (layout.height - layout.horizon)
        radius = layout.unit * rng.uniform(0.0016, 0.0036)
        sheet.fill(glow(stage.size, x, y, radius * 5), light, 0.5)
        sheet.fill(disc(stage.size, x, y, radius), lightened(light, 0.5))
    stage.lay(sheet)


def softened(cover: Plane, reach: float) -> Plane:
    """Coverage with wide soft edges, `reach` px."""
    return widely_blurred(cover, reach)
