"""What a process kept and never answered is answered by the next one, and told to who looks on."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from bots.resuming import STALE, keep_answered
from core.replies import Turn
from tests.core.talk import Talk
from tests.values import turn


class Faltering:
    """A conversation that breaks at its first word."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.broken = 0

    async def resume(self, turn: Turn, platform: str) -> Turn:
        """Break once, then answer."""
        if not self.broken:
            self.broken += 1
            raise ConnectionResetError
        return await self.talk.conversation.resume(turn, platform)


async def kept(talk: Talk, words: str, seconds: float) -> Turn:
    """A turn that came in so many s ago and has no answer."""
    channel = await talk.history.channel("web", "studio")
    moment = talk.clock.now()
    one = turn(talk.clock.new_id(), words, channel=channel.id, words=words)
    one = replace(one, created=moment - STALE * seconds / STALE.total_seconds())
    await talk.history.open_turn(one)
    return one


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker."""
    talk = Talk()
    await talk.worker()
    return talk


@pytest.mark.parametrize("faltering", [False, True], ids=["at once", "after trouble"])
async def test_what_waits_is_answered_and_told(talk: Talk, faltering: bool) -> None:
    old = await kept(talk, "a lighthouse", seconds=60)
    await kept(talk, "a fox", seconds=1)  # somebody is at work on it
    told, heard = list[Turn](), asyncio.Event()

    def tell(one: Turn) -> None:
        told.append(one)
        heard.set()

    conversation = Faltering(talk) if faltering else talk.conversation
    looking = asyncio.create_task(
        keep_answered("web", conversation, talk.history, talk.clock, tell, every=0.01)
    )
    await asyncio.wait_for(heard.wait(), 10)
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking
    assert [one.id for one in told] == [old.id]
    assert told[0].job is not None
    assert await talk.waiting() == [told[0].job.id]
