"""Faces: they are found, strokes and tiles keep them legible, and masks keep heads whole."""

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.catalogue import Intent
from tests.pictures.scenes import carried, landscape, photograph, portrait, still_life
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Pixels
from worker.engines.classical.finding import faces as finder
from worker.engines.classical.finding.faces import Face, faces, faces_of, redrawn
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.painting.pixels import fitted, to_float
from worker.engines.classical.styles import watercolour
from worker.engines.classical.styles.looks import looks
from worker.engines.classical.words.beyond import Beyond

PORTRAIT = portrait()
SMALL = fitted(PORTRAIT, 320)
FACE = slice(44, 106), slice(109, 171)  # rows and columns of SMALL
_HEAD = cv2.resize(PORTRAIT[5:205, 120:320], (400, 400), interpolation=cv2.INTER_CUBIC)
CLOSE = np.asarray(_HEAD, np.uint8)
CLOSE_FACE = slice(100, 327), slice(107, 313)  # rows and columns of CLOSE
STYLES = [look.name for look in looks() if look.kind == "style"]


def _grey(pixels: Pixels) -> Pixels:
    return np.repeat(pixels.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)


def _far(pixels: Pixels) -> Pixels:
    """Half as large, in the middle of what surrounds it."""
    half = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return cv2.copyMakeBorder(half, 60, 196, 128, 128, cv2.BORDER_REPLICATE).astype(np.uint8)


@pytest.mark.parametrize(
    ("picture", "middle"),
    [
        pytest.param(PORTRAIT, (224, 118), id="as it is"),
        pytest.param(np.ascontiguousarray(PORTRAIT[:, ::-1]), (288, 118), id="mirrored"),
        pytest.param(_grey(PORTRAIT), (224, 118), id="black and white"),
        pytest.param(PORTRAIT[20:220, 120:320], (104, 98), id="a head"),
        pytest.param(_far(PORTRAIT), (240, 119), id="far"),
    ],
)
def test_a_face_is_found(picture: Pixels, middle: tuple[int, int]) -> None:
    found = faces(np.ascontiguousarray(picture))
    assert [face.meets(Face(*middle, 0)) for face in found] == [True]


def _turned(pixels: Pixels, angle: float) -> Pixels:
    """Turned around the face of PORTRAIT, whose middle stays at (224, 118)."""
    turn = cv2.getRotationMatrix2D((224, 118), angle, 1.0)
    turned = cv2.warpAffine(pixels, turn, pixels.shape[1::-1], borderMode=cv2.BORDER_REFLECT)
    return turned.astype(np.uint8)


@pytest.mark.parametrize("angle", [-30, -25, -20, -15, 15, 20, 25, 30])
def test_a_tilted_face_is_found(angle: int) -> None:
    found = faces(np.ascontiguousarray(_turned(PORTRAIT, angle)[:300, 70:370]), tilted=True)
    assert [face.meets(Face(154, 118, 0)) for face in found] == [True]
    assert found[0].side == pytest.approx(98, abs=25)


def _crowd(scale: float) -> Pixels:
    """The portrait at `scale` of its size, low on the left of a landscape of 1600 x 1067 px."""
    wide = landscape(1600, 1067)
    small = cv2.resize(PORTRAIT, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    wide[-small.shape[0] :, 200 : 200 + small.shape[1]] = small
    return wide.astype(np.uint8)


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_a_face_that_is_far_away_is_found_by_whoever_needs_it(scale: float) -> None:
    middle = Face(round(200 + 224 * scale), round(1067 - (512 - 118) * scale), 0)
    assert faces(_crowd(scale)) == ()
    assert [face.meets(middle) for face in faces(_crowd(scale), far=True)] == [True]


def test_small_faces_are_no_texture() -> None:
    large = cv2.resize(carried("gravel"), (1280, 1280), interpolation=cv2.INTER_CUBIC)
    assert faces(np.asarray(large, np.uint8), far=True) == ()


def test_a_small_face_is_brightened() -> None:
    before = _crowd(0.5)
    changed = (made(before, "make the face brighter", Intent.EDIT).pixels != before).any(axis=2)
    middle = changed[850:890, 290:330]
    assert (middle.mean() > 0.9, changed.mean() < 0.01) == (True, True)


def test_what_is_asked_twice_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = faces(PORTRAIT)
    monkeypatch.setattr(finder, "cascade", None)
    assert faces(PORTRAIT.copy()) == first


@pytest.mark.parametrize(
    "picture",
    [photograph("cat"), photograph("coffee"), landscape(), still_life(), PORTRAIT[240:, :200]],
    ids=["cat", "coffee", "landscape", "still life", "a sleeve"],
)
def test_no_face_is_found_where_none_is(picture: Pixels) -> None:
    assert faces(np.ascontiguousarray(picture)) == ()


def _edges(part: Pixels) -> NDArray[Any]:
    grey = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32)
    small = cv2.GaussianBlur(small, (0, 0), 1)
    across, down = cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1)
    return np.hypot(across, down).ravel()


