"""Somebody asks the page to forget them: everything of theirs leaves it at once."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.bots.on_web.visits import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_what_was_forgotten_leaves_the_page_without_a_reload(
    visit: Visit, photo: bytes, tmp_path: Path
) -> None:
    await visit.grid(photo)
    await visit.say("forget me")
    await expect(visit.last).to_contain_text("Shall I forget you?")
    await expect(visit.last).to_contain_text("1 result")
    await visit.page.screenshot(path=tmp_path / "asked.png")
    await visit.last.get_by_role("button", name="Forget me").click()
    await expect(visit.page.locator(".turn")).to_have_count(1)
    await expect(visit.last).to_contain_text("You are forgotten.")
    await expect(visit.page.locator(".turns img, .shown img")).to_have_count(0)
    await visit.page.screenshot(path=tmp_path / "told.png")
