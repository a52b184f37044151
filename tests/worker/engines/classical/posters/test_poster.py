"""Posters: what they say, that variants differ, that seeds repeat, that layers make the picture."""

from itertools import combinations

import cv2
import numpy as np
import pytest

from tests.worker.engines.classical.requests import difference
from worker.engine import Pixels
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import to_bytes
from worker.engines.classical.posters.layers import composited
from worker.engines.classical.posters.lexicon import props, scene_of_kind, scenes
from worker.engines.classical.posters.poster import drawn, in_layers
from worker.engines.classical.posters.small import unseen
from worker.engines.classical.words.beyond import Beyond

SMALL = (128, 128)


def _drawn(words: str, seed: int = 0, size: tuple[int, int] = SMALL, **more: str) -> Pixels:
    return to_bytes(drawn(words, size, Draw(seed), **more).picture)


def _did(words: str, seed: int = 0, **more: str) -> str:
    return drawn(words, SMALL, Draw(seed), **more).did


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("a lighthouse at dusk", "drew: lighthouse, sea, dusk; poster, plum dusk, low horizon"),
        ("a red fox in a snowy forest", "drew: forest, snow; could not draw: red fox; poster, "),
        ("three red boats on a lake", "drew: 3 × red sailing boat, lake; poster, "),
        ("blue and gold", "drew: an abstract, in blue and gold; poster, "),
        ("roses", "drew: roses; poster, "),
        ("roses at night", "drew: roses, meadow, night; poster, "),
        ("a cat in space", "drew: cat, meadow; could not draw: space; poster, "),
        ("a galaxy with a rainbow", "drew: space; could not draw: rainbow; poster, "),
        ("a road by the sea", "drew: meadow, sea; could not draw: road; poster, "),
        ("a quiet village", "drew: village, meadow; poster, "),
        ("a castle in a forest on a hill", "drew: castle, forest, meadow; poster, "),
    ],
)
def test_the_reply_says_what_was_drawn_and_what_was_not(words: str, says: str) -> None:
    assert _did(words).startswith(says)


_BIRDS = "a red sailing boat on a calm sea at dawn with two birds"


@pytest.mark.parametrize("look", ["", "linocut"])
@pytest.mark.parametrize("seed", range(4))
def test_two_birds_are_two_that_stand_out(seed: int, look: str) -> None:
    size = (512, 512)
    poster = drawn(_BIRDS, size, Draw(seed), look=look)
    small = drawn(_BIRDS, size, Draw(seed)).small
    cover = np.zeros(size, np.uint8)
    for patch in small:
        cover[patch.place] = patch.cover > 0.2
    assert cv2.connectedComponents(cover)[0] - 1 == 2
    assert unseen(poster.picture, small) == 0
    assert "2 × birds" in poster.did
    assert "hard to see" not in poster.did


def test_birds_that_are_not_to_be_seen_are_counted() -> None:
    small = drawn(_BIRDS, (512, 512), Draw(2)).small
    assert unseen(np.full((512, 512, 3), 0.5, np.float32), small) == 2


def test_what_must_not_appear_is_said() -> None:
    assert "; left out: birds; poster, " in _did("the sea", negative="birds")


@pytest.mark.parametrize("words", ["wizard riding a dragon", "a robot at night", "hello", ""])
def test_words_without_anything_known_are_declined(words: str) -> None:
    with pytest.raises(Beyond) as caught:
        drawn(words, SMALL, Draw(0))
    assert "without a diffusion model. It draws posters of mountains, " in caught.value.reason


@pytest.mark.parametrize("name", [*scenes(), *scene_of_kind(), *props()])
def test_everything_in_the_vocabulary_shows(name: str) -> None:
    words = f"{name} by the sea" if name in props() and name != "road" else name
    seed = 3 if name == "sun" else 0  # by day, where one would not come of itself
    with_it = drawn(words, SMALL, Draw(seed))
    without = drawn("the sea" if words != name else "clouds", SMALL, Draw(seed), negative=name)
    assert name in with_it.did.partition("; ")[0]
    assert not np.array_equal(with_it.picture, without.picture)


@pytest.mark.parametrize(
    "words",
    [
        "a lighthouse at dusk", "mountains under a full moon", "a city at night in the rain",
        "a snowy forest", "a desert at sunset", "poppies", "abstract", "space", "red mountains",
    ],
)  # fmt: skip
def test_four_variants_differ(words: str) -> None:
    variants = [_drawn(words, seed) for seed in range(7, 11)]
    assert min(difference(*pair) for pair in combinations(variants, 2)) >= 11


@pytest.mark.parametrize("words", ["a cat by a lake in autumn", "space", "tulips", "a volcano"])
def test_the_same_seed_draws_the_same(words: str) -> None:
    assert np.array_equal(_drawn(words, 5), _drawn(words, 5))


@pytest.mark.parametrize(
    "size", [(128, 72), (72, 128), (320, 16), (16, 320)], ids=lambda size: "x".join(map(str, size))
)
@pytest.mark.parametrize(
    "words", ["a castle by the sea in the rain", "tulips", "space", "abstract"]
)
def test_posters_come_in_any_shape(words: str, size: tuple[int, int]) -> None:
    for seed in range(4):
        assert _drawn(words, seed, size).shape == (size[1], size[0], 3)


