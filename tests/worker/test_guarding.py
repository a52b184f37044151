"""What a place's policy does about what a safety check finds unfit."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256

import numpy as np
import pytest

from core.catalogue import Intent
from core.errors import TargetGone
from core.jobs import Job, State
from core.safety import Safety
from tests.worker.cards import diffusion_card
from tests.worker.test_rendering import Behaviour, Shop, inverted, shop
from worker.engine import Clip, Pixels, Rendered, Report, Task
from worker.guarding import Guard
from worker.media.clips import encoded
from worker.media.files import master
from worker.rendering import Renderer

WHITE, BLACK = np.full((48, 64, 3), 255, np.uint8), np.zeros((48, 64, 3), np.uint8)


@dataclass
class Whites:
    """Finds white pictures unfit."""

    looked_at: list[Pixels] = field(default_factory=list[Pixels])

    def unfit(self, picture: Pixels) -> bool:
        """Whether it is nearly white."""
        self.looked_at.append(picture)
        return bool(picture[..., :3].mean() > 250)


def whites(*unfit: int) -> Behaviour:
    """Variants that are black, save some."""

    def make(task: Task, report: Report) -> Iterator[Rendered]:
        for index in range(1, task.spec.count + 1):
            yield Rendered(index, WHITE if index in unfit else BLACK, "drawn")

    return make


@asynccontextmanager
async def guarded(behaviour: Behaviour) -> AsyncGenerator[tuple[Shop, Whites]]:
    """A worker with a safety check."""
    async with shop(behaviour) as one:
        looker = Whites()
        guard = Guard.by(diffusion_card("check"), looker)
        bench = replace(one.renderer.bench, guard=guard)
        one.renderer = Renderer(bench, one.renderer.devices)
        yield one, looker
        guard.close()


async def handled(behaviour: Behaviour, **more: object) -> Job:
    """What comes of a job of four variants."""
    async with guarded(behaviour) as (one, _):
        return await one.handled(await one.job(count=4, **more))


async def test_what_is_fit_passes_as_it_is() -> None:
    done = await handled(whites())
    assert [variant.index for variant in done.variants] == [1, 2, 3, 4]
    assert not done.notes


async def test_what_is_unfit_is_left_out_and_told() -> None:
    done = await handled(whites(2))
    assert [variant.index for variant in done.variants] == [1, 3, 4]
    assert done.notes == ("1 of 4 were refused by the safety check, and not kept",)
    assert done.grid is not None


async def test_of_contenders_the_others_keep_their_names() -> None:
    done = await handled(whites(2), contenders=("oil", "noir", "comic", "riso"))
    assert [variant.label for variant in done.variants] == ["oil", "comic", "riso"]


async def test_where_all_is_unfit_one_sentence_says_so_and_nothing_is_stored() -> None:
    async with guarded(whites(1, 2, 3, 4)) as (one, _):
        failed = await one.handled(await one.job(count=4))
        assert failed.failure is not None
        assert (failed.state, failed.failure.name) == (State.FAILED, "UnsafeResult")
        assert failed.failure.sentence.startswith("The safety check refused what came of this")
        with pytest.raises(TargetGone):
            await one.blobs.get(sha256(master(WHITE)).hexdigest())
        assert (failed.attempts, await one.told(failed)) == (1, True)


async def test_what_is_marked_is_shown_and_told() -> None:
    done = await handled(whites(2), safety=Safety.MARK)
    assert [variant.marked for variant in done.variants] == [False, True, False, False]
    assert done.notes == ("the safety check marked 1 of 4",)


@pytest.mark.parametrize(
    ("policy", "state"),
    [(Safety.OFF, State.DONE), (Safety.MARK, State.DONE), (Safety.REFUSE, State.FAILED)],
)
async def test_pictures_to_start_from(policy: Safety, state: State) -> None:
    async with guarded(inverted) as (one, looker):
        source = await one.mask(slice(0, 120))  # all white
        failed = await one.handled(await one.job(inputs=(source,), count=1, safety=policy))
        assert failed.state is state
        assert (failed.failure and failed.failure.name) == (
            "UnsafeInput" if state is State.FAILED else None
        )
        assert bool(looker.looked_at) is (policy is not Safety.OFF)


def clip(task: Task, report: Report) -> Iterator[Rendered]:
    """Two seconds, of which the last is white."""
    frames = [BLACK] * 24 + [WHITE] * 24
    yield Rendered(1, BLACK, "filmed", Clip(encoded(frames, (64, 48), None), 64, 48, 2.0))


async def test_a_clip_is_looked_at_to_its_end() -> None:
    async with guarded(clip) as (one, looker):
        failed = await one.handled(await one.job(count=1, intent=Intent.ANIMATE))
        assert failed.state is State.FAILED
        assert len(looker.looked_at) > 4


@pytest.mark.parametrize("policy", Safety)
async def test_nothing_is_previewed_before_it_was_checked(policy: Safety) -> None:
    async with guarded(inverted) as (one, _):
        job, watch = await one.job(safety=policy), one.queue.watch()
        first = asyncio.ensure_future(anext(watch))
        await asyncio.sleep(0)
        await one.handled(job)
        progress = await asyncio.wait_for(first, 5)
        assert bool(progress.preview) is (policy is Safety.OFF)


async def test_where_no_check_runs_nothing_is_checked() -> None:
    async with shop(whites(1, 2)) as one:
        done = await one.handled(await one.job(count=2))
        assert [variant.marked for variant in done.variants] == [False, False]
