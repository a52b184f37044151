"""What a request wants beside the one step that is done is told, and nothing else is."""

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.contexts import Context
from core.intents import Understanding, understand
from core.prompts import parse
from tests.core.cards import card
from tests.core.talk import Talk, job_of, lexicon, photo


def understood(words: str) -> Understanding:
    """The words beside a picture."""
    return understand(parse(words, lexicon().asides), Context(images=1), lexicon())


LEFT = {
    "crop to the rocket and make it warmer": (Intent.REFRAME, "make it warmer"),
    "make it square and remove the red cup": (Intent.REFRAME, "remove the red cup"),
    "extend to the left and make it brighter": (Intent.REFRAME, "make it brighter"),
    "remove the background and make it 4K": (Intent.CUTOUT, "make it 4K"),
    "remove the background, then make it square": (Intent.CUTOUT, "make it square"),
    "upscale it and make it black and white": (Intent.UPSCALE, "make it black and white"),
    "crop 10% off the top and rotate it 90 degrees": (Intent.REFRAME, "rotate it 90 degrees"),
    "make it warmer and rotate it 90 degrees": (Intent.EDIT, "rotate it 90 degrees"),
    "dreh es um 90 Grad und mach es wärmer": (Intent.REFRAME, "mach es wärmer"),
    "mach es quadratisch und entferne die Tasse": (Intent.REFRAME, "entferne die Tasse"),
    "tourne-la de 90 degrés et enlève la tasse": (Intent.REFRAME, "enlève la tasse"),
    "hazlo cuadrado y quita la taza roja": (Intent.REFRAME, "quita la taza roja"),
}


@pytest.mark.parametrize(("words", "expected"), LEFT.items(), ids=LEFT)
def test_a_second_wish_is_left(words: str, expected: tuple[Intent, str]) -> None:
    asked = understood(words)
    assert (asked.intent, asked.left) == (expected[0], (expected[1],))


def test_what_is_exact_is_done_by_its_own_words() -> None:
    assert understood("rotate it 90 degrees and make it warmer").words == "rotate it 90 degrees"
    assert understood("make it warmer and rotate it 90 degrees").words == "make it warmer"


@pytest.mark.parametrize(
    "words",
    [
        "upscale and sharpen it",
        "make it larger and sharper",
        "trim 10% off the top and bottom",
        "make it square, but keep the face in the middle",
        "make it square and keep everything",
        "16:9, nothing cut off",
        "crop to the man and the woman",
        "make it warmer and remove the cup",
        "remove the background and the shadow",
    ],
)
def test_of_one_wish_nothing_is_left(words: str) -> None:
    assert understood(words).left == ()


async def test_the_reply_says_what_to_say_next() -> None:
    exact = card("exact", "Exact", (Role.EDIT,), (Intent.EDIT, Intent.REFRAME), engine="classical")
    talk = Talk(catalogue=Catalogue((exact,)))
    await talk.worker("exact")
    job = job_of(await talk.say("make it square and remove the red cup", photo()))
    expected = "“remove the red cup” was not done: it is a step of its own, say it next"
    assert job.spec.notes == (expected,)
