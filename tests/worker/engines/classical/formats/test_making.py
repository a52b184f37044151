"""Formats of real photographs: nothing stretched, nothing that matters cut, and said if missing."""

from typing import Any

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from core.formats import FORMATS
from tests.pictures.boards import flyer
from tests.pictures.desks import desk
from tests.pictures.scenes import carried, motorcycle, photograph, portrait
from tests.pictures.signs import ASLANT, FRONT, signed
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.formats.framing import MOST_TIMES
from worker.engines.classical.formats.keeping import held
from worker.engines.classical.framing.crops import Box
from worker.engines.classical.painting.pixels import Layers, apart

FRAMES = ("hero", "square", "portrait", "story")
PICTURES = {
    "cat": lambda: photograph("cat"),
    "coffee": lambda: photograph("coffee"),
    "astronaut": portrait,
    "rocket": lambda: carried("rocket"),
}
HEAD = Box(160, 12, 128, 154)  # of the astronaut, from the hair to the chin
BUST = Box(130, 5, 195, 245)  # the same, with its hair, the ears and the collar
REAR, FRONT_WHEEL = Box(120, 235, 135, 140), Box(505, 270, 185, 190)  # of the motorcycle
SAUCER = Box(84, 26, 386, 352)  # of the coffee, with its cup


def formatted(picture: Pixels, name: str, words: str = "", **more: Any) -> Any:
    return made(picture, words, Intent.FORMATS, format=name, single=False, **more)


def best_match(result: Pixels, source: Pixels, part: Box) -> float:
    """How surely `part` of `source` is whole in `result`, at any one scale; 1 is certain."""
    wanted = source[part.y : part.y + part.height, part.x : part.x + part.width]
    scores: list[float] = []
    small = cv2.resize(result, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    for scale in np.geomspace(0.12, 0.55, 300):
        size = round(part.width * scale), round(part.height * scale)
        if size[0] > small.shape[1] or size[1] > small.shape[0]:
            break
        sought = cv2.resize(wanted, size, interpolation=cv2.INTER_AREA)
        scores.append(float(cv2.matchTemplate(small, sought, cv2.TM_CCOEFF_NORMED).max()))
    return max(scores, default=0.0)


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_frame_has_its_ratio(picture: Any, name: str) -> None:
    pixels, wanted = formatted(picture(), name).pixels, FORMATS[name]
    height, width = pixels.shape[:2]
    assert abs(width * wanted.height - height * wanted.width) <= max(wanted.width, wanted.height)


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize(
    ("picture", "part"),
    [pytest.param("astronaut", HEAD, id="a head"), pytest.param("coffee", SAUCER, id="a cup")],
)
def test_what_matters_is_whole_and_not_stretched(picture: str, part: Box, name: str) -> None:
    source = PICTURES[picture]()
    assert best_match(formatted(source, name).pixels, source, part) > 0.97


@pytest.mark.parametrize("name", FRAMES)
def test_a_format_without_cropping_holds_all(name: str) -> None:
    """Of a landscape in which nothing stands out, a story is a small part otherwise."""
    variant = formatted(carried("gravel"), name, "hero and story without cropping")
    assert ("extended" in variant.did) is (name != "square")
    assert "cropped" not in variant.did


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("wheel", [REAR, FRONT_WHEEL], ids=["rear", "front"])
def test_a_guess_at_the_subject_loses_no_wheel(wheel: Box, name: str) -> None:
    result = formatted(motorcycle(), name)
    assert "extended" in result.did
    assert best_match(result.pixels, motorcycle(), wheel) > 0.95


@pytest.mark.parametrize("name", FRAMES)
def test_a_large_picture_gives_the_full_size(name: str) -> None:
    large = np.ascontiguousarray(np.kron(photograph("coffee"), np.ones((4, 4, 1), np.uint8)))
    height, width = formatted(large, name).pixels.shape[:2]
    assert (width, height) == (FORMATS[name].width, FORMATS[name].height)


def test_a_small_picture_is_enlarged_no_further_than_makes_sense() -> None:
    variant = formatted(carried("rocket"), "hero")
    assert variant.pixels.shape[1] == MOST_TIMES * 640
    assert "enlarged 2x and no more" in variant.did


def test_a_face_is_held_with_its_hair_and_shoulders() -> None:
    found = held(Layers(portrait(), None))
    assert found is not None
    box = found.box
    assert (found.what, box.x <= BUST.x, box.y <= BUST.y) == ("the face", True, True)
    assert box.x + box.width >= BUST.x + BUST.width
    assert box.y + box.height >= BUST.y + BUST.height


def test_lettering_is_held() -> None:
    keeps = held(apart(signed("coffee", FRONT)))
    assert keeps is not None
    assert "the lettering" in keeps.what


def test_plain_edges_go_on() -> None:
    """A ball before an even backdrop, which a story cannot hold without more of the backdrop."""
    rows, columns = np.mgrid[:300, :600].astype(np.float32)
    picture = np.empty((300, 600, 3), np.uint8)
    picture[:] = (150 + rows / 10)[..., None]
    inside = ((rows - 150) / 120) ** 2 + ((columns - 300) / 280) ** 2 < 1
    picture[inside] = (190, 40, 30)
    variant = formatted(picture, "story")
    assert "in the colours of its edges" in variant.did
    beyond = variant.pixels[
        : round(0.36 * variant.pixels.shape[0])
    ]  # with the seam, above the ball
    steps = np.abs(np.diff(beyond.astype(int), axis=0))
    assert int(steps.max()) <= 3


def test_a_cut_out_stays_transparent_in_every_frame() -> None:
    alpha = np.zeros((200, 300), np.uint8)
    alpha[60:140, 40:260] = 255
    clear = np.dstack([np.full((200, 300, 3), 90, np.uint8), alpha])
    story = formatted(clear, "story").pixels
    assert story.shape[2] == 4
    assert int(story[0, :, 3].max()) == 0


def test_a_subject_stands_on_transparency() -> None:
    pixels = formatted(PICTURES["coffee"](), "transparent").pixels
    assert pixels.shape[2] == 4
    assert int(pixels[0, 0, 3]) == 0


def test_a_cut_out_that_would_be_bad_is_declined() -> None:
    assert "alike" in formatted(motorcycle(), "transparent").declined
    sheet = flyer(("SUMMER FESTIVAL", "Saturday 14 July", "Tickets at the door"))
    assert "lettering" in formatted(sheet, "transparent").declined


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        pytest.param("astronaut", "the face", id="a person"),
        pytest.param("coffee", "the subject alone", id="a thing"),
        pytest.param("cat", "what catches the eye", id="neither"),
    ],
)
def test_a_favicon_is_a_square_of_what_tells_it(picture: str, shown: str) -> None:
    variant = formatted(PICTURES[picture](), "favicon")
    assert variant.pixels.shape[0] == variant.pixels.shape[1]
    assert shown in variant.did


