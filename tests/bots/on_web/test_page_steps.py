"""Undo and Redo on the studio page."""

import pytest
from playwright.async_api import Locator, expect

from tests.bots.on_web.visits import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def symbol(button: Locator) -> str:
    """What is drawn on a button."""
    drawn = await button.locator("path").get_attribute("d")
    assert drawn is not None
    return drawn


async def test_undo_shows_the_step_before_and_redo_leads_back(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    undo = await symbol(desk.button("Undo"))
    await desk.button("Undo").click()
    await expect(desk.last.locator(".reply-text")).to_contain_text("Step 0 of 1")
    redo = await symbol(desk.button("Redo"))
    assert undo != redo, "one arrow goes back, the other ahead"
    await desk.button("Redo").click()
    await expect(desk.last.locator(".reply-text")).to_contain_text("Step 1 of 1")
