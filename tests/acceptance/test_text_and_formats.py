"""A screenshot's wrong word is mended, and the picture made ready for a project: on the page."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from core.formats import FORMATS
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import say, visiting
from tests.pictures.screens import screen
from tests.pictures_made import as_png

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SCREEN = FilePayload(name="invoices.png", mimeType="image/png", buffer=as_png(screen()))


async def the_lines(page: Page) -> Locator:
    """The turn that lists the lines; asked again while the worker is only starting."""
    for _ in range(20):
        turns = await page.locator(".turn").count()
        await page.set_input_files("input[type=file]", [SCREEN])
        await say(page, "fix the text")
        answer = page.locator(".turn").nth(turns).locator(".reply")
        await expect(answer).to_contain_text(re.compile("Which line|No worker|Reading"))
        if "No worker" not in await answer.inner_text():
            break
        await page.wait_for_timeout(1500)
    return page.locator(".turn").last


async def the_text_is_mended(page: Page) -> None:
    """The lines are choices, the words are asked for, and what it reads now is said."""
    lines = await the_lines(page)
    await lines.get_by_role("button", name="Invoices").click()
    await expect(page.locator(".chip")).to_contain_text("“Invoices”: what should it say?")
    await say(page, "Receipts")
    small = page.locator(".turn").last.locator(".small")
    await expect(small).to_contain_text("it now reads “Receipts”")
    await expect(small).to_contain_text("% of the picture changed, the rest is identical")


async def the_formats_are_made(page: Page) -> None:
    """A button under the opened result gives every file by its name, and an archive."""
    await page.locator(".turn").last.get_by_role("button", name="Open").click()
    await page.get_by_role("button", name="Formats").click()
    files = page.locator(".turn").last.locator(".handed a")
    await expect(files.first).to_contain_text("invoices-formats.zip")
    async with page.expect_download() as download:
        await files.first.click()
    with zipfile.ZipFile(await (await download.value).path()) as archive:
        assert archive.testzip() is None
        named = {name.split("-")[1] for name in archive.namelist() if "-" in name}
    assert set(FORMATS) - {"transparent"} <= named


async def test_from_a_wrong_word_to_the_files_of_a_project(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as easel:
        said(easel, "Easel is at")
        async with visiting(port) as page:
            await the_text_is_mended(page)
            await the_formats_are_made(page)
