"""The preview between what somebody writes and the first message of the answer."""

from typing import Any

import pytest

from bots.on_telegram.budgets import Allowance, Allowances
from tests.bots.on_telegram.chat import PLENTY, chat, words
from tests.bots.on_telegram.server import ADA, GROUP, Fault, until
from tests.core.talk import photo

ALBUM: dict[str, Any] = {"media_group_id": "a1"}


async def test_who_waits_for_an_answer_sees_that_there_will_be_one() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse", file=photo())
        (draft,) = easel.server.of("sendMessageDraft")
        assert (draft.params["chat_id"], draft.params["text"]) == (ADA, "Reading the picture …")
        assert draft.answer is True
        assert easel.server.drafts == {}, "the answer has taken its place"


async def test_an_answer_waits_until_the_preview_is_there() -> None:
    async with chat() as easel:
        easel.server.hold("sendMessageDraft")
        easel.server.say("a lighthouse", file=photo())
        await until(lambda: easel.home.memory.jobs)
        assert easel.server.of("sendMessage") == []
        easel.server.holds.set()
        await easel.settled()
        assert easel.server.drafts == {}


async def test_a_preview_that_hangs_keeps_no_answer_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.on_telegram.drafting.PATIENCE", 0.01)
    async with chat() as easel:
        easel.server.hold("sendMessageDraft")
        await easel.say("a lighthouse", file=photo())
        assert words(easel.last).startswith("Refining")
        easel.server.holds.set()


async def test_it_counts_the_pictures_of_an_album() -> None:
    async with chat() as easel:
        for colour in ("red", "blue"):
            easel.server.say("oil" if colour == "red" else "", file=photo(colour), **ALBUM)
        await easel.settled()
        assert [one.params["text"] for one in easel.server.of("sendMessageDraft")] == [
            "Reading 2 pictures …"
        ]


@pytest.mark.parametrize(
    ("text", "where", "file"),
    [
        pytest.param("/imagine a fox", GROUP, photo(), id="in a group"),
        pytest.param("/help", ADA, None, id="a command"),
        pytest.param("a lighthouse", ADA, None, id="words alone"),
    ],
)
async def test_elsewhere_there_is_none(text: str, where: int, file: bytes | None) -> None:
    async with chat() as easel:
        await easel.say(text, chat=where, file=file)
        assert easel.server.of("sendMessageDraft") == []


@pytest.mark.parametrize(
    ("code", "calls"),
    [(400, 1), (404, 1), (502, 2), (429, 2)],
    ids=["refused", "unknown", "away", "flooded"],
)
async def test_where_it_is_refused_it_is_not_shown_again(code: int, calls: int) -> None:
    async with chat() as easel:
        more = {"retry_after": 0} if code == 429 else {}
        easel.server.faults.append(Fault("sendMessageDraft", code, 9, "no", more))
        for text in ("a lighthouse", "a fox"):
            await easel.say(text, file=photo())
        assert len(easel.server.of("sendMessageDraft")) == calls
        assert len(easel.texts()) == 2


async def test_it_takes_no_room_from_the_answer() -> None:
    one = Allowances(PLENTY.everywhere, Allowance(1, 3600.0), PLENTY.group)
    async with chat(allowances=one) as easel:
        await easel.say("a lighthouse", file=photo())
        assert len(easel.server.of("sendMessageDraft")) == len(easel.texts()) == 1
        easel.server.say("a fox", file=photo())
        await until(lambda: len(easel.home.memory.jobs) == 2)
        assert len(easel.server.of("sendMessageDraft")) == 1, "dropped where there is no room"
