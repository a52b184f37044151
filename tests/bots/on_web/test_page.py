"""The studio page in a real browser, at a desk and on a phone: from a picture to a result."""

import pytest
from playwright.async_api import expect

from tests.bots.on_web.visits import WORDS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_from_a_picture_to_an_edit_and_back_after_a_reload(
    visit: Visit, photo: bytes
) -> None:
    await visit.grid(photo)
    picture = visit.last.locator(".shown img")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
    await visit.button("Edit 2").click()
    await expect(visit.page.locator(".chip")).to_contain_text("Edit 2: what should change?")
    assert await visit.page.get_attribute("#words", "placeholder") == "make the background blue"
    await visit.say("make the jacket green")
    await expect(visit.last.locator(".pressed")).to_have_text("Edit 2")
    await expect(visit.last.locator(".reply.result .shown img").first).to_be_visible()
    await expect(visit.last.locator(".small")).to_contain_text("you pressed Edit on 2")
    await expect(visit.page.locator(".chip")).to_have_count(0)
    before = await visit.page.locator("#turns").inner_text()
    await visit.page.reload()
    await expect(visit.page.locator(".turn")).to_have_count(2)
    assert await visit.page.locator("#turns").inner_text() == before


async def test_progress_is_shown_and_a_job_can_be_cancelled(visit: Visit, photo: bytes) -> None:
    await visit.choose(photo)
    await visit.say("slow: " + WORDS)
    await expect(visit.last.locator(".stage")).to_have_text("variant 4 of 4")
    assert await visit.last.locator("progress").get_attribute("value") == "0.75"
    await expect(visit.last.locator(".preview")).to_be_visible()
    await visit.page.reload()
    await expect(visit.last.locator(".stage")).to_have_text("variant 4 of 4")
    await visit.button("Cancel").click()
    await expect(visit.page.locator(".turn").first).to_contain_text("Cancelled: ")
    await expect(visit.page.locator(".working-box")).to_have_count(0)


async def test_a_failure_is_told_in_its_sentence(visit: Visit) -> None:
    await visit.say("fail to draw a cat")
    await expect(visit.last.locator(".reply.error")).to_contain_text("more memory than the worker")
    await expect(visit.button("Try again")).to_be_visible()


async def test_a_cell_opens_its_variant_large(visit: Visit, photo: bytes) -> None:
    await visit.grid(photo)
    box, page = visit.page.locator("#lightbox"), visit.page
    await page.get_by_role("button", name="See variant 2 large").click()
    await expect(box).to_contain_text("2 of 4")
    await page.keyboard.press("ArrowRight")
    await expect(box).to_contain_text("3 of 4")
    for _ in range(3):
        await page.keyboard.press("ArrowLeft")
    await expect(box).to_contain_text("4 of 4")
    await page.keyboard.press("Escape")
    await expect(box).to_be_hidden()


async def test_a_long_caption_pushes_nothing_off_the_screen(visit: Visit, photo: bytes) -> None:
    await visit.grid(photo)
    box, page = visit.page.locator("#lightbox"), visit.page
    await page.get_by_role("button", name="See variant 2 large").click()
    await box.locator(".about").evaluate(
        "one => { one.textContent = 'a long caption '.repeat(40); }"
    )
    assert await box.evaluate("one => one.scrollWidth") <= await page.evaluate("innerWidth")
    await expect(box.get_by_role("button", name="Close")).to_be_in_viewport()


async def test_variants_that_are_named_lie_side_by_side(visit: Visit, photo: bytes) -> None:
    await visit.grid(photo)
    await visit.say("1 and 3 side by side")
    figures = visit.last.locator(".shown figure")
    await expect(figures).to_have_count(2)
    places = [await figures.nth(number).bounding_box() for number in range(2)]
    one, three = (place for place in places if place is not None)
    assert abs(one["y"] - three["y"]) < 2
    assert one["x"] + one["width"] <= three["x"]


async def test_what_is_deleted_is_seen_nowhere_any_more(visit: Visit, photo: bytes) -> None:
    await visit.grid(photo)
    await visit.page.get_by_role("button", name="Open 2", exact=True).click()
    await expect(visit.page.locator(".shown figure")).to_have_count(2)
    await visit.page.get_by_role("button", name="Delete", exact=True).click()
    await visit.page.get_by_role("button", name="Delete", exact=True).last.click()
    await expect(visit.page.locator(".shown figure")).to_have_count(0)
    await visit.page.reload()
    await expect(visit.page.locator(".turn")).to_have_count(3)
    await expect(visit.page.locator(".shown figure")).to_have_count(0)


async def test_a_variant_can_be_edited_from_its_large_picture(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    await desk.page.get_by_role("button", name="See variant 3 large").click()
    await desk.page.locator("#lightbox").get_by_role("button", name="Edit 3").click()
    await expect(desk.page.locator("#lightbox")).to_be_hidden()
    await expect(desk.page.locator(".chip")).to_contain_text("Edit 3")
    await expect(desk.page.locator("#words")).to_be_focused()
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator(".chip")).to_have_count(0)


async def test_a_reply_goes_on_from_its_result(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    await desk.say("a lighthouse")
    await expect(desk.page.locator(".turn")).to_have_count(2)
    await desk.page.locator(".turn").first.get_by_role("button", name="Reply").click()
    await expect(desk.page.locator(".chip")).to_contain_text("watercolour")
    await desk.say("make it brighter")
    await expect(desk.page.locator(".turn")).to_have_count(3)
    jobs = [job for job in desk.house.memory.jobs.values() if job.spec.lineage]
    first = min(desk.house.memory.jobs)
    assert [job.spec.lineage.job for job in jobs if job.spec.lineage] == [first]


async def test_a_clip_plays_and_can_be_sought(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    await desk.button("Animate 1").click()
    clip = desk.last.locator("video")
    await expect(clip).to_be_visible()
    seek = """video => new Promise((done) => {
        video.onseeked = () => done(video.currentTime);
        const go = () => { video.currentTime = 2; };
        if (video.readyState) go(); else video.onloadedmetadata = go;
    })"""
    assert await clip.evaluate(seek) == pytest.approx(2, abs=0.1)
    assert await clip.evaluate("video => video.paused")


async def test_deleting_asks_first(visit: Visit, photo: bytes) -> None:
    await visit.grid(photo)
    question = visit.page.get_by_role("group", name="Delete this result?")
    for answer in ("click", "Escape"):
        await visit.button("Delete").click()
        keep = question.get_by_role("button", name="Keep")
        await expect(keep).to_be_focused()
        await (keep.click() if answer == "click" else keep.press(answer))
        await expect(question).to_have_count(0)
        await expect(visit.button("Delete")).to_be_focused()
    await expect(visit.page.locator(".turn")).to_have_count(1)


async def test_deleting_takes_the_result_away(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    await desk.button("Delete").click()
    question = desk.page.get_by_role("group", name="Delete this result?")
    await question.get_by_role("button", name="Delete").click()
    await expect(desk.page.locator(".shown")).to_have_count(0)
    await desk.page.reload()
    await expect(desk.page.locator(".turn").first).to_contain_text("deleted")