def panorama() -> Pixels:
    """Two people at the ends of 1800 x 512 px, each face a nineteenth of it wide."""
    ground = cv2.resize(photograph("coffee")[:150], (1800, 512))
    wide = cv2.GaussianBlur(ground, (0, 0), 6).astype(np.uint8)
    wide[:, :512], wide[:, -512:] = portrait(), portrait()[:, ::-1]
    return wide


def test_small_faces_are_held() -> None:
    found = held(Layers(panorama(), None))
    assert found is not None
    assert (found.what, found.box.x < 176, found.box.x + found.box.width > 1624) == (
        "every face",
        True,
        True,
    )


def test_a_face_of_a_panorama_is_its_favicon() -> None:
    assert "the face" in formatted(panorama(), "favicon").did


def test_a_subject_that_is_unsure_is_no_favicon() -> None:
    assert "what catches the eye" in formatted(signed("cat", ASLANT), "favicon").did


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)], ids=str)
def test_any_shape_has_formats(size: tuple[int, int], name: str) -> None:
    pixels = formatted(np.full((*size, 3), 90, np.uint8), name).pixels
    assert min(pixels.shape[:2]) >= 1


def test_nothing_stands_out_of_one_colour() -> None:
    assert held(Layers(np.full((64, 96, 3), 120, np.uint8), None)) is None


def test_a_sure_subject_is_held_to_its_thin_ends() -> None:
    found = held(apart(desk()))
    assert found is not None
    assert found.box.x <= 240, "the left end of the laptop's base"
    assert found.box.x + found.box.width >= 960
    assert found.what == "the subject and the lettering"


@pytest.mark.parametrize("name", ["hero", "square"])
def test_the_rim_of_a_grey_cup_is_not_all_of_it(name: str) -> None:
    shade = cv2.cvtColor(photograph("coffee"), cv2.COLOR_RGB2GRAY)
    grey = np.dstack([shade] * 3).astype(np.uint8)
    result = formatted(grey, name)
    assert "what seems to be the subject" in result.did
    assert best_match(result.pixels, grey, SAUCER) > 0.97


def test_a_guess_is_called_one() -> None:
    found = held(apart(motorcycle()))
    assert found is not None
    assert found.what == "what seems to be the subject"
