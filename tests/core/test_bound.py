"""A licence against commercial work holds for whatever is made of a picture, too."""

from dataclasses import replace

import pytest

from core.actions import Verb
from core.catalogue import Catalogue
from core.jobs import Job
from core.recipes import Recipe
from core.thread_cells import FORBIDDEN, cells_of
from tests.core.cards import CATALOGUE
from tests.core.talk import Talk, job_of, photo, reply_of

LIMITS = {"licence": "Research", "licence_note": "Not for commercial use.", "commercial": False}
SKETCHER = replace(CATALOGUE.card("sketcher"), **LIMITS, engine="diffusion")
CARDS = Catalogue(tuple(SKETCHER if one.name == "sketcher" else one for one in CATALOGUE))
RECIPE = Recipe(SKETCHER.source, "r", "P", "", 1, "bf16", "cpu", ())
TOLD = "Sketcher: Research. Not for commercial use."


@pytest.fixture
async def talk() -> Talk:
    talk = Talk(catalogue=CARDS)
    await talk.worker()
    return talk


async def drawn(talk: Talk) -> Job:
    """What the model drew; in these tests nothing has a recipe, so that is said here."""
    job = await talk.end(await talk.begin("draw a castle --model sketcher"))
    made = tuple(replace(one, recipe=RECIPE) for one in job.variants)
    talk.memory.jobs[job.id] = replace(job, variants=made)
    return talk.memory.jobs[job.id]


def tells(talk: Talk, job: Job) -> bool:
    return TOLD in talk.shown(job).lines


@pytest.mark.parametrize(
    "words", ["2 as a watercolour", "upscale 2", "animate 2", "all formats", "2 in 16:9"]
)
async def test_the_next_step_says_so(talk: Talk, words: str) -> None:
    first = await drawn(talk)
    assert tells(talk, first)
    step = await talk.end(await talk.begin(f"{words} --model classical", reply_to=first.id))
    assert tells(talk, step)
    assert {cell.warning for cell in cells_of(2, step, CARDS)} == {FORBIDDEN}


async def test_so_does_every_step_after_it_and_one_of_a_step_that_is_gone(talk: Talk) -> None:
    first = await drawn(talk)
    second = await talk.end(await talk.begin("2 as a watercolour", reply_to=first.id))
    await talk.ledger.delete(first.id)
    third = await talk.end(await talk.begin("make the sky purple", reply_to=second.id))
    more = await talk.end(job_of(await talk.press(Verb.MORE, third)))
    assert tells(talk, third)
    assert tells(talk, more)
    details = reply_of(await talk.press(Verb.DETAILS, third, 1))
    assert f"Made from one of {TOLD}" in details.lines


async def test_what_was_not_made_of_it_does_not(talk: Talk) -> None:
    await drawn(talk)
    assert not tells(talk, await talk.made("make it a watercolour", photo()))
    assert not tells(talk, await talk.end(await talk.begin("a fox --model printer")))
