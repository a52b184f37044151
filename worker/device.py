"""What models run on: one thread, the engines that it has started, and the jobs in hand."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from time import monotonic
from typing import NamedTuple, Protocol, TypeVar

from core.catalogue import ModelCard
from core.errors import Cancelled, OutOfMemory
from core.jobs import JobSpec
from worker.batching import BATCHING, grouped
from worker.costs import Costs
from worker.engine import Engine, Piece, Rendered, Report, Share, Step, Task
from worker.engines.diffusion.families import family_of
from worker.holding import Holding, Loaders, Memory
from worker.residency import Parts
from worker.schedule import Pass, Schedule


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A job that a device should render."""

    key: str  # no other job in hand has it
    spec: JobSpec
    card: ModelCard
    begin: Callable[[], Awaitable[Task]]  # called once, when its first variant is next
    report: Report
    alone: bool = False  # whether it shares its passes with no other job
    waited: float = 0.0  # s, since it was asked for


@dataclass(slots=True, eq=False)
class _InHand:
    wanted: Wanted
    result: asyncio.Future[list[Rendered]]
    task: Task | None = None
    made: list[Rendered] = field(default_factory=list[Rendered])


class _Part(NamedTuple):
    """What a pass renders of one job."""

    job: _InHand
    share: Share


_Done = TypeVar("_Done")


class Renders(Protocol):
    """What jobs are rendered on: a device, or several."""

    async def render(self, wanted: Wanted) -> list[Rendered]:
        """All variants of a job, by index; raises what `begin` and its engine raise."""
        ...

    async def warm(self, engine: str, load: Callable[[Engine], object]) -> None:
        """Start an engine before the first job needs it."""
        ...

    def close(self) -> None:
        """End the engines that hold processes or a device."""
        ...


