"""The studio page in a real browser, at a desk and on a phone."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    FilePayload,
    JSHandle,
    Locator,
    Page,
    Route,
    ViewportSize,
    expect,
)

from bots.on_web.events import Hub
from core.conversation import Incoming
from tests.bots.on_web.studio import Studio, running, studio
from tests.chromium import chromium

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
WORDS = "turn this into a watercolour --count 4"
PATIENCE = 20_000  # ms, for machines that do other things at the same time
expect.set_options(timeout=PATIENCE)


@dataclass
class Visit:
    """A page in a browser, at a studio of its own."""

    page: Page
    house: Studio
    complaints: list[str]  # of the browser's console

    @property
    def last(self) -> Locator:
        """The latest turn."""
        return self.page.locator(".turn").last

    async def say(self, words: str) -> None:
        """Write words and send them with Enter."""
        await self.page.fill("#words", words)
        await self.page.press("#words", "Enter")

    async def choose(self, photo: bytes, name: str = "photo.png") -> None:
        """Attach a picture through the file chooser."""
        async with self.page.expect_file_chooser() as chooser:
            await self.page.click("#attach")
        file = FilePayload(name=name, mimeType="image/png", buffer=photo)
        await (await chooser.value).set_files(file)

    async def grid(self, photo: bytes) -> None:
        """Have a grid of four made."""
        await self.choose(photo)
        await self.say(WORDS)
        await expect(self.last.locator(".matrix .column")).to_have_count(4)

    def button(self, name: str) -> Locator:
        """A button of the latest turn that has one of that name."""
        return self.page.locator(".turn").get_by_role("button", name=name, exact=True).last


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(
    loop_scope="module", params=[DESK, PHONE], ids=["desk", "phone"], name="visit"
)
async def visit_at_both(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visit]:
    """A visit, once at a desk and once on a phone."""
    async for visit in visiting(browser, request.param):
        yield visit


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser) -> AsyncIterator[Visit]:
    """A visit at a desk."""
    async for visit in visiting(browser, DESK):
        yield visit


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[Visit]:
    """A visit on a phone."""
    async for visit in visiting(browser, PHONE):
        yield visit


async def visiting(browser: Browser, size: ViewportSize) -> AsyncIterator[Visit]:
    """A visit whose browser must have nothing to complain about."""
    house = await studio()
    touch = size is PHONE
    context = await browser.new_context(viewport=size, has_touch=touch, is_mobile=touch)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    async with running(house) as address:
        await page.goto(address)
        await expect(page.locator("#welcome")).to_be_visible()
        yield Visit(page, house, complaints)
        await context.close()
    assert complaints == []


async def files_of(page: Page, photo: bytes) -> JSHandle:
    """What a drag or the clipboard carries: one picture."""
    script = """(data) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const carried = new DataTransfer();
        carried.items.add(new File([bytes], "dragged.png", { type: "image/png" }));
        return carried;
    }"""
    return await page.evaluate_handle(script, base64.b64encode(photo).decode())


async def test_from_a_picture_to_an_edit_and_back_after_a_reload(
    visit: Visit, photo: bytes
) -> None:
    await visit.grid(photo)
    picture = visit.last.locator(".shown img")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
    await visit.button("Edit 2").click()
    await expect(visit.page.locator(".chip")).to_contain_text("Edit 2: what should change?")
    assert await visit.page.get_attribute("#words", "placeholder") == "make the sky purple"
    await visit.say("make the jacket green")
    await expect(visit.last.locator(".pressed")).to_have_text("Edit 2")
    await expect(visit.last.locator(".reply.result .shown img").first).to_be_visible()
    await expect(visit.last.locator(".small")).to_contain_text("you pressed Edit on 2")
    await expect(visit.page.locator(".chip")).to_have_count(0)
    before = await visit.page.locator("#turns").inner_text()
    await visit.page.reload()
    await expect(visit.page.locator(".turn")).to_have_count(2)
    assert await visit.page.locator("#turns").inner_text() == before


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


async def test_a_press_without_a_question_is_sent_once(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    await desk.button("More").evaluate("button => { button.click(); button.click(); }")
    await expect(desk.page.locator(".turn")).to_have_count(2)
    await expect(desk.last.locator(".matrix")).to_be_visible()
    page = await desk.house.parts.history.page(await open_at(desk))
    assert [turn.words for turn in page.turns] == [WORDS, ""]


async def open_at(visit: Visit) -> str:
    """Id of the channel that is open."""
    return await visit.page.evaluate("localStorage.getItem('easel.channel')")


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


async def lose_the_answer(route: Route) -> None:
    """Let a request arrive, and its answer not."""
    await route.fetch()
    await route.abort()


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


async def new_channel(page: Page, title: str) -> None:
    """Make a channel; on a phone the list is behind a button."""
    if await page.locator("#drawer").is_visible():
        await page.click("#drawer")
    await page.click("#new-button")
    await page.fill("#new-title", title)
    await page.press("#new-title", "Enter")


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


async def test_deleting_takes_the_result_away(desk: Visit, photo: bytes) -> None:
    await desk.grid(photo)
    await desk.button("Delete").click()
    await expect(desk.page.locator(".shown")).to_have_count(0)
    await desk.page.reload()
    await expect(desk.page.locator(".turn").first).to_contain_text("deleted")


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
    await page.evaluate("document.getElementById('feed').scrollTop -= 900")
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


async def fill(house: Studio, channel: str, count: int) -> None:
    """Let a channel have a past: words, each with a refusal."""
    for number in range(count):
        key = f"past-{number}-key"
        incoming = Incoming(key, channel, "someone", "web", action="forged")
        turn = await house.parts.conversation.receive(incoming)
        house.memory.turns[turn.id] = replace(turn, words=f"number {number}", action="")


async def at_bottom(page: Page) -> None:
    """Wait until the feed stands at its end, which a smooth scroll reaches in a while."""
    script = """() => {
        const feed = document.getElementById("feed");
        return feed.scrollHeight - feed.scrollTop - feed.clientHeight < 2;
    }"""
    await page.wait_for_function(script)


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
    for _ in range(30):
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
