"""Models that compete in one job: each keeps to itself, and one that fails harms no other."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent
from core.errors import CannotDo, OutOfMemory
from core.jobs import Asset, Job, Kept, State
from tests.values import asset
from tests.worker.test_rendering import Shop, shop
from worker.engine import Pixels, Rendered, Report, Task
from worker.media.files import pixels_of
from worker.rendering import Renderer

NAMES = ("classical", "second", "third")


class Odd(Exception):
    """What no engine should raise."""


def by_name(task: Task, _: Report) -> Iterator[Rendered]:
    """The source, by the model's name; the second one fails as its words say."""
    if task.card.name == "second":
        match task.spec.prompt.words:
            case "words":
                raise CannotDo(model=task.card.title, reason="it has no brush.")
            case "memory":
                raise OutOfMemory
            case "odd":
                raise Odd
            case _:
                pass
    if task.spec.prompt.words == "nobody":
        raise CannotDo(model=task.card.title, reason="not today.")
    if task.spec.prompt.words == "what":
        yield Rendered(1, task.inputs[0], task.spec.intent)
        return
    kept = f", from {task.kept!r}" if task.kept else ""
    yield Rendered(1, task.inputs[0], f"by {task.card.name}{kept}")


@asynccontextmanager
async def arena() -> AsyncGenerator[Shop]:
    """A worker that serves three models."""
    async with shop(by_name) as one:
        bench = one.renderer.bench
        first = bench.catalogue.card("classical")
        others = (replace(first, name=name, title=name.title()) for name in NAMES[1:])
        catalogue = Catalogue((*bench.catalogue, *others))
        bench = replace(bench, catalogue=catalogue, cards=NAMES)
        one.renderer = Renderer(bench, one.renderer.devices)
        yield one


async def pixels(one: Shop, grid: Asset) -> Pixels:
    """What a grid shows."""
    return pixels_of(await one.blobs.get(grid.sha256))


async def compared(one: Shop, words: str, **more: object) -> Job:
    """A comparison of the three, after its end."""
    prompt = {"prompt": replace((await one.job()).spec.prompt, words=words)}
    values = {"intent": Intent.COMPARE, "contenders": NAMES, "count": 3} | prompt | more
    return await one.handled(await one.job(**values))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param("words", "Second cannot do that: it has no brush.", id="cannot"),
        pytest.param("memory", "Second does not fit", id="memory"),
        pytest.param("odd", "broke", id="odd"),
    ],
)
async def test_one_that_fails_leaves_the_others_theirs(words: str, why: str) -> None:
    async with arena() as one:
        done = await compared(one, words)
        assert [variant.index for variant in done.variants] == [1, 3]
        ((index, title, said),) = ((lost.index, lost.title, lost.why) for lost in done.absent)
        assert (index, title, why in said) == (2, "Second", True), said


async def test_the_grid_has_an_empty_cell_where_one_failed() -> None:
    async with arena() as one:
        whole, parted = await compared(one, "all"), await compared(one, "words")
        assert whole.grid is not None
        assert parted.grid is not None
        assert (whole.grid.width, whole.grid.height) == (parted.grid.width, parted.grid.height)
        before, after = await pixels(one, whole.grid), await pixels(one, parted.grid)
        changed = (before != after).any(axis=(0, 2)).nonzero()[0]
        assert (
            changed.min() >= before.shape[1] // 2 - 16
        )  # px: the second of two columns, and the blocks of JPEG


async def test_where_none_could_the_job_fails_with_every_reason() -> None:
    async with arena() as one:
        done = await compared(one, "nobody")
        assert (done.state, done.variants) == (State.FAILED, ())
        assert done.failure is not None
        assert done.failure.sentence.startswith("None of the 3 models could make it. ")
        assert all(f"{name}: " in done.failure.sentence for name in ("Second", "Third"))


@pytest.mark.parametrize("contest", [None, Intent.REFINE])
async def test_each_does_what_the_comparison_is_of(contest: Intent | None) -> None:
    async with arena() as one:
        done = await compared(one, "what", contest=contest)
        assert {variant.did for variant in done.variants} == {contest or Intent.RESTYLE}


async def test_each_cell_says_which_model_made_it_and_how_long_that_took() -> None:
    async with arena() as one:
        done = await compared(one, "all")
        labels = [variant.label for variant in done.variants]
        assert labels == ["Easel Classical", "Second", "Third"]
        assert all(variant.took > 0 for variant in done.variants)


async def test_all_go_on_from_the_picture_and_none_from_what_one_kept_of_it() -> None:
    async with arena() as one:
        latents = await one.blobs.put(b"latents of one family")
        kept = Kept("flux2-klein", replace(asset("latents"), sha256=latents))
        done = await compared(one, "all", kept=kept)
        assert [variant.did for variant in done.variants] == [f"by {name}" for name in NAMES]
