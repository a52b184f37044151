"""A photo becomes a clip whose manifest names it: the same story on the page, in Discord, in
Telegram.

It is animated with a camera and a sound, made a loop by a button, and gone on from its end; every
file that leaves says which photo it came from.
"""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import av
import numpy as np
import pytest
from playwright.async_api import FilePayload, Page, expect

from storage.opening import read_catalogue
from storage.provenance.signing import Signer
from storage.provenance.who import Who
from storage.settings import StorageSettings
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import say, visiting
from tests.acceptance.test_ten_percent import Worker, working
from tests.bots.house import House
from tests.bots.on_discord.guild import Guild, guild
from tests.bots.on_discord.test_linking import told
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_web.studio import CARD
from tests.pictures_made import as_png, landscape

PHOTO = as_png(landscape(480, 320))


@dataclass
class Seen:
    """What a person was shown last, and the clip that came with it."""

    said: str
    clip: bytes


class Front(Protocol):
    """Somebody at a front end."""

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """A message, and the clip that came of it."""
        ...

    async def tap(self, label: str) -> Seen:
        """A button, and the clip that came of it."""
        ...

    async def verify(self, clip: bytes) -> str:
        """What a file says of itself."""
        ...


async def the_story(front: Front) -> None:
    """A clip, a loop of it, and what follows on it."""
    clip = await front.say("animate it, orbit, 2 seconds, with the sound of rain", PHOTO)
    assert "orbit" in clip.said
    assert "rain" in clip.said
    assert_lasts(clip.clip, 2.0, sound=True)
    photo = sha256(PHOTO).hexdigest()  # whoever has the file finds it again by that
    assert_names(await front.verify(clip.clip), photo)
    on = await front.tap("Go on")
    assert_names(await front.verify(on.clip), photo)
    assert_close(frames(on.clip)[0], frames(clip.clip)[-1])
    loop = await front.tap("Loop")
    assert "a loop" in loop.said
    assert_loops(loop.clip)
    assert_names(await front.verify(loop.clip), photo)


def assert_names(said: str, photo: str) -> None:
    """A file says that it was animated, and from this photo and nothing else."""
    assert "has not been changed since" in said
    assert "Done: animate" in said
    assert re.findall(r"sha256 ([0-9a-f]{64})", said) == [photo]


def assert_lasts(clip: bytes, seconds: float, *, sound: bool) -> None:
    """A clip has that length, and sound or none."""
    with av.open(BytesIO(clip), "r") as container:
        assert container.duration is not None
        assert container.duration / av.time_base == pytest.approx(seconds, abs=0.1)
        assert bool(container.streams.audio) == sound


def frames(clip: bytes) -> list[Any]:
    """All of its pictures."""
    with av.open(BytesIO(clip), "r") as container:
        return [one.to_ndarray(format="rgb24").astype(int) for one in container.decode(video=0)]


def assert_close(one: Any, other: Any) -> None:
    """Two frames show the same, but for what encoding them loses."""
    assert np.abs(one - other).mean() < 4


def assert_loops(clip: bytes) -> None:
    """From the last frame to the first it is about as far as from any frame to the next.

    Not exactly: the first frame of a file is encoded more finely than the others.
    """
    seen = frames(clip)
    steps = [np.abs(a - b).mean() for a, b in zip(seen, [*seen[1:], seen[0]], strict=True)]
    assert steps[-1] <= 1.5 * max(steps[:-1])


def signing(house: House, folder: Path) -> None:
    """From now on what leaves a house is signed, and its model makes clips as the shipped one."""
    object.__setattr__(house.parts.leaving, "signing", Signer(Who(folder)))
    shipped = read_catalogue(StorageSettings()).card("classical")
    object.__setattr__(house.parts.catalogue, "cards", (replace(CARD, clips=shipped.clips),))


@dataclass
class InDiscord:
    """Ada in a channel."""

    place: Guild
    worker: Worker

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """She mentions Easel."""
        await self.place.call(words, *([picture] if picture else []))
        return await self._made()

    async def tap(self, label: str) -> Seen:
        """She presses."""
        await self.place.click(label)
        return await self._made()

    async def verify(self, clip: bytes) -> str:
        """She sends the file with the command."""
        file = ("clip.mp4", clip)
        return told(await self.place.ada.slash(self.place.channel, "verify", file=file))

    async def _made(self) -> Seen:
        await self.place.show(await self.worker.make())
        (file,) = self.place.last.attachments
        return Seen(self.place.last.content, await file.read())


@dataclass
class InTelegram:
    """Ada in her chat."""

    easel: Chat
    worker: Worker

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """She writes, and sends pictures as files."""
        sent: dict[str, Any] = {"document": ("photo.png", picture)} if picture else {}
        await self.easel.say(words, **sent)
        return await self._made()

    async def tap(self, label: str) -> Seen:
        """She presses."""
        await self.easel.click(label)
        return await self._made()

    async def verify(self, clip: bytes) -> str:
        """She sends the file with the command below it."""
        await self.easel.say("/verify", document=("clip.mp4", clip))
        return self.easel.texts()[-1]

    async def _made(self) -> Seen:
        await self.easel.show(await self.worker.make())
        shown = next(one for one in reversed(self.easel.server.shown()) if "video" in one)
        return Seen(words(shown), self.easel.server.files[shown["video"]["file_id"]])


@dataclass
class OnThePage:
    """Somebody at the studio page, with everything behind it."""

    page: Page
    root: str
    turns: int = 0

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """Words and a file from the chooser."""
        if picture:
            await self._choose("photo.png", "image/png", picture)
        await say(self.page, words)
        return await self._made()

    async def tap(self, label: str) -> Seen:
        """The button."""
        named = self.page.locator(".turn").get_by_role("button", name=label, exact=True)
        await named.last.click()
        return await self._made()

    async def verify(self, clip: bytes) -> str:
        """The file, and the command as words."""
        await self._choose("clip.mp4", "video/mp4", clip)
        await say(self.page, "/verify")
        reply = await self._answered()
        return "\n".join((reply["text"], *reply["lines"]))

    async def _choose(self, name: str, kind: str, data: bytes) -> None:
        file = FilePayload(name=name, mimeType=kind, buffer=data)
        await self.page.set_input_files("input[type=file]", [file])

    async def _made(self) -> Seen:
        reply = await self._answered()
        assert reply["files"], reply
        (clip,) = reply["shown"]
        data = await (await self.page.request.get(self.root + clip["url"])).body()
        return Seen("\n".join((reply["text"], *reply["lines"])), data)

    async def _answered(self) -> Any:
        """What the latest turn answers, once it is no longer under way."""
        self.turns += 1
        await expect(self.page.locator(".turn")).to_have_count(self.turns)
        while True:
            turns = await self._turns()
            reply = turns[-1]["reply"] if len(turns) == self.turns else None
            if reply and reply["kind"] != "working":
                return reply
            await self.page.wait_for_timeout(100)

    async def _turns(self) -> Any:
        (channel, *_) = (await self._json("/api/channels"))["channels"]
        return (await self._json(f"/api/channels/{channel['id']}/turns"))["turns"]

    async def _json(self, path: str) -> Any:
        return await (await self.page.request.get(self.root + path)).json()


async def test_in_discord(tmp_path: Path) -> None:
    async with guild() as place:
        signing(place.house, tmp_path)
        with working(place.house) as worker:
            await the_story(InDiscord(place, worker))


async def test_in_telegram(tmp_path: Path) -> None:
    async with chat() as easel:
        signing(easel.home, tmp_path)
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
