"""Looks: words find them, seeds change them, every size survives them."""

import tomllib
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

import core
from core.catalogue import Intent
from core.ratios import Ratio
from tests.pictures.scenes import landscape, photograph
from tests.worker.engines.classical.requests import difference, made
from worker.engines.classical.styles.looks import (
    FULL_STRENGTH,
    Look,
    looks,
    painter,
    recognised,
    ways,
)
from worker.engines.classical.words.beyond import Beyond

NAMES = sorted(look.name for look in looks())
_CARDS = tomllib.loads((Path(core.__file__).parent / "models.toml").read_text(encoding="utf-8"))
CARD_LOOKS = next(card["looks"] for card in _CARDS["model"] if card["name"] == "classical")


@pytest.mark.parametrize("paint", [one.paint for one in (*looks(), *ways())])
def test_each_look_and_way_of_the_file_names_the_function_that_paints_it(paint: str) -> None:
    assert painter(paint).__name__ == paint.partition(".")[2]


@pytest.mark.parametrize("look", looks(), ids=lambda look: look.name)
def test_each_name_of_a_look_leads_to_it(look: Look) -> None:
    wishes = [recognised(name) for name in (look.name, *look.names)]
    found = [wish.mood if look.kind == "mood" else wish.style for wish in wishes]
    assert {one.look.name if one else None for one in found} == {look.name}


@pytest.mark.parametrize(
    ("words", "style", "mood"),
    [
        ("as a watercolor", "watercolour", None),
        ("mach ein Aquarellbild daraus", "watercolour", None),
        ("peinture à l'huile", "oil", None),
        ("en blanco y negro", "noir", None),
        ("8-bit", "pixel art", None),
        ("as a 1920s travel poster", "riso print", None),
        ("in the style of Hokusai", "linocut", None),
        ("like a Ghibli film", "soft cel", None),
        ("cel-shaded", "soft cel", None),
        ("graphic novel", "comic", None),
        ("impressionistisch", "impressionist", None),
        ("like a Monet", "impressionist", None),
        ("as a stained-glass window", "low poly", None),
        ("aus Polygonen", "low poly", None),
        ("in a thunderstorm", None, "storm"),
        ("bei Gewitter", None, "storm"),
        ("sous l'orage", None, "storm"),
        ("in the rain", None, "rain"),
        ("at golden hour", None, "golden hour"),
        ("bei Mondschein", None, "moonlit"),
        ("sous la neige", None, "snow"),
        ("watercolour at night", "watercolour", "moonlit"),
        ("starry night by van Gogh", "oil", "moonlit"),
        ("wizard riding a dragon", None, None),
        ("a rainbow", None, None),
        ("a knight", None, None),
    ],
    ids=lambda value: str(value),
)
def test_words_find_the_look(words: str, style: str | None, mood: str | None) -> None:
    wish = recognised(words)
    assert (wish.style.look.name if wish.style else None) == style
    assert (wish.mood.look.name if wish.mood else None) == mood


def test_a_nearest_look_is_named_as_such() -> None:
    did = made(landscape(64, 48), "as a 1920s travel poster").did
    assert did.startswith("riso print (nearest to “1920s travel poster”)")


@pytest.mark.parametrize("intent", [Intent.RESTYLE, Intent.REFINE, Intent.COMPARE])
def test_words_without_a_look_are_refused_with_the_list(intent: Intent) -> None:
    with pytest.raises(Beyond, match=r"watercolour, oil, .*diffusion model|diffusion.*oil"):
        made(landscape(64, 48), "wizard riding a dragon", intent)


@pytest.mark.parametrize("shape", [(16, 16), (37, 1000), (1000, 37)], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_every_size_and_shape_survives(name: str, shape: tuple[int, int]) -> None:
    picture = cv2.resize(landscape(), shape[::-1], interpolation=cv2.INTER_AREA).astype(np.uint8)
    result = made(picture, name, seed=1).pixels
    assert (result.shape, result.dtype) == ((*shape, 3), np.uint8)


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_flat_picture_survives_every_look(shade: int) -> None:
    flat = np.full((40, 50, 3), shade, np.uint8)
    assert {made(flat, name).pixels.shape for name in NAMES} == {(40, 50, 3)}


@pytest.mark.parametrize(
    ("strength", "said"),
    [(0.1, "at strength 0.1"), (0.25, "at strength 0.25"), (0.6, ""), (1.0, "")],
    ids=str,
)
def test_a_strength_is_said_as_it_was_given(strength: float, said: str) -> None:
    did = made(landscape(64, 48), "noir", strength=strength).did
    assert did.partition("at strength")[1:] == said.partition("at strength")[1:]
    assert ";" not in did
    assert ("more than 0.6 changes nothing" in did) == (strength > FULL_STRENGTH)


@pytest.mark.parametrize("name", [*CARD_LOOKS, "riso print"])
def test_each_look_of_the_card_is_called_by_its_name(name: str) -> None:
    wish = recognised(name)
    found = wish.style or wish.mood
    assert found is not None
    assert (found.exact, name in found.look.name) == (True, True)


@pytest.mark.parametrize(
    "intent", [Intent.RESTYLE, Intent.VARY, Intent.REFINE, Intent.COMPARE], ids=str
)
def test_a_ratio_crops_first(intent: Intent) -> None:
    variant = made(landscape(), "noir", intent, ratio=Ratio(16, 9))
    assert variant.pixels.shape == (180, 320, 3)
    assert variant.did.endswith(", cropped to 16:9")


def test_a_picture_that_has_the_ratio_is_not_cropped() -> None:
    variant = made(landscape(), "noir", ratio=Ratio(4, 3))
    assert variant.pixels.shape == (240, 320, 3)
    assert "cropped" not in variant.did


def test_what_must_not_appear_is_said_to_need_a_model() -> None:
    did = made(landscape(64, 48), "noir", negative="text").did
    assert did.endswith(", “--no text” needs a diffusion model")


def test_alpha_is_kept() -> None:
    picture = np.dstack([landscape(80, 60), np.tile(np.arange(80, dtype=np.uint8), (60, 1))])
    assert np.array_equal(made(picture, "noir").pixels[..., 3], picture[..., 3])


def test_strength_blends_with_the_source() -> None:
    picture = landscape(96, 72)
    far = [difference(picture, made(picture, "noir", strength=s).pixels) for s in (0.0, 0.3, 0.6)]
    assert far[0] == 0
    assert 0.3 * far[2] < far[1] < 0.7 * far[2]


def test_a_large_picture_is_worked_at_2048() -> None:
    picture = cv2.resize(landscape(), (3000, 1500)).astype(np.uint8)
    assert made(picture, "golden hour").pixels.shape == (1024, 2048, 3)


def test_variations_without_a_look_differ() -> None:
    picture = photograph("cat")
    variants = [made(picture, "more like it", Intent.VARY, seed=s).pixels for s in range(4)]
    assert min(difference(*pair) for pair in combinations(variants, 2)) >= 11
