"""A month-old job recalled onto another picture: the same story on the page, in Discord, Telegram.

What comes of it is, to the bit, what the same words and settings make of that picture today; that
a library is another one since is said.
"""

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest
from playwright.async_api import FilePayload

from core.jobs import Lane, Variant
from core.ports import Announcement
from core.remembering import when
from core.repeating import SAME
from storage.tables import to_moment
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import visiting
from tests.acceptance.test_ten_percent import InDiscord, InTelegram, OnThePage, Seen, working
from tests.bots.house import YEARS, House
from tests.bots.on_discord.guild import guild
from tests.bots.on_telegram.chat import chat
from tests.bots.on_web.studio import CARD
from tests.pictures_made import as_png, landscape
from worker.engines.classical.libraries import VERSIONS

MONTH = timedelta(days=31)
ASKED = "make it an oil painting --n 1 --seed 41 --strength 0.4"
FIRST, OTHER = as_png(landscape(320, 240)), as_png(np.ascontiguousarray(landscape(300, 200)[::-1]))
OLDER = ("numpy 2.3.0", *(one for one in VERSIONS if not one.startswith("numpy")))
NUMPY = next(one for one in VERSIONS if one.startswith("numpy")).removeprefix("numpy ")
TOLD = f"made with numpy 2.3.0, and {NUMPY} is here now, so it may come out otherwise"


class Front(Protocol):
    """Somebody at a front end who comes back after a month."""

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """A message, and what came of it."""
        ...

    async def wait_a_month(self) -> str:
        """All that was made becomes a month old; returns when that is, as a reply says it."""
        ...

    async def recall(self, picture: bytes) -> Seen:
        """What was done first, done to another picture."""
        ...

    async def exactly(self) -> Seen:
        """What was done first, once more."""
        ...


async def the_story(front: Front) -> None:
    """Something is made, a month goes by, and then it is done to another picture."""
    first = await front.say(ASKED, FIRST)
    moment = await front.wait_a_month()
    await front.say("make it a pencil drawing --n 1", FIRST)
    recalled = await front.recall(OTHER)
    assert (
        f"you recalled the settings of restyle “make it an oil painting” of {moment}"
        in recalled.said
    )
    assert TOLD in recalled.said
    again = await front.exactly()
    assert SAME in again.said
    straight = await front.say(ASKED, OTHER)
    assert_same(again, first)
    assert_same(recalled, straight)
    assert_another(recalled, first)


def assert_same(one: Seen, other: Seen) -> None:
    """They show the same pixels."""
    assert one.pixels is not None
    assert other.pixels is not None
    assert np.array_equal(one.pixels, other.pixels)


def assert_another(one: Seen, other: Seen) -> None:
    """They show different pictures."""
    assert one.pixels is not None
    assert other.pixels is not None
    assert one.pixels.shape != other.pixels.shape


async def aged(house: House) -> str:
    """Everything in a house becomes a month old, and made with an older library."""
    await house.queue.announce(
        Announcement("painter", (CARD.name,), "here", tuple(Lane), VERSIONS), YEARS
    )
    (job,) = house.memory.jobs.values()
    made: tuple[Variant, ...] = tuple(replace(one, libraries=OLDER) for one in job.variants)
    then = job.created - MONTH
    house.memory.jobs[job.id] = replace(job, created=then, variants=made)
    return when(then)


@dataclass
class DiscordAfterAMonth(InDiscord):
    """Ada replies to the old message."""

    old: Any = None

    async def wait_a_month(self) -> str:
        """The message stays where it is."""
        self.old = self.place.last
        return await aged(self.place.house)

    async def recall(self, picture: bytes) -> Seen:
        """A reply with the picture."""
        await self.place.call("do to this what you did there", picture, reply_to=self.old)
        return await self._made()

    async def exactly(self) -> Seen:
        """The button under Details."""
        told = (await self.place.click("Details", on=self.old)).response
        rows = (one["components"] for one in told.components)
        ids = {one["label"]: one["custom_id"] for row in rows for one in row}
        await self.place.ada.click(told, custom_id=ids["Again exactly"])
        return await self._made()


@dataclass
class TelegramAfterAMonth(InTelegram):
    """Ada replies to the old message."""

    old: int = 0

    async def wait_a_month(self) -> str:
        """The message stays where it is."""
        self.old = self.easel.last["message_id"]
        return await aged(self.easel.home)

    async def recall(self, picture: bytes) -> Seen:
        """A reply with the picture, as a file."""
        file = ("other.png", picture)
        await self.easel.say("same settings on this", document=file, reply_to=self.old)
        return await self._made()

    async def exactly(self) -> Seen:
        """The command in a reply."""
        await self.easel.say("/recall", reply_to=self.old)
        return await self._made()


@dataclass
class PageAfterAMonth(OnThePage):
    """Somebody scrolls up, and presses Details."""

    home: Path = Path()

    async def wait_a_month(self) -> str:
        """The ledger of the page is dated back."""
        with sqlite3.connect(self.home / "easel.db") as database:
            ((id, created, outcome),) = database.execute("SELECT id, created, outcome FROM job")
            told = json.loads(outcome)
            for one in told["variants"]:
                one["libraries"] = OLDER
            then = created - int(MONTH.total_seconds() * 1e6)
            change = "UPDATE job SET created = ?, outcome = ? WHERE id = ?"
            database.execute(change, (then, json.dumps(told), id))
        database.close()

        return when(to_moment(then))

    async def recall(self, picture: bytes) -> Seen:
        """The button under Details, with a file from the chooser."""
        details = await self._details()
        await details.get_by_role("button", name="On another picture…").click()
        file = FilePayload(name="other.png", mimeType="image/png", buffer=picture)
        await self.page.set_input_files("input[type=file]", [file])
        await self.page.get_by_role("button", name="Send").click()
        return await self._made()

    async def exactly(self) -> Seen:
        """The button under Details."""
        details = await self._details()
        await details.get_by_role("button", name="Again exactly").click()
        return await self._made()

    async def _details(self) -> Any:
        first = self.page.locator(".turn").first
        await first.get_by_role("button", name="Details", exact=True).click()
        await self._made()
        return self.page.locator(".turn").last


async def test_in_discord() -> None:
    async with guild() as place:
        with working(place.house) as worker:
            await the_story(DiscordAfterAMonth(place, worker))


async def test_in_telegram() -> None:
    async with chat() as easel:
        with working(easel.home) as worker:
            await the_story(TelegramAfterAMonth(easel, worker))


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_on_the_page(tmp_path: Path) -> None:
    port, home = free_port(), tmp_path / "home"
    with demo(home, port) as easel:
        said(easel, "Easel is at", "easel.worker on ")
        async with visiting(port) as page:
            front = PageAfterAMonth(page, f"http://127.0.0.1:{port}", home=home)
            await the_story(front)
