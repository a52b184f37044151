"""Nobody waits behind somebody else's pictures; presses count from when they were made."""

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.server import ME, Discord, Json, person, until
from tests.bots.on_discord.wire import Connected, connected, drawn
from tests.core.talk import photo


def attached(server: Discord) -> Json:
    """A picture that somebody gives with a command or a message."""
    server.cdn["/cdn/photo"] = photo()
    url = f"{server.origin}/cdn/photo"
    return {"id": "1", "filename": "photo.png", "size": 100, "url": url, "proxy_url": url}


async def made(easel: Connected) -> tuple[int, str]:
    """The message of a result, and its job."""
    given = await drawn(easel)
    await easel.finish()
    (job,) = easel.home.memory.jobs
    return given.message, job


def shown(easel: Connected) -> list[Json]:
    """The messages of the channel."""
    return list(easel.server.messages.values())


async def test_nobody_waits_behind_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        message, job = await made(easel)
        easel.home.intake.clear()
        picture = {"attachments": {"1": attached(easel.server)}}
        await easel.server.command(
            "describe", [{"name": "image", "type": 11, "value": "1"}], picture
        )
        await until(lambda: easel.home.handed == ["photo.png"])
        await easel.server.press(message, Action(Verb.MORE, job).pack())
        await until(lambda: len(easel.home.memory.jobs) == 2)
        easel.home.intake.set()
        await until(lambda: len(easel.home.memory.jobs) == 3)
        *_, last = easel.home.memory.jobs.values()
        assert last.spec.intent is Intent.DESCRIBE


async def test_what_one_person_says_is_taken_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        await made(easel)
        easel.home.intake.clear()
        us = [person(ME, "easel", bot=True)]
        first = f"<@{ME}> turn this into a watercolour"
        await easel.server.say(first, mentions=us, attachments=[attached(easel.server)])
        await until(lambda: easel.home.handed == ["photo.png"])
        await easel.server.say(f"<@{ME}> make it blue", mentions=us)
        await easel.server.command("history", [])
        await until(lambda: any("results" in one["content"] for one in shown(easel)))
        easel.home.intake.set()
        await until(lambda: len(easel.home.memory.turns) == 4)
        words = [one.words for one in easel.home.memory.turns.values()]
        assert words == ["a lighthouse", "history", "turn this into a watercolour", "make it blue"]


@pytest.mark.parametrize(
    ("apart", "jobs"),
    [pytest.param(0, 1, id="at once"), pytest.param(60, 2, id="a minute apart")],
)
@in_guild
async def test_presses_count_from_when_discord_took_them(
    place: Guild, apart: int, jobs: int
) -> None:
    await place.call("a lighthouse")
    await place.finish()
    grid = place.last
    await place.click("More", on=grid)
    await place.env.advance_time(apart)
    await place.click("More", by=place.bob, on=grid)
    assert len(await place.house.owed()) == jobs
