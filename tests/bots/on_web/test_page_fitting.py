"""A grid with its line and its buttons is seen at once in a real browser, from its start."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.bots.on_web.visits import Visit, fill, open_at

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def picture(width: int, height: int) -> bytes:
    """A plain PNG."""
    target = BytesIO()
    Image.new("RGB", (width, height), "#c85").save(target, "PNG")
    return target.getvalue()


async def seen(page: Page, selector: str) -> tuple[float, float]:
    """How far, in px, the latest such element lies below the feed's top and above its bottom."""
    script = """(selector) => {
        const feed = document.getElementById("feed").getBoundingClientRect();
        const box = [...document.querySelectorAll(selector)].at(-1).getBoundingClientRect();
        return [box.top - feed.top, feed.bottom - box.bottom];
    }"""
    above, below = await page.evaluate(script, selector)
    return above, below


@pytest.mark.parametrize(
    "size", [(960, 720), (800, 800), (960, 640)], ids=["4 to 3", "square", "3 to 2"]
)
async def test_a_grid_and_its_buttons_fit_the_window(visit: Visit, size: tuple[int, int]) -> None:
    await fill(visit.house, await open_at(visit), 10)
    await visit.page.reload()
    await visit.grid(picture(*size))
    assert (await seen(visit.page, ".reply .reply-text"))[0] >= 0
    assert (await seen(visit.page, ".buttons"))[1] >= 0
    assert (await visit.page.locator(".shown figure").bounding_box() or {})["height"] > 240


async def test_who_reads_on_below_a_start_is_not_taken_back(phone: Visit) -> None:
    page = phone.page
    await phone.choose(picture(800, 800))
    await phone.say("turn this into a watercolour --count 9")
    await expect(phone.last.locator(".column")).to_have_count(9)
    assert (await seen(page, ".buttons"))[1] < 0
    assert 0 <= (await seen(page, ".reply .reply-text"))[0] < 40
    await page.evaluate("document.getElementById('feed').scrollTop = 1e6")
    bottom = await page.evaluate("document.getElementById('feed').scrollTop")
    await phone.button("Edit 9").click()
    await expect(page.locator(".chip")).to_be_visible()
    assert await page.evaluate("document.getElementById('feed').scrollTop") >= bottom


async def test_small_print_stands_line_by_line(desk: Visit) -> None:
    await desk.grid(picture(800, 800))
    lines = desk.last.locator(".small p")
    tops = await lines.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert len(tops) == len(set(tops)) > 1
