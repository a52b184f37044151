"""The studio page opens the page for painting; its viewer compares before and after."""

import pytest
from playwright.async_api import expect

from tests.bots.on_web.visits import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def opened(visit: Visit, photo: bytes) -> None:
    """A variant, shown with all that can be done with it."""
    await visit.grid(photo)
    await visit.button("Open 2").click()
    await expect(visit.button("Paint a part")).to_be_visible()


async def test_a_press_opens_the_page_in_a_tab_of_its_own(visit: Visit, photo: bytes) -> None:
    await opened(visit, photo)
    async with visit.page.context.expect_page() as tab:
        await visit.button("Paint a part").click()
    page = await tab.value
    await expect(page.locator("#picture")).to_be_visible()
    await page.select_option("#region", "sky")
    await page.fill("#words", "darker")
    await page.click("#send")
    await expect(page.locator("#title")).to_have_text("Done")
    await expect(visit.last.locator(".reply-text")).to_contain_text("Edited: “the sky, darker”")


async def test_a_picture_of_ones_own_is_painted_on_at_once(visit: Visit, photo: bytes) -> None:
    await visit.choose(photo)
    await visit.say("paint on it")
    async with visit.page.context.expect_page() as tab:
        await visit.button("Paint a part").click()
    page = await tab.value
    await expect(page.locator("#picture")).to_be_visible()
    await page.select_option("#region", "sky")
    await page.fill("#words", "darker")
    await page.click("#send")
    await expect(page.locator("#title")).to_have_text("Done")
    await expect(visit.last.locator(".reply-text")).to_contain_text("Edited: “the sky, darker”")


async def test_its_link_stands_in_the_chat_too(desk: Visit, photo: bytes) -> None:
    await opened(desk, photo)
    async with desk.page.context.expect_page():
        await desk.button("Paint a part").click()
    async with desk.page.context.expect_page() as tab:
        await desk.button("Open the page").click()
    await expect((await tab.value).locator("#picture")).to_be_visible()


async def test_the_viewer_compares_before_and_after(visit: Visit, photo: bytes) -> None:
    await visit.grid(photo)
    await visit.last.locator(".cell").first.click()
    box = visit.page.locator("#lightbox")
    await box.get_by_role("button", name="Before and after").click()
    handle = box.get_by_role("slider")
    await expect(handle).to_be_focused()
    for key in ("Home", "ArrowRight"):
        await visit.page.keyboard.press(key)
    await expect(box.locator(".count")).to_have_text("1 of 4")  # arrows move the handle
    clip = "getComputedStyle(document.querySelector('.compare-after')).clipPath"
    assert await visit.page.evaluate(clip) == "inset(0px 0px 0px 1%)"
    await expect(box.locator(".compare-before")).to_have_js_property("naturalWidth", 240)
    await box.get_by_role("button", name="Before and after").click()
    await expect(box.locator(".compare")).to_have_count(0)


async def test_what_was_drawn_from_words_has_nothing_before_it(desk: Visit) -> None:
    await desk.say("a lighthouse at dusk --count 1")
    await desk.last.locator(".cell").click()
    box = desk.page.locator("#lightbox")
    await expect(box.get_by_role("link", name="Save")).to_be_visible()
    await expect(box.get_by_role("button", name="Before and after")).to_have_count(0)
