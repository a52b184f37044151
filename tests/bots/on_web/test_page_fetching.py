"""What a page fetches in a real browser: small versions of what is in sight, and no more."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from core.jobs import Asset
from core.replies import Kind, Picture, Reply
from tests.bots.on_web.studio import Studio
from tests.bots.on_web.visits import Visit, fill, open_at

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
TURNS = 25
WIDTH, HEIGHT = 640, 480  # px; of noise, so that a PNG is no small file


async def pictured(house: Studio, channel: str) -> int:
    """Give a channel turns that each bring a picture and show another one; bytes of them all."""
    await fill(house, channel, TURNS)
    total = 0
    for number, turn in enumerate(list(house.memory.turns.values())):
        brought, shown = [await noise(house, 2 * number + more) for more in (0, 1)]
        picture = Picture(shown, f"easel-{number}", f"Result {number}")
        reply = Reply(Kind.RESULT, "Done.", shown=(picture,), files=(picture,))
        house.memory.turns[turn.id] = replace(turn, pictures=(brought,), reply=reply)
        total += brought.size + shown.size
    return total


async def noise(house: Studio, number: int) -> Asset:
    """A stored picture that no other number has."""
    file = BytesIO()
    grain = Image.effect_noise((WIDTH, HEIGHT), 40)
    grain.putpixel((0, 0), number)
    grain.save(file, "PNG")
    data = file.getvalue()
    sha256 = await house.parts.blobs.put(data)
    return Asset(sha256, "image/png", len(data), WIDTH, HEIGHT)


def fetched(page: Page) -> list[str]:
    """Addresses of files, filled as the page asks for them."""
    urls: list[str] = []
    page.on("request", lambda one: urls.append(one.url) if "/files/" in one.url else None)
    return urls


async def test_a_channel_of_pictures_is_opened_and_read_in_small_versions(phone: Visit) -> None:
    page, channel = phone.page, await open_at(phone)
    total, urls = await pictured(phone.house, channel), fetched(page)
    await page.reload()
    await expect(page.locator(".turn")).to_have_count(TURNS)
    await page.wait_for_load_state("networkidle")
    assert 2 <= len(urls) < TURNS  # of twice as many
    height = await page.evaluate("document.getElementById('feed').scrollHeight")
    for turn in reversed(await page.locator(".turn").all()):
        await turn.scroll_into_view_if_needed()
        for picture in await turn.locator("img").all():
            await expect(picture).to_have_js_property("complete", True)
    assert await page.evaluate("document.getElementById('feed').scrollHeight") == height
    assert len(urls) == 2 * TURNS
    assert all("&v=" in url for url in urls)
    assert await weight(page) < total / 3


async def test_what_is_opened_large_is_the_picture_itself(phone: Visit) -> None:
    page, channel = phone.page, await open_at(phone)
    await pictured(phone.house, channel)
    await page.reload()
    await expect(page.locator(".turn")).to_have_count(TURNS)
    urls = fetched(page)
    await phone.last.get_by_role("button", name="See it large").click()
    large = page.locator("#lightbox img")
    size = "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"
    assert await large.evaluate(size) == [WIDTH, HEIGHT]
    assert "&v=" not in str(await large.get_attribute("src"))
    assert [url for url in urls if "&v=" not in url] == [await large.evaluate("image => image.src")]


async def weight(page: Page) -> int:
    """Bytes of the files that a page fetched."""
    script = """performance.getEntriesByType("resource")
        .filter((one) => one.name.includes("/files/"))
        .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
    return await page.evaluate(script)
