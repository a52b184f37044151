"""Removal: what words point at, what is found, and what is left where it was."""

import re

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.desks import study
from tests.pictures.scenes import landscape, motorcycle, photograph, portrait, still_life
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.editing.removal import shadow_of
from worker.engines.classical.editing.request import understood
from worker.engines.classical.editing.wishes import Verb
from worker.engines.classical.inpainting.patchmatch import filled_in
from worker.engines.classical.inpainting.surroundings import disagreement
from worker.engines.classical.painting.pixels import to_float
from worker.engines.classical.painting.tone import luma
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import Pointer, pointer


def _with_balls(name: str, *centres: tuple[int, int]) -> Pixels:
    """A photograph with blue balls of 18 px on it."""
    picture = photograph(name).copy()
    for centre in centres:
        cv2.circle(picture, centre, 18, (20, 60, 220), -1, cv2.LINE_AA)
        cv2.circle(picture, (centre[0] - 6, centre[1] - 6), 6, (90, 120, 245), -1, cv2.LINE_AA)
    return picture


def _blue(picture: Pixels) -> int:
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    return int((lab[..., 2] < -40).sum())


@pytest.mark.parametrize(
    ("words", "colour", "where", "several"),
    [
        ("the red cup", "red", (), False),
        ("the sign on the left", None, ("left",), False),
        ("the thing in the top right corner", None, ("top", "right", "corner"), False),
        ("all the blue dots", "blue", (), True),
        ("die rote tasse links", "red", ("left",), False),
        ("la tasse rouge", "red", (), False),
        ("la taza roja de la derecha", "red", ("right",), False),
        ("the red cup behind the lamp please", "red", (), False),
        ("the glass", None, (), False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_point_at_a_thing(
    words: str, colour: str | None, where: tuple[str, ...], several: bool
) -> None:
    found = pointer(words)
    assert (found.colour.name if found.colour else None) == colour
    assert (found.where, found.several) == (where, several)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("remove the person in the background", "recognise people"),
        ("remove the man in the red jacket", "recognise people"),
        ("entferne die Frau", "recognise people"),
        ("remove the cup next to the plate", "cannot tell where"),
        ("remove the wheel of the red car", "cannot tell where"),
        ("remove the haze", "“the haze” is none"),
        ("remove the sky", "“the sky” is none"),
        ("remove", "what to take out"),
        ("remove the purple cup", "no clear place for the purple cup"),
        ("remove the lemon", "no single thing"),
        ("remove the sign in the top left corner", "at the top left corner"),
    ],
    ids=lambda value: value[:28],
)
def test_what_is_not_sure_is_declined_with_what_to_say(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says) as caught:
        made(still_life(), words, Intent.EDIT)
    assert f"“{words}”" not in caught.value.reason


@pytest.mark.parametrize("words", ["remove the purple cup", "remove the lamp"])
def test_what_is_offered_instead_can_be_done(words: str) -> None:
    with pytest.raises(Beyond) as caught:
        made(still_life(), words, Intent.EDIT)
    offered = re.findall(r"“(remove the \w+ thing)”", caught.value.reason)
    assert offered
    for other in offered:
        assert "removed" in made(still_life(), other, Intent.EDIT).did


@pytest.mark.parametrize(
    ("picture", "offered"),
    [
        (portrait(), []),
        (portrait()[:, ::-1].copy(), []),
        (motorcycle(), []),
        (still_life(), ["yellow"]),
        (landscape(), []),
    ],
    ids=["not what she wears", "mirrored", "clutter", "not the same thing twice", "a house"],
)
def test_only_what_is_small_and_on_something_plain_is_offered(
    picture: Pixels, offered: list[str]
) -> None:
    with pytest.raises(Beyond) as caught:
        made(picture, "remove the pink thing in the top right corner", Intent.EDIT)
    assert re.findall(r"“remove the (\w+) thing”", caught.value.reason) == offered


@pytest.mark.parametrize("side", [512, 2048])  # px
def test_the_size_of_a_picture_does_not_decide_what_a_thing_is(side: int) -> None:
    large = cv2.resize(portrait(), (side, side), interpolation=cv2.INTER_CUBIC)
    picture = np.asarray(large, np.uint8)
    assert "removed" in made(picture, "remove the purple thing", Intent.EDIT).did


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("remove the spoon", "no spoon; what stands out most covers"),
        ("remove the spoon on the right", "no spoon; what stands out most at the right covers"),
        ("remove the red cup", "nothing red ends at edges"),
    ],
    ids=lambda value: value[:30],
)
def test_a_small_thing_on_a_large_one_is_not_mistaken_for_it(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says) as caught:
        made(photograph("coffee"), words, Intent.EDIT)
    assert f"“{words}”" not in caught.value.reason


