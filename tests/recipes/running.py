"""A person who follows a recipe on the studio page, with everything behind it."""

from pathlib import Path
from typing import Any

from playwright.async_api import FilePayload, FloatRect, Locator, Page, expect

from tests.pictures.desks import desk
from tests.pictures_made import as_png
from tests.recipes.pages import Step

PICTURES = Path(__file__).parents[1] / "pictures"
DRAWN = {"desk.png": desk}  # pictures that are no photographs
WIDTH = 760  # px of the window
AIR = 12  # px around a turn
HEIGHT = 1500  # px of it: a turn fits in, beside the header and the field for words


def _file(name: str) -> FilePayload:
    """A picture as somebody chooses it."""
    path = PICTURES / name
    data = as_png(DRAWN[name]()) if name in DRAWN else path.read_bytes()
    return FilePayload(
        name=name, mimeType=f"image/{'png' if name in DRAWN else 'jpeg'}", buffer=data
    )


class Follower:
    """Follows the steps of one page, from an empty thread on."""

    def __init__(self, page: Page, root: str) -> None:
        self._page = page
        self._root = root
        self._turns = 0

    async def do(self, step: Step) -> tuple[str, ...]:
        """The lines that Easel answers."""
        if step.pictures:
            await self._page.set_input_files("input[type=file]", [*map(_file, step.pictures)])
        if step.label:
            await self._pressed(step.label).click()
        if step.words or not step.label:
            await self._page.fill("#words", step.words)
            await self._page.press("#words", "Enter")
        self._turns += 1
        await expect(self._page.locator(".turn")).to_have_count(self._turns)
        while not (reply := await self._reply()) or reply["kind"] == "working":
            await self._page.wait_for_timeout(100)
        lines = (one for part in (reply["text"], *reply["lines"]) for one in part.split("\n"))
        return tuple(line for line in lines if line)

    async def photographed(self, path: Path, quality: int) -> None:
        """Write what is seen of the latest turn, with some air around it, as a JPEG."""
        await self._page.mouse.move(0, 0)  # no button looks pressed
        await self._latest.scroll_into_view_if_needed()
        await self._loaded()
        box = await self._latest.bounding_box()
        assert box is not None
        height = round(box["height"] + 2 * AIR)
        clip = FloatRect(x=0, y=max(0, box["y"] - AIR), width=WIDTH, height=height)
        await self._page.screenshot(path=path, type="jpeg", quality=quality, clip=clip)

    async def _loaded(self) -> None:
        """All pictures of the latest turn are there."""
        every = "turn => [...turn.querySelectorAll('img')]"
        there = f"{every}.every(one => one.complete && one.naturalWidth)"
        while not await self._latest.evaluate(there):
            await self._page.wait_for_timeout(100)

    @property
    def _latest(self) -> Locator:
        return self._page.locator(".turn").last

    def _pressed(self, label: str) -> Locator:
        """The button of the latest turn: “Edit 2” is the one of the second variant."""
        return self._latest.get_by_role("button", name=label, exact=True).first

    async def _reply(self) -> Any:
        (channel, *_) = (await self._json("/api/channels"))["channels"]
        turns = (await self._json(f"/api/channels/{channel['id']}/turns"))["turns"]
        return turns[-1]["reply"] if len(turns) == self._turns else None

    async def _json(self, path: str) -> Any:
        return await (await self._page.request.get(self._root + path)).json()
