"""Something is made, liked and forgotten, and found again weeks later: in all three front ends."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from storage.memory import Memory
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import visiting
from tests.acceptance.test_ten_percent import InDiscord, InTelegram, OnThePage, Seen, working
from tests.bots.on_discord.guild import guild
from tests.bots.on_telegram.chat import chat

WEEKS = timedelta(weeks=3)
OTHERS = ("draw a sea", "draw a forest", "draw mountains", "draw a city")


class Front(Protocol):
    """Somebody at a front end."""

    async def say(self, words: str) -> Seen:
        """A message, and what came of it."""
        ...

    async def tap(self, label: str) -> Seen:
        """A button that asks for nothing, and what came of it."""
        ...

    async def star(self, variant: int) -> None:
        """The star of a variant."""
        ...

    async def age(self) -> None:
        """Three weeks go by for all that was made."""
        ...


async def the_story(front: Front) -> None:
    """A castle of which the second is liked; four others weeks later; then the castle again."""
    await front.say("draw a castle by night --n 2")
    await front.star(2)
    await front.age()
    for words in OTHERS:
        await front.say(f"{words} --n 1")
    old = await front.say("the castle from three weeks ago")
    assert "Found for “castle”, from " in old.said
    assert castles(old) == ["1. imagine “draw a castle by night” · ★ 2"]
    assert castles(await front.say("my favourites")) == castles(old)
    latest = await front.say("history")
    assert castles(latest) == []
    assert all(words in latest.said for words in OTHERS)
    assert castles(await front.tap("Older")) == castles(old)
    opened = await front.tap("Open 1")
    assert "2 of 2: “draw a castle by night”" in opened.said


def castles(seen: Seen) -> list[str]:
    """What is told of castles, without the model and the time."""
    lines = [
        line.removeprefix("-# ") for line in seen.said.splitlines() if "“draw a castle" in line
    ]
    return [" · ".join((line.split(" · ")[0], line.split(" · ")[-1])) for line in lines]


def age(memory: Memory) -> None:
    """Three weeks go by for all that is in memory."""
    for id, job in memory.jobs.items():
        memory.jobs[id] = replace(job, created=job.created - WEEKS)


class Discord(InDiscord):
    """Ada in a channel, whose server goes by its own clock."""

    async def star(self, variant: int) -> None:
        """She presses."""
        await self.place.click(f"{variant} ★")

    async def age(self) -> None:
        """The jobs are older than the message that asks."""
        there = self.place.last.created_at
        for id, job in self.place.house.memory.jobs.items():
            self.place.house.memory.jobs[id] = replace(job, created=there - WEEKS)


class Telegram(InTelegram):
    """Ada in her chat."""

    async def star(self, variant: int) -> None:
        """She presses."""
        await self.easel.click(f"{variant} ★")

    async def _made(self) -> Seen:
        """What the last message says."""
        seen = await super()._made()
        return replace(seen, said=self.easel.texts()[-1])

    async def age(self) -> None:
        """All that was made is older."""
        age(self.easel.home.memory)


@dataclass
class Page(OnThePage):
    """Somebody at the studio page."""

    home: Path = Path()

    async def star(self, variant: int) -> None:
        """They press; the page tells it as a turn."""
        assert "Among your favourites" in (await self.tap(f"Favourite {variant}")).said

    async def age(self) -> None:
        """The rows are changed, as if it had been made then."""
        then = int((datetime.now(UTC) - WEEKS).timestamp() * 1_000_000)
        with closing(sqlite3.connect(self.home / "easel.db", timeout=20)) as rows:
            rows.execute("UPDATE job SET created = ?", (then,))
            rows.commit()


async def test_in_discord() -> None:
    async with guild() as place:
        with working(place.house) as worker:
            await the_story(Discord(place, worker))


async def test_in_telegram() -> None:
    async with chat() as easel:
        with working(easel.home) as worker:
            await the_story(Telegram(easel, worker))


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_on_the_page(tmp_path: Path) -> None:
    port, home = free_port(), tmp_path / "home"
    with demo(home, port) as easel:
        said(easel, "Easel is at", "easel.worker on ")
        async with visiting(port) as page:
            await the_story(Page(page, f"http://127.0.0.1:{port}", home=home))
