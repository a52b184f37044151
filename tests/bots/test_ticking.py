"""Progress is a kindness: whatever breaks while it is shown, the next news are shown."""

import asyncio

import pytest

from bots.ticking import Ticker
from core.errors import NoDatabase
from core.incoming import Incoming
from core.jobs import Job
from core.postings import Posting
from core.replies import Progress
from tests.bots.on_discord.guild import House, house
from tests.bots.on_discord.server import until


class Faltering:
    """Messages the first edit of which fails."""

    def __init__(self, trouble: Exception) -> None:
        self.trouble: Exception | None = trouble
        self.shown: list[float] = []

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Fail once, then show."""
        if self.trouble is not None:
            error, self.trouble = self.trouble, None
            raise error
        self.shown.append(progress.fraction)


async def asked(home: House) -> Job:
    """A job that has a message."""
    history = home.parts.history
    place = await history.channel("discord", "1", "pictures")
    ada = await history.person("discord", "2", "ada")
    said = Incoming("key", place.id, ada, "discord", "a lighthouse")
    turn = await home.parts.conversation.receive(said)
    assert turn.job is not None
    await home.parts.postings.keep(Posting(turn.job.id, "discord", "1", "3"))
    return turn.job


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(ConnectionResetError(), id="the network"),
        pytest.param(TimeoutError(), id="no answer"),
        pytest.param(NoDatabase(detail="locked"), id="the database"),
        pytest.param(ValueError(), id="a fault of ours"),
    ],
)
async def test_what_breaks_ends_nothing(trouble: Exception) -> None:
    home = await house()
    job, posts = await asked(home), Faltering(trouble)
    watching = asyncio.create_task(Ticker(home.parts, posts, seldom=0.0).watch())
    try:
        await asyncio.sleep(0)
        await home.queue.report(Progress(job.id, 0.25, "variant 1 of 4"))
        await until(lambda: watching.done() or posts.trouble is None)
        await home.queue.report(Progress(job.id, 0.5, "variant 2 of 4"))
        await until(lambda: watching.done() or bool(posts.shown))
        assert posts.shown == [0.5]
    finally:
        watching.cancel()
