"""An answer arrives though Discord refuses, limits or cuts off what carries it."""

import asyncio

import pytest

from tests.bots.on_discord.server import CHANNEL, CUT, ME, Discord, Fault, person, until
from tests.bots.on_discord.wire import PROMPT, connected

MENTION = [person(ME, "easel", bot=True)]
LIMITED = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}
DOWN = {"message": "down"}
FORBIDDEN = {"code": 50013, "message": "Missing Permissions"}
NOTHING_YET = "Nothing has been made"

_sleep = asyncio.sleep


async def hurried(seconds: float, result: object = None) -> object:
    """Who waits longer with each attempt need not in a test."""
    return await _sleep(min(seconds, 0.01), result)


def ours(server: Discord) -> list[str]:
    """What Easel's messages say, oldest first."""
    return [one["content"] for one in server.messages.values() if one["author"]["id"] == str(ME)]


@pytest.mark.parametrize(
    ("status", "body"),
    [pytest.param(503, DOWN, id="down"), pytest.param(403, FORBIDDEN, id="not permitted")],
)
async def test_typing_is_a_decoration(
    monkeypatch: pytest.MonkeyPatch, status: int, body: dict[str, object]
) -> None:
    async with connected(monkeypatch) as easel:
        easel.server.faults.append(Fault("typing", status, 100, body))
        await easel.server.say(f"<@{ME}> a lighthouse", mentions=MENTION)
        await until(lambda: bool(easel.home.memory.postings))
        assert ours(easel.server)[0].startswith("Drawing: “a lighthouse”")


TROUBLES = [
    pytest.param(429, LIMITED, 1, id="limited once"),
    pytest.param(503, DOWN, 1, id="down once"),
    pytest.param(503, DOWN, 20, id="down for a while"),
]


@pytest.mark.parametrize(("status", "body", "times"), TROUBLES)
async def test_a_command_is_answered(
    monkeypatch: pytest.MonkeyPatch, status: int, body: dict[str, object], times: int
) -> None:
    monkeypatch.setattr(asyncio, "sleep", hurried)
    async with connected(monkeypatch) as easel:
        easel.server.faults.append(Fault("/webhooks", status, times, body))
        await easel.server.command("history", [])
        await until(lambda: any(said for said in ours(easel.server)))
        (said,) = ours(easel.server)
        assert said.startswith(NOTHING_YET)


async def test_an_answer_whose_arrival_was_not_heard_of_is_one_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        lost = Fault(f"{CHANNEL}/messages", CUT, 1, done=True)
        easel.server.faults.append(lost)
        await easel.server.say(f"<@{ME}> a lighthouse", mentions=MENTION)
        await until(lambda: bool(easel.home.memory.postings))
        assert not lost.times
        assert [said.partition(" …")[0] for said in ours(easel.server)] == [
            "Drawing: “a lighthouse”"
        ]


@pytest.mark.parametrize(("status", "body", "times"), TROUBLES[:2])
async def test_a_mention_is_answered(
    monkeypatch: pytest.MonkeyPatch, status: int, body: dict[str, object], times: int
) -> None:
    async with connected(monkeypatch) as easel:
        easel.server.faults.append(Fault(f"{CHANNEL}/messages", status, times, body))
        await easel.server.say(f"<@{ME}> history", mentions=MENTION)
        await until(lambda: bool(ours(easel.server)))
        (said,) = ours(easel.server)
        assert said.startswith(NOTHING_YET)


@pytest.mark.parametrize(("status", "body", "times"), TROUBLES)
async def test_a_result_takes_the_place_of_an_answer_that_had_trouble(
    monkeypatch: pytest.MonkeyPatch, status: int, body: dict[str, object], times: int
) -> None:
    monkeypatch.setattr(asyncio, "sleep", hurried)
    async with connected(monkeypatch) as easel:
        easel.server.faults.append(Fault("/webhooks", status, times, body))
        await easel.server.command("imagine", PROMPT)
        await easel.finish()
        (said,) = ours(easel.server)
        assert said.startswith("Drawn: “a lighthouse”")


@pytest.mark.parametrize("command", ["history", "imagine"])
async def test_what_cannot_be_edited_in_is_sent(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(asyncio, "sleep", hurried)
    async with connected(monkeypatch) as easel:
        spent = {"code": 10015, "message": "Unknown Webhook"}
        easel.server.faults.append(Fault("/messages/@original", 404, 1, spent))
        await easel.server.command(command, PROMPT if command == "imagine" else [])
        await until(lambda: any(ours(easel.server)) and all(ours(easel.server)))
        (said,) = ours(easel.server)  # nobody is thinking any more
        assert said.startswith("Drawing" if command == "imagine" else NOTHING_YET)


async def test_what_is_private_is_not_sent_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        spent = {"code": 10015, "message": "Unknown Webhook"}
        easel.server.faults.append(Fault("/messages/@original", 404, 1, spent))
        await easel.server.command("models", [])
        await until(lambda: any("@original" in one.path for one in easel.server.requests))
        await easel.server.command("history", [])
        await until(lambda: any(ours(easel.server)))
        assert [said[:21] for said in ours(easel.server)] == ["", NOTHING_YET]
