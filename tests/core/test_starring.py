"""★ keeps a variant among the favourites of whoever presses it, and gives it up again."""

import pytest

from core.actions import Action, Verb
from core.buttons import under_result
from core.jobs import BEFORE, Job
from core.options import under_opened
from core.replies import Reply
from tests.core.cards import CATALOGUE, EVERY
from tests.core.results import done
from tests.core.talk import Talk, reply_of


async def star(talk: Talk, job: Job, variant: int = 0, **more: str) -> Reply:
    """What a press is answered with."""
    return reply_of(await talk.press(Verb.STAR, job, variant, **more))


@pytest.fixture
async def talk() -> Talk:
    """A worker is there."""
    talk = Talk()
    await talk.worker()
    return talk


async def test_a_second_press_gives_it_up(talk: Talk) -> None:
    grid = await talk.made()
    texts = [(await star(talk, grid, 2)).text for _ in range(3)]
    assert texts == [
        "★ Among your favourites now: 2 of 4. “My favourites” shows them.",
        "No longer among your favourites: 2 of 4.",
        texts[0],
    ]


async def test_it_concerns_nobody_else(talk: Talk) -> None:
    grid = await talk.made()
    assert (await star(talk, grid, 2)).private
    assert (await star(talk, grid, 2, person="bob")).text.startswith("★ Among your")
    assert (await star(talk, grid, 2)).text.startswith("No longer")
    told = reply_of(await talk.say("my favourites", person="bob"))
    assert told.text == "Found, your favourites:"


async def test_linked_accounts_share_their_favourites(talk: Talk) -> None:
    grid = await talk.made()
    talk.memory.links |= {"ada": "ada2", "ada2": "ada"}
    await star(talk, grid, 2)
    assert (await star(talk, grid, 2, person="ada2")).text.startswith("No longer")
    assert reply_of(await talk.say("my favourites")).text.startswith("Nothing here is among")


async def test_what_is_another_channels_cannot_be_kept(talk: Talk) -> None:
    grid = await talk.made()
    assert (await star(talk, grid, 1, channel="other")).error == "NotYours"


@pytest.mark.parametrize("words", ["star 2", "favourite 2", "Favorit 2", "favori 2", "favorito 2"])
async def test_it_can_be_said(talk: Talk, words: str) -> None:
    grid = await talk.made()
    assert reply_of(await talk.say(words)).text.startswith("★ Among your favourites now: 2 of 4")
    assert grid.id


def test_it_stands_under_each_variant_and_under_an_opened_one() -> None:
    job = done(4)
    every = [Action.unpack(one.action) for row in under_result(job) for one in row]
    assert [one.variant for one in every if one.verb is Verb.STAR] == [1, 2, 3, 4]
    for index, count in ((2, 1), (BEFORE + 2, 0)):
        variant = job.variant(index)
        assert variant is not None
        rows = under_opened(job, variant, CATALOGUE, EVERY)
        opened = [Action.unpack(one.action).verb for row in rows for one in row]
        assert opened.count(Verb.STAR) == count
