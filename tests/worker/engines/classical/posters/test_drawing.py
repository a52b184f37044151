"""The building blocks: colours in OKLab, coverage, sheets, palettes, compositions."""

import numpy as np
import pytest

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.posters.colour import (
    blend,
    hexed,
    lightened,
    lightness,
    oklab,
    ramp,
    rehued,
    shaded,
    srgb,
)
from worker.engines.classical.posters.layers import Painting, Sheet, composited
from worker.engines.classical.posters.layout import laid_out
from worker.engines.classical.posters.palette import coloured, lights, palettes
from worker.engines.classical.posters.shapes import below, box, covered, disc, ellipse, glow

SIZE = (40, 30)
RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        # Computed with the matrices of Ottosson (2020), to three digits.
        ((1.0, 1.0, 1.0), (1.0, 0.0, 0.0)),
        ((1.0, 0.0, 0.0), (0.628, 0.225, 0.126)),
        ((0.0, 1.0, 0.0), (0.866, -0.234, 0.179)),
        ((0.0, 0.0, 1.0), (0.452, -0.032, -0.312)),
    ],
    ids=["white", "red", "green", "blue"],
)
def test_oklab_of_the_primaries(rgb: tuple[float, ...], lab: tuple[float, ...]) -> None:
    assert oklab(np.array(rgb)) == pytest.approx(lab, abs=1e-3)


def test_oklab_there_and_back() -> None:
    colours = np.random.default_rng(1).random((200, 3))
    assert srgb(oklab(colours)) == pytest.approx(colours, abs=1e-6)


def test_blends_lie_between() -> None:
    dark, light = hexed("#102030"), hexed("#f0e0d0")
    steps = [lightness(blend(dark, light, share)) for share in (0, 0.25, 0.5, 0.75, 1)]
    assert steps == sorted(steps)
    assert blend(dark, light, 0) == pytest.approx(dark)
    assert ramp((dark, light), 9)[-1] == pytest.approx(light, abs=1e-5)


def test_shades_keep_their_hue() -> None:
    brick = hexed("#b06050")
    assert lightness(shaded(brick, 0.5)) == pytest.approx(0.5 * lightness(brick), abs=0.01)
    assert shaded(brick, 0.5)[0] > shaded(brick, 0.5)[2]
    assert lightness(lightened(brick, 0.5)) > lightness(brick)
    turned = rehued(hexed("#406080"), RED, 1.0)
    assert turned[0] > turned[2]


def test_coverage_of_a_box_is_its_area_and_a_soft_edge() -> None:
    patch = covered(SIZE, box(4.5, 6, 14.5, 11))
    assert 50 <= float(patch.cover.sum()) <= 50 + 30


def test_a_union_has_no_holes() -> None:
    patch = covered(SIZE, box(2, 2, 20, 20), box(10, 10, 30, 28))
    assert patch.cover[13 - patch.top, 13 - patch.left] == 1


@pytest.mark.parametrize(
    "patch",
    [
        covered(SIZE, box(50, 50, 60, 60)),
        disc(SIZE, -30, -30, 5),
        glow(SIZE, 300, 10, 4),
    ],
    ids=["box", "disc", "glow"],
)
def test_what_lies_outside_covers_nothing(patch: object) -> None:
    sheet = Sheet("outside", 0.5, SIZE)
    sheet.fill(patch, RED)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    painting = Painting(*SIZE, keep=True)
    painting.lay(sheet)
    assert not painting.seen.any()
    assert painting.layers == []


def test_a_disc_has_the_area_of_a_circle() -> None:
    assert float(disc(SIZE, 20, 15, 10).cover.sum()) == pytest.approx(np.pi * 100, rel=0.01)


def test_below_follows_the_profile() -> None:
    profile = np.linspace(5, 25, SIZE[0])
    patch = below(profile, SIZE)
    cover = np.zeros((SIZE[1], SIZE[0]))
    cover[patch.place] = patch.cover
    assert cover.sum(axis=0) == pytest.approx(SIZE[1] - profile, abs=1.01)


def test_patches_cut_each_other() -> None:
    first, second = covered(SIZE, box(0, 0, 20, 20)), covered(SIZE, ellipse(20, 10, 8, 8))
    both = first.within(second).cover.sum() + first.minus(second).cover.sum()
    assert both == pytest.approx(first.cover.sum(), rel=1e-5)


def test_layers_hold_what_was_painted() -> None:
    painting = Painting(*SIZE, keep=True)
    ground, sheet = Sheet("ground", 1.0, SIZE), Sheet("shapes", 0.4, SIZE)
    ground.shape(BLUE, box(-1, -1, 41, 31))
    sheet.shape(RED, ellipse(12, 12, 9, 7), opacity=0.6)
    sheet.shape((0.9, 0.9, 0.2), ellipse(20, 15, 9, 7))
    painting.lay(ground)
    painting.lay(sheet)
    assert np.abs(composited(painting.layers, *SIZE) - painting.seen).max() < 2.5 / 255
    assert [layer.name for layer in painting.layers] == ["ground", "shapes"]


@pytest.mark.parametrize("light", lights())
def test_every_light_has_four_palettes_from_dark_to_bright(light: str) -> None:
    assert len({palette.name for palette in palettes(light)}) == 4
    for palette in palettes(light):
        assert lightness(palette.near) < min(map(lightness, palette.sky[1:]))
        assert lightness(palette.sky[3]) > lightness(palette.sky[0])
        far = [lightness(palette.far(depth)) for depth in (0.0, 0.3, 0.6, 1.0)]
        assert far == sorted(far)


def test_named_colours_turn_the_palette_and_keep_its_light() -> None:
    usual = palettes("day")[0]
    turned = coloured(usual, [RED])
    assert turned.sky[1][0] > turned.sky[1][2]
    for before, after in zip(usual.sky, turned.sky, strict=True):
        assert lightness(after) == pytest.approx(lightness(before), abs=0.13)
    assert coloured(usual, []) is usual


def test_compositions_take_turns_and_stay_inside() -> None:
    layouts = [laid_out(200, 100, Draw(seed), 0.35) for seed in range(16)]
    assert len({layout.title for layout in layouts[:4]}) == 4
    for layout in layouts:
        assert 50 < layout.horizon < 76
        assert 60 < layout.focus < 140
        assert abs(layout.focus - 100) > 15  # off the middle
        assert 0 < layout.sun[1] < layout.horizon
