"""What is written in a real browser arrives, once, and is never lost."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.bots.on_web.visits import WORDS, Visit, files_of, lose_the_answer, new_channel, open_at

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_dropped_picture_is_attached(visit: Visit, photo: bytes) -> None:
    page, carried = visit.page, await files_of(visit.page, photo)
    await page.dispatch_event("#feed", "dragenter", {"dataTransfer": carried})
    await expect(page.locator("#drop")).to_be_visible()
    await page.dispatch_event("#feed", "drop", {"dataTransfer": carried})
    await expect(page.locator("#drop")).to_be_hidden()
    await expect(page.locator("#attached li")).to_have_count(1)
    await visit.say(WORDS)
    await expect(visit.last.locator(".said .thumb")).to_have_count(1)
    await expect(visit.last.locator(".matrix")).to_be_visible()


async def test_a_pasted_picture_is_attached_and_can_be_removed(desk: Visit, photo: bytes) -> None:
    carried = await files_of(desk.page, photo)
    paste = "data => dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }))"
    await desk.page.evaluate(paste, carried)
    await expect(desk.page.locator("#attached li")).to_have_count(1)
    await expect(desk.page.locator("#send")).to_be_enabled()
    await desk.page.get_by_role("button", name="Remove dragged.png").click()
    await expect(desk.page.locator("#attached li")).to_have_count(0)
    await expect(desk.page.locator("#send")).to_be_disabled()


async def test_what_is_sent_before_a_channel_is_open_is_sent_then(
    desk: Visit, photo: bytes
) -> None:
    page, opened = desk.page, asyncio.Event()

    async def open_late(route: Route) -> None:
        await opened.wait()
        await route.continue_()

    await page.fill("#words", "half a thought")
    await page.route("**/api/channels", open_late)
    await page.reload()
    await desk.choose(photo)
    await desk.say("turn this into a watercolour")
    await expect(page.locator(".turn")).to_have_count(0)
    opened.set()
    await expect(desk.last.locator(".said")).to_contain_text("half a thought")
    await expect(desk.last.locator(".said")).to_contain_text("turn this into a watercolour")
    await expect(desk.last.locator(".said .thumb")).to_have_count(1)
    await expect(desk.last.locator(".matrix")).to_be_visible()


async def test_a_press_without_a_question_is_sent_once(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    await desk.button("More").evaluate("button => { button.click(); button.click(); }")
    await expect(desk.page.locator(".turn")).to_have_count(2)
    await expect(desk.last.locator(".matrix")).to_be_visible()
    page = await desk.house.parts.history.page(await open_at(desk))
    assert [turn.words for turn in page.turns] == [WORDS, ""]


async def test_what_cannot_be_sent_comes_back_and_arrives_once(visit: Visit, photo: bytes) -> None:
    page = visit.page
    await page.route("**/messages", lambda route: route.abort())
    await visit.choose(photo)
    await visit.say(WORDS)
    await expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    assert await page.input_value("#words") == WORDS
    await expect(page.locator("#attached li")).to_have_count(1)
    await expect(page.locator(".turn")).to_have_count(0)
    visit.complaints.clear()
    await page.unroute("**/messages")
    await page.press("#words", "Enter")
    await expect(visit.last.locator(".matrix")).to_be_visible()
    await expect(page.get_by_role("alert")).to_be_hidden()
    assert await page.input_value("#words") == ""


async def test_a_message_whose_answer_was_lost_is_not_sent_twice(desk: Visit) -> None:
    await desk.page.route("**/messages", lose_the_answer)
    await desk.say("a cat --count 2")
    await expect(desk.last.locator(".matrix")).to_be_visible()
    await expect(desk.page.locator(".turn")).to_have_count(1)
    assert await desk.page.input_value("#words") == ""
    desk.complaints.clear()


async def test_a_message_that_arrived_unseen_is_taken_from_the_composer(desk: Visit) -> None:
    page = desk.page
    await page.route("**/api/events**", lambda route: route.abort())
    await page.reload()
    await page.route("**/messages", lose_the_answer)
    await desk.say("a cat --count 2")
    await expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    assert await page.input_value("#words") == "a cat --count 2"
    await page.unroute("**/api/events**")
    await expect(page.locator(".turn")).to_have_count(1)
    await expect(page.locator("#words")).to_have_value("")
    await expect(page.get_by_role("alert")).to_be_hidden()
    desk.complaints.clear()


async def test_an_answer_that_comes_after_the_result_changes_nothing(desk: Visit) -> None:
    page = desk.page

    async def answer_late(route: Route) -> None:
        answer = await route.fetch()
        await expect(desk.last.locator(".matrix")).to_be_visible()
        await route.fulfill(response=answer)

    await page.route("**/messages", answer_late)
    async with page.expect_response("**/messages"):
        await desk.say("a cat --count 2")
    await expect(page.locator("#send")).to_be_disabled()
    await page.fill("#words", "next")
    await expect(page.locator("#send")).to_be_enabled()
    await expect(desk.last.locator(".matrix")).to_be_visible()


async def test_a_draft_outlives_a_reload_and_belongs_to_its_channel(visit: Visit) -> None:
    page = visit.page
    await page.fill("#words", "half a thought")
    await page.reload()
    await expect(page.locator("#words")).to_have_value("half a thought")
    await new_channel(page, "Logos")
    await expect(page.locator("h1")).to_have_text("Logos")
    await expect(page.locator("#words")).to_have_value("")
    await page.go_back()
    await expect(page.locator("#words")).to_have_value("half a thought")


async def test_a_region_is_a_button_that_asks_what_should_become_of_it(
    visit: Visit, photo: bytes
) -> None:
    await visit.grid(photo)
    await visit.page.get_by_role("button", name="Open 2", exact=True).click()
    await visit.button("Edit sky").click()
    await visit.say("purple")
    await expect(visit.last.locator(".reply-text")).to_contain_text("Edited")
    page = await visit.house.parts.history.page(await open_at(visit))
    job = page.turns[-1].job
    assert job is not None
    assert job.spec.prompt.words == "the sky, purple"


async def test_a_mask_is_attached_to_the_words_of_its_button(visit: Visit, photo: bytes) -> None:
    await visit.grid(photo)
    await visit.page.get_by_role("button", name="Open 2", exact=True).click()
    await visit.button("Edit by a mask").click()
    await expect(visit.page.locator(".composer")).to_contain_text("attach its mask")
    await visit.choose(photo, "mask.png")
    await visit.say("make it blue")
    await expect(visit.page.locator(".turn:not(.pending)")).to_have_count(3)
    page = await visit.house.parts.history.page(await open_at(visit))
    job = page.turns[-1].job
    assert job is not None
    assert job.spec.mask is not None
    assert (len(job.spec.inputs), job.spec.prompt.words) == (1, "make it blue")
