"""Frames, cut-outs, enlargements and descriptions."""

import re

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from core.catalogue import Intent
from core.ratios import Ratio
from tests.pictures.scenes import bitten, carried, landscape, photograph, portrait, still_life
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.finding.plain import on_plain_ground
from worker.engines.classical.framing.reframe import named_ratio
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.sizes import Target, target


@pytest.mark.parametrize(
    ("words", "ratio"),
    [
        ("crop to 16:9", Ratio(16, 9)),
        ("make it square", Ratio(1, 1)),
        ("für eine Story", Ratio(9, 16)),
        ("as a hero image", Ratio(7, 3)),
        ("10:8 please", Ratio(5, 4)),
        ("prettier", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_name_a_frame(words: str, ratio: Ratio | None) -> None:
    assert named_ratio(words) == ratio


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("ratio", [Ratio(1, 1), Ratio(9, 16), Ratio(3, 1)], ids=str)
def test_a_frame_has_its_ratio(ratio: Ratio, seed: int) -> None:
    result = made(landscape(), "", Intent.REFRAME, ratio=ratio, seed=seed).pixels
    height, width = result.shape[:2]
    assert width == pytest.approx(height * ratio.width / ratio.height, abs=2)


def test_a_crop_is_a_part_of_the_source_to_the_bit() -> None:
    source = landscape()
    result = made(source, "crop square", Intent.REFRAME).pixels
    places = range(source.shape[1] - result.shape[1] + 1)
    assert any(np.array_equal(result, source[:, x : x + result.shape[1]]) for x in places)


def test_an_extended_frame_holds_the_source_to_the_bit() -> None:
    source = landscape()
    result = made(source, "extend to square", Intent.REFRAME).pixels
    assert np.array_equal(result[40:280], source)


def test_a_frame_without_a_ratio_is_refused() -> None:
    with pytest.raises(Beyond, match="16:9, or square"):
        made(landscape(), "nicer", Intent.REFRAME)


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [("the red house", (175, 75), (20, 20)), ("cut out the red house", (175, 75), (230, 300))],
    ids=["house", "verb"],
)
def test_a_cut_out_keeps_the_subject(
    words: str, inside: tuple[int, int], outside: tuple[int, int]
) -> None:
    source = landscape()
    result = made(source, words, Intent.CUTOUT).pixels
    assert (result[(*inside, 3)], result[(*outside, 3)]) == (255, 0)
    solid = result[..., 3] == 255
    assert np.array_equal(result[..., :3][solid], source[solid])


def test_a_cut_out_says_how_much_was_kept() -> None:
    did = made(photograph("coffee"), "", Intent.CUTOUT).did
    assert re.fullmatch(
        r"natural edge, edges \d px soft, kept \d\d% of the picture, found by contrast", did
    )
    red = made(landscape(), "cut out the red house", Intent.CUTOUT).did
    assert red.endswith("found by its colour red")


def _logo(ground: int, noise: float) -> tuple[Pixels, NDArray[np.bool_]]:
    """A ring, letters and a pale disc on a plain ground, and where they are."""
    picture = Image.new("RGB", (480, 200), (ground,) * 3)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 40, 140, 160), outline=(220, 30, 60), width=26)
    pen.text((170, 60), "Acme", fill=(20, 22, 40), font=ImageFont.load_default(72))
    pen.ellipse((400, 80, 450, 130), fill=(190, 190, 205))
    clean = np.asarray(picture).astype(np.float32)
    shaken = clean + np.random.default_rng(5).normal(0, noise, clean.shape)
    return np.clip(shaken, 0, 255).astype(np.uint8), np.abs(clean - ground).max(axis=2) > 30


@pytest.mark.parametrize(("ground", "noise"), [(255, 0), (246, 1.5)], ids=["white", "grainy"])
def test_all_that_stands_on_a_plain_ground_is_kept(ground: int, noise: float) -> None:
    picture, there = _logo(ground, noise)
    alpha = made(picture, "remove the background", Intent.CUTOUT).pixels[..., 3]
    assert alpha[there].mean() > 250
    assert alpha[~there].mean() < 6
    assert alpha[100, 80] == 0  # within the ring


def test_a_photograph_has_no_plain_ground() -> None:
    assert on_plain_ground(photograph("coffee")) is None


