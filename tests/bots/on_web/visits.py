"""A page in a real browser, at a studio of its own, for tests of the page."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from playwright.async_api import (
    Browser,
    FilePayload,
    JSHandle,
    Locator,
    Page,
    Route,
    ViewportSize,
    expect,
)

from core.incoming import Incoming
from tests.bots.on_web.studio import Studio, running, studio

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
WORDS = "turn this into a watercolour --count 4"
PATIENCE = 20_000  # ms, for machines that do other things at the same time
expect.set_options(timeout=PATIENCE)


@dataclass
class Visit:
    """A page in a browser, at a studio of its own."""

    page: Page
    house: Studio
    complaints: list[str]  # of the browser's console

    @property
    def last(self) -> Locator:
        """The latest turn."""
        return self.page.locator(".turn").last

    async def say(self, words: str) -> None:
        """Write words and send them with Enter."""
        await self.page.fill("#words", words)
        await self.page.press("#words", "Enter")

    async def choose(self, photo: bytes, name: str = "photo.png") -> None:
        """Attach a picture through the file chooser."""
        async with self.page.expect_file_chooser() as chooser:
            await self.page.click("#attach")
        file = FilePayload(name=name, mimeType="image/png", buffer=photo)
        await (await chooser.value).set_files(file)

    async def grid(self, photo: bytes) -> None:
        """Have a grid of four made."""
        await self.choose(photo)
        await self.say(WORDS)
        await expect(self.last.locator(".matrix .column")).to_have_count(4)

    def button(self, name: str) -> Locator:
        """A button of the latest turn that has one of that name."""
        return self.page.locator(".turn").get_by_role("button", name=name, exact=True).last


async def visiting(browser: Browser, size: ViewportSize) -> AsyncIterator[Visit]:
    """A visit whose browser must have nothing to complain about."""
    house = await studio()
    touch = size is PHONE
    context = await browser.new_context(viewport=size, has_touch=touch, is_mobile=touch)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    async with running(house) as address:
        await page.goto(address)
        await expect(page.locator("#welcome")).to_be_visible()
        yield Visit(page, house, complaints)
        await context.close()
    assert complaints == []


async def files_of(page: Page, photo: bytes) -> JSHandle:
    """What a drag or the clipboard carries: one picture."""
    script = """(data) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const carried = new DataTransfer();
        carried.items.add(new File([bytes], "dragged.png", { type: "image/png" }));
        return carried;
    }"""
    return await page.evaluate_handle(script, base64.b64encode(photo).decode())


async def open_at(visit: Visit) -> str:
    """Id of the channel that is open."""
    return await visit.page.evaluate("localStorage.getItem('easel.channel')")


async def new_channel(page: Page, title: str) -> None:
    """Make a channel; on a phone the list is behind a button."""
    if await page.locator("#drawer").is_visible():
        await page.click("#drawer")
    await page.click("#new-button")
    await page.fill("#new-title", title)
    await page.press("#new-title", "Enter")


async def lose_the_answer(route: Route) -> None:
    """Let a request arrive, and its answer not."""
    await route.fetch()
    await route.abort()


async def fill(house: Studio, channel: str, count: int) -> None:
    """Let a channel have a past: words, each with a refusal."""
    for number in range(count):
        key = f"past-{number}-key"
        incoming = Incoming(key, channel, "someone", "web", action="forged")
        turn = await house.parts.conversation.receive(incoming)
        house.memory.turns[turn.id] = replace(turn, words=f"number {number}", action="")


async def at_bottom(page: Page) -> None:
    """Wait until the feed stands at its end, which a smooth scroll reaches in a while."""
    script = """() => {
        const feed = document.getElementById("feed");
        return feed.scrollHeight - feed.scrollTop - feed.clientHeight < 2;
    }"""
    await page.wait_for_function(script)


async def read_above(page: Page, by: int) -> None:
    """Scroll up from the end by so many px, once the page has taken note that it stands there."""
    await at_bottom(page)
    script = """async (by) => {
        const feed = document.getElementById("feed");
        const frame = () => new Promise(requestAnimationFrame);
        await frame().then(frame);
        const once = { once: true };
        const scrolled = new Promise((then) => feed.addEventListener("scroll", then, once));
        feed.scrollTop -= by;
        await scrolled;
    }"""
    await page.evaluate(script, by)
