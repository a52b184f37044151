"""Plain words say the size of what is new, and leave frames of what is there alone."""

import pytest

from core.new_sizes import sized
from core.prompts import Prompt, parse
from core.ratios import Ratio
from core.sizes import Size
from tests.core.talk import Talk, photo
from tests.core.words import shipped


def _sized(words: str) -> Prompt:
    return sized(parse(words, shipped().asides), shipped())


@pytest.mark.parametrize(
    ("words", "rest", "size"),
    [
        ("a castle at night, size 768", "a castle at night", Size(768)),
        ("a castle at night, 768 px", "a castle at night", Size(768)),
        ("a castle at night 768x768", "a castle at night", Size(768, 768)),
        ("a castle at night in size 512", "a castle at night", Size(512)),
        ("a castle with a resolution of 640 x 512 px", "a castle", Size(640, 512)),
        ("a castle, 640 by 512 pixels, please", "a castle, please", Size(640, 512)),
        ("a castle, 800 px wide", "a castle", Size(800)),
        ("ein Schloss bei Nacht, Größe 768", "ein Schloss bei Nacht", Size(768)),
        ("ein Schloss, 640 mal 512 Pixel", "ein Schloss", Size(640, 512)),
        ("un château la nuit, taille 768", "un château la nuit", Size(768)),
        ("un château, en 640 x 512", "un château", Size(640, 512)),
        ("un castillo de noche, tamaño 768", "un castillo de noche", Size(768)),
        ("un castillo, a 640 por 512 píxeles", "un castillo", Size(640, 512)),
    ],
)
def test_sizes(words: str, rest: str, size: Size) -> None:
    prompt = _sized(words)
    assert (prompt.words, prompt.size) == (rest, size)


def test_what_stood_behind_it_stands_apart() -> None:
    prompt = _sized("a castle at night, two variants at 640 x 512 --seed 0")
    said = (prompt.words, prompt.count, prompt.size, prompt.seed)
    assert said == ("a castle at night", 2, Size(640, 512), 0)


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("a castle, 16:9, 800 px wide", Size(800, 450)),
        ("a castle, 9:16, 800 px high", Size(450, 800)),
        ("a castle, 16:9 at 768 px", Size(768)),
        ("a castle, 800 px wide --ar 10:1", Size(800, 256)),
    ],
)
def test_one_side_and_a_ratio(words: str, size: Size) -> None:
    assert _sized(words).size == size
    assert isinstance(_sized(words).ratio, Ratio)


@pytest.mark.parametrize(
    "words",
    [
        "500x500",
        "resize to 800 px wide",
        "make it 768x768",
        "crop it, 800x600",
        "upscale it, 2048 px",
        "bigger, 2000x1500",
        "größer, 2000x1500",
        "youtube thumbnail, 1280x720",
        "a castle, 4000x3000",
        "a castle with 300 windows",
        "a castle in 1920",
        "a sign that says 640x480",
        'a sign: "640x480"',
        "a print of 500x700 mm",
    ],
)
def test_none_of_a_new_picture(words: str) -> None:
    assert _sized(words) == parse(words, shipped().asides)


async def test_it_is_drawn_so() -> None:
    talk = Talk()
    await talk.worker()
    spec = (await talk.begin("a castle at night, two variants at 640 x 512")).spec
    assert (spec.prompt.words, spec.width, spec.height) == ("a castle at night", 640, 512)
    series = (await talk.begin("series: a fox: in the snow | at sea, size 512")).spec
    assert (series.prompt.scenes, series.width) == (("in the snow", "at sea"), 512)


async def test_of_a_picture_it_is_a_frame() -> None:
    talk = Talk()
    await talk.worker()
    spec = (await talk.begin("500x500", photo())).spec
    assert (spec.prompt.words, spec.prompt.size) == ("500x500", None)