@pytest.mark.parametrize(
    "picture",
    [np.full((90, 120, 3), 90, np.uint8), photograph("cat")],
    ids=["flat", "no clear edge"],
)
def test_a_doubtful_cut_out_is_refused(
    picture: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]],
) -> None:
    with pytest.raises(Beyond, match=r"[Nn]ame the subject's colour"):
        made(picture, "", Intent.CUTOUT)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("upscale", None),
        ("larger, for print", None),
        ("2x", Target(2)),
        ("upscale 4x please", Target(4)),
        ("1.5x", Target(1.5)),
        ("x3", Target(3)),
        ("twice as large", Target(2)),
        ("double the size", Target(2)),
        ("three times larger", Target(3)),
        ("doppelt so groß", Target(2)),
        ("vergrößere 4-fach", Target(4)),
        ("dreimal so groß", Target(3)),
        ("deux fois plus grand", Target(2)),
        ("4 fois", Target(4)),
        ("el doble de grande", Target(2)),
        ("cuatro veces", Target(4)),
        ("in 2K", Target(side=2048)),
        ("make it 4k", Target(side=3840)),
        ("8K", Target(side=7680)),
        ("3000 px", Target(side=3000)),
        ("3.000 Pixel", Target(side=3000)),
        ("à 2500 pixels", Target(side=2500)),
        ("1080p", Target(side=1920)),
        ("3000 x 2000", Target(side=3000)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_name_a_size(words: str, wanted: Target | None) -> None:
    assert target(words) == wanted


@pytest.mark.parametrize(
    ("words", "size", "expected", "says"),
    [
        ("", (320, 240), (640, 480), "no new detail"),
        ("for print", (16, 16), (32, 32), "no new detail"),
        ("4x", (160, 120), (640, 480), "no new detail"),
        ("700 px", (320, 240), (700, 525), "no new detail"),
        ("4K", (1000, 60), (3840, 230), "no new detail"),
        ("2K", (60, 1000), (123, 2048), "no new detail"),
        ("4K", (600, 400), (2400, 1600), "four times the source: more would only be blur"),
        ("8x", (40, 30), (160, 120), "four times the source: more would only be blur"),
        ("2x", (3000, 60), (4096, 82), "as far as it goes: 4096 px"),
    ],
    ids=lambda value: str(value),
)
def test_enlarging_goes_exactly_there(
    words: str, size: tuple[int, int], expected: tuple[int, int], says: str
) -> None:
    variant = made(landscape(*size), words, Intent.UPSCALE)
    assert variant.pixels.shape[1::-1] == expected
    assert variant.did.startswith(f"enlarged to {expected[0]} x {expected[1]} px, ")
    assert says in variant.did


@pytest.mark.parametrize(
    ("words", "width", "says"),
    [
        ("", 4096, "already that large: 4096 x 20 px, and it makes at most 4096 px"),
        ("2K", 2048, "already that large: 2048 x 20 px"),
        ("1000 px", 2000, "already that large"),
        ("8K", 2000, "at most 4096 px on the long side, and 7680 px were asked for"),
    ],
)
def test_a_size_that_cannot_be_reached_is_refused(words: str, width: int, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(np.zeros((20, width, 3), np.uint8), words, Intent.UPSCALE)


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (landscape(), ("320 x 240 px, 4:3, landscape format", "blue #", "green #")),
        (still_life(200, 300), ("2:3, portrait format", "grey #")),
        (np.zeros((50, 50, 3), np.uint8), ("square", "Very dark", "black and white")),
    ],
    ids=["landscape", "still life", "black"],
)
def test_a_description_says_what_is_measured(
    picture: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], says: tuple[str, ...]
) -> None:
    text = made(picture, "", Intent.DESCRIBE).text
    assert [words for words in says if words not in text] == []
    assert "measured from the pixels" in text


@pytest.fixture(scope="module")
def person() -> Pixels:
    """The alpha of the astronaut, cut out."""
    return made(portrait(), "cut out the person", Intent.CUTOUT).pixels[..., 3]


@pytest.mark.parametrize(
    ("place", "alpha"),
    [
        pytest.param((0.20, 0.44), 255, id="face"),
        pytest.param((0.34, 0.26), 255, id="collar"),
        pytest.param((0.33, 0.30), 255, id="within the collar"),
        pytest.param((0.70, 0.59), 255, id="name plate"),
        pytest.param((0.75, 0.30), 255, id="chest"),
        pytest.param((0.75, 0.01), 0, id="flag"),
        pytest.param((0.62, 0.03), 0, id="beside the sleeve"),
        pytest.param((0.20, 0.15), 0, id="wall"),
        pytest.param((0.40, 0.80), 0, id="rocket"),
        pytest.param((0.80, 0.85), 255, id="helmet in the arms"),
        pytest.param((0.60, 0.85), 0, id="table"),
    ],
)
def test_a_person_is_cut_out_with_collar_and_chest(
    person: Pixels, place: tuple[float, float], alpha: int
) -> None:
    down, across = (round(share * side) for share, side in zip(place, person.shape, strict=True))
    assert person[down, across] == alpha


def test_a_person_is_cut_out_in_one_piece(person: Pixels) -> None:
    parts, _ = cv2.connectedComponents((person > 127).astype(np.uint8))
    assert parts == 2  # the one beside what is around it


def test_a_cut_that_would_run_across_the_subject_is_declined() -> None:
    with pytest.raises(Beyond, match="no clear edge around a subject"):
        made(carried("camera"), "cut out the subject", Intent.CUTOUT)


@pytest.mark.parametrize(
    ("picture", "doubts"),
    [(carried("rocket"), False), (portrait(), False), (bitten(), True)],
    ids=["a dark tip", "a helmet before an arm", "a board before a half"],
)
def test_a_cut_out_that_may_be_incomplete_says_so(picture: Pixels, doubts: bool) -> None:
    did = made(picture, "cut out the subject", Intent.CUTOUT).did
    assert ("what belongs to the subject is unsure" in did) == doubts
