"""The tree on the studio page: what a result came from, and what came of it."""

import pytest
from playwright.async_api import Locator, expect

from core.actions import Action, Verb
from tests.bots.on_web.visits import Visit, open_at

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def press(visit: Visit, verb: Verb, number: int, words: str = "") -> None:
    """Press a button of the result of that number (0 for the first), and wait for what comes."""
    channel = await open_at(visit)
    jobs = [one.id for one in visit.house.memory.jobs.values() if one.spec.place.channel == channel]
    count = await visit.page.locator(".turn").count()
    script = """async ([channel, action, words]) => {
        const form = new FormData();
        form.set("key", crypto.randomUUID());
        form.set("words", words);
        form.set("action", action);
        const path = `/api/channels/${channel}/messages`;
        await fetch(path, { method: "POST", body: form, headers: { "X-Easel": "1" } });
    }"""
    action = Action(verb, sorted(jobs)[number], 0 if verb is Verb.DELETE else 1).pack()
    await visit.page.evaluate(script, [channel, action, words])
    await expect(visit.page.locator(".turn")).to_have_count(count + 1)
    await expect(visit.page.locator(".working-box")).to_have_count(0)


async def grown(visit: Visit, photo: bytes) -> Locator:
    """A grid, three edits one after another, a branch from the second step; the tree of it."""
    await visit.grid(photo)
    for number, words in enumerate(("brighter", "<b>a red hat</b> 🦊", "a blue sky")):
        await press(visit, Verb.EDIT, number, words)
    await press(visit, Verb.EDIT, 1, "a green hat")
    await press(visit, Verb.DETAILS, 1)
    await visit.button("Tree").click()
    tree = visit.page.locator("dialog.tree")
    await expect(tree).to_be_visible()
    return tree


async def test_every_step_is_there_and_branches_stand_beside_each_other(
    visit: Visit, photo: bytes
) -> None:
    tree = await grown(visit, photo)
    await expect(tree.locator(".step")).to_have_count(6)
    await expect(tree.locator(".parted > .chain")).to_have_count(2)
    await expect(tree.locator(".step").nth(3)).to_contain_text("<b>a red hat</b> 🦊")
    await expect(tree.locator("[aria-current=step] .step-words b")).to_have_text("2")


async def test_a_picture_opens_its_step_to_branch_from(desk: Visit, photo: bytes) -> None:
    tree = await grown(desk, photo)
    await tree.get_by_role("button", name="Variant 2: tint 2, of step 4").click()
    await expect(tree).to_be_hidden()
    await expect(desk.last.locator(".reply-text")).to_contain_text("2 of 4: “a blue sky”")
    await desk.last.get_by_role("button", name="Vary").click()
    await expect(desk.last.locator(".matrix .column")).to_have_count(4)


async def test_it_is_walked_and_left_by_keys(desk: Visit, photo: bytes) -> None:
    tree = await grown(desk, photo)
    here = tree.locator("[aria-current=step] .leaf")
    await expect(here.first).to_be_focused()
    await desk.page.keyboard.press("ArrowRight")
    await expect(here.nth(1)).to_be_focused()
    await desk.page.keyboard.press("ArrowUp")
    await desk.page.keyboard.press("ArrowUp")
    await expect(tree.locator(".step").nth(1).locator(".leaf").last).to_be_focused()
    await desk.page.keyboard.press("Escape")
    await expect(tree).to_be_hidden()
    await expect(desk.button("Tree")).to_be_focused()


async def test_enter_opens_a_step(desk: Visit, photo: bytes) -> None:
    tree = await grown(desk, photo)
    await desk.page.keyboard.press("Enter")
    await expect(tree).to_be_hidden()
    await expect(desk.last.locator(".reply-text")).to_contain_text("1 of 4: “brighter”")


async def test_a_deleted_step_keeps_its_place_and_loses_its_words(
    visit: Visit, photo: bytes
) -> None:
    tree = await grown(visit, photo)
    await visit.page.keyboard.press("Escape")
    await press(visit, Verb.DELETE, 1)
    await press(visit, Verb.DETAILS, 2)
    await visit.button("Tree").click()
    await expect(tree.locator(".step.gone")).to_have_text(["2 This step was deleted."])
    await expect(tree.locator(".parted > .chain")).to_have_count(2)
    await expect(tree.locator(".step")).to_have_count(6)
    assert "brighter" not in await tree.inner_text()


async def test_nothing_is_cut_off(phone: Visit, photo: bytes) -> None:
    tree = await grown(phone, photo)
    script = "box => box.scrollWidth - box.clientWidth"
    assert await tree.locator(".tree-area").evaluate(script) == 0
