"""A device with several jobs in hand, and an engine that batches and does as it is told."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from core.catalogue import ModelCard
from core.errors import Cancelled, OutOfMemory, TargetGone
from core.prompts import Prompt
from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.device import Device, Wanted
from worker.engine import Piece, Rendered, Share, Step, Task
from worker.holding import Memory
from worker.limits import AGAIN
from worker.residency import Parts

GRAY = np.zeros((8, 8, 3), np.uint8)
SIZE = 100  # bytes of each model here
ROOM = 115  # bytes that a device needs for one and its passes
A, B, C = (diffusion_card(name, family="sdxl") for name in "abc")


@dataclass
class BatchingEngine:
    """Notes each pass as the words of its samples; `trouble` may raise."""

    trouble: Callable[[list[str]], None] = lambda words: None
    passes: list[list[str]] = field(default_factory=list[list[str]])
    moves: list[str] = field(default_factory=list[str])
    spared: list[Parts] = field(default_factory=list[Parts])  # what each sparing leaves

    def weigh(self, card: ModelCard) -> Parts:
        return {card.name: SIZE}

    def load(self, card: ModelCard) -> Parts:
        self.moves.append(f"+{card.name}")
        return {card.name: SIZE}

    def park(self, card: str) -> Parts:
        self.moves.append(f"~{card}")
        return {card: SIZE}

    def spare(self, card: ModelCard) -> Parts | None:
        self.moves.append(f"<{card.name}")
        return self.spared.pop() if self.spared else None

    def unload(self, card: str) -> None:
        self.moves.append(f"-{card}")

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        words = [one.task.spec.prompt.words for one in shares for _ in one.indices]
        self.trouble(words)
        self.passes.append(words)
        for number, share in enumerate(shares):
            try:
                share.report(Step(1.0, "done"))
            except Cancelled:
                continue
            for index in share.indices:
                yield Piece(number, Rendered(index, GRAY, share.task.spec.prompt.words))

    def close(self) -> None:
        pass


def _ignore(step: Step) -> None:
    pass


def wanted(words: str, count: int = 1, card: ModelCard = A, **more: object) -> Wanted:
    """A job of somebody; `words` tell it from the others."""
    asked = spec(inputs=(), prompt=Prompt(words), count=count)

    async def begin() -> Task:
        return Task(asked, card, ())

    values: dict[str, object] = {"begin": begin, "report": _ignore} | more
    return Wanted(words, asked, card, **values)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def rendered(
    engine: BatchingEngine, *jobs: Wanted, capacity: int = ROOM, host: int = 0
) -> list[object]:
    """What comes of jobs that came at once: the indices of what was made, or an error."""
    device = Device({"diffusion": lambda: engine}, Memory(capacity, host))
    try:
        async with asyncio.timeout(30):  # what is tried again and again fails here
            found = await asyncio.gather(*map(device.render, jobs), return_exceptions=True)
    finally:
        device.close()
    return [[one.index for one in made] if isinstance(made, list) else made for made in found]


async def test_people_share_a_pass() -> None:
    engine = BatchingEngine()
    found = await rendered(engine, *(wanted(f"job {n}") for n in range(8)))
    assert found == [[1]] * 8
    assert [len(words) for words in engine.passes] == [8]


async def test_people_of_other_words_share_no_pass_of_a_family_that_nobody_proved() -> None:
    engine, unknown = BatchingEngine(), diffusion_card("a", family="unknown")
    await rendered(engine, *(wanted(f"job {n}", card=unknown) for n in range(3)))
    assert [len(words) for words in engine.passes] == [1, 1, 1]


async def test_a_job_of_nine_comes_whole_and_in_order() -> None:
    engine = BatchingEngine()
    assert await rendered(engine, wanted("nine", 9)) == [list(range(1, 10))]
    assert [len(words) for words in engine.passes] == [8, 1]


async def test_how_far_a_job_of_several_passes_is_counts_all_of_them() -> None:
    told: list[float] = []

    def report(step: Step) -> None:
        told.append(step.fraction)

    await rendered(BatchingEngine(), wanted("nine", 9, report=report))
    assert told == [0.0, pytest.approx(8 / 9), 1.0]  # at first its model is loaded


async def test_what_runs_out_of_memory_is_halved_and_stays_so() -> None:
    def trouble(words: list[str]) -> None:
        if len(words) > 2:
            raise OutOfMemory

    engine = BatchingEngine(trouble)
    assert await rendered(engine, wanted("one", 4), wanted("two", 4)) == [[1, 2, 3, 4]] * 2
    assert [len(words) for words in engine.passes] == [2, 2, 2, 2]


async def test_more_are_tried_again_once_memory_may_be_free() -> None:
    short = [True]

    def trouble(words: list[str]) -> None:
        if short[0] and len(words) > 4:
            short[0] = False  # another program had it
            raise OutOfMemory

    engine = BatchingEngine(trouble)
    await rendered(engine, *(wanted(f"job {n}", 4) for n in range(AGAIN + 4)))
    assert [len(words) for words in engine.passes] == [4] * AGAIN + [8, 8]


async def test_what_a_library_breaks_off_with_ends_no_device() -> None:
    class Panic(BaseException):
        """As what was written in Rust raises it."""

    def trouble(words: list[str]) -> None:
        if "bad" in words:
            raise Panic

    engine = BatchingEngine(trouble)
    good, bad, later = await rendered(engine, wanted("good"), wanted("bad"), wanted("later"))
    assert (good, later) == ([1], [1])
    assert isinstance(bad, RuntimeError)


async def test_a_model_that_is_lost_while_it_is_spared_comes_again() -> None:
    class Losing(BatchingEngine):
        def spare(self, card: ModelCard) -> Parts | None:
            raise OutOfMemory  # it was unloaded, and found no room any more

    engine = Losing(_more_than(1))
    device = Device({"diffusion": lambda: engine}, Memory(ROOM))
    with pytest.raises(OutOfMemory):
        await device.render(wanted("one"))
    assert device.cards == ()
    assert [one.index for one in await device.render(wanted("two"))] == [1]
    device.close()


async def test_what_does_not_fit_alone_says_so() -> None:
    def trouble(words: list[str]) -> None:
        raise OutOfMemory

    (error,) = await rendered(BatchingEngine(trouble), wanted("one"))
    assert isinstance(error, OutOfMemory)


def _more_than(room: int) -> Callable[[list[str]], None]:
    """Runs out of memory, but for so many tries."""
    left = [room]

    def trouble(words: list[str]) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise OutOfMemory

    return trouble


async def test_what_does_not_fit_alone_is_tried_with_less_of_its_model_there() -> None:
    engine = BatchingEngine(_more_than(2), spared=[{"a": 10}, {"a": 60}])
    assert await rendered(engine, wanted("one")) == [[1]]
    assert engine.moves == ["+a", "<a", "<a"]


async def test_halves_come_before_a_slower_model() -> None:
    engine = BatchingEngine(_more_than(2), spared=[{"a": 10}])
    assert await rendered(engine, wanted("one", 2)) == [[1, 2]]
    assert engine.moves == ["+a", "<a"]
    assert [len(words) for words in engine.passes] == [1, 1]


async def test_other_models_leave_before_a_pass_is_halved() -> None:
    tries: list[str] = []

    def trouble(words: list[str]) -> None:
        tries.extend(words)
        if tries.count("crowded") == 2:  # its first pass, of two
            raise OutOfMemory

    engine = BatchingEngine(trouble)
    one, two = wanted("one"), wanted("crowded", 2, card=B)
    assert await rendered(engine, one, two, capacity=1000) == [[1], [1, 2]]
    assert engine.moves == ["+a", "+b", "-a"]
    assert [len(words) for words in engine.passes] == [1, 2]


async def test_a_model_that_breaks_while_it_is_spared_ends_its_job() -> None:
    class Breaking(BatchingEngine):
        def spare(self, card: ModelCard) -> Parts | None:
            raise ZeroDivisionError

    (error,) = await rendered(Breaking(_more_than(1)), wanted("one"))
    assert isinstance(error, ZeroDivisionError)


@pytest.mark.parametrize(
    ("host", "cards", "moves"),
    [
        (SIZE, (A, B, A), "+a ~a +b ~b +a"),
        (SIZE, (A, B, C), "+a ~a +b -a ~b +c"),
        (2 * SIZE, (A, B, C, A), "+a ~a +b ~b +c ~c +a"),
        (SIZE - 1, (A, B, A), "+a -a +b -b +a"),
    ],
    ids=["it comes back", "the oldest leaves for good", "several", "there is no room"],
)
async def test_models_that_leave_the_device_rest_in_host_memory(
    host: int, cards: tuple[ModelCard, ...], moves: str
) -> None:
    engine = BatchingEngine()
    device = Device({"diffusion": lambda: engine}, Memory(ROOM, host))
    for number, card in enumerate(cards):
        await device.render(wanted(f"job {number}", card=card))
    device.close()
    assert engine.moves == moves.split()


async def test_a_model_that_does_not_fit_beside_others_comes_alone() -> None:
    class Scattered(BatchingEngine):
        def load(self, card: ModelCard) -> Parts:
            if self.moves and "-a" not in self.moves:
                raise OutOfMemory
            return super().load(card)

    engine = Scattered()
    assert await rendered(engine, wanted("one"), wanted("two", card=B), capacity=1000) == [[1]] * 2
    assert engine.moves == ["+a", "-a", "+b"]


async def test_a_poisoned_job_fails_alone() -> None:
    def trouble(words: list[str]) -> None:
        if "poison" in words:
            raise ZeroDivisionError

    engine = BatchingEngine(trouble)
    jobs = [wanted("good"), wanted("poison"), wanted("fine"), wanted("well")]
    good, poison, *others = await rendered(engine, *jobs)
    assert isinstance(poison, ZeroDivisionError)
    assert [good, *others] == [[1]] * 3


async def test_a_job_that_wants_to_be_alone_shares_no_pass() -> None:
    engine = BatchingEngine()
    jobs = [wanted("one"), wanted("doubtful", alone=True), wanted("two")]
    assert await rendered(engine, *jobs) == [[1]] * 3
    assert engine.passes == [["one", "two"], ["doubtful"]]


async def test_a_job_that_cannot_begin_is_alone_with_it() -> None:
    async def begin() -> Task:
        raise TargetGone

    gone, fine = await rendered(BatchingEngine(), wanted("gone", begin=begin), wanted("fine"))
    assert isinstance(gone, TargetGone)
    assert fine == [1]


async def test_a_job_begins_once() -> None:
    begun = 0
    asked = wanted("nine", 9)

    async def begin() -> Task:
        nonlocal begun
        begun += 1
        return await asked.begin()

    await rendered(BatchingEngine(), wanted("nine", 9, begin=begin))
    assert begun == 1


async def test_one_of_a_pass_is_cancelled() -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    cancelled, fine = await rendered(BatchingEngine(), wanted("no", report=stop), wanted("yes"))
    assert isinstance(cancelled, Cancelled)
    assert fine == [1]


@pytest.mark.parametrize(
    ("capacity", "moves"),
    [(ROOM, ["+a", "-a", "+b"]), (2 * ROOM, ["+a", "+b"])],
    ids=["room for one", "room for both"],
)
async def test_a_model_leaves_where_another_needs_its_room(capacity: int, moves: list[str]) -> None:
    engine = BatchingEngine()
    await rendered(engine, wanted("one"), wanted("two", card=B), capacity=capacity)
    assert engine.moves == moves


async def test_a_device_takes_jobs_again_after_it_was_idle() -> None:
    engine = BatchingEngine()
    device = Device({"diffusion": lambda: engine}, Memory(ROOM))
    for words in ("one", "two"):
        (made,) = await device.render(wanted(words))
        assert made.did == words
    device.close()


async def test_who_no_longer_waits_is_not_rendered() -> None:
    engine, held = BatchingEngine(), asyncio.Event()

    async def slow() -> Task:
        await held.wait()
        return Task(spec(inputs=(), prompt=Prompt("slow"), count=1), A, ())

    device = Device({"diffusion": lambda: engine}, Memory(ROOM))
    first = asyncio.create_task(device.render(wanted("slow", begin=slow)))
    await asyncio.sleep(0)
    second = asyncio.create_task(device.render(wanted("gone", card=B)))
    await asyncio.sleep(0)
    second.cancel()
    held.set()
    assert [one.did for one in await first] == ["slow"]
    assert engine.passes == [["slow"]]
    device.close()


async def test_it_is_told_that_a_model_is_loaded_once() -> None:
    stages: list[str] = []

    def noted(step: Step) -> None:
        stages.append(step.stage)

    jobs = [wanted(f"{n}", report=noted) for n in range(2)]
    engine = BatchingEngine()
    device = Device({"diffusion": lambda: engine}, Memory(ROOM))
    for job in jobs:
        await device.render(job)
    device.close()
    assert [stage for stage in stages if stage != "done"] == ["loading A"]


async def test_nothing_is_loaded_for_who_has_gone() -> None:
    def gone(step: Step) -> None:
        raise Cancelled

    engine = BatchingEngine()
    found = await rendered(engine, wanted("gone", report=gone))
    assert [type(one) for one in found] == [Cancelled]
    assert engine.moves == []


async def test_who_has_gone_takes_nothing_from_the_others() -> None:
    def gone(step: Step) -> None:
        raise Cancelled

    engine = BatchingEngine()
    found = await rendered(engine, wanted("gone", report=gone), wanted("there"))
    assert found[1] == [1]


async def test_a_device_that_is_lent_renders_nothing_until_it_is_back() -> None:
    engine = BatchingEngine()
    device = Device({"diffusion": lambda: engine}, Memory(ROOM))
    lent, over = threading.Event(), threading.Event()

    def borrow() -> None:
        with device.lent("large", {"large": 1}, lambda: None):
            lent.set()
            over.wait(30)

    borrowing = asyncio.create_task(asyncio.to_thread(borrow))
    await asyncio.to_thread(lent.wait)
    job = asyncio.create_task(device.render(wanted("one")))
    _, waiting = await asyncio.wait([job], timeout=0.1)
    assert waiting == {job}
    over.set()
    assert [one.index for one in await job] == [1]
    await borrowing
    device.close()


async def test_a_model_leaves_for_one_that_another_device_leads_and_that_one_for_it() -> None:
    engine, ended = BatchingEngine(), list[str]()
    device = Device({"diffusion": lambda: engine}, Memory(ROOM))
    await device.render(wanted("one"))

    def borrow() -> None:
        with device.lent("large", {"large": ROOM}, lambda: ended.append("large")):
            pass

    await asyncio.to_thread(borrow)
    assert (engine.moves, ended) == (["+a", "-a"], [])
    await device.render(wanted("two"))
    assert (engine.moves, ended) == (["+a", "-a", "+a"], ["large"])
    device.close()


async def test_a_device_that_has_ended_is_lent_to_nobody() -> None:
    device = Device({"diffusion": BatchingEngine}, Memory(ROOM))
    device.close()
    with pytest.raises(RuntimeError, match="after shutdown"), device.lent("x", {}, lambda: None):
        pass
