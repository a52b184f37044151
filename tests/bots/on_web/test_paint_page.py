"""The page for painting in a real browser: what each tool marks is what the server receives."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Literal, cast
from urllib.parse import urlencode

import numpy as np
import pytest
import pytest_asyncio
from numpy.typing import NDArray
from playwright.async_api import Browser, ViewportSize, expect

from bots.on_web.painting_person import INIT_DATA
from core.painting import LASTS
from tests.bots.on_web.init_data import signed
from tests.bots.on_web.painted import Canvas, painting, picture
from tests.bots.on_web.visits import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
SHOWN: Mapping[Literal["button", "slider", "textbox"], tuple[str, ...]] = {
    "button": (
        "Brush",
        "Eraser",
        "Lasso",
        "Box",
        "Tap a colour",
        "Invert",
        "Clear",
        "Undo",
        "Send",
    ),
    "slider": ("Size", "Soft edge"),
    "textbox": ("What should change?",),
}
SLACK = 3  # px by which a hand on a scaled picture misses

Box = tuple[int, int, int, int]  # left, top, right, bottom in px of the picture


@pytest_asyncio.fixture(
    loop_scope="module", params=[DESK, PHONE], ids=["desk", "phone"], name="canvas"
)
async def canvas_at_both(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Canvas]:
    """The page on a picture of 400 x 300 px, once at a desk and once on a phone."""
    async with painting(browser, request.param) as canvas:
        yield canvas


@pytest_asyncio.fixture(loop_scope="module", name="desk_canvas")
async def canvas_at_desk(browser: Browser) -> AsyncIterator[Canvas]:
    """The page at a desk."""
    async with painting(browser, DESK) as canvas:
        yield canvas


def boxed(mask: NDArray[np.uint8]) -> Box:
    """What is white, as the smallest box around it."""
    rows, columns = np.nonzero(mask > 127)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def near(one: Box, other: Box, slack: int = SLACK) -> bool:
    """Whether boxes are the same but for a few px."""
    return all(abs(a - b) <= slack for a, b in zip(one, other, strict=True))


async def test_a_brush_marks_where_it_goes(canvas: Canvas) -> None:
    await canvas.slide("size", 40)
    await canvas.drag((100, 150), (300, 150))
    await canvas.send()
    mask = await canvas.received()
    assert mask.shape == (300, 400)
    assert near(boxed(mask), (80, 130, 320, 170))
    assert mask[150, 90:310].min() == 255
    assert mask[:125].max() == mask[175:].max() == 0


async def test_a_brush_that_only_touches_leaves_a_dot(canvas: Canvas) -> None:
    await canvas.slide("size", 40)
    await canvas.page.mouse.click(*await canvas.at(200, 150))
    await canvas.send()
    assert near(boxed(await canvas.received()), (180, 130, 220, 170))


async def test_an_eraser_takes_away(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((100, 100), (300, 200))
    await canvas.tool("Eraser")
    await canvas.slide("size", 40)
    await canvas.drag((200, 60), (200, 240))
    await canvas.send()
    mask = await canvas.received()
    assert mask[100:200, 184:216].max() == 0
    assert mask[110:190, 110:170].min() == mask[110:190, 230:290].min() == 255


async def test_a_lasso_marks_its_inside(canvas: Canvas) -> None:
    await canvas.tool("Lasso")
    await canvas.drag((100, 50), (300, 50), (200, 250))
    await canvas.send()
    mask = await canvas.received()
    assert mask[100, 200] == mask[60, 120] == mask[230, 200] == 255
    assert mask[200, 110] == mask[200, 290] == mask[40, 200] == 0


async def test_a_box_marks_what_is_in_it(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((300, 200), (120, 80))
    await canvas.send()
    mask = await canvas.received()
    left, top, right, bottom = boxed(mask)
    assert near((left, top, right, bottom), (120, 80, 300, 200))
    assert mask[top:bottom, left:right].min() == 255, "edges are sharp"


async def test_a_tap_marks_what_has_the_colour(canvas: Canvas) -> None:
    await canvas.tool("Tap a colour")
    await canvas.page.mouse.click(*await canvas.at(130, 100))
    await canvas.send()
    mask = await canvas.received()
    assert near(boxed(mask), (100, 75, 200, 150), 1)
    assert int((mask > 127).sum()) == 100 * 75


async def test_a_tap_takes_more_with_more_tolerance(canvas: Canvas) -> None:
    await canvas.tool("Tap a colour")
    await canvas.slide("tolerance", 128)
    await canvas.page.mouse.click(*await canvas.at(20, 20))
    await expect(canvas.page.locator("#share")).to_have_text("everything marked")


FLOOD = """async ([channel, by]) => {
    const { flooded } = await import(new URL("../static/paint-flood.js", location.href));
    const data = new Uint8ClampedArray([100, 100, 100, 100, 100, 100, 100, 100]);
    data[4 + channel] += by;
    return [...flooded({ data, width: 2, height: 1 }, 0, 0, 24).data];
}"""


@pytest.mark.parametrize("channel", range(4), ids=["red", "green", "blue", "opacity"])
async def test_a_tap_compares_each_channel(desk_canvas: Canvas, channel: int) -> None:
    marks = [await desk_canvas.page.evaluate(FLOOD, [channel, by]) for by in (-25, -24, 24, 25)]
    assert marks == [[255, 0], [255, 255], [255, 255], [255, 0]]


@pytest.mark.parametrize(
    ("tool", "points"),
    [
        ("Box", [(150, 100), (250, 200)]),
        ("Lasso", [(150, 100), (250, 100), (250, 200), (150, 200)]),
    ],
)
async def test_tools_take_away_where_that_is_chosen(
    desk_canvas: Canvas, tool: str, points: list[tuple[float, float]]
) -> None:
    await desk_canvas.tool("Box")
    await desk_canvas.drag((100, 50), (300, 250))
    await desk_canvas.tool(tool)
    await desk_canvas.page.get_by_text("Take away", exact=True).click()
    await desk_canvas.drag(*points)
    await desk_canvas.send()
    mask = await desk_canvas.received()
    assert mask[105:195, 155:245].max() == 0
    assert mask[60:90, 110:290].min() == 255


async def test_steps_are_taken_back_and_done_again(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((40, 40), (80, 80))
    await canvas.drag((300, 200), (360, 260))
    await canvas.tool("Undo")
    await canvas.tool("Undo")
    await expect(canvas.page.locator("#share")).to_have_text("")
    await canvas.tool("Redo")
    await canvas.send()
    assert near(boxed(await canvas.received()), (40, 40, 80, 80))


async def test_what_is_painted_after_an_undo_ends_what_could_be_done_again(
    desk_canvas: Canvas,
) -> None:
    await desk_canvas.tool("Box")
    await desk_canvas.drag((40, 40), (80, 80))
    await desk_canvas.tool("Undo")
    await desk_canvas.drag((300, 200), (360, 260))
    redo = desk_canvas.page.get_by_role("button", name="Redo", exact=True)
    await expect(redo).to_be_disabled()


async def test_invert_and_clear(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((40, 40), (80, 80))
    await canvas.tool("Clear")
    await canvas.drag((100, 100), (200, 200))
    await canvas.tool("Invert")
    await canvas.send()
    mask = await canvas.received()
    assert near(boxed(255 - mask), (100, 100, 200, 200))
    assert mask[60, 60] == 255


async def test_a_soft_edge_is_a_gradient(desk_canvas: Canvas) -> None:
    await desk_canvas.tool("Box")
    await desk_canvas.drag((100, 75), (300, 225))
    await desk_canvas.slide("soft", 16)
    await desk_canvas.send()
    row = (await desk_canvas.received())[150].astype(int)
    assert (row[60], row[200]) == (0, 255)
    assert near((int(row[100]), 0, 0, 0), (128, 0, 0, 0), 30), "half where it was drawn"
    steps = np.diff(row[84:117])
    assert steps.min() >= 0
    assert 5 < steps.max() < 40


async def test_what_is_painted_zoomed_is_where_it_was_painted(canvas: Canvas) -> None:
    await canvas.page.locator("#stage").hover()
    await canvas.page.mouse.wheel(0, -900)
    await canvas.page.keyboard.press("0")
    await canvas.page.mouse.move(*await canvas.at(200, 150))
    await canvas.page.mouse.wheel(0, -600)
    await canvas.tool("Box")
    await canvas.drag((180, 130), (220, 170))
    await canvas.send()
    assert near(boxed(await canvas.received()), (180, 130, 220, 170), 1)


async def test_the_space_bar_moves_the_picture(desk_canvas: Canvas) -> None:
    before = await desk_canvas.at(0, 0)
    await desk_canvas.page.keyboard.down(" ")
    await desk_canvas.drag((100, 100), (140, 120))
    await desk_canvas.page.keyboard.up(" ")
    after = await desk_canvas.at(0, 0)
    assert after[0] > before[0] + 20
    await expect(desk_canvas.page.locator("#share")).to_have_text("")


FINGERS = """(fingers) => {
    const stage = document.getElementById("stage");
    const told = (kind, id, x, y) => stage.dispatchEvent(new PointerEvent(kind, { pointerId: id,
        pointerType: "touch", clientX: x, clientY: y, bubbles: true, isPrimary: id === 1 }));
    stage.setPointerCapture = () => {};
    for (const [kind, id, x, y] of fingers) told(kind, id, x, y);
}"""


async def test_two_fingers_zoom_and_paint_nothing(canvas: Canvas) -> None:
    box = await canvas.page.locator("#sheet").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    steps = [("pointerdown", 1, x - 30, y), ("pointermove", 1, x - 32, y)]
    steps += [("pointerdown", 2, x + 30, y), ("pointermove", 2, x + 60, y)]
    steps += [("pointermove", 1, x - 60, y), ("pointerup", 1, x - 60, y), ("pointerup", 2, x, y)]
    await canvas.page.evaluate(FINGERS, steps)
    now = await canvas.page.locator("#sheet").bounding_box()
    assert now is not None
    assert now["width"] == pytest.approx(box["width"] * 120 / 62, rel=0.02)
    assert await canvas.page.locator("#share").text_content() == ""
    await canvas.tool("Invert")  # what the first finger drew would be left out
    await expect(canvas.page.locator("#share")).to_have_text("everything marked")


async def test_boxes_are_marked_by_keys_alone(desk_canvas: Canvas) -> None:
    page = desk_canvas.page
    await page.locator("#stage").focus()
    for key in ("r", "ArrowUp", "ArrowLeft", "ArrowDown", "Shift+ArrowRight", "Enter"):
        await page.keyboard.press(key)
    await page.locator("#words").focus()
    await page.keyboard.type("make it blue")
    await page.keyboard.press("Enter")
    # A quarter of the picture at first, moved by a fiftieth, and as much wider.
    assert near(boxed(await desk_canvas.received()), (142, 120, 250, 195), 1)


@pytest.mark.parametrize(
    ("keys", "box"),
    [
        pytest.param(("b", "ArrowUp", "Enter"), (189, 139, 211, 161), id="a dab"),
        pytest.param(
            ("b", "ArrowUp", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowRight"),
            (189, 131, 227, 153),
            id="a line",
        ),
        pytest.param(
            ("t", *["ArrowUp"] * 5, *["ArrowLeft"] * 4, "Enter"), (100, 75, 200, 150), id="a tap"
        ),
        pytest.param(
            (
                *("l", "ArrowUp", "Enter"),
                *("ArrowRight", "ArrowRight", "Enter"),
                *("ArrowDown", "ArrowDown", "Enter"),
                *("ArrowLeft", "ArrowLeft", "Enter", "Enter"),
            ),
            (200, 150, 216, 166),
            id="a lasso",
        ),
    ],
)
async def test_keys_alone_do_what_a_hand_does(
    desk_canvas: Canvas, keys: tuple[str, ...], box: Box
) -> None:
    await desk_canvas.page.locator("#stage").focus()
    for key in keys:
        await desk_canvas.page.keyboard.press(key)
    await desk_canvas.send()
    assert near(boxed(await desk_canvas.received()), box, 1)


async def test_keys_alone_erase(desk_canvas: Canvas) -> None:
    await desk_canvas.tool("Box")
    await desk_canvas.drag((100, 100), (300, 200))
    await desk_canvas.tool("Eraser")
    await desk_canvas.page.locator("#stage").focus()
    for key in ("ArrowUp", "Enter"):
        await desk_canvas.page.keyboard.press(key)
    await desk_canvas.send()
    mask = await desk_canvas.received()
    assert mask[145:155, 195:205].max() == 0
    assert mask[110, 110] == mask[190, 290] == 255


async def test_every_tool_has_a_key(desk_canvas: Canvas) -> None:
    for key, name in (("e", "Eraser"), ("l", "Lasso"), ("t", "Tap a colour"), ("b", "Brush")):
        await desk_canvas.page.keyboard.press(key)
        button = desk_canvas.page.get_by_role("button", name=name, exact=True)
        await expect(button).to_have_attribute("aria-pressed", "true")
    await desk_canvas.page.click("summary")
    await expect(desk_canvas.page.locator("#hint")).to_contain_text("L: lasso")


async def test_keys_of_tools_are_letters_where_one_writes(desk_canvas: Canvas) -> None:
    await desk_canvas.page.locator("#words").focus()
    await desk_canvas.page.keyboard.type("lemon [x]")
    await expect(desk_canvas.page.locator("#words")).to_have_value("lemon [x]")
    brush = desk_canvas.page.get_by_role("button", name="Brush", exact=True)
    await expect(brush).to_have_attribute("aria-pressed", "true")


async def test_a_region_needs_no_painting(canvas: Canvas) -> None:
    await canvas.page.select_option("#region", label="The sky")
    await expect(canvas.page.locator("#note")).to_contain_text("found for you")
    await canvas.drag((100, 150), (300, 150))
    await expect(canvas.page.locator("#share")).to_have_text("")
    await canvas.send("darker")
    job = await canvas.sent()
    assert (job.spec.prompt.words, job.spec.mask) == ("the sky, darker", None)


@pytest.mark.parametrize(
    ("deed", "says"),
    [(None, "Nothing is painted yet"), ("Invert", "Everything is painted")],
    ids=["nothing", "everything"],
)
async def test_nothing_and_everything_are_not_sent(
    canvas: Canvas, deed: str | None, says: str
) -> None:
    if deed:
        await canvas.tool(deed)
    await canvas.send()
    await expect(canvas.page.locator("#complaint")).to_contain_text(says)
    assert len(canvas.house.memory.jobs) == 1


async def test_a_blemish_on_a_large_picture_can_be_marked(browser: Browser) -> None:
    data = await asyncio.to_thread(picture, 4096, 2048)
    async with painting(browser, DESK, data) as canvas:
        await canvas.slide("size", 16)
        await canvas.page.mouse.click(*await canvas.at(2000, 1000))
        await expect(canvas.page.locator("#share")).to_have_text("less than 0.1 % marked")
        await canvas.send()
        mask = await canvas.received()
        assert near(boxed(mask), (996, 496, 1004, 504), 4)


async def test_a_slip_is_told_as_one(desk_canvas: Canvas) -> None:
    await desk_canvas.slide("size", 2)
    await desk_canvas.page.mouse.click(*await desk_canvas.at(200, 150))
    await desk_canvas.send()
    await expect(desk_canvas.page.locator("#complaint")).to_contain_text("Too little is painted")
    assert len(desk_canvas.house.memory.jobs) == 1


async def test_before_and_after_are_compared(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((100, 100), (200, 200))
    await canvas.send()
    await canvas.sent()
    handle = canvas.page.get_by_role("slider", name="How much of the picture before is seen")
    await handle.focus()
    await canvas.page.keyboard.press("Home")
    clip = "getComputedStyle(document.querySelector('.compare-after')).clipPath"
    assert await canvas.page.evaluate(clip) == "inset(0px 0px 0px 0%)"
    for side in ("before", "after"):
        shown = canvas.page.locator(f".compare-{side}")
        await expect(shown).to_have_js_property("naturalWidth", 400)


async def test_of_several_results_one_is_chosen_to_compare(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((100, 100), (200, 200))
    await canvas.send("make it blue --count 3")
    job = await canvas.sent()
    assert len(job.variants) == 3
    seen = canvas.page.locator(".compare-after")
    first = await seen.get_attribute("src")
    await canvas.tool("Compare result 3")
    third = await seen.get_attribute("src")
    assert first != third
    await canvas.tool("Compare result 1")
    assert await seen.get_attribute("src") == first


async def test_a_page_that_is_opened_again_shows_what_came_of_it(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((100, 100), (200, 200))
    await canvas.send()
    await canvas.sent()
    await canvas.page.reload()
    await expect(canvas.page.locator("#title")).to_have_text("Done")
    await expect(canvas.page.locator("#desk")).to_be_hidden()


async def test_a_link_that_is_over_says_so_instead(desk_canvas: Canvas) -> None:
    memory = desk_canvas.house.memory
    for id, one in list(memory.invitations.items()):
        memory.invitations[id] = one.__class__(
            one.id, one.place, one.job, one.variant, one.expires - 2 * LASTS
        )
        path = desk_canvas.house.parts.painting.link(memory.invitations[id])
        await desk_canvas.page.goto(desk_canvas.page.url.replace(desk_canvas.path, path))
    await expect(desk_canvas.page.locator("#result")).to_contain_text("This link is over")
    await expect(desk_canvas.page.locator("#ask")).to_be_hidden()
    desk_canvas.complaints.clear()  # the browser tells of the refusal, too


async def test_a_refusal_keeps_what_was_painted(canvas: Canvas) -> None:
    await canvas.tool("Box")
    await canvas.drag((100, 100), (200, 200))
    await canvas.send("make it blue --bogus")
    await expect(canvas.page.locator("#complaint")).to_contain_text("I do not know the flag")
    await canvas.send("make it blue")
    assert near(boxed(await canvas.received()), (100, 100, 200, 200))
    canvas.complaints.clear()  # the browser tells of the refusal, too


async def test_whatever_is_not_ours_is_blocked(desk_canvas: Canvas) -> None:
    tries = """async () => {
        const blocked = [];
        const note = (event) => blocked.push(event.effectiveDirective);
        addEventListener("securitypolicyviolation", note);
        const script = document.createElement("script");
        script.textContent = "window.owned = true";
        document.body.append(script);
        document.body.setAttribute("style", "opacity: 0.5");
        const image = new Image();
        image.src = "http://localhost:9/x.png";
        await fetch("http://localhost:9/").catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 200));
        return [blocked.sort(), Boolean(window.owned), getComputedStyle(document.body).opacity];
    }"""
    blocked, owned, opacity = cast("list[object]", await desk_canvas.page.evaluate(tries))
    assert blocked == ["connect-src", "img-src", "script-src-elem", "style-src-attr"]
    assert (owned, opacity) == (False, "1")
    desk_canvas.complaints.clear()  # the browser tells of each


async def test_everything_to_touch_is_large_enough(canvas: Canvas) -> None:
    sizes = """() => [...document.querySelectorAll("button, select, textarea, input")]
        .filter((one) => one.offsetParent && !one.closest("[hidden]"))
        .map((one) => [one.id || one.title, one.type === "checkbox" ? one.parentElement : one])
        .map(([name, one]) => [name, one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""
    for tool in ("Brush", "Tap a colour"):
        await canvas.tool(tool)
        assert await canvas.page.evaluate(sizes) == []
    across = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await canvas.page.evaluate(across) == 0


async def test_a_phone_on_its_side_shows_everything_at_once(browser: Browser) -> None:
    side = ViewportSize(width=844, height=390)
    async with painting(browser, side) as canvas:
        for role, names in SHOWN.items():
            for name in names:
                there = canvas.page.get_by_role(role, name=name, exact=True)
                await expect(there).to_be_in_viewport(ratio=1)
        stage = await canvas.page.locator("#stage").bounding_box()
        assert stage is not None
        assert stage["height"] > 340, "the picture has the whole height"


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("size", [(400, 700), (640, 400)], ids=["tall", "wide"])
async def test_every_corner_of_a_picture_can_be_painted(
    browser: Browser, screen: ViewportSize, size: tuple[int, int]
) -> None:
    """Nothing lies over the picture: neither the steps nor the zoom."""
    width, height = size
    async with painting(browser, screen, await asyncio.to_thread(picture, width, height)) as canvas:
        await canvas.tool("Box")
        await canvas.drag((width - 2, height - 2), (width - 42, height - 32))
        await canvas.send()
        found = boxed(await canvas.received())
        assert near(found, (width - 42, height - 32, width - 2, height - 2), 4)


async def test_a_large_picture_is_marked_at_half_its_size(browser: Browser) -> None:
    data = await asyncio.to_thread(picture, 4096, 2048)
    async with painting(browser, DESK, data) as canvas:
        await canvas.tool("Box")
        await canvas.drag((1024, 512), (3072, 1536))
        await canvas.send()
        mask = await canvas.received()
        assert mask.shape == (1024, 2048)
        assert near(boxed(mask), (512, 256, 1536, 768))


async def test_within_telegram_every_request_brings_what_it_signed(browser: Browser) -> None:
    launch = urlencode({"tgWebAppData": signed(), "tgWebAppVersion": "9.1"})
    async with painting(browser, PHONE, launch=launch) as canvas:
        await canvas.drag((100, 150), (300, 150))
        await canvas.send()
        await canvas.sent()
        await expect(canvas.page.get_by_role("button", name="Back to the chat")).to_be_visible()
        asked = [
            one for one in canvas.asked if "/paint/" in one.url and one.resource_type == "fetch"
        ]
        brought = {(one.method, one.headers.get(INIT_DATA)) for one in asked}
    assert brought == {("GET", signed()), ("POST", signed())}


async def test_elsewhere_it_brings_nothing_of_the_kind(desk_canvas: Canvas) -> None:
    assert desk_canvas.asked
    assert not any(INIT_DATA in one.headers for one in desk_canvas.asked)


async def test_what_could_not_be_made_leaves_the_painting(desk_canvas: Canvas) -> None:
    await desk_canvas.drag((100, 150), (300, 150))
    await desk_canvas.send("make it fail")
    told = desk_canvas.page.locator("#result")
    await expect(told).to_contain_text("This needs more memory")
    await desk_canvas.page.get_by_role("button", name="Try other words").click()
    await expect(desk_canvas.page.locator("#share")).to_contain_text("%")
    await desk_canvas.send("make it blue")
    await expect(desk_canvas.page.locator("#title")).to_have_text("Done")
