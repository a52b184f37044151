"""Where things stand in a poster: horizon by thirds, one focal point, the sun against it."""

from typing import NamedTuple

from worker.engines.classical.painting.chance import Draw


class Framing(NamedTuple):
    """One way to compose."""

    title: str
    horizon: float  # of the height, from the top
    focus: float  # of the width, where the main thing stands
    sun: float  # of the width
    disc: float  # radius of the sun, of the usual
    near: float  # size of the main thing, of the usual
    rings: bool  # whether the sun has flat halos


# Focal points lie on the thirds, the sun on the other one or right behind. There is one more than
# there are palettes of a light, so that each pairs with each in time.
_FRAMINGS = (
    Framing("low horizon", 0.68, 0.645, 0.33, 1.0, 1.0, False),
    Framing("large disc", 0.62, 0.375, 0.40, 2.1, 0.92, False),
    Framing("close view", 0.72, 0.36, 0.68, 0.9, 1.3, True),
    Framing("high horizon", 0.50, 0.345, 0.66, 1.1, 0.86, False),
    Framing("wide view", 0.57, 0.66, 0.42, 1.25, 0.74, True),
)


class Layout(NamedTuple):
    """The composition of one poster, in px."""

    title: str
    width: int
    height: int
    unit: float  # about the shorter side: what things are measured by
    horizon: float
    focus: float
    sun: tuple[float, float]
    disc: float  # radius
    near: float  # size of the main thing, of the usual
    rings: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height

    @property
    def other(self) -> float:
        """The third across from the focal point."""
        return self.width - self.focus

    @property
    def side(self) -> int:
        """1 where the sun stands left of the focal point and light falls to the right, else -1."""
        return 1 if self.sun[0] <= self.focus else -1


def laid_out(width: int, height: int, draw: Draw, rise: float) -> Layout:
    """The composition that the seed draws; `rise` is how high the sun stands, in units."""
    framing = draw.one_of(_FRAMINGS)
    unit = 0.72 * min(width, height) + 0.28 * (width * height) ** 0.5
    mirrored = draw.spread(5) < 0.5
    focus = framing.focus + draw.between(-0.03, 0.03, 1)
    sun = framing.sun + draw.between(-0.03, 0.03, 2)
    horizon = height * (framing.horizon + draw.between(-0.02, 0.02, 3))
    disc = unit * 0.068 * framing.disc * draw.between(0.9, 1.12, 4)
    lift = unit * rise + disc * 0.3
    return Layout(
        title=framing.title,
        width=width,
        height=height,
        unit=unit,
        horizon=horizon,
        focus=width * (1 - focus if mirrored else focus),
        sun=(width * (1 - sun if mirrored else sun), max(horizon - lift, disc * 1.25)),
        disc=disc,
        near=framing.near,
        rings=framing.rings,
    )
