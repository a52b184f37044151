"""The main story, as a person lives it: the real page, queue, worker and ledger, in Chromium."""

import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.acceptance.processes import demo, free_port, said
from tests.chromium import chromium
from tests.pictures_made import as_jpeg, landscape

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PHOTO = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=as_jpeg(landscape(480, 360)))
PATIENCE = 100_000  # ms


@asynccontextmanager
async def visiting(port: int) -> AsyncGenerator[Page]:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 860})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        await page.goto(f"http://127.0.0.1:{port}/")
        try:
            yield page
        except AssertionError as failure:
            failure.add_note(f"The page said:\n{await page.inner_text('body')}")
            raise


async def say(page: Page, words: str) -> None:
    await page.fill("#words", words)
    await page.press("#words", "Enter")


async def the_first_evening(page: Page) -> None:
    """Photo and words give a grid; a plain reply and a button go on from it."""
    await page.set_input_files("input[type=file]", [PHOTO])
    await say(page, "turn this into a watercolor")
    first = page.locator(".turn").nth(0)
    await expect(first.locator(".matrix .column")).to_have_count(4)
    small = first.locator(".small")
    await expect(small).to_contain_text("consistent · ")
    await expect(small).to_contain_text(" s")

    await say(page, "2 but at night")
    second = page.locator(".turn").nth(1)
    await expect(second.locator(".matrix .column")).to_have_count(4)

    await first.get_by_role("button", name="Edit").nth(1).click()
    await expect(page.locator(".chip")).to_contain_text("Edit 2")
    await say(page, "make it much brighter")
    third = page.locator(".turn").nth(2)
    await expect(third.locator(".shown img").first).to_be_visible()
    await expect(third.locator(".small")).to_contain_text("you pressed Edit on 2")


async def the_next_morning(page: Page) -> None:
    """Everything is there, and the oldest button still works."""
    await expect(page.locator(".turn")).to_have_count(3)
    first = page.locator(".turn").nth(0)
    await expect(first.locator(".shown img")).to_be_visible()
    await first.get_by_role("button", name="More", exact=True).click()
    fourth = page.locator(".turn").nth(3)
    await expect(fourth.locator(".matrix .column")).to_have_count(4)
    await first.get_by_role("button", name="Open").nth(2).click()
    fifth = page.locator(".turn").nth(4)
    await expect(fifth.locator(".shown img")).to_be_visible()
    await first.get_by_role("button", name="Details", exact=True).click()
    await expect(page.locator(".turn").nth(5)).to_contain_text("Licence: Apache-2.0")


async def test_from_a_photo_to_a_thread_that_outlives_a_restart(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as easel:
        said(easel, "Easel is at")
        async with visiting(port) as page:
            await the_first_evening(page)
        easel.send_signal(signal.SIGINT)
        assert easel.wait(60) == 0
    with demo(tmp_path / "home", port) as easel:
        said(easel, "Easel is at")
        async with visiting(port) as page:
            await the_next_morning(page)
