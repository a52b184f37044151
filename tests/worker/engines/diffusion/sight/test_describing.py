"""Pictures in words, by tiny models of the real classes: what is asked for, and how it is said."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalogue import Intent
from core.errors import Cancelled, CannotDo
from tests.pictures_made import landscape
from tests.worker.engines.diffusion.sight.looking import asked, card_of, made
from tests.worker.engines.diffusion.sight.tiny import saved
from worker.engine import Step
from worker.engines.diffusion.sight.asking import Ask
from worker.engines.diffusion.sight.asking import asked as asks
from worker.engines.diffusion.sight.florence import TASKS

FAMILIES = ("florence2", "blip")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for name in FAMILIES:
        saved(name, folder / name)
    return folder


def answer(models: Path, family: str, words: str, *pictures: Any, **more: Any) -> str:
    """What a model of that family answers."""
    share = asked(card_of(family), words, *pictures, intent=Intent.DESCRIBE, **more)
    (one,) = made(models, share)
    return one.text


@pytest.mark.parametrize("family", FAMILIES)
def test_a_picture_is_answered_in_words_and_alike_each_time(models: Path, family: str) -> None:
    said = answer(models, family, "what is this, briefly?")
    assert said
    assert not said.startswith("It finds no")
    assert answer(models, family, "what is this, briefly?") == said


def test_what_is_asked_goes_into_the_answer(models: Path) -> None:
    said = {words: answer(models, "florence2", words) for words in ("briefly", "what is this?")}
    assert len(set(said.values())) == len(said)


def test_a_prompt_names_the_shape(models: Path) -> None:
    assert answer(models, "blip", "a prompt for this").endswith(" --ar 3:2")
    assert answer(models, "blip", "a prompt", landscape(60, 80)).endswith(" --ar 3:4")


def test_several_pictures_are_numbered(models: Path) -> None:
    said = answer(models, "blip", "what are these?", landscape(60, 80), landscape(80, 60))
    first, second = said.splitlines()
    assert (first[:3], second[:3]) == ("1: ", "2: ")


def test_what_is_transparent_is_seen_on_white(models: Path) -> None:
    hidden = np.dstack([landscape(96, 64), np.zeros((64, 96), np.uint8)])
    white = np.full((64, 96, 3), 255, np.uint8)
    assert answer(models, "blip", "this?", hidden) == answer(models, "blip", "this?", white)


def test_lettering_is_read_where_a_model_can(models: Path) -> None:
    assert answer(models, "florence2", "read the text").startswith("It reads: “")
    with pytest.raises(CannotDo, match="it does not read lettering"):
        answer(models, "blip", "read the text")


def test_an_answer_that_nobody_wants_ends_at_its_next_word(models: Path) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        raise Cancelled

    with pytest.raises(Cancelled):
        answer(models, "florence2", "in detail", report=stop)
    assert len(steps) == 1


@pytest.mark.parametrize(
    ("words", "ask"),
    [
        ("what is this?", Ask.USUAL),
        ("describe it in detail", Ask.DETAILED),
        ("beschreibe das ausführlich", Ask.DETAILED),
        ("décris brièvement", Ask.BRIEF),
        ("caption it", Ask.BRIEF),
        ("write a prompt for this", Ask.PROMPT),
        ("a detailed prompt", Ask.PROMPT),
        ("what does the sign say?", Ask.LETTERING),
        ("was steht da?", Ask.LETTERING),
    ],
)
def test_what_words_ask_for(words: str, ask: Ask) -> None:
    assert asks(words) is ask


def test_every_ask_has_a_task() -> None:
    assert set(TASKS) == set(Ask)
