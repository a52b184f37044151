"""Run every recipe and record it: `python -m tests.recipes [NAME]…` writes answers and pictures."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.acceptance.processes import demo, free_port, said
from tests.chromium import chromium
from tests.recipes.pages import RECIPES, pages, recorded, steps
from tests.recipes.running import HEIGHT, WIDTH, Follower

QUALITY = 80  # of the pictures, of 100


async def record(page: Path) -> None:
    """Follow a page in a house of its own."""
    port = free_port()
    answers = list[tuple[str, ...]]()
    with TemporaryDirectory(ignore_cleanup_errors=True) as home, demo(Path(home), port) as easel:
        said(easel, "Easel is at", "easel.worker on ")
        root = f"http://127.0.0.1:{port}"
        async with chromium() as browser:
            window = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            window.set_default_timeout(120_000)
            await window.goto(root)
            follower = Follower(window, root)
            for number, step in enumerate(steps(page), 1):
                answers.append(await follower.do(step))
                path = RECIPES / "pictures" / f"{page.stem}-{number}.jpg"
                await follower.photographed(path, QUALITY)
                print(f"{page.stem} {number}: {' / '.join(answers[-1])}", flush=True)
    recorded(page, answers)


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for one in pages():
        if not wanted or one.stem in wanted:
            asyncio.run(record(one))
