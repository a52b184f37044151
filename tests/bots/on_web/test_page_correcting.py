"""What is refused in a real browser comes back to be corrected; what is too much is not taken."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.bots.on_web.visits import Visit, lose_the_answer, new_channel

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

BOGUS = "watercolor --bogus"


async def test_what_is_refused_comes_back_and_can_be_corrected(visit: Visit, photo: bytes) -> None:
    page = visit.page
    await visit.choose(photo)
    await visit.say(BOGUS)
    await expect(visit.last.locator(".reply.error")).to_contain_text("--bogus")
    flags = await visit.last.locator(".flag").evaluate_all(
        "all => all.map((one) => one.getClientRects().length)"
    )
    assert set(flags) == {1}, "a flag is never broken at the end of a line"
    await expect(page.locator("#words")).to_have_value(BOGUS)
    await expect(page.locator("#words")).to_be_focused()
    await expect(page.locator("#attached li")).to_have_count(1)
    await visit.say("watercolor --count 2")
    await expect(visit.last.locator(".matrix")).to_be_visible()
    await expect(visit.last.locator(".said .thumb")).to_have_count(1)
    await expect(page.locator(".turn")).to_have_count(2)
    await expect(page.locator("#words")).to_have_value("")
    await expect(page.locator("#attached li")).to_have_count(0)


async def test_refused_words_outlive_a_reload_and_are_sent_anew(desk: Visit) -> None:
    await desk.say("a cat --bogus")
    await expect(desk.page.locator("#words")).to_have_value("a cat --bogus")
    await expect(desk.page.locator("#send")).to_be_enabled()
    await desk.page.reload()
    await expect(desk.page.locator("#words")).to_have_value("a cat --bogus")
    await desk.page.press("#words", "Enter")
    await expect(desk.page.locator(".turn")).to_have_count(2)


async def test_a_refused_message_whose_answer_was_lost_comes_back(desk: Visit) -> None:
    await desk.page.route("**/messages", lose_the_answer)
    await desk.say("a cat --bogus")
    await expect(desk.page.locator(".turn:not(.pending)")).to_have_count(1)
    await expect(desk.page.locator("#words")).to_have_value("a cat --bogus")
    await expect(desk.page.get_by_role("alert")).to_be_hidden()
    desk.complaints.clear()


class Gate:
    """Lets messages through once it is open."""

    def __init__(self) -> None:
        self.open = asyncio.Event()

    async def pass_on(self, route: Route) -> None:
        """Hold a message until then."""
        await self.open.wait()
        await route.continue_()


async def test_what_was_begun_meanwhile_stays(desk: Visit) -> None:
    page, gate = desk.page, Gate()
    await page.route("**/messages", gate.pass_on)
    await desk.say("a cat --bogus")
    await expect(page.locator(".turn.pending")).to_be_visible()
    await page.evaluate("document.getElementById('words').value = 'something new'")
    gate.open.set()
    await expect(desk.last.locator(".reply.error")).to_be_visible()
    await expect(page.locator("#send")).to_be_enabled()
    await expect(page.locator("#words")).to_have_value("something new")


async def test_a_refusal_in_another_channel_waits_there(desk: Visit) -> None:
    page, gate = desk.page, Gate()
    home = page.url
    await page.route("**/messages", gate.pass_on)
    await desk.say("a cat --bogus")
    await new_channel(page, "Logos")
    await expect(page.locator("h1")).to_have_text("Logos")
    async with page.expect_response("**/messages"):
        gate.open.set()
    await expect(page.locator("#composer.sending")).to_have_count(0)
    await expect(page.locator("#words")).to_have_value("")
    await page.goto(home)
    await expect(page.locator("#words")).to_have_value("a cat --bogus")


async def test_a_job_that_fails_gives_nothing_back(desk: Visit) -> None:
    await desk.say("fail to draw a cat")
    await expect(desk.last.locator(".reply.error")).to_be_visible()
    assert await desk.page.input_value("#words") == ""


@pytest.mark.parametrize(
    ("sizes", "taken", "said"),
    [
        pytest.param([1] * 10, 10, "", id="ten"),
        pytest.param(
            [1] * 11,
            10,
            "A message takes 10 pictures: 11.png was not attached. Send the rest in another one.",
            id="11",
        ),
        pytest.param(
            [1] * 60,
            10,
            "A message takes 10 pictures: 11.png, 12.png, 13.png and 47 more were not attached. "
            "Send the rest in another one.",
            id="60",
        ),
        pytest.param(
            [1, 51_000_000],
            1,
            "A picture may have 50 MB and a message 119 MB: 2.png was not attached.",
            id="a large one",
        ),
        pytest.param(
            [49_000_000] * 3,
            2,
            "A picture may have 50 MB and a message 119 MB: 3.png was not attached.",
            id="large together",
        ),
    ],
)
async def test_the_tray_has_a_bound(desk: Visit, sizes: list[int], taken: int, said: str) -> None:
    script = """(sizes) => {
        const carried = new DataTransfer();
        sizes.forEach((size, i) => carried.items.add(
            new File([new Uint8Array(size)], `${i + 1}.png`, { type: "image/png" })));
        dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried }));
    }"""
    await desk.page.evaluate(script, sizes)
    await expect(desk.page.locator("#attached li")).to_have_count(taken)
    await expect(desk.page.locator("#complaint")).to_have_text(said)
