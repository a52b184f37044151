"""Two people in one group, each on their own way: the same story in Discord and in Telegram.

Ada takes an edit back. While she stands there a request of hers fails, and Bob asks and edits.
What she says next goes on from where she stands, and what Bob takes back is his own.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from tests.acceptance.test_ten_percent import CORNER, CUP, Seen, Worker, assert_changed, working
from tests.bots.on_discord.guild import Guild, guild
from tests.bots.on_telegram.chat import Chat, chat
from tests.bots.on_telegram.server import ADA, BOB, GROUP
from tests.pictures.desks import desk
from tests.pictures_made import as_png

HERO = as_png(desk())
LOWER = (slice(400, 800), slice(0, 600))  # px: the bottom left corner, with its soft edge


class Member(Protocol):
    """Somebody in a group."""

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """A message that calls Easel, and what came of it."""
        ...


async def the_story(ada: Member, bob: Member) -> None:
    """One step back, a failure, another person, and on from there."""
    darker = await ada.say("make the bottom left corner darker --n 1", HERO)
    assert_changed(darker, desk(), LOWER)
    assert darker.pixels is not None
    removed = await ada.say("remove the red cup --n 1")
    assert_changed(removed, darker.pixels, CUP)
    assert_step(await ada.say("undo"), "Step 1 of 2", darker)
    assert "cannot do that" in (await ada.say("add a balloon to it --n 1")).said
    assert "px" in (await bob.say("what is in it?")).said
    brighter = await bob.say("make the top left corner brighter --n 1")
    assert removed.pixels is not None
    assert_changed(brighter, removed.pixels, CORNER)
    mine = await ada.say("make the top left corner darker --n 1")
    assert "made from step 1 of 2" in mine.said
    assert_changed(mine, darker.pixels, CORNER)
    assert_step(await ada.say("undo"), "Step 1 of 2", darker)
    assert_step(await bob.say("undo"), "Step 2 of 3", removed)


def assert_step(seen: Seen, said: str, shows: Seen) -> None:
    """The step says which one it is, and shows the very picture."""
    assert said in seen.said
    assert seen.pixels is not None
    assert shows.pixels is not None
    assert np.array_equal(seen.pixels, shows.pixels)


@dataclass
class InDiscord:
    """A member of a guild."""

    place: Guild
    worker: Worker
    who: Any

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """They mention Easel."""
        files = [("hero.png", picture)] if picture else []
        said = f"{self.place.env.bot.user.mention} {words}"
        await self.who.send(self.place.channel, said, attachments=files)
        if await self.place.house.owed():
            await self.place.show(await self.worker.make())
        return await self.worker.seen(self.place.last.content)


@dataclass
class InTelegram:
    """A member of a group."""

    easel: Chat
    worker: Worker
    who: int

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """They mention Easel."""
        sent: dict[str, Any] = {"document": ("hero.png", picture)} if picture else {}
        await self.easel.say(f"@easel_bot {words}", chat=GROUP, by=self.who, **sent)
        if await self.easel.home.owed():
            await self.easel.show(await self.worker.make())
        return await self.worker.seen("\n".join(self.easel.texts(GROUP)[-2:]))


async def test_in_discord() -> None:
    async with guild() as place:
        with working(place.house) as worker:
            await the_story(*(InDiscord(place, worker, who) for who in (place.ada, place.bob)))


async def test_in_telegram() -> None:
    async with chat() as easel:
        with working(easel.home) as worker:
            await the_story(*(InTelegram(easel, worker, who) for who in (ADA, BOB)))
