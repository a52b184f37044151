"""A branch from step 2 while step 4 stays: on the page, in Discord and in Telegram.

A photo is changed four times. Somebody goes back to step 2 and goes on from there in another
direction; the four steps are still there, the tree shows both ways, and an archive holds them all.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest
from playwright.async_api import expect

from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import visiting
from tests.acceptance.test_ten_percent import InDiscord, InTelegram, OnThePage, Seen, working
from tests.bots.on_discord.guild import guild
from tests.bots.on_telegram.chat import chat
from tests.pictures_made import as_png, landscape
from worker.engine import Pixels
from worker.media.files import pixels_of

PHOTO = as_png(landscape(480, 360))
STEPS = (
    "as a watercolour --n 1",
    "make it brighter --n 1",
    "make it black and white --n 1",
    "as an oil painting --n 1",
)
BRANCH = "as a linocut --n 1"


class Front(Protocol):
    """Somebody at a front end."""

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """A message, and what came of it."""
        ...

    async def tree(self) -> str:
        """The tree of the latest result, as it is read."""
        ...

    async def opened(self, number: int) -> Pixels:
        """The picture of a step of the tree, opened from there."""
        ...

    async def archive(self) -> bytes:
        """What "/export" hands over."""
        ...


async def the_story(front: Front) -> None:
    """Four steps, back to the second, another way from there; nothing is lost."""
    made = [await front.say(STEPS[0], PHOTO)]
    made += [await front.say(words) for words in STEPS[1:]]
    back = await front.say("step 2")
    assert "Step 2 of 4" in back.said
    assert same(back, made[1])
    branch = await front.say(BRANCH)
    assert not same(branch, made[2])
    tree = await front.tree()
    for words in (*STEPS, BRANCH):
        assert words.removesuffix(" --n 1") in tree
    assert np.array_equal(await front.opened(4), pixels(made[3]))
    assert_archived(await front.archive(), [*made, branch])


def assert_archived(data: bytes, made: list[Seen]) -> None:
    """All five are in it, the branch beside what came of step 2 before, and a contact sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        results: list[Any] = json.loads(archive.read("thread.json"))["results"]
        for result, seen in zip(results, made, strict=True):
            file = archive.read(result["variants"][0]["file"])
            assert np.array_equal(pixels_of(file), pixels(seen))
        sources = [one["came_from"] and one["came_from"]["job"] for one in results]
        jobs = [one["job"] for one in results]
        assert sources == [None, jobs[0], jobs[1], jobs[2], jobs[1]]
        assert archive.read("contact-sheet.pdf").startswith(b"%PDF-")


def same(one: Seen, other: Seen) -> bool:
    """Whether two show one picture."""
    return np.array_equal(pixels(one), pixels(other))


def pixels(seen: Seen) -> Pixels:
    """The picture that was shown."""
    assert seen.pixels is not None, seen.said
    return seen.pixels


class BranchingInDiscord(InDiscord):
    """Ada in a channel."""

    async def tree(self) -> str:
        """By words."""
        return (await self.say("show the lineage")).said.replace("\\", "")

    async def opened(self, number: int) -> Pixels:
        """By its button."""
        return pixels(await self.tap(f"Open {number}"))

    async def archive(self) -> bytes:
        """By the command."""
        answer = await self.place.ada.slash(self.place.channel, "export")
        (file,) = answer.response.attachments
        return await file.read()


class BranchingInTelegram(InTelegram):
    """Ada in her chat."""

    async def tree(self) -> str:
        """By words."""
        return (await self.say("show the lineage")).said

    async def opened(self, number: int) -> Pixels:
        """By its button."""
        return pixels(await self.tap(f"Open {number}"))

    async def archive(self) -> bytes:
        """By the command."""
        seen = await self.say("/export")
        (archive,) = seen.handed.values()
        return archive


class BranchingOnThePage(OnThePage):
    """Somebody at the studio page."""

    async def tree(self) -> str:
        """From the details of the latest result."""
        await self.tap("Details")
        await self.page.locator(".turn").last.get_by_role("button", name="Tree").click()
        await expect(self.page.locator("dialog.tree .step")).to_have_count(6)
        return await self.page.locator("dialog.tree").inner_text()

    async def opened(self, number: int) -> Pixels:
        """By its picture."""
        step = self.page.locator("dialog.tree .step").nth(number)
        await step.get_by_role("button").click()
        return pixels(await self._made())

    async def archive(self) -> bytes:
        """By the link that the command is answered with."""
        await self.say("/export")
        reply = await self._reply()
        return await self._fetched(reply["rows"][0][0]["url"])


async def test_in_discord() -> None:
    async with guild() as place:
        with working(place.house) as worker:
            await the_story(BranchingInDiscord(place, worker))


async def test_in_telegram() -> None:
    async with chat() as easel:
        with working(easel.home) as worker:
            await the_story(BranchingInTelegram(easel, worker))


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_on_the_page(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as easel:
        said(easel, "Easel is at", "easel.worker on ")
        async with visiting(port) as page:
            await the_story(BranchingOnThePage(page, f"http://127.0.0.1:{port}"))
