"""Turns that a process kept and never answered are answered by the next one."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from core.ports import Clock, History
from core.replies import Turn

log = logging.getLogger("easel.resuming")

STALE = timedelta(seconds=20)  # after which nobody is at work on an answer any more
EVERY = 10.0  # s between two looks


class Answering(Protocol):
    """Answers what was kept; core.conversation has the real one."""

    async def resume(self, turn: Turn, platform: str) -> Turn:
        """Answer a turn that was kept and never answered."""
        ...


async def keep_answered(
    platform: str,
    conversation: Answering,
    history: History,
    clock: Clock,
    tell: Callable[[Turn], object],
    every: float = EVERY,
) -> None:
    """Answer what waits for an answer on a platform, until cancelled; `tell` hears each turn.

    `every`: s between two looks.
    """
    while True:
        try:
            for turn in await history.unanswered(platform, clock.now() - STALE):
                tell(await conversation.resume(turn, platform))
        except Exception:
            log.exception("turns without an answer could not be taken up; tried again soon")
        await asyncio.sleep(every)
