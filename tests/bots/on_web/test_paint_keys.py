"""The page for painting under the hands of those who use keys, and its marks on every colour."""

import re
from collections.abc import AsyncIterator
from io import BytesIO

import numpy as np
import pytest
import pytest_asyncio
from numpy.typing import NDArray
from PIL import Image
from playwright.async_api import Browser, expect

from tests.bots.on_web import painter
from tests.bots.on_web.painted import Canvas, painting
from tests.bots.on_web.visits import DESK

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(loop_scope="module", name="desk_canvas")
async def canvas_at_desk(browser: Browser) -> AsyncIterator[Canvas]:
    """The page at a desk, on a picture of 400 x 300 px."""
    async with painting(browser, DESK) as canvas:
        yield canvas


def marked(mask: NDArray[np.uint8]) -> NDArray[np.int64]:
    """What is white, as the smallest box around it: left, top, right, bottom."""
    rows, columns = np.nonzero(mask > 127)
    return np.array((columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))


async def test_keys_alone_move_the_picture(desk_canvas: Canvas) -> None:
    keyboard = desk_canvas.page.keyboard
    await desk_canvas.page.locator("#stage").focus()
    for _ in range(4):
        await keyboard.press("+")
    before = await desk_canvas.at(200, 150)
    await keyboard.down(" ")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        await keyboard.press(key)
    await keyboard.up(" ")
    after = await desk_canvas.at(200, 150)
    assert (round(before[0] - after[0]), round(before[1] - after[1])) == (80, 160)
    await expect(desk_canvas.page.locator("#guide path")).not_to_have_attribute(
        "d", re.compile(".")
    )
    await expect(desk_canvas.page.locator("#hint")).to_contain_text("Space and arrow keys")


async def test_a_point_led_by_keys_stays_in_sight(desk_canvas: Canvas) -> None:
    page = desk_canvas.page
    await page.locator("#stage").focus()
    for key in (*["+"] * 8, *["ArrowRight"] * 20):
        await page.keyboard.press(key)
    stage, point = (
        await page.locator("#stage").bounding_box(),
        await desk_canvas.at(200 + 19 * 8, 150),
    )
    assert stage is not None
    assert stage["x"] < point[0] < stage["x"] + stage["width"]


@pytest.mark.parametrize(
    ("keys", "middle", "says"),
    [
        pytest.param((".", "ArrowUp", "ArrowRight"), 201, "fine steps, 1 px", id="fine"),
        pytest.param((",", "ArrowUp", "ArrowRight"), 240, "coarse steps, 40 px", id="coarse"),
        pytest.param((",", ".", "ArrowUp", "ArrowRight"), 208, "usual steps, 8 px", id="usual"),
    ],
)
async def test_keys_lead_in_steps_of_three_sizes(
    desk_canvas: Canvas, keys: tuple[str, ...], middle: int, says: str
) -> None:
    await desk_canvas.page.locator("#stage").focus()
    for key in keys:
        await desk_canvas.page.keyboard.press(key)
    await expect(desk_canvas.page.locator("#share")).to_have_text(says)
    await desk_canvas.page.keyboard.press("Enter")
    await desk_canvas.send()
    left, _, right, _ = marked(await desk_canvas.received())
    assert abs((left + right) / 2 - middle) <= 1


@pytest.mark.parametrize("key", ["Control+z", "Escape", "e", "c"])
async def test_a_key_while_drawing_drops_what_is_drawn_and_no_more(
    desk_canvas: Canvas, key: str
) -> None:
    page = desk_canvas.page
    await desk_canvas.tool("Box")
    await desk_canvas.drag((40, 40), (80, 80))
    await desk_canvas.tool("Brush")
    await page.mouse.move(*await desk_canvas.at(60, 60))
    await page.mouse.down()
    await page.mouse.move(*await desk_canvas.at(300, 200), steps=4)
    await page.keyboard.press(key)
    await page.mouse.move(*await desk_canvas.at(350, 60), steps=4)
    await page.mouse.up()
    await desk_canvas.send()
    mask = await desk_canvas.received()
    assert np.abs(marked(mask) - (40, 40, 80, 80)).max() <= 3
    assert mask[45:75, 45:75].min() == 255


async def test_an_undo_while_drawing_leaves_every_step_as_it_was(desk_canvas: Canvas) -> None:
    page = desk_canvas.page
    await desk_canvas.tool("Box")
    await desk_canvas.drag((40, 40), (80, 80))
    await desk_canvas.tool("Brush")
    await page.mouse.move(*await desk_canvas.at(60, 60))
    await page.mouse.down()
    await page.keyboard.press("Control+z")
    await page.mouse.up()
    await desk_canvas.tool("Undo")
    await expect(page.locator("#share")).to_have_text("")
    await desk_canvas.tool("Redo")
    await desk_canvas.send()
    assert np.abs(marked(await desk_canvas.received()) - (40, 40, 80, 80)).max() <= 3


CHOSEN = """async (ground) => {
    const { contrasting } = await import(new URL("../static/paint-colour.js", location.href));
    const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
    const pen = canvas.getContext("2d");
    ground.forEach((colour, at) => { pen.fillStyle = colour; pen.fillRect(at * 10, 0, 10, 30); });
    return contrasting(canvas);
}"""


@pytest.mark.parametrize(
    "ground",
    [
        ("#c81e24",),
        ("#ff2d78",),
        ("#00d2ff",),
        ("#ffffff", "#000000"),
        ("#7f7f7f",),
        ("#c81e24", "#ffffff", "#202020"),
    ],
    ids=", ".join,
)
async def test_marks_have_a_colour_that_is_seen(
    desk_canvas: Canvas, ground: tuple[str, ...]
) -> None:
    grounds = [ground[at % len(ground)] for at in range(4)]
    chosen = rgb(await desk_canvas.page.evaluate(CHOSEN, grounds))
    assert min(np.abs(chosen - rgb(one)).sum() for one in ground) >= 200


def rgb(colour: str) -> NDArray[np.int64]:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])


async def test_marks_are_seen_on_a_red_picture(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(painter, "TINTS", ("#c81e24",) * 9)
    target = BytesIO()
    Image.new("RGB", (400, 300), "#7f7f7f").save(target, "PNG")
    async with painting(browser, DESK, target.getvalue()) as canvas:
        before = await seen(canvas)
        await canvas.slide("size", 60)
        await canvas.drag((140, 150), (260, 150))
        await canvas.page.mouse.move(2, 2)
        after = await seen(canvas)
    assert np.abs(after - before).sum() > 150


async def seen(canvas: Canvas) -> NDArray[np.int64]:
    """The colour of the middle of the picture, as it is on the screen."""
    x, y = await canvas.at(200, 150)
    shot = await canvas.page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    with Image.open(BytesIO(shot)) as opened:
        return np.asarray(opened.convert("RGB"))[0, 0].astype(np.int64)
