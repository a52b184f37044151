"""Reading in a real browser: history, news, keyboard, small screens."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser, expect

from bots.on_web.events import Hub
from tests.bots.on_web.studio import running, studio
from tests.bots.on_web.visits import DESK, PHONE, Visit, at_bottom, fill, open_at, read_above

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_history_is_loaded_while_scrolling_and_stays_where_it_is(visit: Visit) -> None:
    page, channel = visit.page, await open_at(visit)
    await fill(visit.house, channel, 120)
    await page.reload()
    await expect(page.locator(".turn")).to_have_count(50)
    await at_bottom(page)
    await page.evaluate("document.getElementById('feed').scrollTop = 700")
    top = "document.querySelectorAll('.turn')[{}].getBoundingClientRect().top"
    before = await page.evaluate(top.format(10))
    await page.evaluate("document.getElementById('feed').scrollTop -= 300")
    await expect(page.locator(".turn")).to_have_count(100)
    assert await page.evaluate(top.format(60)) == pytest.approx(before + 300, abs=2)
    await page.evaluate("document.getElementById('feed').scrollTop = 0")
    await expect(page.locator(".turn")).to_have_count(120)
    words = await page.locator(".bubble").all_inner_texts()
    assert words == [f"number {number}" for number in range(120)]


async def test_who_reads_above_is_told_of_news_and_not_moved(visit: Visit) -> None:
    page, channel = visit.page, await open_at(visit)
    await fill(visit.house, channel, 40)
    await page.reload()
    await expect(page.locator(".turn")).to_have_count(40)
    await read_above(page, 900)
    await expect(page.locator("#pill")).to_be_hidden()
    before = await page.evaluate("document.getElementById('feed').scrollTop")
    other = await page.context.new_page()
    await other.goto(page.url)
    await other.fill("#words", "a cat --count 2")
    await other.press("#words", "Enter")
    await expect(page.locator("#pill")).to_be_visible()
    assert await page.evaluate("document.getElementById('feed').scrollTop") == before
    await page.bring_to_front()
    await page.click("#pill")
    await expect(page.locator("#pill")).to_be_hidden()
    await expect(visit.last.locator(".matrix")).to_be_visible()
    await at_bottom(page)


async def test_a_page_finds_its_studio_again(browser: Browser) -> None:
    house = await studio()
    context = await browser.new_context(viewport=DESK)
    page = await context.new_page()
    async with running(house) as address:
        await page.goto(address)
        await expect(page.locator("#welcome")).to_be_visible()
        channel = await page.evaluate("localStorage.getItem('easel.channel')")
    await expect(page.locator("#link-state")).to_have_text("Connecting again…")
    await fill(house, channel, 1)
    house.parts = replace(house.parts, hub=Hub())
    async with running(house, int(address.rpartition(":")[2])):
        await expect(page.locator(".turn")).to_have_count(1)
        await expect(page.locator("#link-state")).to_be_empty()
        await context.close()


async def test_all_can_be_done_with_the_keyboard(desk: Visit, photo: bytes) -> None:
    page = desk.page
    await desk.grid(photo)
    await expect(page.locator("#words")).to_be_focused()
    names: list[str] = []
    script = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText"
    for _ in range(40):
        await page.keyboard.press("Shift+Tab")
        names.append(await page.evaluate(script))
    wanted = {"Attach pictures", "Reply", "More", "Edit 2", "See variant 1 large", "New channel"}
    assert wanted <= set(names)


async def test_a_phone_needs_no_sideways_scrolling_and_no_small_fingers(
    phone: Visit, photo: bytes
) -> None:
    await phone.grid(photo)
    await phone.button("Edit 2").click()
    await phone.choose(photo)
    await phone.page.click("#drawer")
    width = "document.documentElement.scrollWidth"
    assert await phone.page.evaluate(width) == PHONE["width"]
    small = """() => [...document.querySelectorAll("button, a, textarea, input")]
        .filter((one) => one.checkVisibility() && !one.matches(".skip, .remove"))
        .filter((one) => one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML)"""
    assert await phone.page.evaluate(small) == []
    shown = "document.querySelector('.shown img').getBoundingClientRect().width"
    assert await phone.page.evaluate(shown) == PHONE["width"]


async def test_news_is_read_out(desk: Visit) -> None:
    await desk.say("fail to draw a cat")
    await expect(desk.page.locator("#announce")).to_contain_text("more memory than the worker")
