"""The page for painting in a real Chromium: how soon one paints, and how evenly strokes follow.

`python -m tests.bench.bench_painting`. Opening is measured from the navigation on, with a picture
of 4096², beside a page that shows the same small version and nothing else; strokes on 1024², beside
the same lines on a bare canvas, in frames of requestAnimationFrame.
"""

import asyncio
import statistics
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from playwright.async_api import Browser, Page

from tests.bots.on_web.painted import READY, invited, made
from tests.bots.on_web.studio import running, studio
from tests.bots.on_web.visits import DESK
from tests.chromium import chromium

ROUNDS = 5
SECONDS = 3
HAND = 1.5  # s between the press and the link that it gave; meanwhile its picture is made small
TARGET = {"ready_ms": 1000, "frames_per_second": 60}
BARE_READY = """async (url) => {
    const image = new Image();
    image.src = url;
    document.body.replaceChildren(image);
    const begun = performance.now();
    await image.decode();
    return performance.now() - begun;
}"""
# Strokes of eight points a frame in a spiral; gives the ms between frames, and those spent in ours.
STROKES = """async ([kind, seconds]) => {
    const stage = document.getElementById("stage");
    const box = document.getElementById("sheet").getBoundingClientRect();
    const canvas = Object.assign(document.createElement("canvas"), { width: 1024, height: 1024 });
    const pen = canvas.getContext("2d");
    Object.assign(pen, { lineWidth: 57, lineCap: "round", strokeStyle: "#ff2d78" });
    if (kind === "bare") {
        canvas.setAttribute("id", "bare");
        document.getElementById("sheet").replaceChildren(canvas);
    }
    stage.setPointerCapture = () => {};
    const told = (name, points) => {
        const at = ([x, y]) => ({ pointerId: 1, pointerType: "pen", bubbles: true, isPrimary: true,
            clientX: box.left + x * box.width, clientY: box.top + y * box.height });
        const coalescedEvents = points.map((one) => new PointerEvent(name, at(one)));
        stage.dispatchEvent(new PointerEvent(name, { ...at(points.at(-1)), coalescedEvents }));
    };
    const line = (points) => {
        for (const [x, y] of points) {
            pen.lineTo(x * 1024, y * 1024);
            pen.stroke();
            pen.beginPath();
            pen.moveTo(x * 1024, y * 1024);
        }
    };
    const draw = kind === "bare" ? line : (points) => told("pointermove", points);
    const point = (i) => {
        const turn = i / 40;
        const far = 0.05 + 0.4 * ((i % 1500) / 1500);
        return [0.5 + far * Math.cos(turn), 0.5 + far * Math.sin(turn)];
    };
    if (kind !== "bare") told("pointerdown", [point(0)]);
    const frames = [], spent = [];
    let [i, before] = [0, await new Promise(requestAnimationFrame)];
    const end = before + seconds * 1000;
    while (before < end) {
        const begun = performance.now();
        draw(Array.from({ length: 8 }, () => point(i++)));
        spent.push(performance.now() - begun);
        const now = await new Promise(requestAnimationFrame);
        frames.push(now - before);
        before = now;
    }
    if (kind !== "bare") told("pointerup", [point(i)]);
    return { frames, spent };
}"""


def measure() -> dict[str, Any]:
    """Medians in ms, and what they are beside the reference."""
    return asyncio.run(_measure())


async def _measure() -> dict[str, Any]:
    large, small = await asyncio.to_thread(_picture, 4096), await asyncio.to_thread(_picture, 1024)
    async with chromium() as browser:
        return {
            "opening": await _opening(browser, large),
            "strokes": await _strokes(browser, small),
            "target": TARGET,
        }


async def _opening(browser: Browser, data: bytes) -> dict[str, float]:
    house = await studio()
    job = await made(house, data)
    ready: list[float] = []
    bare: list[float] = []
    async with running(house) as address:
        for _ in range(ROUNDS):
            context = await browser.new_context(viewport=DESK)  # with nothing cached
            page = await context.new_page()
            link = address + await invited(house, job)
            await asyncio.sleep(HAND)
            await page.goto(link, wait_until="commit")
            ready.append(float(await page.evaluate(READY)))
            url = await page.evaluate("document.getElementById('picture').src")
            await context.close()
            bare.append(await _shown(browser, address, url))
    first, *others = ready
    median = statistics.median(others)
    return {
        "first_ms": round(first, 1),
        "ready_ms": round(median, 1),
        "bare_ms": round(statistics.median(bare), 1),
        "times_bare": round(median / statistics.median(bare), 2),
    }


async def _shown(browser: Browser, address: str, url: str) -> float:
    """How long the small version alone takes, in a browser that has not seen it."""
    context = await browser.new_context(viewport=DESK)
    page = await context.new_page()
    await page.goto(f"{address}/static/icon.svg")
    await page.goto(f"{address}/")
    spent = float(await page.evaluate(BARE_READY, url))
    await context.close()
    return spent


async def _strokes(browser: Browser, data: bytes) -> dict[str, float]:
    house = await studio()
    job = await made(house, data)
    async with running(house) as address:
        page = await browser.new_page(viewport=DESK)
        await page.goto(address + await invited(house, job))
        await page.evaluate(READY)
        ours = await _drawn(page, "ours")
        bare = await _drawn(page, "bare")
        await page.close()
    return {**ours, **{f"bare_{name}": value for name, value in bare.items()}}


async def _drawn(page: Page, kind: str) -> dict[str, float]:
    found = await page.evaluate(STROKES, [kind, SECONDS])
    frames, spent = found["frames"], found["spent"]
    return {
        "frames_per_second": round(1000 * len(frames) / sum(frames), 1),
        "frame_p95_ms": round(float(np.percentile(frames, 95)), 1),
        "script_ms": round(statistics.median(spent), 2),
    }


def _picture(side: int) -> bytes:
    """Something that encodes as a photograph does."""
    chance = np.random.default_rng(7)
    coarse = chance.integers(0, 256, (24, 24, 3), dtype=np.uint8)
    smooth = np.asarray(Image.fromarray(coarse).resize((side, side), Image.Resampling.BICUBIC))
    noisy = smooth.astype(np.int16) + chance.integers(-6, 7, smooth.shape, dtype=np.int16)
    target = BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(target, "JPEG", quality=92)
    return target.getvalue()


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    opening, strokes, goal = result["opening"], result["strokes"], result["target"]
    rate, bare = strokes["frames_per_second"], strokes["bare_frames_per_second"]
    return "\n".join(
        [
            f"4096²: from the link to painting {opening['ready_ms']:9.1f} ms",
            f"the first time                   {opening['first_ms']:9.1f} ms",
            f"the same picture alone           {opening['bare_ms']:9.1f} ms",
            f"target                           {goal['ready_ms']:9.1f} ms",
            f"1024²: strokes at {rate} frames/s (p95 {strokes['frame_p95_ms']} ms), "
            f"{strokes['script_ms']} ms of script each",
            f"bare canvas    at {bare} frames/s (p95 {strokes['bare_frame_p95_ms']} ms), "
            f"{strokes['bare_script_ms']} ms",
            f"{round(rate / bare, 2)} of the bare canvas (target {goal['frames_per_second']}/s)",
        ]
    )


if __name__ == "__main__":
    print(table(measure()))