def test_a_colour_that_is_named_rules_the_thing() -> None:
    red, blue = (_drawn(f"{colour} mountains", 1).astype(int) for colour in ("red", "blue"))
    assert (red[..., 0] - red[..., 2]).mean() > (blue[..., 0] - blue[..., 2]).mean() + 20


def test_night_is_darker_than_day() -> None:
    night, day = (_drawn(f"mountains by {light}").mean() for light in ("night", "day"))
    assert night < 0.6 * day


def test_a_look_goes_on_top_and_is_named() -> None:
    plain, cut = (drawn(f"a castle{style}", SMALL, Draw(2)) for style in ("", " as a linocut"))
    assert cut.did.startswith("drew: castle, meadow; linocut, ")
    assert difference(to_bytes(plain.picture), to_bytes(cut.picture)) > 11
    near = _did("a castle in the style of Van Gogh")
    assert near.startswith("drew: castle, meadow; oil (nearest to “van gogh”), ")


def test_a_look_that_competes_replaces_the_one_in_the_words() -> None:
    assert _did("a castle as a linocut", look="noir").startswith("drew: castle, meadow; noir, ")


@pytest.mark.parametrize("words", ["a boat on a lake at dusk", "a snowy forest", "roses", "space"])
def test_layers_over_each_other_are_the_poster(words: str) -> None:
    poster = in_layers(words, SMALL, Draw(3))
    seen = composited(list(poster.layers), *SMALL)
    # What is left is the paper that the poster is printed on.
    assert np.abs(seen - poster.picture).mean() < 0.04
    assert np.array_equal(poster.picture, drawn(words, SMALL, Draw(3)).picture)


def test_layers_go_from_far_to_near() -> None:
    layers = in_layers("a boat on the sea, mountains, birds", SMALL, Draw(0)).layers
    assert layers[0].depth == 1
    assert layers[0].pixels.shape == (128, 128, 4)
    depth = {layer.name: layer.depth for layer in layers}
    assert depth["sky"] > depth["mountains"] > depth["sea"] > depth["boat"]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "words", ["three boats at sunset", "a lighthouse at sunset", "a city at night"]
)
def test_fog_is_to_be_seen(words: str, seed: int) -> None:
    assert difference(_drawn(f"{words} in fog", seed), _drawn(words, seed)) > 7


@pytest.mark.parametrize("seed", range(4))
def test_without_a_moon_nothing_looks_like_one(seed: int) -> None:
    def discs(words: str) -> int:
        return int((_drawn(words, seed)[:60].min(axis=2) > 245).sum())

    assert discs("three boats in the fog") > 0
    assert discs("three boats, no moon, in the fog") == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a red balloon as a linocut", "not in red"),
        ("a balloon in blue and gold as noir", "not in blue and gold"),
    ],
)
def test_colours_that_a_look_replaces_are_said(words: str, told: str) -> None:
    assert drawn(words, (128, 128), Draw(1)).did.endswith(told)


def test_colours_that_a_look_keeps_are_not_taken_back() -> None:
    assert "not in" not in drawn("a red balloon as a watercolour", (128, 128), Draw(1)).did


def test_two_cats_of_two_colours_are_seen() -> None:
    black, both = (
        _drawn(words, 1, (256, 256)) for words in ("a black cat", "a black cat and a white cat")
    )
    pale = (both.astype(int).min(axis=2) > 175) & (black.astype(int).min(axis=2) < 150)
    assert pale.sum() > 200


def test_sunflowers_in_a_field_have_dark_hearts() -> None:
    heart = np.array((0x5E, 0x3A, 0x22)) * 0.75  # in daylight, from which the palette moves it

    def hearts(words: str) -> int:
        apart = np.linalg.norm(_drawn(words, 1, (256, 256))[200:] - heart, axis=2)
        return int((apart < 40).sum())

    assert hearts("a field of sunflowers") > 5 * max(hearts("a field of daisies"), 20)


@pytest.mark.parametrize("words", ["vintage travel poster of a castle", "a castle, retro poster"])
@pytest.mark.parametrize("seed", range(4))
def test_an_old_poster_has_no_frame_of_an_instant_photograph(words: str, seed: int) -> None:
    poster = drawn(words, SMALL, Draw(seed))
    assert "; old print, " in poster.did
    assert float(poster.picture[-3:].mean()) < 0.85  # the frame is nearly white


@pytest.mark.parametrize("words", ["a teal and orange city", "a city in orange and teal"])
@pytest.mark.parametrize("seed", range(4))
def test_a_city_of_two_colours_shows_both(words: str, seed: int) -> None:
    lab = cv2.cvtColor(_drawn(words, seed).astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    hues = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    coloured = np.hypot(lab[..., 1], lab[..., 2]) > 8
    teal, orange = (np.abs((hues - hue + 180) % 360 - 180) < 45 for hue in (205, 60))
    assert min((teal & coloured).mean(), (orange & coloured).mean()) > 0.08
