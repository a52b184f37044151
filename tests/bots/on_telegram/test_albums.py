"""Albums: up to ten pictures are one request, whenever they come."""

import asyncio
from typing import Any

import pytest

from bots.on_telegram import albums
from core.catalogue import Intent
from core.jobs import State
from tests.bots.on_telegram.chat import QUIET, Chat, chat, words
from tests.bots.on_telegram.server import ADA, BOB, GROUP, until
from tests.core.talk import photo

COLOURS = ("teal", "red", "blue", "green", "gold", "pink", "grey", "navy", "tan", "lime", "plum")


def test_siblings_that_come_as_late_as_they_were_seen_to_come_are_waited_for() -> None:
    assert albums.QUIET >= 1
    assert albums.LATE > 11


def send(easel: Chat, count: int, text: str = "", album: str = "a1", **more: int) -> None:
    """Pictures of an album, the words under the last."""
    for number, colour in enumerate(COLOURS[:count], 1):
        caption = text if number == count else ""
        easel.server.say(caption, file=photo(colour), media_group_id=album, **more)


@pytest.mark.parametrize(
    ("count", "note"),
    [
        pytest.param(2, "", id="two"),
        pytest.param(10, "only the first 9 of 10 pictures", id="as many as there can be"),
    ],
)
async def test_an_album_is_one_request(count: int, note: str) -> None:
    async with chat() as easel:
        send(easel, count, "turn these into watercolours")
        await easel.settled()
        job = await easel.owed()
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.RESTYLE, min(count, 9))
        assert len(easel.texts()) == 1
        assert note in words(easel.last)


async def test_what_is_too_much_is_told() -> None:
    async with chat() as easel:
        send(easel, 11, "turn these into watercolours")
        await easel.settled()
        assert words(easel.last) == "⚠️ That is 11 pictures; please send at most 10 at once."


async def test_two_albums_are_two_requests() -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into watercolours", "a1")
        send(easel, 3, "turn these into watercolours", "a2")
        await easel.settled()
        counts = sorted(len(job.spec.inputs) for job in await easel.home.owed())
        assert counts == [2, 3]


async def test_a_late_picture_joins_the_work_in_its_message() -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into watercolours")
        await easel.settled()
        first = await easel.owed()
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await easel.settled()
        job = await easel.owed()
        assert len(job.spec.inputs) == 3
        ended = await easel.home.parts.ledger.job(first.id)
        assert ended is not None
        assert ended.state is State.CANCELLED
        assert await easel.home.parts.ledger.undelivered() == (), "nobody is told of its end"
        await easel.finish()
        assert len(easel.texts()) == 1


async def test_a_picture_that_comes_after_the_result_is_another_request() -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into watercolours")
        await easel.settled()
        await easel.finish()
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await easel.settled()
        assert len((await easel.owed()).spec.inputs) == 3
        assert len(easel.texts()) == 2
        assert "1 of its 3 pictures came after the first result" in words(easel.last)


@pytest.mark.parametrize("label", ["Cancel", "Delete"])
async def test_a_late_picture_brings_back_nothing_that_was_taken_back(label: str) -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into watercolours")
        await easel.settled()
        if label == "Delete":
            await easel.finish()
        await easel.click(label)
        before = easel.texts()
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await easel.settled()
        assert list(await easel.home.owed()) == []
        assert easel.texts() == before


async def test_a_late_picture_after_a_failure_is_another_try_of_all() -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into a watercolour that may fail")
        await easel.settled()
        await easel.finish()
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await easel.settled()
        assert len((await easel.owed()).spec.inputs) == 3
        assert "after the first result" not in words(easel.last)


async def test_a_late_picture_joins_after_a_restart() -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into watercolours")
        await easel.settled()
        await easel.restart()
        await easel.settled()
        assert len((await easel.owed()).spec.inputs) == 2
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await easel.settled()
        assert len((await easel.owed()).spec.inputs) == 3
        assert len(easel.texts()) == 1


async def test_a_late_picture_joins_that_comes_while_nobody_is_there() -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into watercolours")
        await easel.settled()
        await easel.running.end()
        easel.server.say(file=photo("gold"), media_group_id="a1")
        easel.running = await easel.start()
        await easel.settled()
        assert len((await easel.owed()).spec.inputs) == 3
        assert len(easel.texts()) == 1


async def test_an_answered_album_is_not_answered_again_after_a_restart() -> None:
    async with chat() as easel:
        send(easel, 2, "turn these into watercolours")
        await easel.settled()
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await easel.settled()
        await easel.finish()
        await easel.restart()
        await easel.settled()
        assert [text.partition(":")[0] for text in easel.texts()] == ["Restyled"]


@pytest.mark.parametrize("again", [False, True], ids=["", "after a restart"])
async def test_a_picture_that_comes_much_too_late_is_told_so(again: bool) -> None:
    async with chat(late=0.1) as easel:
        send(easel, 2, "turn these into watercolours")
        await until(lambda: easel.texts())
        await until(lambda: not easel.unanswered())
        if again:
            await easel.restart()
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await until(lambda: len(easel.texts()) == 2)
        assert words(easel.last) == (
            "That picture came too late for “turn these into watercolours”: "
            "please send it again, with its words."
        )
        assert len((await easel.owed()).spec.inputs) == 2


async def test_an_album_that_calls_nobody_is_left_alone() -> None:
    async with chat() as easel:
        send(easel, 2, "our holidays", chat=GROUP)
        await easel.settled()
        assert easel.texts(GROUP) == []


async def test_an_album_survives_a_kill_before_it_was_whole() -> None:
    async with chat() as easel:
        easel.server.holds.clear()  # pictures cannot be fetched
        send(easel, 3, "turn these into watercolours")
        await until(lambda: not easel.server.updates)
        await asyncio.sleep(QUIET)
        await easel.running.end()
        easel.server.holds.set()
        easel.running = await easel.start()
        await easel.settled()
        assert len((await easel.owed()).spec.inputs) == 3


@pytest.mark.parametrize("killed", [False, True], ids=["", "also after a kill"])
async def test_words_right_behind_an_album_are_its_words(killed: bool) -> None:
    async with chat() as easel:
        await easel.draw()
        send(easel, 2)
        easel.server.say("turn these into oil")
        if killed:
            await until(lambda: not easel.server.updates)
            await easel.restart()
        await easel.settled()
        job = await easel.owed()
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.RESTYLE, 2)
        assert len(easel.texts()) == 2
        easel.server.say(file=photo("gold"), media_group_id="a1")
        await easel.settled()
        assert len((await easel.owed()).spec.inputs) == 3, "a late picture still joins"


@pytest.mark.parametrize(
    ("caption", "text", "more"),
    [
        pytest.param("turn these into oil", "a red fox", {}, id="of an album that has words"),
        pytest.param("", "/imagine a red fox", {}, id="a command"),
        pytest.param("@easel_bot oil", "@easel_bot a fox", {"chat": GROUP}, id="in a group"),
    ],
)
async def test_what_comes_behind_an_album_is_answered_behind_it(
    caption: str, text: str, more: dict[str, Any]
) -> None:
    async with chat() as easel:
        send(easel, 2, caption, **more)
        easel.server.say(text, **more)
        await easel.settled()
        album, other = easel.server.shown(more.get("chat", ADA))
        assert "fox" in words(other)
        assert "fox" not in words(album)


async def test_words_of_somebody_else_are_not_those_of_an_album() -> None:
    async with chat() as easel:
        send(easel, 2, chat=GROUP)
        await easel.say("@easel_bot a red fox", chat=GROUP, by=BOB)
        assert (await easel.owed()).spec.inputs == ()
