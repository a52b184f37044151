"""What walls have in common: a side to the light, and windows that are lit after dark."""

from worker.engines.classical.posters.colour import RGB, blend, hexed, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.shapes import Points, covered, glow
from worker.engines.classical.posters.stage import Stage

_LAMP = "#ffd98f"


def sides(stage: Stage, x: float, wall: RGB) -> tuple[RGB, RGB]:
    """The wall's colour on its left and on its right."""
    bright, dull = blend(wall, stage.palette.sun, 0.22), shaded(wall, 0.80)
    return (bright, dull) if stage.layout.sun[0] < x else (dull, bright)


def lit_windows(stage: Stage, sheet: Sheet, *panes: Points, reach: float) -> None:
    """Windows: lit with a glow after dark, else dark glass."""
    patch = covered(stage.size, *panes)
    if not stage.palette.dark:
        sheet.fill(patch, blend(stage.palette.near, stage.palette.sky[1], 0.3))
        return
    for pane in panes:
        x, y = pane.mean(axis=0)
        sheet.fill(glow(stage.size, float(x), float(y), reach), hexed(_LAMP), 0.30)
    sheet.fill(patch, hexed(_LAMP))
