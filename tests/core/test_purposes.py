"""Frames that words name, told from pictures that only mention what they are for."""

import pytest

from core.catalogue import Intent
from core.purposes import frame_of
from tests.core.talk import Talk, job_of, photo


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        ("youtube thumbnail", (1280, 720)),
        ("fit it to a YouTube thumbnail", (1280, 720)),
        ("I need this as a phone wallpaper", (1170, 2532)),
        ("LinkedIn banner please", (1584, 396)),
        ("twitter header", (1500, 500)),
        ("a pinterest pin", (1000, 1500)),
        ("app icon 512x512", (512, 512)),
        ("email header 600 x 200 px", (600, 200)),
        ("A4 print", (3508, 2480)),
        ("1200x630 for open graph", (1200, 630)),
        ("make it 1920x1080 without cropping", (1920, 1080)),
        ("resize to 800 px wide", (800, 0)),
        ("resize it to 600 pixels high", (0, 600)),
        ("mach ein Profilbild", (640, 640)),
        ("skaliere es auf 800 px breit", (800, 0)),
        ("photo de profil", (640, 640)),
        ("redimensionne à 800 px de large", (800, 0)),
        ("foto de perfil", (640, 640)),
        ("haz una miniatura de YouTube", (1280, 720)),
    ],
)
def test_a_frame_is_read(words: str, sides: tuple[int, int]) -> None:
    frame = frame_of(words)
    assert frame is not None
    assert (frame.width, frame.height) == sides


@pytest.mark.parametrize(
    "words",
    [
        "a postcard from paris",
        "an avatar of a wizard",
        "the amazon rainforest",
        "a thumbnail sketch",
        "remove the youtube thumbnail",
        "a phone wallpaper of a misty forest",
        "make it 3840x2160",
        "5x5",
        "app icon 9x9",
        "email header 60000x200",
        "resize the cup to 800 px wide",
        "A4 print and make it warmer",
    ],
)
def test_other_words_are_none(words: str) -> None:
    assert frame_of(words) is None


async def test_it_changes_the_frame_of_a_picture_and_is_one_of_words_without() -> None:
    talk = Talk()
    await talk.worker()
    spec = job_of(await talk.say("youtube thumbnail", photo())).spec
    assert (spec.intent, spec.count) == (Intent.REFRAME, 1)
    alone = Talk()
    await alone.worker()
    assert job_of(await alone.say("avatar")).spec.intent is Intent.IMAGINE
