"""Which model would do a job that another one cannot, and what is told of it."""

from dataclasses import replace
from typing import Any

import pytest

from core.catalogue import Catalogue, Intent, ModelCard, Need, Role
from core.motion import Motion
from core.prompts import Prompt
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from worker.instead import does_not_fit, handed, lost, next_card

LARGE = diffusion_card("large", need=Need(memory=80), size=1024)
SMALL = diffusion_card("small", need=Need(memory=8))
TINY = diffusion_card("tiny", need=Need(memory=1))
EQUAL = diffusion_card("equal", need=Need(memory=80))
ELSEWHERE = diffusion_card("elsewhere", need=Need(memory=8), roles=(Role.EDIT,))
ASKED = spec(inputs=(), model="large", intent=Intent.IMAGINE, role=Role.EXPLORE)


@pytest.mark.parametrize(
    ("others", "instead"),
    [
        ((SMALL, TINY), "the next model that would work is Small (--model small)"),
        ((EQUAL, TINY), "the next model that would work is Tiny (--model tiny)"),
        ((EQUAL, ELSEWHERE), "px; a smaller size may fit."),
        ((replace(SMALL, stopgap=(Intent.IMAGINE,)),), "px; a smaller size may fit."),
    ],
    ids=["the best of them", "one that is smaller", "none", "no stopgap"],
)
def test_the_sentence_names_the_model_and_what_would_work(
    others: tuple[ModelCard, ...], instead: str
) -> None:
    catalogue = Catalogue((LARGE, *others))
    error = does_not_fit(ASKED, LARGE, catalogue, [card.name for card in catalogue])
    assert error.sentence.startswith(
        "Large does not fit the memory of its worker at 1024 x 1024 px"
    )
    assert instead in error.sentence


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ({"intent": Intent.EDIT, "inputs": (asset("a"),)}, {"family": "sdxl"}),
        ({"intent": Intent.REFINE, "inputs": (asset("a"), asset("b"))}, {"references": 1}),
        ({"intent": Intent.ANIMATE}, {"family": "hunyuan-video-1.5"}),
        ({}, {"price": "A cent a picture."}),
        ({}, {"privacy": "Words go to a studio."}),
    ],
    ids=["no place", "too many pictures", "a clip from words", "it costs", "pictures leave"],
)
def test_what_would_not_work_is_not_named(asked: dict[str, Any], other: dict[str, Any]) -> None:
    intents = (Intent.IMAGINE, Intent.EDIT, Intent.REFINE, Intent.ANIMATE)
    able = replace(LARGE, intents=intents), replace(TINY, intents=intents, references=2)
    catalogue = Catalogue((replace(SMALL, intents=intents, **other), *able))
    error = does_not_fit(
        replace(ASKED, **asked), catalogue.card("large"), catalogue, ["large", "small", "tiny"]
    )
    assert "(--model tiny)" in error.sentence
    assert "small)" not in error.sentence


def test_what_no_worker_here_serves_is_not_named() -> None:
    error = does_not_fit(ASKED, LARGE, Catalogue((LARGE, SMALL)), ["large"])
    assert "Small" not in error.sentence


def test_who_asked_for_little_is_not_told_to_ask_for_less() -> None:
    small = replace(ASKED, width=256, height=256)
    error = does_not_fit(small, LARGE, Catalogue((LARGE,)), ["large"])
    assert error.sentence.endswith("; please ask for something smaller.")


def test_what_another_model_leaves_out_of_a_clip_is_told() -> None:
    clip = spec(intent=Intent.ANIMATE, motion=Motion(loop=True))
    assert lost(clip, SMALL) == ("no loop: Small cannot end where it begins",)
    assert lost(ASKED, SMALL) == ()


@pytest.mark.parametrize(
    "other",
    [
        replace(SMALL, price="A cent a picture."),
        replace(SMALL, privacy="Words go to a studio."),
        replace(SMALL, adult=True),
        replace(SMALL, intents=(Intent.EDIT,)),
    ],
    ids=["it costs", "pictures leave", "for adults", "it cannot either"],
)
def test_nobody_is_handed_to_what_nobody_agreed_to(other: ModelCard) -> None:
    catalogue = Catalogue((LARGE, other, TINY))
    assert next_card(ASKED, catalogue, ("large", "small", "tiny"), {"large"}) is TINY


def test_a_stopgap_is_the_last_to_be_asked() -> None:
    catalogue = Catalogue((LARGE, replace(SMALL, stopgap=(Intent.IMAGINE,)), TINY))
    running = [card.name for card in catalogue]
    found = [
        next_card(ASKED, catalogue, running, tried) for tried in ({"large"}, {"large", "tiny"})
    ]
    assert [one.name for one in found if one] == ["tiny", "small"]


def test_a_job_is_handed_to_a_model_that_takes_all_its_pictures() -> None:
    asked = replace(ASKED, intent=Intent.REFINE, inputs=(asset("a"), asset("b")))
    catalogue = Catalogue((LARGE, SMALL, replace(TINY, references=2)))
    found = next_card(asked, catalogue, ("large", "small", "tiny"), {"large"})
    assert found is not None
    assert found.name == "tiny"


def test_what_is_handed_on_has_a_size_that_suits_its_model() -> None:
    wide = replace(ASKED, width=1280, height=768)
    given = handed(wide, replace(SMALL, size=512), LARGE)
    assert (given.model, given.width, given.height) == ("small", 640, 384)


PAINTER = replace(SMALL, name="painter", family="sdxl", intents=(Intent.EDIT, Intent.RESTYLE))
FILLER = replace(PAINTER, name="filler", family="flux-fill")
READER = replace(PAINTER, name="reader", family="flux2-klein")
FINDER = replace(SMALL, name="finder", family="clipseg", roles=(Role.SEGMENT,), intents=())


@pytest.mark.parametrize(
    ("words", "more", "others", "by"),
    [
        ("make it warmer", {}, (PAINTER, FILLER, READER), "reader"),
        ("make it warmer", {}, (PAINTER, FILLER, FINDER), None),
        ("make the cup red", {}, (PAINTER, READER, FINDER), "painter"),
        ("make the cup red", {}, (PAINTER, READER), "reader"),
        ("make it red", {"mask": asset("m")}, (PAINTER, READER), "painter"),
        ("as an etching", {"intent": Intent.RESTYLE}, (FILLER, PAINTER), "painter"),
    ],
    ids=[
        "no place is named",
        "none that works",
        "a model finds the place",
        "no model finds it",
        "a mask shows it",
        "no edit",
    ],
)
def test_an_edit_is_handed_to_a_model_that_knows_its_place(
    words: str, more: dict[str, Any], others: tuple[ModelCard, ...], by: str | None
) -> None:
    values: dict[str, Any] = {"intent": Intent.EDIT, "role": Role.EDIT, "inputs": (asset("a"),)}
    asked = replace(ASKED, **values | {"prompt": Prompt(words)} | more)
    catalogue = Catalogue((LARGE, *others))
    found = next_card(asked, catalogue, [card.name for card in catalogue], {"large"})
    assert (found.name if found else None) == by


def test_steps_and_guidance_of_one_model_are_not_those_of_another() -> None:
    given = handed(replace(ASKED, steps=9, guidance=2.5), SMALL, LARGE)
    assert (given.steps, given.guidance) == (0, None)
