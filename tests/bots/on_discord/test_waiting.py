"""Who waits is told for how long, in the message of the work, over the wire."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from bots.on_discord.client import SELDOM
from bots.ticking import Ticker
from core.jobs import Job
from core.postings import Posting
from core.replies import Progress
from tests.bots.on_discord.guild import House, house
from tests.bots.on_discord.server import ME, Fault, Json, person, until
from tests.bots.on_discord.wire import PROMPT, Connected, connected
from tests.values import SetClock

US = [person(ME, "easel", bot=True)]


@asynccontextmanager
async def watching(easel: Connected) -> AsyncGenerator[None]:
    """Progress is shown, as in the bot's process."""
    watch = asyncio.create_task(easel.client.watch())
    try:
        await asyncio.sleep(0)
        yield
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


def shown(easel: Connected, words: str) -> bool:
    """Whether any message has these words."""
    return any(words in one["content"] for one in easel.server.messages.values())


@pytest.mark.parametrize("command", [True, False], ids=["command", "mention"])
async def test_the_third_in_line_reads_so(monkeypatch: pytest.MonkeyPatch, command: bool) -> None:
    async with connected(monkeypatch) as easel, watching(easel):
        for count in range(1, 4):
            if command:
                await easel.server.command("imagine", PROMPT)
            else:
                await easel.server.say(f"<@{ME}> a lighthouse", mentions=US)
            await until(lambda count=count: len(easel.home.memory.postings) == count)
        await until(lambda: shown(easel, "2 jobs before this one, about 40 s"))


def ours(easel: Connected) -> Json:
    """The one message that Easel wrote."""
    (message,) = (one for one in easel.server.messages.values() if one["author"]["bot"])
    return message


async def begun(easel: Connected, command: bool) -> Job:
    """A job that was asked for by a command, or else by a mention."""
    if command:
        await easel.server.command("imagine", PROMPT)
    else:
        await easel.server.say(f"<@{ME}> a lighthouse", mentions=US)
    await until(lambda: bool(easel.home.memory.postings))
    (job,) = await easel.home.owed()
    return job


class Told:
    """Messages that keep what they were told."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.previews: list[str] = []

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Keep it."""
        self.stages.append(progress.stage)
        self.previews.append(progress.preview)


async def asked(home: House, count: int) -> list[Job]:
    """Jobs that wait, the last of which has a message."""
    channel = await home.parts.history.channel("discord", "1", "pictures")
    ada = await home.parts.history.person("discord", "2", "ada")
    for number in range(count):
        said = home.said(f"key {number}", channel.id, ada)
        await home.parts.conversation.receive(said)
    jobs = await home.owed()
    await home.parts.postings.keep(Posting(jobs[-1].id, "discord", "1", "3"))
    return jobs


async def test_the_place_is_told_anew_as_the_line_moves() -> None:
    home = await house()
    ticker = Ticker(home.parts, Told(), seldom=0.0, platform="discord")
    jobs = await asked(home, 3)
    stages: list[str] = []
    for _ in range(2):
        stages += [one.stage for one in await ticker.lines() if one.job == jobs[-1].id]
        assert await ticker.lines() == [], "nothing has moved"
        await home.serve_one()
    stages += [one.stage for one in await ticker.lines() if one.job == jobs[-1].id]
    assert stages == [
        "2 jobs before this one, about 40 s",
        "1 job before this one, about 20 s",
        "the next one",
    ]


async def test_other_platforms_tell_their_own() -> None:
    home = await house()
    told = Told()
    ticker = Ticker(home.parts, told, seldom=0.0, platform="telegram")
    job = (await asked(home, 2))[-1]
    assert await ticker.lines() == []
    await ticker.tell(Progress(job.id, 0.5, "variant 2 of 4"))
    assert told.stages == []


