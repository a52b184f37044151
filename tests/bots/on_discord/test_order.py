"""What is told of the work never overwrites what came of it."""

import asyncio
from dataclasses import replace

import pytest

from bots.desk import Desk
from bots.on_discord.incoming import PLATFORM
from bots.on_discord.posts import Posts
from core.jobs import Job
from core.postings import Posting
from core.replies import Progress
from tests.bots.on_discord.server import CUT, ME, Fault, person, until
from tests.bots.on_discord.wire import PROMPT, Connected, connected

US = [person(ME, "easel", bot=True)]
LIMITED = {"message": "You are being rate limited.", "retry_after": 0.3, "global": False}
VIA = {"Via": "1.1 google", "Retry-After": "1"}
TROUBLE = {
    "a 502": Fault("/messages/", 502, 1, {"message": "bad gateway"}),
    "a 429": Fault("/messages/", 429, 1, LIMITED, VIA),
    "a cut connection": Fault("/messages/", CUT, 1, done=True),
}


async def at_work(easel: Connected, how: str) -> Job:
    """A job whose message tells of its work."""
    if how == "a mention":
        await easel.server.say(f"<@{ME}> a lighthouse", mentions=US)
    else:
        await easel.server.command("imagine", PROMPT)
    await until(lambda: bool(easel.home.memory.postings))
    (job,) = await easel.home.owed()
    await easel.client.desk.tick(await _posting(easel, job), job, Progress(job.id, 0.1, "begun"))
    return job


async def _posting(easel: Connected, job: Job) -> Posting:
    posting = await easel.home.parts.postings.of(job.id)
    assert posting is not None
    return posting


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE)
@pytest.mark.parametrize("how", ["a mention", "a command"])
async def test_a_result_stays_where_progress_met_trouble(
    monkeypatch: pytest.MonkeyPatch, how: str, trouble: Fault
) -> None:
    async with connected(monkeypatch) as easel:
        job = await at_work(easel, how)
        trouble = replace(trouble)
        easel.server.faults.append(trouble)
        news = Progress(job.id, 0.9, "variant 4 of 4")
        telling = asyncio.create_task(easel.client.desk.tick(await _posting(easel, job), job, news))
        await until(lambda: not trouble.times)
        await easel.finish()
        await telling
        edits = [one.body["content"] for one in easel.server.requests if one.method == "PATCH"]
        assert sum("variant 4 of 4" in one for one in edits) == 1, "it is told once, or never"
        assert edits[-1].startswith("Drawn")


class Slow(Posts):
    """Messages in which progress is shown only once it may be."""

    may = asyncio.Event()

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Wait, then show."""
        await self.may.wait()
        await super().tick(posting, job, progress)


async def test_a_result_waits_for_the_progress_that_is_being_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        job = await at_work(easel, "a mention")
        posts = Slow(easel.client, easel.home.parts, easel.client.house.restricted)
        desk = Desk(easel.home.parts, posts, PLATFORM)
        news = Progress(job.id, 0.9, "variant 4 of 4")
        telling = asyncio.create_task(desk.tick(await _posting(easel, job), job, news))
        await asyncio.sleep(0)
        showing = asyncio.create_task(desk.show(await easel.home.render(job)))
        await asyncio.sleep(0.1)
        posts.may.set()
        await asyncio.gather(telling, showing)
        (ours,) = (one for one in easel.server.messages.values() if one["author"]["bot"])
        assert ours["content"].startswith("Drawn")
        late = Progress(job.id, 0.95, "too late")
        await desk.tick(await _posting(easel, job), job, late)
        assert ours["content"].startswith("Drawn")
