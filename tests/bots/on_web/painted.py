"""The page where a part is painted, in a real browser, opened by an invitation."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.async_api import Browser, Page, Request, ViewportSize, expect

from core.actions import Action, Verb
from core.attachments import Attachment
from core.incoming import Incoming
from core.jobs import Job
from tests.bots.on_web.studio import Studio, running, studio
from tests.bots.on_web.visits import PATIENCE, PHONE

FLAT = (70, 110, 150)
# When tools and picture are there, in ms from the navigation on; the page marks it itself.
READY = """() => new Promise((resolve) => {
    const look = () => {
        const [mark] = performance.getEntriesByName("easel-painting");
        if (mark) resolve(mark.startTime);
        else setTimeout(look, 1);
    };
    look();
})"""


def picture(width: int = 400, height: int = 300) -> bytes:
    """A PNG in one colour, with a square of another on it."""
    made = Image.new("RGB", (width, height), FLAT)
    left, top = width // 4, height // 4
    made.paste((210, 160, 60), (left, top, left + width // 4, top + height // 4))
    target = BytesIO()
    made.save(target, "PNG")
    return target.getvalue()


async def made(house: Studio, data: bytes, person: str = "program") -> Job:
    """A job of one variant that is done: the picture, tinted."""
    channel = await house.parts.history.channel("web", "studio", "Studio")
    who = await house.parts.history.person("web", person, "Somebody")
    clock = house.parts.clock
    said = Incoming(
        clock.new_id(), channel.id, who, "web", "as a watercolour", (Attachment("p.png", data),)
    )
    turn = await house.parts.conversation.receive(said)
    assert turn.job is not None, turn.reply
    await house.painter.handle(turn.job.id)
    job = await house.parts.ledger.job(turn.job.id)
    assert job is not None
    return job


async def invited(house: Studio, job: Job, person: str = "", **more: object) -> str:
    """The path of the page for whoever presses "Paint a part" under a job."""
    place, key = job.spec.place, house.parts.clock.new_id()
    packed = Action(Verb.PAINT, job.id, 1).pack()
    who = person or place.person
    press = Incoming(key, place.channel, who, place.platform, action=packed, **more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    turn = await house.parts.conversation.receive(press)
    assert turn.reply is not None
    return turn.reply.rows[0][0].url


@dataclass
class Canvas:
    """The page, open on a picture."""

    page: Page
    house: Studio
    job: Job
    path: str
    complaints: list[str] = field(default_factory=list[str])
    asked: list[Request] = field(default_factory=list[Request])  # of the server

    async def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture, in its px, is in the window."""
        box = await self.page.locator("#sheet").bounding_box()
        assert box is not None
        asset = self.job.variants[0].asset
        return box["x"] + x * box["width"] / asset.width, box["y"] + y * box[
            "height"
        ] / asset.height

    async def drag(self, *points: tuple[float, float]) -> None:
        """Press at the first point of the picture, go through the others, let go."""
        mouse = self.page.mouse
        await mouse.move(*await self.at(*points[0]))
        await mouse.down()
        for point in points[1:]:
            await mouse.move(*await self.at(*point), steps=4)
        await mouse.up()

    async def tool(self, label: str) -> None:
        """Choose a tool or press a deed."""
        await self.page.get_by_role("button", name=label, exact=True).click()

    async def slide(self, name: str, value: int) -> None:
        """Set a slider."""
        await self.page.locator(f"#{name}").fill(str(value))

    async def send(self, words: str = "make it blue") -> None:
        """Say what should change, and send it."""
        await self.page.fill("#words", words)
        await self.page.click("#send")

    async def sent(self) -> Job:
        """The job that came of it."""
        await expect(self.page.locator("#title")).to_have_text("Done")
        (job,) = [one for one in self.house.memory.jobs.values() if one.spec.lineage]
        return job

    async def received(self) -> NDArray[np.uint8]:
        """The mask as the server has it: 0 to 255 for each pixel, (height, width)."""
        mask = (await self.sent()).spec.mask
        assert mask is not None
        data = await self.house.parts.blobs.get(mask.sha256)
        with Image.open(BytesIO(data)) as opened:
            return np.asarray(opened.convert("L"))


@asynccontextmanager
async def painting(
    browser: Browser, size: ViewportSize, data: bytes = b"", launch: str = ""
) -> AsyncGenerator[Canvas]:
    """The page on a picture; its browser must have nothing to complain about.

    `launch` is what Telegram writes behind the # of its address.
    """
    house = await studio()
    job = await made(house, data or picture())
    path, touch = await invited(house, job), size is PHONE
    context = await browser.new_context(viewport=size, has_touch=touch, is_mobile=touch)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    canvas = Canvas(page, house, job, path)
    said = canvas.complaints.append
    page.on("request", lambda one: canvas.asked.append(one))
    page.on("console", lambda one: said(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said(str(error)))
    async with running(house) as address:
        await page.goto(f"{address}{path}#{launch}")
        await page.evaluate(READY)
        yield canvas
        await context.close()
    assert not canvas.complaints, canvas.complaints