def _alike(first: Pixels, second: Pixels) -> float:
    """How well the edges of two pictures correlate."""
    return float(np.corrcoef(_edges(first), _edges(second))[0, 1])


def _legibility(name: str, seed: int = 0) -> float:
    """How much the face is still like that of the photograph."""
    return _alike(SMALL[FACE], made(SMALL, name, seed=seed).pixels[FACE])


def _nobody(colour: Pixels, tilted: bool = False, far: bool = False) -> tuple[Face, ...]:
    return ()


# Drawings and cuts have lines of their own, and dots and tubes their own light.
LEAST = {"pencil": 0.5, "linocut": 0.55, "impressionist": 0.62, "neon": 0.65}


def _close(name: str, seed: int = 0) -> float:
    """The same of a portrait whose face fills half of the picture."""
    return _alike(CLOSE[CLOSE_FACE], made(CLOSE, name, seed=seed).pixels[CLOSE_FACE])


@pytest.mark.parametrize("name", STYLES)
def test_features_stay_legible_in_every_recipe(name: str) -> None:
    first = 4 * STYLES.index(name)
    worst = min(_legibility(name, seed=seed) for seed in range(first, first + 4))
    assert worst > LEAST.get(name, 0.75)


TILES_AND_STROKES = {
    "watercolour": 0.9,
    "oil": 0.9,
    "impressionist": 0.88,
    "linocut": 0.6,
    "pixel art": 0.86,
    "low poly": 0.9,
    "stained glass": 0.62,
}


@pytest.mark.parametrize("seeds", [(0, 2), (1, 3)], ids=["even", "odd"])
@pytest.mark.parametrize("name", TILES_AND_STROKES)
def test_features_of_a_close_portrait_stay_legible(name: str, seeds: tuple[int, int]) -> None:
    assert min(_close(name, seed) for seed in seeds) > TILES_AND_STROKES[name]


def _flat(part: Pixels) -> float:
    """The share of pixels that are as those above them: the larger facets, the more."""
    return float((part[1:] == part[:-1]).all(axis=2).mean())


@pytest.mark.parametrize("seed", range(4))
def test_eyes_are_cut_finer_than_cheeks(seed: int) -> None:
    large = np.asarray(cv2.resize(CLOSE, (800, 800), interpolation=cv2.INTER_CUBIC), np.uint8)
    folded = made(large, "low poly", seed=seed).pixels
    eye, cheek = folded[345:400, 295:355], folded[425:485, 300:360]
    assert _flat(cheek) > _flat(eye) + 0.15