@pytest.mark.parametrize(
    ("left", "right", "above", "below", "differs"),
    [(60, 60, 20, 200, False), (60, 200, 90, 90, False), (60, 200, 20, 240, True)],
    ids=["a horizon", "a corner seen from above", "a crossing"],
)
def test_a_hole_is_told_by_either_pair_of_its_sides(
    left: int, right: int, above: int, below: int, differs: bool
) -> None:
    picture = np.full((120, 120, 3), 128, np.uint8)
    picture[:, :40], picture[:, 80:] = left, right
    picture[:40, 40:80], picture[80:, 40:80] = above, below
    hole = np.zeros((120, 120), np.uint8)
    hole[40:80, 40:80] = 1
    assert (disagreement(picture, hole) > 30) is differs


def test_of_two_alike_neither_is_taken() -> None:
    with pytest.raises(Beyond, match=r"2 blue places .* Say where it is"):
        made(_with_balls("cat", (60, 60), (400, 220)), "remove the blue ball", Intent.EDIT)


def test_the_cat_is_no_hole() -> None:
    with pytest.raises(Beyond, match="no single thing"):
        made(photograph("cat"), "remove the cat", Intent.EDIT)


def test_what_is_too_large_is_declined() -> None:
    picture = photograph("cat").copy()
    picture[60:240, 100:340] = (20, 60, 220)
    with pytest.raises(Beyond, match=r"covers 3[34]% .* 15% at most"):
        made(picture, "remove the blue box", Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("remove the blue ball on the left", (slice(190, 250), slice(370, 430))),
        ("remove the blue ball at the bottom right", (slice(30, 90), slice(30, 90))),
    ],
    ids=["left", "bottom right"],
)
def test_position_tells_two_alike_apart(words: str, kept: tuple[slice, slice]) -> None:
    source = _with_balls("cat", (60, 60), (400, 220))
    result = made(source, words, Intent.EDIT).pixels
    assert np.array_equal(result[kept], source[kept])
    assert _blue(result) == pytest.approx(_blue(source) / 2, rel=0.1)


@pytest.mark.parametrize("name", ["cat", "coffee"])
@pytest.mark.parametrize("seed", range(4))
def test_no_trace_stays_and_the_texture_goes_on(name: str, seed: int) -> None:
    plain, source = photograph(name), _with_balls(name, (60, 250))
    variant = made(source, "remove the blue ball", Intent.EDIT, seed=seed)
    filled = (variant.pixels != source).any(axis=2)
    around = cv2.dilate(filled.astype(np.uint8), np.ones((31, 31), np.uint8)) > 0
    assert _blue(variant.pixels) <= _blue(plain)
    assert 0.004 < filled.mean() < 0.03
    inside, outside = _roughness(variant.pixels, filled), _roughness(source, around & ~filled)
    assert 0.35 < inside / outside < 2
    share = f"{100 * filled.mean():.1f} %"
    assert f"{share} of the picture changed, the rest is identical" in variant.did


