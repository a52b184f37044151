"""Which workers can be asked: one for a comparison, and the first one a moment after the start."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.casting import not_running
from core.catalogue import Intent
from core.errors import LeftOut, NoModel
from core.jobs import JobSpec, Lane
from core.ports import Announcement
from core.serving import Scattered, Serving, on_one
from storage.memory_queue import MemoryQueue
from tests.core.cards import CATALOGUE
from tests.values import spec

THREE = spec(intent=Intent.COMPARE, model="a", contenders=("a", "b", "c"), count=3, estimate=9.0)


def workers(*cards: str) -> list[Announcement]:
    return [Announcement(f"w{n}", tuple(one), "here", tuple(Lane)) for n, one in enumerate(cards)]


@pytest.mark.parametrize(
    ("there", "contenders"),
    [
        pytest.param(("abcd",), ("a", "b", "c"), id="one has all"),
        pytest.param(("ab", "abc"), ("a", "b", "c"), id="another has all"),
        pytest.param(("ad", "bc"), ("b", "c"), id="one has most"),
    ],
)
def test_the_models_are_those_of_one_worker(
    there: tuple[str, ...], contenders: tuple[str, ...]
) -> None:
    found = on_one(THREE, workers(*there))
    assert (found.model, found.contenders, found.count) == (
        contenders[0],
        contenders,
        len(contenders),
    )


def test_what_another_worker_has_is_said() -> None:
    found = on_one(THREE, workers("ad", "bc"))
    assert found.notes == ("without a: another worker has that, and one worker makes a comparison",)
    assert found.estimate == 6.0


def test_where_each_has_one_there_is_no_comparison() -> None:
    with pytest.raises(Scattered):
        on_one(THREE, workers("a", "b", "c"))


def test_looks_of_one_model_and_other_jobs_stay_as_they_are() -> None:
    looks = spec(intent=Intent.COMPARE, contenders=("oil", "noir"), count=2)
    assert [on_one(one, workers("x")) for one in (looks, spec())] == [looks, spec()]


def chosen(models: frozenset[str]) -> JobSpec:
    """A job for the first of the models that run. Raises NoModel."""
    if not models:
        raise NoModel(wanted="draw", help="")
    return spec(model=min(models))


def named(name: str) -> Callable[[frozenset[str]], JobSpec]:
    """A job for one model alone."""

    def choose(models: frozenset[str]) -> JobSpec:
        if name not in models:
            raise not_running(replace(CATALOGUE.card("painter"), name=name))
        return spec(model=name)

    return choose


async def test_of_several_workers_the_one_that_serves_most_tells_why() -> None:
    queue = MemoryQueue()
    for name, cards, why in (("w1", ("b",), "without torch."), ("w2", ("b", "c"), "it is torn.")):
        told = Announcement(name, cards, "here", tuple(Lane), left_out={"a": why})
        await queue.announce(told, 60)
    with pytest.raises(LeftOut, match=r"^Painter is not running here: it is torn\.$"):
        await Serving(queue).decide(named("a"))


async def test_what_one_worker_leaves_out_another_may_serve() -> None:
    queue = MemoryQueue()
    await queue.announce(Announcement("w1", (), "here", (), left_out={"a": "it is torn."}), 60)
    await queue.announce(Announcement("w2", ("a",), "here", ()), 60)
    assert (await Serving(queue).decide(named("a"))).model == "a"


async def test_who_just_began_waits_for_the_first_worker() -> None:
    queue = MemoryQueue()
    deciding = asyncio.create_task(Serving(queue, patience=20.0).decide(chosen))
    await asyncio.sleep(0.05)
    assert not deciding.done()
    await queue.announce(Announcement("w1", ("a",), "here", tuple(Lane)), 60)
    assert (await deciding).model == "a"


async def test_nobody_waits_twice() -> None:
    serving = Serving(MemoryQueue(), patience=0.2)
    for _ in range(2):
        with pytest.raises(NoModel):
            await serving.decide(chosen)