@pytest.mark.parametrize(
    ("name", "gain"),
    [
        ("watercolour", 0.08),
        ("impressionist", 0.25),
        ("low poly", 0.25),
        ("oil", 0.04),
        ("pixel art", 0.03),
        ("linocut", 0.03),
    ],
)
def test_a_face_that_is_found_is_more_legible(
    name: str, gain: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    spared = _legibility(name, seed=1)
    monkeypatch.setattr(finder, "faces", _nobody)
    assert spared > _legibility(name, seed=1) + gain


def test_only_faces_are_redrawn() -> None:
    picture, found = to_float(SMALL), faces_of(to_float(SMALL))
    sizes = list[tuple[int, ...]]()

    def black(part: NDArray[Any]) -> NDArray[Any]:
        sizes.append(part.shape)
        return np.zeros_like(part)

    result = redrawn(picture, picture, found, black)
    assert np.array_equal(result[found.mask == 0], picture[found.mask == 0])
    assert result[found.mask == 1].max() == 0
    assert sizes[0][0] * sizes[0][1] < picture[..., 0].size / 4


def _nowhere(picture: NDArray[Any]) -> NDArray[Any]:
    return np.zeros(picture.shape[:2], np.float32)


def test_watercolour_paints_fine_detail_with_a_fine_brush(monkeypatch: pytest.MonkeyPatch) -> None:
    cat, muzzle = photograph("cat"), (slice(80, 275), slice(130, 345))
    fine = _alike(cat[muzzle], made(cat, "watercolour", seed=1).pixels[muzzle])
    monkeypatch.setattr(watercolour, "delicate", _nowhere)
    assert fine > _alike(cat[muzzle], made(cat, "watercolour", seed=1).pixels[muzzle]) + 0.02


def test_neither_a_face_nor_a_studio_is_a_sky() -> None:
    assert sky_mask(PORTRAIT).max() == 0


@pytest.mark.parametrize(
    "box",
    [(0, 512, 0, 512), (0, 300, 80, 380), (40, 190, 150, 300)],
    ids=["half length", "bust", "head"],
)
def test_a_cut_out_keeps_head_and_hair(box: tuple[int, int, int, int]) -> None:
    top, bottom, left, right = box
    picture = np.ascontiguousarray(PORTRAIT[top:bottom, left:right])
    alpha = made(picture, "cut out the subject", Intent.CUTOUT).pixels[..., 3]
    head = alpha[45 - top : 150 - top, 195 - left : 250 - left]
    hair = alpha[60 - top : 90 - top, 165 - left : 175 - left]
    assert (head.min(), hair.min()) == (255, 255)
    wall = alpha[42 - top : 52 - top, 152 - left : 158 - left]
    assert wall.max() < 30


@pytest.mark.parametrize("words", ["make the background blue", "brighten the subject"])
def test_a_subject_without_a_clear_edge_is_left_whole(words: str) -> None:
    with pytest.raises(Beyond, match="no clear edge between the subject and the background"):
        made(photograph("cat"), words, Intent.EDIT)


def test_the_background_of_a_portrait_leaves_the_face_alone() -> None:
    result = made(SMALL, "make the background blue", Intent.EDIT).pixels
    assert np.array_equal(result[50:95, 125:155], SMALL[50:95, 125:155])
    assert difference(result[:60, 195:220], SMALL[:60, 195:220]) > 10


def _dimmed(pixels: Pixels) -> Pixels:
    """As in a badly lit room: a third of the light, and noise."""
    noise = np.random.default_rng(1).normal(0, 8, pixels.shape)
    return np.clip(pixels * 0.35 + noise, 0, 255).astype(np.uint8)


def _lips(print_: Pixels) -> float:
    """How much of the width of the mouth has ink, 0 to 1."""
    mouth = print_[276:300, 412:474].mean(axis=2)
    middle = (float(print_.min()) + float(print_.max())) / 2
    return float((mouth < middle).any(axis=0).mean())


@pytest.mark.parametrize("light", [0.35, 0.12], ids=["dark", "very dark"])
def test_a_dark_portrait_keeps_its_lips_as_a_linocut(light: float) -> None:
    large = cv2.resize(PORTRAIT, (1024, 1024), interpolation=cv2.INTER_CUBIC)
    dark = (large * light).astype(np.uint8)
    assert _lips(made(dark, "linocut", seed=0).pixels) > 0.9


@pytest.mark.parametrize("source", [PORTRAIT, _dimmed(PORTRAIT)], ids=["lit", "dim"])
@pytest.mark.parametrize("seed", range(4))
def test_a_close_portrait_keeps_its_mouth_as_a_linocut(seed: int, source: Pixels) -> None:
    close = cv2.resize(source[5:205, 120:320], (600, 600), interpolation=cv2.INTER_CUBIC)
    print_ = made(np.asarray(close, np.uint8), "linocut", seed=seed).pixels
    mouth = print_[395:450, 255:370].mean(axis=2)
    middle = (float(print_.min()) + float(print_.max())) / 2
    assert 0.15 < float((mouth < middle).mean()) < 0.7
