"""Light from a side, faces in it, and other backgrounds: what is asked, and what stays."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape, photograph, portrait, still_life
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Pixels
from worker.engines.classical.editing.request import understood
from worker.engines.classical.editing.stages import staging
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.lamps import lamp


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("light from the left", "light from the left"),
        ("warm evening light from the right", "warm light from the right"),
        ("relight it from the top left", "light from above and the left"),
        ("moonlight from below", None),
        ("cold light coming from above", "cool light from above"),
        ("warmes licht von rechts", "warm light from the right"),
        ("lumiere de gauche", "light from the left"),
        ("luz desde la izquierda", "light from the left"),
        ("warmer light", None),
        ("remove the light on the left wall", "light from the left"),
        ("the lamp", None),
    ],
)
def test_words_name_a_light(words: str, title: str | None) -> None:
    found = lamp(words)
    assert (found.title if found else None) == title


def _small(name: str) -> Pixels:
    """A photograph at half its size."""
    return np.ascontiguousarray(photograph(name)[::2, ::2])


def _halves(picture: Pixels) -> tuple[float, float]:
    middle = picture.shape[1] // 2
    return float(picture[:, :middle].mean()), float(picture[:, middle:].mean())


@pytest.mark.parametrize(("side", "seed"), [("left", 0), ("left", 3), ("right", 1), ("right", 2)])
def test_light_comes_from_its_side(side: str, seed: int) -> None:
    source = _small("cat")
    variant = made(source, f"light from the {side}", Intent.EDIT, seed=seed)
    (left, right), (old_left, old_right) = _halves(variant.pixels), _halves(source)
    moved = (left / old_left) / (right / old_right)
    assert moved > 1.1 if side == "left" else moved < 0.9
    assert variant.did.endswith(f"light from the {side}, the whole picture")


def _tones(picture: Pixels) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return np.log2(cv2.GaussianBlur(grey, (0, 0), 3) + 1).astype(np.float32)


@pytest.mark.parametrize("seed", range(4))
def test_light_has_no_edge_where_a_thing_has_none(seed: int) -> None:
    coffee, cup = photograph("coffee"), (slice(60, 140), slice(220, 340))
    lit = made(coffee, "light from the left", Intent.EDIT, seed=seed).pixels
    stops = (_tones(lit) - _tones(coffee))[cup]
    assert float(np.abs(np.diff(stops, axis=1)).max()) < 0.03


def test_warm_light_is_warm_and_cool_light_cool() -> None:
    warm, cool = (
        cv2.cvtColor(
            made(_small("cat"), f"{tone} light from the left", Intent.EDIT).pixels,
            cv2.COLOR_RGB2Lab,
        )
        for tone in ("warm", "cool")
    )
    assert warm[..., 2].mean() > cool[..., 2].mean() + 12


def test_four_lights_differ() -> None:
    lit = [made(_small("coffee"), "light from the left", Intent.EDIT, seed=s) for s in range(4)]
    apart = [difference(a.pixels, b.pixels) for i, a in enumerate(lit) for b in lit[:i]]
    assert min(apart) > 2


def test_a_face_is_brightened_and_the_rest_stays() -> None:
    source = portrait()
    variant = made(source, "brighter face", Intent.EDIT)
    changed = (variant.pixels != source).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert 0.02 < changed.mean() < 0.1
    assert (rows.max() < 240, columns.min() > 140, columns.max() < 310) == (True, True, True)
    assert variant.pixels[changed].mean() > source[changed].mean() + 15
    with pytest.raises(Beyond, match="no face"):
        made(_small("cat"), "brighter face", Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "colours", "gradient", "sky"),
    [
        ("replace the background with plain white", ["white"], False, ""),
        ("plain white background", ["white"], False, ""),
        ("make the background white", ["white"], False, ""),
        ("on a blue background", ["blue"], False, ""),
        ("change the background to blue", ["blue"], False, ""),
        ("replace the background with a gradient", [], True, ""),
        ("a gradient from blue to pink as the background", ["blue", "pink"], True, ""),
        ("replace the background with a sunset sky", [], False, "sunset"),
        ("ersetze den hintergrund durch weiss", ["white"], False, ""),
        ("remplace le fond par un fond noir", ["black"], False, ""),
        ("cambia el fondo por uno blanco", ["white"], False, ""),
    ],
)
def test_words_name_a_background(words: str, colours: list[str], gradient: bool, sky: str) -> None:
    found = staging(words)
    assert found is not None
    stage = found.stage
    assert ([colour.name for colour in stage.colours], stage.gradient, stage.sky) == (
        colours,
        gradient,
        sky,
    )


@pytest.mark.parametrize(
    "words",
    [
        "make the background blue",
        "blur the background",
        "make the background black and white",
        "remove the red car in the background",
        "make the car in the background white",
        "make the sky white",
    ],
)
def test_other_words_leave_the_background(words: str) -> None:
    assert staging(words) is None


@pytest.mark.parametrize("what", ["a kitchen", "an office at night", "a swimming pool"])
def test_scenes_are_declined_with_what_can_be_drawn(what: str) -> None:
    with pytest.raises(Beyond, match=r"cannot draw .* a diffusion model.*plain white"):
        made(_small("coffee"), f"replace the background with {what}", Intent.EDIT)


def _corner(picture: Pixels) -> list[int]:
    return picture[2:8, 2:8].reshape(-1, 3).mean(axis=0).round().astype(int).tolist()


def test_plain_white_is_white_and_the_subject_stays_to_the_bit() -> None:
    source = _small("coffee")
    variant = made(source, "replace the background with plain white", Intent.EDIT)
    assert _corner(variant.pixels) == [255, 255, 255]
    same = (variant.pixels == source).all(axis=2)
    assert same[50:150, 75:200].mean() > 0.98
    assert variant.did.startswith("flat white, background replaced, ")


@pytest.mark.parametrize(
    "words",
    ["replace the background with pure white", "make the background white", "fond blanc uni"],
)
def test_white_is_white_whatever_the_seed(words: str) -> None:
    source = _small("coffee")
    for seed in range(4):
        done = made(source, words, Intent.EDIT, seed=seed)
        assert _corner(done.pixels) == [255, 255, 255]
        assert done.did.startswith("flat white, ") == (seed == 0)


@pytest.mark.parametrize(
    "words",
    ["plain white background", "a gradient as background", "replace the background with a sunset"],
)
def test_four_backgrounds_differ_and_the_subject_does_not(words: str) -> None:
    source = _small("coffee")
    variants = [made(source, words, Intent.EDIT, seed=seed).pixels for seed in range(4)]
    assert len({variant.tobytes() for variant in variants}) == 4
    assert all(np.array_equal(one[75:125, 115:165], source[75:125, 115:165]) for one in variants)


def test_no_halo_of_the_old_background_is_left() -> None:
    bottle = made(still_life(), "plain white background", Intent.EDIT, strength=0.3).pixels
    lab = cv2.cvtColor(bottle.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    grey = (lab[..., 0] > 40) & (lab[..., 0] < 80) & (np.hypot(lab[..., 1], lab[..., 2]) < 8)
    assert grey.mean() < 0.004


def test_nothing_of_the_old_scene_shines_through_a_sky() -> None:
    first, second = (
        made(scene, "replace the background with a starry sky", Intent.EDIT).pixels[:40, :40]
        for scene in (landscape(), 255 - landscape())
    )
    assert difference(first, second) < 3


def test_a_background_goes_with_other_wishes() -> None:
    words = "replace the background with plain white and make it warmer"
    did = made(_small("coffee"), words, Intent.EDIT).did
    assert did.startswith("flat white (background replaced) and warmer (the picture), ")


def test_a_subject_without_a_clear_edge_is_not_torn() -> None:
    with pytest.raises(Beyond, match="no clear edge"):
        made(_small("cat"), "plain white background", Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("light from the left, warm", ["warm light from the left"]),
        ("light from above and make it cool", ["cool light from above"]),
        ("Licht von links, warm bitte", ["warm light from the left"]),
        ("warm light from the left, cool", ["warm light from the left", "the whole picture"]),
        ("light from the left, sharper", ["light from the left", "the whole picture"]),
    ],
)
def test_a_tone_that_follows_belongs_to_the_light(words: str, titles: list[str]) -> None:
    wishes = understood(words)
    assert [request.title for request in wishes.requests] == titles
    assert wishes.left == ()
