"""Change the ten percent, keep the ninety: the same story on the page, in Discord, in Telegram.

A hero image whose laptop shows a garbled word: the text is fixed, the extra cup removed, the files
of the project made, and the cup taken back. What is said to have changed is counted.
"""

import io
import re
import zipfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
import pytest
from playwright.async_api import FilePayload, Page, expect

from core.jobs import Job
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import say, visiting
from tests.bots.house import House
from tests.bots.on_discord.guild import Guild, guild
from tests.bots.on_telegram.chat import Chat, chat
from tests.bots.on_web.studio import CARD
from tests.pictures.desks import GARBLED, WANTED, desk
from tests.pictures_made import as_png
from worker.attempt import Bench
from worker.device import Device
from worker.engine import Pixels
from worker.engines.classical.engine import ClassicalEngine
from worker.media.files import pixels_of
from worker.rendering import Renderer

HERO = as_png(desk())
SCREEN = (slice(248, 620), slice(348, 852))  # px: where the words may change
CUP = (slice(520, 712), slice(945, 1140))  # px: and where the cup stands, with its surroundings
CORNER = (slice(0, 400), slice(0, 600))  # px: the top left one, with its soft edge
SHOWN = 504 / 372  # width by height of the laptop's screen


@dataclass
class Seen:
    """What a person was shown last."""

    said: str
    pixels: Pixels | None = None
    handed: dict[str, bytes] = field(default_factory=dict[str, bytes])  # files, by name


class Front(Protocol):
    """Somebody at a front end."""

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """A message, and what came of it."""
        ...

    async def press(self, label: str, words: str) -> Seen:
        """A button that asks for words, those, and what came of it."""
        ...

    async def tap(self, label: str) -> Seen:
        """A button that asks for nothing, and what came of it."""
        ...


async def the_story(front: Front) -> None:
    """The text, the cup, the files, and the cup again; then something that cannot be done."""
    source = desk()
    lines = await front.say("fix the text", HERO)
    assert "Which line is wrong?" in lines.said
    fixed = await front.press(GARBLED, WANTED)
    assert f"it now reads “{WANTED}”" in fixed.said
    assert_changed(fixed, source, SCREEN)
    assert fixed.pixels is not None
    asked = await front.say("remove the extra cup --n 1")
    assert "Is it this?" in asked.said
    removed = await front.tap("Yes, this")
    assert_changed(removed, fixed.pixels, CUP)
    files = await front.say("give me the 16:9 hero and a transparent PNG")
    assert_formats(files.handed)
    again = await front.say("undo the cup")
    assert "Step 1 of 3" in again.said
    assert again.pixels is not None
    assert np.array_equal(again.pixels, fixed.pixels)
    declined = await front.say("add a balloon to it --n 1")
    assert "cannot do that" in declined.said
    darker = await front.say("make the top left corner darker --n 1")
    assert_changed(darker, fixed.pixels, CORNER)


def assert_formats(handed: Mapping[str, bytes]) -> None:
    """A hero of 16:9 that is not stretched, the subject on nothing, and both in an archive."""
    *names, packed = handed
    hero, clear = (pixels_of(handed[name]) for name in names)
    assert [named_size(name) for name in names] == [one.shape[1::-1] for one in (hero, clear)]
    assert ["-hero-" in names[0], "-transparent-" in names[1]] == [True, True]
    assert (hero.shape[1] * 9, hero.shape[2]) == (hero.shape[0] * 16, 3)
    assert shape_of_the_screen(hero) == pytest.approx(SHOWN, rel=0.01)
    assert_clear(clear)
    with zipfile.ZipFile(io.BytesIO(handed[packed])) as archive:
        assert archive.namelist() == names
        for name in names:  # each file is signed by itself, so bytes may differ
            assert np.array_equal(pixels_of(archive.read(name)), pixels_of(handed[name]))


def named_size(name: str) -> tuple[int, int]:
    """The width and height in px that the name of a file says."""
    found = re.search(r"-(\d+)x(\d+)\.png$", name)
    assert found, name
    return int(found[1]), int(found[2])


def shape_of_the_screen(pixels: Pixels) -> float:
    """Width by height of what is as bright as the laptop's screen."""
    bright = (pixels.min(axis=2) > 225) & (np.ptp(pixels.astype(int), axis=2) < 20)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(bright.astype(np.uint8))
    largest = boxes[1 + np.argmax(boxes[1:, cv2.CC_STAT_AREA])]
    return float(largest[cv2.CC_STAT_WIDTH] / largest[cv2.CC_STAT_HEIGHT])


