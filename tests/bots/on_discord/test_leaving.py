"""The bot leaves when it has answered what it was asked before."""

import asyncio

import pytest

from bots.on_discord import under_way
from bots.on_discord.under_way import UnderWay
from tests.bots.on_discord.server import ME, Discord, person, until
from tests.bots.on_discord.wire import PROMPT, Connected, connected

US = [person(ME, "easel", bot=True)]


def busy(easel: Connected) -> asyncio.Event:
    """From now on requests of a channel stand still until this is set."""
    free = asyncio.Event()
    channel = easel.client.registry.channel

    async def waited(*one: object) -> str:
        await free.wait()
        return await channel(*one)

    easel.client.registry.channel = waited  # type: ignore[method-assign]
    return free


def said(server: Discord) -> list[str]:
    """What Easel says, oldest first."""
    return [one["content"] for one in server.messages.values() if one["author"]["id"] == str(ME)]


@pytest.mark.parametrize("command", [True, False], ids=["a command", "a mention"])
async def test_what_was_acknowledged_is_answered_before_the_end(
    monkeypatch: pytest.MonkeyPatch, command: bool
) -> None:
    async with connected(monkeypatch) as easel:
        free = busy(easel)
        if command:
            given = await easel.server.command("imagine", PROMPT)
            await until(lambda: given.acknowledged is not None)
        else:
            await easel.server.say(f"<@{ME}> a lighthouse", mentions=US)
            await until(lambda: any("typing" in one.path for one in easel.server.requests))
        leaving = asyncio.create_task(easel.client.close())
        await asyncio.sleep(0.1)
        late = await easel.server.command("history", [])
        free.set()
        await leaving
        assert [one[:24] for one in said(easel.server)] == ["Drawing: “a lighthouse” "]
        assert len(easel.home.memory.jobs) == 1
        assert late.acknowledged is None, "nothing more is begun"


async def test_the_end_waits_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_way, "PATIENCE", 0.05)
    async with connected(monkeypatch) as easel:
        busy(easel)
        given = await easel.server.command("imagine", PROMPT)
        await until(lambda: given.acknowledged is not None)
        await easel.client.close()
        assert easel.client.is_closed()
        assert not easel.home.memory.jobs


async def test_who_ends_does_not_wait_for_themselves() -> None:
    under = UnderWay()
    assert under.joined()
    async with asyncio.timeout(5):
        await under.over()
    assert under.joined(), "what was begun may go on"
    assert not await asyncio.create_task(joined(under))


async def joined(under: UnderWay) -> bool:
    """Whether another task may begin."""
    return under.joined()
