"""What the recipes show is what somebody sees who follows them."""

from pathlib import Path

import pytest

from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import visiting
from tests.recipes.pages import RECIPES, pages, steady, steps
from tests.recipes.running import Follower


@pytest.mark.browser
@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
async def test_a_recipe_goes_as_it_says(page: Path, tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as easel:
        said(easel, "Easel is at", "easel.worker on ")
        async with visiting(port) as window:
            follower = Follower(window, f"http://127.0.0.1:{port}")
            for step in steps(page):
                assert steady(await follower.do(step)) == steady(step.answer)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_each_step_of_a_recipe_has_its_picture(page: Path) -> None:
    shown = [f"pictures/{page.stem}-{number + 1}.jpg" for number, _ in enumerate(steps(page))]
    text = page.read_text(encoding="utf-8")
    assert [path for path in shown if f"]({path})" not in text] == []
    assert [path for path in shown if not (RECIPES / path).is_file()] == []
