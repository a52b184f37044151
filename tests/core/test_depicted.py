"""What a picture shows is told by the words that led to it."""

import pytest

from core.catalogue import Intent
from core.depicted import scene_of
from core.jobs import BEFORE, Scene
from core.prompts import Prompt
from tests.core.results import clip, done

FOX = Scene("a fox", "text")


@pytest.mark.parametrize(
    ("intent", "words", "shows"),
    [
        pytest.param(Intent.RESTYLE, "at night", Scene("a fox, at night", "text"), id="a look"),
        pytest.param(Intent.EDIT, "add a hat", Scene("a fox, add a hat", "text"), id="an edit"),
        pytest.param(Intent.VARY, "a fox", FOX, id="the same words"),
        pytest.param(Intent.UPSCALE, "2x", FOX, id="larger"),
        pytest.param(Intent.REFRAME, "16:9", FOX, id="another frame"),
    ],
)
def test_a_picture_goes_on_from_what_it_showed(intent: Intent, words: str, shows: Scene) -> None:
    job = done(1, intent=intent, prompt=Prompt(words), scene=FOX)
    assert scene_of(job, 1) == shows
    assert scene_of(job, BEFORE + 1) == FOX


def test_a_picture_from_words_shows_them() -> None:
    words = Prompt("a {red|blue} fox", ("a red fox", "a blue fox"), negative="text")
    job = done(2, intent=Intent.IMAGINE, prompt=words, inputs=())
    assert scene_of(job, 2) == Scene("a blue fox", "text")


def test_of_a_photo_nothing_is_known() -> None:
    assert scene_of(done(1, intent=Intent.UPSCALE, prompt=Prompt("2x")), 1) == Scene()


def test_a_clip_shows_what_its_picture_does() -> None:
    assert scene_of(clip(prompt=Prompt("the hair blows"), scene=FOX), 1) == FOX
