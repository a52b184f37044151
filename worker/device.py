"""What models run on: one thread, the engines that it has started, and the jobs in hand."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple

from core.catalogue import ModelCard
from core.errors import Cancelled, OutOfMemory
from core.jobs import JobSpec
from worker.batching import grouped
from worker.costs import Costs
from worker.engine import Engine, Piece, Rendered, Report, Share, Task
from worker.residency import Residency
from worker.schedule import Pass, Schedule

Loaders = Mapping[str, Callable[[], Engine]]  # name of an engine → what makes it

BOUNDLESS = 2**63  # bytes: of a device whose engines hold nothing on it


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A job that a device should render."""

    key: str  # no other job in hand has it
    spec: JobSpec
    card: ModelCard
    begin: Callable[[], Awaitable[Task]]  # called once, when its first variant is next
    report: Report


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


class Device:
    """Renders passes one after another, in its own thread and never on the event loop."""

    def __init__(self, loaders: Loaders, capacity: int = BOUNDLESS) -> None:
        self._loaders = loaders
        self.engines: dict[str, Engine] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="device")
        self._costs = Costs()
        self._residency = Residency(capacity)
        self._schedule = Schedule(self._costs)
        self._jobs: dict[str, _InHand] = {}
        self._serving: asyncio.Task[None] | None = None

    async def render(self, wanted: Wanted) -> list[Rendered]:
        """All variants of a job, by index; raises what `begin` and its engine raise."""
        job = _InHand(wanted, asyncio.get_running_loop().create_future())
        self._jobs[wanted.key] = job
        self._schedule.add(wanted.key, wanted.spec, wanted.card, monotonic())
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        try:
            return await job.result
        finally:
            self._schedule.drop(wanted.key)
            del self._jobs[wanted.key]

    async def warm(self, engine: str, load: Callable[[Engine], object]) -> None:
        """Start an engine before the first job needs it."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, lambda: load(self._engine(engine)))

    def close(self) -> None:
        """End the engines that hold processes or a device."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        for engine in self.engines.values():
            engine.close()

    async def _serve(self) -> None:
        """Passes, until nothing waits."""
        while (work := self._schedule.next(monotonic(), self._residency.cards)) is not None:
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
                parts.append(_Part(job, Share(job.task, indices, job.wanted.report)))
        return parts

    async def _pass(self, work: Pass, parts: Sequence[_Part]) -> None:
        """Render, and hand each job what came; a pass that broke is tried in smaller ones."""
        loop = asyncio.get_running_loop()
        shares = [part.share for part in parts]
        try:
            pieces = await loop.run_in_executor(self._thread, self._run, shares, work.bucket)
        except Exception as error:  # noqa: BLE001  whoever asked gets it
            self._broken(work, parts, error)
            return
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

    def _broken(self, work: Pass, parts: Sequence[_Part], error: Exception) -> None:
        """What broke a pass is found by rendering its jobs apart; what is too large, in halves."""
        if isinstance(error, OutOfMemory) and work.bucket > 1 and not work.shape.whole:
            self._schedule.limit(work.shape, work.bucket // 2)
            self._schedule.put_back(work)
        elif len(parts) > 1:
            self._schedule.part(work)
            self._schedule.put_back(work)
        else:
            self._end(parts[0].job, error)

    def _end(self, job: _InHand, error: Exception) -> None:
        self._schedule.drop(job.wanted.key)
        if not job.result.done():
            job.result.set_exception(error)

    def _engine(self, name: str) -> Engine:
        if name not in self.engines:
            self.engines[name] = self._loaders[name]()
        return self.engines[name]

    def _run(self, shares: Sequence[Share], bucket: int) -> list[Piece]:
        """One pass, in the device's thread."""
        card = shares[0].task.card
        engine = self._engine(card.engine)
        self._load(engine, card)
        begun = monotonic()
        pieces = list(engine.render(shares, bucket))
        self._costs.rendered(card, bucket, monotonic() - begun)
        return pieces

    def _load(self, engine: Engine, card: ModelCard) -> None:
        if card.name in self._residency.cards:
            self._residency.used(card.name)
            return
        for name in self._residency.room_for(card.name, engine.weigh(card)):
            for other in self.engines.values():
                other.unload(name)
            self._residency.left(name)
        begun = monotonic()
        self._residency.came(card.name, engine.load(card))
        self._costs.swapped(card, monotonic() - begun)