def assert_clear(pixels: Pixels) -> None:
    """The laptop is there in its own shape, and nothing is around it."""
    alpha = pixels[..., 3]
    assert (alpha[0, 0], alpha[0, -1]) == (0, 0)
    assert alpha[alpha.shape[0] // 3, alpha.shape[1] // 2] == 255
    assert shape_of_the_screen(pixels[..., :3]) == pytest.approx(SHOWN, rel=0.01)


def assert_changed(seen: Seen, before: Pixels, where: tuple[slice, slice]) -> None:
    """The share that is said is the one that changed, and nothing did elsewhere."""
    assert seen.pixels is not None
    changed = (seen.pixels != before).any(axis=2)
    share = f"{100 * changed.mean():.1f} %"
    assert re.search(rf"{share} of the picture changed[\w ]*, the rest is identical", seen.said)
    assert changed[where].any()
    changed[where] = False
    assert not changed.any()


@dataclass
class Worker:
    """The classical engine behind the twins of a chat."""

    house: House
    device: Device

    async def make(self) -> Job:
        """The job that was asked for, made."""
        parts, (job,) = self.house.parts, await self.house.owed()
        able = parts.ledger, parts.blobs, parts.queue, parts.catalogue, (CARD.name,)
        await Renderer(Bench("w1", *able), {"classical": self.device}).handle(job.id)
        ended = await parts.ledger.job(job.id)
        assert ended is not None
        return ended

    async def seen(self, said: str) -> Seen:
        """What the latest turn of the house shows, of which the chat says so much."""
        turn = max(self.house.memory.turns.values(), key=lambda one: one.id)
        job = self.house.memory.jobs[turn.job.id] if turn.job else None
        reply = self.house.parts.answer(job) if job else turn.reply
        assert reply is not None
        if len(reply.files) != 1:
            return Seen(said)
        data = await self.house.parts.blobs.get(reply.files[0].asset.sha256)
        return Seen(said, pixels_of(data))


@contextmanager
def working(house: House) -> Generator[Worker]:
    """A worker with the classical engine, in this process."""
    device = Device({"classical": lambda: ClassicalEngine(inline=True)})
    try:
        yield Worker(house, device)
    finally:
        device.close()


@dataclass
class InDiscord:
    """Ada in a channel."""

    place: Guild
    worker: Worker

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """She mentions Easel."""
        await self.place.call(words, *([picture] if picture else []))
        return await self._made()

    async def press(self, label: str, words: str) -> Seen:
        """She presses, and fills in the form."""
        pressed = await self.place.click(label)
        await self.place.ada.submit_modal(pressed, {"words": words})
        return await self._made()

    async def tap(self, label: str) -> Seen:
        """She presses."""
        await self.place.click(label)
        return await self._made()

    async def _made(self) -> Seen:
        if await self.place.house.owed():
            await self.place.show(await self.worker.make())
        seen = await self.worker.seen(self.place.last.content)
        files = self.place.last.attachments[1:]  # behind what is looked at
        return replace(seen, handed={one.filename: await one.read() for one in files})


@dataclass
class InTelegram:
    """Ada in her chat."""

    easel: Chat
    worker: Worker

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """She writes, and sends pictures as files."""
        sent: dict[str, Any] = {"document": ("hero.png", picture)} if picture else {}
        await self.easel.say(words, **sent)
        return await self._made()

    async def press(self, label: str, words: str) -> Seen:
        """She presses, and answers the question."""
        await self.easel.click(label)
        await self.easel.say(words, reply_to=self.easel.last["message_id"])
        return await self._made()

    async def tap(self, label: str) -> Seen:
        """She presses."""
        await self.easel.click(label)
        return await self._made()

    async def _made(self) -> Seen:
        if await self.easel.home.owed():
            await self.easel.show(await self.worker.make())
        told = "\n".join(self.easel.texts()[-3:]).replace("\u200b", "")  # which nobody sees
        seen = await self.worker.seen(told)
        return replace(seen, handed=self._handed())

    def _handed(self) -> dict[str, bytes]:
        """The documents that came last."""
        server = self.easel.server
        ours = takewhile(lambda one: "document" in one, reversed(server.shown()))
        sent = [one["document"] for one in ours][::-1]
        return {one["file_name"]: server.files[one["file_id"]] for one in sent}


@dataclass
class OnThePage:
    """Somebody at the studio page, with everything behind it."""

    page: Page
    root: str
    turns: int = 0

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """Words and a file from the chooser."""
        file = FilePayload(name="hero.png", mimeType="image/png", buffer=picture)
        if picture:
            await self.page.set_input_files("input[type=file]", [file])
        await say(self.page, words)
        return await self._made()

    async def press(self, label: str, words: str) -> Seen:
        """The button, and the words in the field below."""
        await self.page.locator(".turn").last.get_by_role("button", name=label).click()
        await say(self.page, words)
        return await self._made()

    async def tap(self, label: str) -> Seen:
        """The button."""
        await self.page.locator(".turn").last.get_by_role("button", name=label).click()
        return await self._made()

    async def _made(self) -> Seen:
        self.turns += 1
        await expect(self.page.locator(".turn")).to_have_count(self.turns)
        while not (reply := await self._reply()) or reply["kind"] == "working":
            await self.page.wait_for_timeout(100)
        data = [await self._fetched(one["url"]) for one in reply["files"][:1]]
        pixels = pixels_of(data[0]) if len(reply["files"]) == 1 else None
        handed = {one["name"]: await self._fetched(one["url"]) for one in reply["attached"]}
        return Seen("\n".join((reply["text"], *reply["lines"])), pixels, handed)

    async def _reply(self) -> Any:
        """What the latest turn answers."""
        (channel, *_) = (await self._json("/api/channels"))["channels"]
        turns = (await self._json(f"/api/channels/{channel['id']}/turns"))["turns"]
        return turns[-1]["reply"] if len(turns) == self.turns else None

    async def _json(self, path: str) -> Any:
        return await (await self.page.request.get(self.root + path)).json()

    async def _fetched(self, path: str) -> bytes:
        return await (await self.page.request.get(self.root + path)).body()


async def test_in_discord() -> None:
    async with guild() as place:
        with working(place.house) as worker:
            await the_story(InDiscord(place, worker))


async def test_in_telegram() -> None:
    async with chat() as easel:
        with working(easel.home) as worker:
            await the_story(InTelegram(easel, worker))


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_on_the_page(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as easel:
        said(easel, "Easel is at", "easel.worker on ")
        async with visiting(port) as page:
            await the_story(OnThePage(page, f"http://127.0.0.1:{port}"))