async def test_what_had_no_message_yet_holds_nothing_back() -> None:
    home = await house()
    told = Told()
    ticker = Ticker(home.parts, told, seldom=100.0)
    job = (await asked(home, 1))[0]
    posting = await home.parts.postings.of(job.id)
    assert posting is not None
    await home.parts.postings.forget(posting)
    await ticker.tell(Progress(job.id, 0.0, "too early"))
    await home.parts.postings.keep(posting)
    for stage in ("variant 1 of 4", "a moment later"):
        await ticker.tell(Progress(job.id, 0.25, stage))
    assert told.stages == ["variant 1 of 4"]


async def test_a_message_is_edited_at_most_every_two_and_a_half_seconds() -> None:
    home, clock, told = await house(), SetClock(), Told()
    ticker = Ticker(replace(home.parts, clock=clock), told, SELDOM)
    (job,) = await asked(home, 1)
    for number in range(60):
        await ticker.tell(Progress(job.id, number / 60, f"{number / 10:.1f} s"))
        clock.move(0.1)
    assert told.stages == ["0.0 s", "2.5 s", "5.0 s"]


async def test_a_limited_message_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel, watching(easel):
        first = await easel.server.command("imagine", PROMPT)
        await easel.server.command("imagine", PROMPT)
        await until(lambda: len(easel.home.memory.postings) == 2)
        await until(lambda: shown(easel, "1 job before this one"))
        limited = {"message": "You are being rate limited.", "retry_after": 30, "global": False}
        easel.server.faults.append(Fault(first.token, 429, 1, limited, {"Via": "1.1 google"}))
        easel.client.ticker = Ticker(easel.home.parts, easel.client.desk, 0.0)
        one, other = await easel.home.owed()
        async with watching(easel):
            await easel.home.queue.report(Progress(one.id, 0.5, "variant 2 of 4"))
            await until(lambda: not easel.server.faults[0].times)
            await easel.home.queue.report(Progress(other.id, 0.5, "variant 3 of 4"))
            await until(lambda: shown(easel, "variant 3 of 4"))
        assert not shown(easel, "variant 2 of 4")


async def test_a_preview_is_shown_while_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        await easel.server.command("imagine", PROMPT)
        await until(lambda: bool(easel.home.memory.postings))
        (job,) = await easel.home.owed()
        await easel.client.tell(Progress(job.id, 0.5, "variant 2 of 4", preview="SlBFRw=="))
        assert easel.server.requests[-1].files == {"preview.jpg": b"JPEG"}


@pytest.mark.parametrize("command", [True, False], ids=["command", "mention"])
async def test_a_preview_stays_until_the_next_one(
    monkeypatch: pytest.MonkeyPatch, command: bool
) -> None:
    async with connected(monkeypatch) as easel:
        job = await begun(easel, command)
        easel.client.ticker = Ticker(easel.home.parts, easel.client.desk, 0.0)
        for stage, preview in (("variant 2 of 4", "SlBFRw=="), ("variant 2 of 4, 6 s so far", "")):
            await easel.client.tell(Progress(job.id, 0.5, stage, preview))
        message = ours(easel)
        assert "variant 2 of 4, 6 s so far" in message["content"]
        assert [one["filename"] for one in message["attachments"]] == ["preview.jpg"]
        await easel.finish()
        assert [one["filename"][-9:] for one in ours(easel)["attachments"]] == ["-grid.png"]


async def test_a_preview_that_came_too_soon_is_shown_with_the_next_step() -> None:
    home, clock, told = await house(), SetClock(), Told()
    ticker = Ticker(replace(home.parts, clock=clock), told, SELDOM)
    (job,) = await asked(home, 1)
    for stage, preview in (("1", "one"), ("2", "two"), ("3", ""), ("4", ""), ("5", "")):
        await ticker.tell(Progress(job.id, 0.5, stage, preview))
        clock.move(1.3)
    assert list(zip(told.stages, told.previews, strict=True)) == [
        ("1", "one"),
        ("3", "two"),
        ("5", ""),
    ]
