"""A part is painted on the page, and the chat gets the edit: real processes, a real browser."""

import os
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from sys import executable

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.async_api import Page, ViewportSize, expect

from tests.acceptance.processes import free_port
from tests.bots.on_telegram.chat import words
from tests.bots.on_telegram.server import TOKEN, Telegram, serving, until
from tests.chromium import chromium
from tests.pictures_made import as_jpeg, landscape

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENCE = 60.0  # s
PHONE = ViewportSize(width=390, height=844)
SIZE = (480, 360)
AROUND = 4  # px by which a hand may miss


@asynccontextmanager
async def everything(home: Path, origin: str, page: str) -> AsyncGenerator[Process]:
    """`easel up`: studio page, worker and the bot, whose Telegram is at `origin`."""
    settings = {
        "EASEL_HOME": str(home),
        "EASEL_WEB_PORT": page.rpartition(":")[2],
        "EASEL_WEB_URL": page,
        "EASEL_TELEGRAM_TOKEN": TOKEN,
        "EASEL_TELEGRAM_API": origin,
        "EASEL_PROCESSES": "1",
    }
    process = await create_subprocess_exec(
        *(executable, "-m", "bots", "up"),
        env=os.environ | settings,  # noqa: TID251 - of the child
        stdout=PIPE,
        stderr=STDOUT,
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.communicate()


async def told(telegram: Telegram, begins: str) -> str:
    """The latest message, once it begins so."""

    def said() -> list[str]:
        return [text for text in map(words, telegram.shown()) if text.startswith(begins)]

    try:
        await until(said, PATIENCE)
    except TimeoutError as late:
        late.add_note(f"Telegram shows {[words(one) for one in telegram.shown()]}")
        raise
    return said()[-1]


async def ready(telegram: Telegram) -> None:
    """The bot is there, and a worker too."""
    shown = 0
    while not any(words(one).startswith("Running here") for one in telegram.shown()):
        telegram.say("/models")
        await until(lambda: len(telegram.shown()) > shown, PATIENCE)  # noqa: B023 - awaited here
        shown = len(telegram.shown())


async def invited(telegram: Telegram) -> str:
    """Somebody opens a picture of theirs, and presses the button: the page's address."""
    telegram.say("turn this into a watercolour", file=as_jpeg(landscape(*SIZE)))
    await told(telegram, "Restyled")
    telegram.click("1 Open")
    await told(telegram, "1 of 4")
    telegram.click("Paint a part")
    await told(telegram, "❓ Paint over")
    ((opens,),) = telegram.shown()[-1]["reply_markup"]["inline_keyboard"]
    return str(opens["url"])


async def paint(page: Page, words: str) -> None:
    """A finger draws a line through the middle of the upper half, and what is said is sent."""
    box = await page.locator("#sheet").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 4
    await page.mouse.move(box["x"] + box["width"] * 0.3, y)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.7, y, steps=8)
    await page.mouse.up()
    await page.fill("#words", words)
    await page.click("#send")


async def pictures(address: str) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Before and after, as they are stored: (height, width, 3)."""
    async with httpx.AsyncClient() as client:
        now = (await client.get(f"{address}/state")).json()
        root = address.partition("/paint/")[0]
        files = [(await client.get(root + one["url"])).content for one in now_of(now)]
    before, after = (np.asarray(Image.open(BytesIO(one)).convert("RGB")) for one in files)
    return before.astype(np.int16), after.astype(np.int16)


def now_of(state: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    return [state["before"], state["after"][0]]  # type: ignore[list-item]  # pyright: ignore[reportReturnType]


async def test_what_is_painted_in_the_browser_is_edited_in_the_chat(tmp_path: Path) -> None:
    telegram, port = Telegram(local=True), free_port()
    async with (
        serving(telegram) as origin,
        everything(tmp_path / "home", origin, f"http://127.0.0.1:{port}"),
        chromium() as browser,
    ):
        await ready(telegram)
        address = await invited(telegram)
        page = await browser.new_page(viewport=PHONE, has_touch=True, is_mobile=True)
        await page.goto(address)
        await expect(page.locator("#picture")).to_be_visible()
        await paint(page, "make it blue")
        await expect(page.locator("#title")).to_have_text("Done", timeout=PATIENCE * 1000)
        said = await told(telegram, "Edited: “make it blue”")
        assert "% of the picture changed within your mask, the rest is identical" in said
        before, after = await pictures(address)
    changed = np.abs(before - after).max(axis=2) > 0
    size = max(before.shape[:2]) / 18 / 2 + AROUND  # half of the brush
    rows, columns = np.nonzero(changed)
    height, width = changed.shape
    assert changed.any()
    assert height / 4 - size <= rows.min() <= rows.max() <= height / 4 + size
    assert width * 0.3 - size <= columns.min() <= columns.max() <= width * 0.7 + size
