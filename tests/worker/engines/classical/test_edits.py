"""Edits: the words that are understood, and the rest of the picture that stays as it was."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from core.ratios import Ratio
from tests.pictures.scenes import (
    bitten,
    carried,
    landscape,
    motorcycle,
    photograph,
    portrait,
    still_life,
)
from tests.pictures.signs import FRONT, signed
from tests.worker.engines.classical.requests import agreed, difference, made
from worker.engine import Pixels
from worker.engines.classical.editing.request import Request, Verb, understood
from worker.engines.classical.framing.reframe import in_ratio
from worker.engines.classical.painting.pixels import to_bytes, to_float
from worker.engines.classical.words.beyond import Beyond

SKY, HOUSE = (slice(0, 60), slice(0, 320)), (slice(160, 190), slice(70, 84))
MEADOW = (slice(215, 240), slice(0, 320))


def _is(request: Request) -> tuple[str, str, str]:
    colour = request.colour.name if request.colour else request.what
    return request.verb.value, request.title, colour


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("make the sky purple", ("recolour", "the sky", "purple")),
        ("mach den Himmel lila", ("recolour", "the sky", "purple")),
        ("make the red car blue", ("recolour", "the red car", "blue")),
        ("turn the green bottle into gold", ("recolour", "the green bottle", "gold")),
        ("haz la taza roja azul", ("recolour", "the taza roja", "blue")),
        ("rends la tasse rouge bleue", ("recolour", "the tasse rouge", "blue")),
        ("mach die rote Tasse blau", ("recolour", "the rote tasse", "blue")),
        ("make it pop", ("change", "the whole picture", "livelier")),
        ("mach es schöner", ("change", "the whole picture", "livelier")),
        ("fix the lighting", ("change", "the whole picture", "more evenly lit")),
        ("denoise this", ("change", "the whole picture", "less noisy")),
        ("colour the sea teal", ("recolour", "the water", "teal")),
        ("rends le ciel rouge", ("recolour", "the sky", "red")),
        ("make the background black and white", ("change", "the background", "black and white")),
        ("blur the background", ("change", "the background", "blurred")),
        ("make it warmer", ("change", "the whole picture", "warmer")),
        ("brighten the photo", ("change", "the whole picture", "brighter")),
        ("more contrast", ("change", "the whole picture", "more contrast")),
        ("make the red car darker", ("change", "the red car", "darker")),
        ("replace the sky with a starry sky", ("sky", "the sky", "starry")),
        ("sunset sky please", ("sky", "the sky", "sunset")),
        ("replace the sky with a dramatic sunset", ("sky", "the sky", "sunset")),
        ("replace the sky with a stormy night", ("sky", "the sky", "starry")),
        ("replace the sky with a dramatic one", ("sky", "the sky", "stormy")),
        (
            "ersetze den Himmel durch einen dramatischen Sonnenuntergang",
            ("sky", "the sky", "sunset"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_are_understood(words: str, meaning: tuple[str, str, str]) -> None:
    wishes = understood(words)
    assert [_is(request) for request in wishes.requests] == [meaning]
    assert wishes.left == ()


@pytest.mark.parametrize(
    ("words", "edits", "left"),
    [
        ("warmer and sharper", ["warmer", "sharper"], ()),
        ("brighter with more contrast", ["brighter", "more contrast"], ()),
        ("heller, mehr Kontrast", ["brighter", "more contrast"], ()),
        ("plus chaud et plus net", ["warmer", "sharper"], ()),
        ("noir et blanc", ["black and white"], ()),
        ("más cálido y más nítido, por favor", ["warmer", "sharper"], ()),
        ("make the sky and the grass purple", ["purple", "purple"], ()),
        ("make the sky purple and the picture warmer", ["purple", "warmer"], ()),
        ("starry sky, and make it warmer", ["starry", "warmer"], ()),
        ("make the red car blue and darker", ["blue", "darker"], ()),
        (
            "sharper and twice as large",
            ["sharper"],
            ("the size is left as it is: say “upscale”",),
        ),
        ("make it warmer and shiny", ["warmer"], ("“shiny” is not done",)),
        ("make the sky blue and white", ["blue"], ("“white” is not done",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_several_wishes_are_all_done_or_said(
    words: str, edits: list[str], left: tuple[str, ...]
) -> None:
    wishes = understood(words)
    assert [_is(request)[2] for request in wishes.requests] == edits
    assert wishes.left == left


def test_a_change_goes_on_with_the_place_before_it() -> None:
    car, same = understood("make the red car blue and darker").requests
    assert (same.place, same.named, same.title) == (car.place, car.named, "the red car")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("add a hat", "adding and replacing"),
        ("replace the car with a horse", "adding and replacing"),
        ("make the car blue", "Name its colour"),
        ("make the dog darker", "Name its colour"),
        ("make the red car twice as large", "does not know that edit"),
        ("let there be dragons", "does not know that edit"),
    ],
    ids=lambda value: value[:20],
)
def test_other_words_are_refused_with_what_can_be_asked(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=rf"{says}.*"):
        understood(words)
    with pytest.raises(Beyond, match=r"diffusion model"):
        understood(words)


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(Beyond, match="the purple car"):
        made(still_life(), "make the purple car red", Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "changed", "kept"),
    [
        ("make the sky purple", SKY, MEADOW),
        ("starry sky", SKY, MEADOW),
        ("make the red house blue", HOUSE, SKY),
        ("make the grass yellow", MEADOW, SKY),
        ("darken the sky", SKY, MEADOW),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_the_place_changes(
    words: str, changed: tuple[slice, slice], kept: tuple[slice, slice]
) -> None:
    source = landscape()
    result = made(source, words, Intent.EDIT).pixels
    assert np.array_equal(result[kept], source[kept])
    assert difference(source[changed], result[changed]) > 12


def test_what_is_said_to_be_identical_is_identical_to_the_bit() -> None:
    source = photograph("coffee")
    made_ = made(source, "make the red things green", Intent.EDIT)
    share = (made_.pixels != source).any(axis=2).mean()
    assert f"{100 * share:.1f} % of the picture changed, the rest is identical" in made_.did


@pytest.mark.parametrize(
    ("words", "seed", "did"),
    [
        ("make it warmer", 0, "warmer, the whole picture"),
        ("warmer and sharper", 1, "slightly warmer and slightly sharper, the whole picture"),
        ("warmer and twice as big", 0, "warmer, the size is left as it is: say “upscale”, the wh"),
        ("make the sky purple", 3, "vivid purple, the sky recoloured purple, "),
        ("starry sky", 0, "deep blue, starry sky, "),
        ("darken the sky", 3, "much darker, the sky, "),
        ("darken the sky, warmer picture", 0, "darker (the sky) and warmer (the picture), "),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_was_done_is_said_with_what_differs_first(words: str, seed: int, did: str) -> None:
    said = made(landscape(), words, Intent.EDIT, seed=seed).did
    assert said.startswith(did)
    assert ";" not in said


def test_variants_of_an_edit_end_alike() -> None:
    said = [made(landscape(), "make the sky purple", Intent.EDIT, seed=s).did for s in range(4)]
    first, *common = zip(*(did.split(", ") for did in said), strict=True)
    assert len(set(first)) == 4
    assert [len(set(words)) for words in common] == [1] * len(common)
    assert common[0][0] == "the sky recoloured purple"


@pytest.mark.parametrize(
    ("picture", "words", "place"),
    [
        (landscape(), "make the sky purple", SKY),
        (landscape(), "make the red house blue", HOUSE),
        (landscape(), "sunset sky", SKY),
    ],
    ids=["sky", "house", "sunset"],
)
def test_four_variants_of_an_edit_differ_in_their_place(
    picture: Pixels, words: str, place: tuple[slice, slice]
) -> None:
    shades = [made(picture, words, Intent.EDIT, seed=seed).pixels[place] for seed in range(4)]
    closest = min(difference(a, b) for i, a in enumerate(shades) for b in shades[:i])
    assert closest >= 8, f"{closest:.1f}"


@pytest.mark.parametrize("verb", list(Verb))
def test_the_same_seed_gives_the_same_edit(verb: Verb) -> None:
    words = {
        Verb.RECOLOUR: "sky red",
        Verb.CHANGE: "blur the background",
        Verb.SKY: "stormy sky",
        Verb.REMOVE: "remove the red house",
        Verb.REWORD: "change the text to OPEN",
        Verb.RELIGHT: "light from the left",
        Verb.RESTAGE: "plain white background",
    }
    picture = signed("coffee", FRONT) if verb is Verb.REWORD else landscape()
    first, second = (made(picture, words[verb], Intent.EDIT, seed=5) for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)


def test_alpha_is_kept() -> None:
    alpha = np.full((240, 320), 200, np.uint8)
    result = made(np.dstack([landscape(), alpha]), "make the sky purple", Intent.EDIT).pixels
    assert np.array_equal(result[..., 3], alpha)


@pytest.mark.parametrize("size", [(16, 16), (1000, 37)], ids=str)
def test_tiny_and_thin_pictures_survive(size: tuple[int, int]) -> None:
    result = made(landscape(*size), "make it warmer", Intent.EDIT).pixels
    assert result.shape == (size[1], size[0], 3)


@pytest.mark.parametrize("ratio", [Ratio(16, 9), Ratio(1, 1)], ids=str)
def test_an_edit_in_a_ratio_keeps_the_rest_of_the_crop_to_the_bit(ratio: Ratio) -> None:
    source = landscape()
    crop, _ = in_ratio(source, ratio)
    variant = made(source, "make the grass yellow", Intent.EDIT, ratio=ratio)
    same = (variant.pixels == crop).all(axis=2)
    assert crop.shape[1] == pytest.approx(crop.shape[0] * ratio.width / ratio.height, abs=1)
    assert 0.2 < same.mean() < 0.9
    assert variant.did.endswith(f"identical, cropped to {ratio.width}:{ratio.height}")


def _two_cars() -> Pixels:
    """Two red cars on a brown road."""
    picture = np.full((200, 320, 3), (120, 92, 70), np.uint8)
    picture[60:110, 30:120] = picture[60:110, 200:290] = (205, 28, 34)
    return picture


@pytest.mark.parametrize(
    ("words", "left", "right"),
    [
        ("make the red car on the left blue", True, False),
        ("make the red car on the right blue", False, True),
        ("make the red cars blue", True, True),
    ],
    ids=["left", "right", "all"],
)
def test_a_place_says_which_thing_of_a_colour_is_meant(words: str, left: bool, right: bool) -> None:
    source = _two_cars()
    changed = (made(source, words, Intent.EDIT).pixels != source).any(axis=2)
    assert bool(changed[70:100, 40:110].mean() > 0.99) is left
    assert bool(changed[70:100, 210:280].mean() > 0.99) is right
    assert changed[120:].mean() < 0.02


def _four_boxes() -> Pixels:
    """Red boxes: two on the left, one in the middle, one on the right above it."""
    picture = np.full((200, 320, 3), (90, 110, 90), np.uint8)
    for top, left in ((20, 20), (130, 20), (120, 180), (40, 250)):
        picture[top : top + 40, left : left + 50] = (205, 28, 34)
    return picture


@pytest.mark.parametrize("verb", ["make {} blue", "remove {}"])
@pytest.mark.parametrize(
    ("thing", "place"),
    [
        ("the red box on the right", (40, 250)),
        ("the right red box", (40, 250)),
        ("the red box at the bottom left", (130, 20)),
        ("the red box at the top right", (40, 250)),
    ],
)
def test_recolouring_and_removing_mean_the_same_thing_by_a_place(
    verb: str, thing: str, place: tuple[int, int]
) -> None:
    source = _four_boxes()
    changed = (made(source, verb.format(thing), Intent.EDIT).pixels != source).any(axis=2)
    (top, left), red = place, (source == (205, 28, 34)).all(axis=2)
    box = changed[top : top + 40, left : left + 50]
    assert box.mean() > 0.9
    assert int((changed & red).sum()) == int(box.sum())


@pytest.mark.parametrize("verb", ["make {} blue", "remove {}"])
def test_where_a_place_does_not_tell_things_apart_it_is_asked_for_more(verb: str) -> None:
    with pytest.raises(Beyond, match=r"finds 2 red places on the left .* Say more closely"):
        made(_four_boxes(), verb.format("the red box on the left"), Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("make the red thing blue", "2 other red places were left: say “everything red”"),
        ("make the red box at the top right blue", "the red box at the top right recoloured"),
        ("darken the picture on the left", "“on the left” is not heeded"),
    ],
)
def test_the_reply_says_which_place_was_meant_and_what_was_left(words: str, says: str) -> None:
    assert says in made(motorcycle(), words, Intent.EDIT).did


def test_everything_of_a_colour_is_not_the_largest_thing_alone() -> None:
    source = motorcycle()
    changed = (made(source, "make everything red blue", Intent.EDIT).pixels != source).any(axis=2)
    fender, box, wood = changed[280:295, 570:610], changed[195:235, 565:610], changed[:100, :250]
    assert min(fender.mean(), box.mean()) > 0.5
    assert wood.mean() < 0.02


def test_one_of_one_leaves_none() -> None:
    assert "left" not in made(photograph("coffee"), "make the red thing blue", Intent.EDIT).did


_COFFEES = [
    pytest.param(carried("coffee"), id="as it is carried"),
    pytest.param(photograph("coffee"), id="as a JPEG"),
]


def _table(picture: Pixels) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """All but the cup, its saucer and the spoon on the photograph of the coffee."""
    things = np.zeros(picture.shape[:2], np.uint8)
    cv2.ellipse(things, (275, 225), (211, 170), 12, 0, 360, 1, -1)
    cv2.rectangle(things, (165, 10), (428, 200), 1, -1)
    return things == 0


@pytest.mark.parametrize("picture", _COFFEES)
def test_a_red_cup_is_recoloured_with_its_shadows_and_without_the_table(picture: Pixels) -> None:
    result = agreed(picture, "make the red cup blue").pixels
    changed = (result != picture).any(axis=2)
    assert changed[_table(picture)].mean() < 0.002
    assert changed[20:180, 200:350].mean() < 0.005  # the bowl and what is in it
    saucer, shadow, cup = (
        changed[150:260, 95:160],
        changed[320:350, 230:340],
        changed[212:228, 250:340],
    )
    assert min(part.mean() for part in (saucer, shadow, cup)) > 0.98
    assert result[150:260, 95:160, 2].mean() > result[150:260, 95:160, 0].mean() + 60


@pytest.mark.parametrize("picture", _COFFEES)
def test_a_red_cup_is_cut_out_with_its_bowl_and_without_the_table(picture: Pixels) -> None:
    alpha = made(picture, "cut out the red cup", Intent.CUTOUT).pixels[..., 3] / 255
    assert alpha[_table(picture)].mean() < 0.005
    bowl, saucer, cup = alpha[25:190, 230:350], alpha[150:260, 95:160], alpha[212:228, 250:340]
    assert min(part.mean() for part in (bowl, saucer, cup)) > 0.98


@pytest.mark.parametrize("picture", _COFFEES)
@pytest.mark.parametrize("words", ["make the red things blue", "make everything red blue"])
def test_all_that_is_red_leaves_the_table_too(picture: Pixels, words: str) -> None:
    changed = (made(picture, words, Intent.EDIT).pixels != picture).any(axis=2)
    assert changed[_table(picture)].mean() < 0.005
    assert changed[150:260, 95:160].mean() > 0.98


@pytest.mark.parametrize(
    ("name", "words"),
    [("coffee", "make the brown table green"), ("chelsea", "make the brown fur blue")],
    ids=["wood", "fur"],
)
def test_what_runs_over_into_its_surroundings_is_declined(name: str, words: str) -> None:
    with pytest.raises(Beyond, match="runs over into what is beside it"):
        made(carried(name), words, Intent.EDIT)


def test_what_is_full_of_colour_is_not_called_brown() -> None:
    source = portrait()
    changed = (agreed(source, "make the brown hair red").pixels != source).any(axis=2)
    assert not changed[300:].any()  # her suit is orange


def test_a_colour_between_two_names_answers_to_either() -> None:
    source = carried("chelsea")
    changed = (made(source, "make the green eyes blue", Intent.EDIT).pixels != source).any(axis=2)
    assert min(changed[112:132, 143:155].mean(), changed[140:155, 300:308].mean()) > 0.9
    changed[85:150, 128:213] = changed[105:166, 288:346] = False
    assert changed.mean() < 0.002


def test_a_recoloured_thing_leaves_what_is_near_it_in_colour() -> None:
    source = photograph("coffee")
    result = agreed(source, "make the red saucer teal").pixels
    changed = (result != source).any(axis=2)
    height, width = changed.shape
    table = changed[: height // 4, : width // 8], changed[height // 2 :, round(0.83 * width) :]
    saucer = changed[round(0.4 * height) : round(0.6 * height), round(0.16 * width) : width // 4]
    assert max(part.mean() for part in table) < 0.01
    assert saucer.mean() > 0.98


@pytest.mark.parametrize("words", ["add snow", "put fog on it", "füge Schnee hinzu"])
def test_weather_that_is_added_is_a_mood(words: str) -> None:
    mood = "fog" if "fog" in words else "snow"
    added, asked = made(still_life(), words, Intent.EDIT), made(still_life(), mood)
    assert np.array_equal(added.pixels, asked.pixels)


@pytest.mark.parametrize("words", ["put snow on the roof", "add a hat in the snow"])
def test_weather_on_a_thing_is_none(words: str) -> None:
    with pytest.raises(Beyond, match="adding and replacing"):
        made(still_life(), words, Intent.EDIT)


def test_even_light_lifts_the_shadows_and_holds_the_lights() -> None:
    dark_left = to_float(photograph("coffee")) * np.linspace(0.3, 1, 600)[None, :, None]
    before = to_bytes(dark_left.astype(np.float32))
    after = made(before, "fix the lighting", Intent.EDIT).pixels
    left, right = np.s_[:, :200], np.s_[:, 400:]
    assert (
        after[left].mean() / after[right].mean() > 1.1 * before[left].mean() / before[right].mean()
    )


def test_noise_goes_and_edges_stay() -> None:
    clean = np.full((96, 96, 3), 60, np.uint8)
    clean[:, 48:] = 190
    noisy = clean + np.random.default_rng(1).normal(0, 8, clean.shape)
    after = made(np.clip(noisy, 0, 255).astype(np.uint8), "denoise this", Intent.EDIT).pixels
    assert after[8:-8, 8:40].std() < 0.6 * 8
    assert int(after[48, 51, 0]) - int(after[48, 44, 0]) > 110


def test_livelier_is_fuller_in_tone_and_colour() -> None:
    flat = to_bytes(0.3 + 0.4 * to_float(photograph("coffee")))
    after = made(flat, "make it pop", Intent.EDIT).pixels
    assert after.std() > 1.2 * flat.std()


def test_a_recoloured_suit_keeps_no_panel_of_the_old_colour() -> None:
    source = portrait()
    green = agreed(source, "make the orange suit green").pixels
    panels = [(slice(375, 460), slice(248, 256)), (slice(380, 400), slice(272, 300))]
    for panel in (*panels, (slice(283, 289), slice(48, 76))):
        red, other = (green[panel][..., channel].astype(int) for channel in (0, 1))
        assert ((red > other + 40).mean()) < 0.2
    assert np.array_equal(green[:200, :100], source[:200, :100])  # the red of the flag


def test_what_a_red_cup_holds_is_not_recoloured_with_it() -> None:
    source = carried("coffee")
    blue = agreed(source, "make the red cup blue").pixels
    assert np.array_equal(blue[105:180, 215:350], source[105:180, 215:350])


@pytest.mark.parametrize("words", ["plain white background", "blur the background"])
def test_a_bitten_subject_is_left_whole(words: str) -> None:
    with pytest.raises(Beyond, match="it would tear it"):
        made(bitten(), words, Intent.EDIT)


def test_a_subject_with_a_sure_edge_is_not_called_doubtful() -> None:
    did = made(still_life(), "blur the background", Intent.EDIT).did
    assert "edge" not in did


@pytest.mark.parametrize("photo", ["astronaut", "coffee", "chelsea"])
def test_a_moderate_request_is_a_moderate_edit(photo: str) -> None:
    source = carried(photo)
    usual, slight, clear, much = (
        difference(source, made(source, "warmer, more contrast", Intent.EDIT, seed=seed).pixels)
        for seed in range(4)
    )
    assert 4 < slight < usual < clear < much < 22
    assert usual < 13


@pytest.mark.parametrize("seed", range(4))
def test_a_smooth_sky_gets_no_bands_with_its_new_colour(seed: int) -> None:
    sky = slice(20, 220), slice(210, 300)
    source = carried("rocket")
    result = made(source, "make the sky purple", Intent.EDIT, seed=seed).pixels
    assert _patchy(result[sky]) < 1.4 * _patchy(source[sky])


def _patchy(pixels: Pixels) -> float:
    """How much colour varies within some px, finer than a gradient and coarser than grain."""
    lab = cv2.cvtColor(np.ascontiguousarray(pixels).astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    fine, wide = (cv2.GaussianBlur(lab[..., 1:], (0, 0), sigma) for sigma in (1.5, 8))
    return float(np.percentile(np.linalg.norm(fine - wide, axis=2), 90))


@pytest.mark.parametrize(
    "words",
    [
        "with a red hat",
        "but with a red roof",
        "a blue scarf",
        "make it have a blue scarf",
        "a red roof please",
        "pink hair",
        "mit einem roten Hut",
        "avec un chapeau rouge",
        "con un sombrero rojo",
        "less purple",
    ],
)
def test_a_coloured_thing_that_is_not_there_paints_nothing(words: str) -> None:
    with pytest.raises(Beyond, match=r"cannot (draw|take)"):
        made(photograph("cat"), words, Intent.EDIT)


@pytest.mark.parametrize("words", ["blue eyes", "make it have blue eyes"])
def test_parts_of_a_body_are_not_known_by_their_names(words: str) -> None:
    with pytest.raises(Beyond, match=r"cannot find “eyes” by name .*“make the green eyes blue”"):
        made(photograph("cat"), words, Intent.EDIT)


@pytest.mark.parametrize(
    "words", ["make it red", "red", "paint everything in red please", "red tones", "mach es rot"]
)
def test_a_colour_alone_is_for_the_whole_picture(words: str) -> None:
    assert "the whole picture" in made(photograph("cat"), words, Intent.EDIT).did
