"""How far a job is, edited into its message: seldom enough for Discord, and never after its end."""

import base64
import logging
from collections import OrderedDict
from dataclasses import replace
from typing import Protocol

import discord

from bots.on_discord.outgoing import Enclosed, Shape
from bots.on_discord.parts import Parts
from bots.on_discord.posts import MessageGone, PlaceClosed, Posts
from core.jobs import Job
from core.replies import Progress

log = logging.getLogger("easel.discord")

SELDOM = 2.5  # s between two edits of a message
MOST = 500  # jobs whose last edit is remembered
BAR = 12  # cells of the bar


class Shows(Protocol):
    """What makes a message of a job, and shows its end."""

    async def working(self, job: Job, progress: Progress) -> Shape:
        """The message of a job that is under way."""
        ...


class Ticker:
    """Edits progress into messages."""

    def __init__(self, parts: Parts, posts: Posts, desk: Shows) -> None:
        self._parts = parts
        self._posts = posts
        self._desk = desk
        self._told: OrderedDict[str, float] = OrderedDict()

    async def tell(self, progress: Progress) -> None:
        """Show it, unless the message was edited a moment ago; what is lost is lost."""
        now = self._parts.clock.now().timestamp()
        if now - self._told.get(progress.job, 0.0) < SELDOM:
            return
        self._told[progress.job] = now
        while len(self._told) > MOST:
            self._told.popitem(last=False)
        posting = await self._parts.postings.of(progress.job)
        job = await self._parts.ledger.job(progress.job)
        if posting is None or job is None or job.state.ended:
            return
        try:
            await self._posts.change(posting, await self._desk.working(job, progress))
        except (MessageGone, PlaceClosed, discord.HTTPException) as error:
            log.info("progress of job %s was not shown: %r", progress.job, error)


def drawn(shape: Shape, progress: Progress) -> Shape:
    """The message of a job under way, with a bar, the stage and the preview."""
    full = round(max(0.0, min(1.0, progress.fraction)) * BAR)
    line = f"`{'█' * full}{'░' * (BAR - full)}` {progress.stage}"
    first, *rest = shape.text.split("\n")
    text = "\n".join((first, line, *rest))
    if not progress.preview:
        return replace(shape, text=text)
    preview = Enclosed("preview.jpg", base64.b64decode(progress.preview), "A preview")
    return replace(shape, text=text, enclosed=(preview,))