def _roughness(picture: Pixels, where: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> float:
    """The mean gradient inside `where`."""
    tones = luma(to_float(picture))
    across, down = cv2.Sobel(tones, cv2.CV_32F, 1, 0), cv2.Sobel(tones, cv2.CV_32F, 0, 1)
    return float(np.hypot(across, down)[where].mean())


def test_all_of_several_go() -> None:
    plain, source = photograph("cat"), _with_balls("cat", (60, 60), (400, 220))
    assert _blue(made(source, "remove the blue balls", Intent.EDIT).pixels) <= _blue(plain)


def test_a_horizon_goes_on_behind_what_was_there() -> None:
    result = made(landscape(), "remove the red house", Intent.EDIT).pixels.astype(float)
    for rows in (slice(138, 148), slice(165, 200)):  # sea, grass
        filled, beside = result[rows, 70:150], result[rows, 220:300]
        assert np.abs(filled.mean(axis=(0, 1)) - beside.mean(axis=(0, 1))).max() < 12


def test_one_of_four_takes_the_shadow_too() -> None:
    source = landscape()
    thing = np.zeros(source.shape[:2], np.uint8)
    thing[132:208, 64:160] = 1
    shadow = shadow_of(to_float(source), thing)
    assert shadow[215:222, 110:190].mean() > 0.8
    assert shadow[:200].mean() < 0.01
    lawn = [
        made(source, "remove the red house", Intent.EDIT, seed=seed).pixels[212:222, 110:180].mean()
        for seed in (0, 2)
    ]
    assert lawn[1] > lawn[0] + 20


def test_a_removal_ignores_strength_and_goes_with_other_wishes() -> None:
    weak = made(landscape(), "remove the red house", Intent.EDIT, strength=0.1)
    assert np.array_equal(
        weak.pixels, made(landscape(), "remove the red house", Intent.EDIT).pixels
    )
    two = made(still_life(), "remove the yellow lemon and the green bottle", Intent.EDIT)
    assert "the yellow lemon removed and the green bottle removed" in two.did


@pytest.mark.parametrize("size", [(40, 30), (300, 14)], ids=str)
def test_holes_in_tiny_and_thin_pictures_are_filled(size: tuple[int, int]) -> None:
    picture = to_float(landscape(*size))
    hole = np.zeros(picture.shape[:2], bool)
    hole[5:9, 10:16] = True
    filled = filled_in(picture, hole, 3, np.random.default_rng(0))
    assert np.array_equal(filled[~hole], picture[~hole])
    assert np.isfinite(filled).all()


def test_a_hole_without_anything_around_is_left() -> None:
    picture = to_float(landscape(12, 10))
    filled = filled_in(picture, np.ones((10, 12), bool), 3, np.random.default_rng(0))
    assert filled.shape == picture.shape


def test_faces_are_not_patched() -> None:
    picture = portrait()
    cv2.circle(picture, (255, 150), 11, (20, 200, 60), -1)
    with pytest.raises(Beyond, match="reaches into a face"):
        made(picture, "remove the green ball", Intent.EDIT)


def test_a_fold_of_a_flag_is_not_taken_for_a_patch() -> None:
    with pytest.raises(Beyond, match="nothing blue ends at edges all around"):
        made(portrait(), "remove the blue patch", Intent.EDIT)


def test_what_somebody_wears_is_not_offered() -> None:
    with pytest.raises(Beyond, match="Nothing that stands free here"):
        made(portrait(), "remove the shuttle", Intent.EDIT)


def test_a_patch_is_taken_out_by_its_own_colour() -> None:
    source = portrait()
    changed = (made(source, "remove the purple patch", Intent.EDIT).pixels != source).any(axis=2)
    assert changed[355:415, 145:200].mean() > 0.95
    changed[335:432, 122:222] = False
    assert not changed.any()


def _sewn_on() -> Pixels:
    """A purple patch on an orange cloth, on a wider disc of that cloth, a little darker."""
    down, across = np.mgrid[0:300, 0:400]
    cloth = np.array((214, 104, 52)) + np.random.default_rng(3).normal(0, 3, (300, 400, 1))
    away = np.hypot(down - 150, across - 200)
    cloth[away < 40] -= 22
    cloth[away < 31] = (84, 40, 150)
    return np.clip(cloth, 0, 255).astype(np.uint8)


def test_the_rim_of_a_patch_goes_with_it_in_the_ways_that_say_so() -> None:
    down, across = np.mgrid[0:300, 0:400]
    rim = np.abs(np.hypot(down - 150, across - 200) - 37) < 2
    for seed in range(4):
        variant = made(_sewn_on(), "remove the purple patch", Intent.EDIT, seed=seed)
        left = float(variant.pixels[rim].mean()) - float(variant.pixels[:30].mean())
        assert (abs(left) < 6) == ("its rim too" in variant.did)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("remove the boat", "what stands out most removed, taken for the boat"),
        ("remove the dark ball", "what stands out most removed, taken for the dark ball"),
        ("remove the boat in the middle", "the boat in the middle removed"),
    ],
)
def test_what_only_stands_out_is_not_called_what_was_asked_for(words: str, says: str) -> None:
    plain = np.full((240, 320, 3), 205, np.uint8)
    scene = plain + np.random.default_rng(1).integers(-4, 4, plain.shape).astype(np.uint8)
    cv2.circle(scene, (160, 120), 24, (40, 44, 60), -1, cv2.LINE_AA)
    assert says in made(scene, words, Intent.EDIT).did


@pytest.mark.parametrize(
    "words",
    [
        "there's one cup too many",
        "there is one cup too many, remove it",
        "mach die überflüssige Tasse weg",
        "entferne die Tasse, die zu viel ist",
        "da ist eine Tasse zu viel",
        "il y a une tasse de trop",
        "quita la taza que sobra",
        "hay una taza de más",
    ],
)
def test_what_is_too_many_is_taken_out_however_that_is_said(words: str) -> None:
    (wish,) = understood(words).requests
    assert isinstance(wish.detail, Pointer)
    assert (wish.verb, wish.detail.which) == (Verb.REMOVE, "extra")


@pytest.mark.parametrize("seed", range(4))
def test_beside_a_wall_the_table_goes_on_and_no_end_of_a_shadow_stays(seed: int) -> None:
    """The cup's rim comes near to the wall; its shadow looks out on both sides of it."""
    result = made(study(), "remove the red cup on the left", Intent.EDIT, seed=seed)
    assert "rim" not in result.did
    after = result.pixels.astype(int)
    table, wall = np.median(after[760:860, 500:900], axis=(0, 1)), after[560:600, 150:300].mean(0)
    there = np.abs(after[630:680, 150:320] - table).max(axis=2)
    assert (there < 40).mean() > 0.99
    for ends in (slice(155, 190), slice(335, 365)):
        assert after[790:812, ends].min(axis=2).mean() > after[830:850, ends].min(axis=2).mean() - 4
    assert np.abs(wall.mean(0) - table).max() > 60
