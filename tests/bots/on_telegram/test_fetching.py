"""Pictures that Telegram gives only later, or not at all: no request is lost over that."""

from datetime import timedelta
from typing import Any

import pytest

from bots.on_telegram import receiving
from tests.bots.on_telegram.chat import SOON, chat
from tests.bots.on_telegram.server import Fault
from tests.core.talk import photo


@pytest.mark.parametrize(
    ("fault", "more"),
    [
        pytest.param(Fault("file", 502, 1), (), id="once"),
        pytest.param(Fault("file", 502, 3 + 3), (), id="until it is taken up again"),
        pytest.param(Fault("getFile", 502, 9), (), id="not even its link"),
        pytest.param(Fault("file", 404, 1), (), id="a link that is too old"),
        pytest.param(Fault("file", 502, 9), ("red", "blue"), id="one of an album"),
    ],
)
async def test_a_picture_that_does_not_get_through_is_fetched_again(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, more: tuple[str, ...]
) -> None:
    monkeypatch.setattr(receiving, "AGAIN", SOON)
    monkeypatch.setattr("bots.on_telegram.incoming.AGAIN", SOON[:2])
    async with chat() as easel:
        easel.server.faults.append(fault)
        album: dict[str, Any] = {"media_group_id": "a1"} if more else {}
        for colour in more:
            easel.server.say(file=photo(colour), **album)
        await easel.say("make it night", file=photo(), **album)
        assert fault.times == 0
        assert len((await easel.owed()).spec.inputs) == 1 + len(more)
        assert len(easel.texts()) == 1


async def test_an_album_that_is_taken_up_again_much_later_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receiving, "AGAIN", (0.2,))
    monkeypatch.setattr("bots.on_telegram.incoming.AGAIN", ())
    async with chat(late=0.01) as easel:
        easel.server.faults.append(Fault("file", 502, 2))
        easel.server.say(file=photo("red"), media_group_id="a1")
        await easel.say("make it night", file=photo(), media_group_id="a1")
        assert len((await easel.owed()).spec.inputs) == 2


@pytest.mark.parametrize("code", [502, 404], ids=["for too long", "gone"])
async def test_a_picture_that_cannot_be_fetched_is_told(
    monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(receiving, "AGAIN", SOON)
    monkeypatch.setattr("bots.on_telegram.incoming.AGAIN", SOON[:2])
    monkeypatch.setattr("bots.on_telegram.speaking.PATIENCE", timedelta())
    async with chat() as easel:
        easel.server.faults.append(Fault("file", code, 99))
        await easel.say("make it night", file=photo())
        told = "⚠️ photo.jpg could not be fetched from the chat; please send it again."
        assert easel.texts() == [told]