class Device:
    """Renders passes one after another, in its own thread and never on the event loop."""

    def __init__(self, loaders: Loaders, memory: Memory | None = None) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="device")
        self._costs = Costs()
        self._holding = Holding(loaders, memory or Memory(), self._costs)
        self._schedule = Schedule(self._costs)
        self._jobs: dict[str, _InHand] = {}
        self._serving: asyncio.Task[None] | None = None

    @property
    def engines(self) -> Mapping[str, Engine]:
        """The engines that it has started, by name."""
        return self._holding.engines

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of the cards whose models it holds."""
        return self._holding.cards

    async def render(self, wanted: Wanted) -> list[Rendered]:
        """All variants of a job, by index; raises what `begin` and its engine raise."""
        job = _InHand(wanted, asyncio.get_running_loop().create_future())
        self._jobs[wanted.key] = job
        mixed = family_of(wanted.card).mixed
        self._schedule.add(
            wanted.key, wanted.spec, wanted.card, monotonic(), waited=wanted.waited, mixed=mixed
        )
        if wanted.alone:
            self._schedule.part({wanted.key})
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        try:
            return await job.result
        finally:
            self._schedule.drop(wanted.key)
            del self._jobs[wanted.key]

    def wait(self, card: ModelCard) -> float:
        """Seconds until a job of this card would begin behind all that are in hand here.

        Jobs of one model are taken to follow each other, as the schedule has them.
        """
        jobs = [job for job in self._jobs.values() if not job.result.done()]
        seconds = sum(
            self._costs.rendering(job.wanted.card, job.wanted.spec.count - len(job.made))
            for job in jobs
        )
        here = {job.wanted.card.name: job.wanted.card for job in jobs} | {card.name: card}
        absent = (one for name, one in here.items() if name not in self._holding.cards)
        return seconds + sum(map(self._costs.swapping, absent))

    async def warm(self, engine: str, load: Callable[[Engine], object]) -> None:
        """Start an engine before the first job needs it."""
        await self._in_thread(lambda: load(self._holding.engine(engine)))

    @contextmanager
    def lent(self, card: str, parts: Parts, back: Callable[[], None]) -> Generator[None]:
        """Give this device to another one's thread, which asks for it: with room for a card's
        parts, after the pass that runs, and nothing runs here meanwhile.

        The parts stay here afterwards, until `back` is called.
        """
        ready, over = Event(), Event()

        def lend() -> None:
            self._holding.lend(card, parts, back)
            ready.set()
            over.wait()

        lending = self._thread.submit(lend)
        lending.add_done_callback(lambda _: ready.set())
        ready.wait()
        if lending.done():
            lending.result()  # raises why there is no room, or CancelledError when all ends
        try:
            yield
        finally:
            over.set()

    def close(self) -> None:
        """End the engines that hold processes or a device."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._holding.close()

    async def _serve(self) -> None:
        """Passes, until nothing waits."""
        while (work := self._schedule.next(monotonic(), self._holding.cards)) is not None:
            parts = await self._begun(work)
            if parts:
                await self._pass(work, parts)

    async def _begun(self, work: Pass) -> list[_Part]:
        """What the jobs of a pass want rendered; those that cannot begin have ended here."""
        parts: list[_Part] = []
        for key, indices in grouped(work.samples).items():
            job = self._jobs.get(key)
            if job is None:
                continue
            try:
                job.task = job.task or await job.wanted.begin()
            except Exception as error:  # noqa: BLE001  whoever asked gets it
                self._end(job, error)
            else:
                parts.append(_Part(job, Share(job.task, indices, _onward(job, len(indices)))))
        return parts

    async def _pass(self, work: Pass, parts: Sequence[_Part]) -> None:
        """Render, and hand each job what came; a pass that broke is tried in smaller ones."""
        shares = [part.share for part in parts]
        try:
            pieces = await self._in_thread(self._run, shares, work)
        except Exception as error:  # noqa: BLE001  whoever asked gets it
            await self._broken(work, parts, error)
            return
        self._schedule.went(work)
        for piece in pieces:
            parts[piece.share].job.made.append(piece.rendered)
        for number, part in enumerate(parts):
            self._settle(part, sum(piece.share == number for piece in pieces))

    def _settle(self, part: _Part, made: int) -> None:
        """End a job of which nothing is left to do."""
        job = part.job
        if made < len(part.share.indices):
            self._end(job, Cancelled())  # its engine went on with the others
        elif len(job.made) == job.wanted.spec.count and not job.result.done():
            job.result.set_result(sorted(job.made, key=lambda one: one.index))

    async def _broken(self, work: Pass, parts: Sequence[_Part], error: Exception) -> None:
        """What broke a pass is found by rendering its jobs apart; what is too large is tried alone
        on the device, in halves, and with less of its model there."""
        again = False
        if isinstance(error, OutOfMemory):
            try:
                again = await self._in_thread(self._fits, work, parts)
            except Exception as another:  # noqa: BLE001  whoever asked gets it
                error = another
        if again:
            self._schedule.put_back(work)
        elif len(parts) > 1:
            self._schedule.part(grouped(work.samples))
            self._schedule.put_back(work)
        else:
            self._end(parts[0].job, error)

    def _fits(self, work: Pass, parts: Sequence[_Part]) -> bool:
        """Whether a pass that ran out of memory is worth another try."""
        if self._holding.crowded(work):
            return True
        if work.bucket > 1 and not work.shape.whole:
            self._schedule.limit(work.shape, work.bucket // 2)
            return True
        return self._holding.spare(parts[0].share.task.card)

    def _end(self, job: _InHand, error: Exception) -> None:
        self._schedule.drop(job.wanted.key)
        if not job.result.done():
            job.result.set_exception(error)

    async def _in_thread(self, do: Callable[..., _Done], *arguments: object) -> _Done:
        call = partial(_contained, do, *arguments)
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def _run(self, shares: Sequence[Share], work: Pass) -> list[Piece]:
        """One pass, in the device's thread."""
        card = shares[0].task.card
        if card.engine in BATCHING and card.name not in self._holding.cards:
            _tell(shares, Step(0.0, f"loading {card.title}"))
        engine = self._holding.ready(card, work)
        begun = monotonic()
        pieces = list(engine.render(shares, work.bucket))
        took = monotonic() - begun
        self._costs.rendered(card, work.bucket, took)
        self._holding.ran(work)
        return [_timed(piece, took / len(pieces)) for piece in pieces]


def _contained(do: Callable[..., _Done], *arguments: object) -> _Done:
    """What a call returns. A library in Rust that panics raises what no `except Exception` stops:
    that would end the device with its job."""
    try:
        return do(*arguments)
    except Exception:
        raise
    except BaseException as error:
        raise RuntimeError(f"a library gave up: {error!r}") from error


def _onward(job: _InHand, samples: int) -> Report:
    """Tells how far a job is that has a pass for so many of its variants, behind earlier ones."""
    made, count, report = len(job.made), job.wanted.spec.count, job.wanted.report
    if samples == count:
        return report
    return lambda step: report(step._replace(fraction=(made + samples * step.fraction) / count))


def _timed(piece: Piece, took: float) -> Piece:
    """A piece with its share of a pass, where its engine did not measure it alone."""
    rendered = piece.rendered
    return piece if rendered.took else piece._replace(rendered=replace(rendered, took=took))


def _tell(shares: Sequence[Share], step: Step) -> None:
    """Report to all jobs of a pass; raises Cancelled where nobody wants it any more."""
    gone = 0
    for share in shares:
        try:
            share.report(step)
        except Cancelled:
            gone += 1
    if gone == len(shares):
        raise Cancelled
