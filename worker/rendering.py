"""A job's way through a worker: JobSpec → variants → grid → ledger → delivery."""

import asyncio
import logging
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from functools import partial
from time import monotonic

from core.errors import Cancelled, EaselError, NoRedis, RenderFailed, Unable, Unusable
from core.jobs import Failure, Job, JobSpec, Outcome
from core.ports import Elsewhere
from core.replies import Progress
from core.safety import Safety
from worker.attempt import Attempt, Bench, Ended
from worker.contending import check_any, tried
from worker.device import Renders
from worker.engine import Guessed, Report, Step
from worker.instead import advised
from worker.media.files import preview
from worker.relay import Made, Relay, chosen
from worker.results import Results
from worker.stranded import Stranded, needed

log = logging.getLogger("easel.worker")


class Renderer:
    """Renders the jobs of one lane; `devices` says on what, by the engine of a card."""

    def __init__(
        self, bench: Bench, devices: Mapping[str, Renders], now: Callable[[], float] = monotonic
    ) -> None:
        self.bench = bench
        self.devices = devices
        self._relay = Relay(bench, devices)
        self._results = Results(bench)
        self._stranded = Stranded(bench, now)
        self._stops: dict[str, threading.Event] = {}

    async def handle(self, id: str) -> None:
        """Take job `id` from the lane to its delivery; whatever happens, it is answered once."""
        job = await self.bench.ledger.job(id)
        if job is None:
            return  # it was deleted
        if job.state.ended:
            await self._deliver(job)  # its worker died between the ledger and the delivery
            return
        if not (self._serves(job.spec) or await self._stranded.answers(id, job.spec)):
            raise Elsewhere
        attempt = Attempt(self.bench, job)
        try:
            async with attempt.apart:
                outcome = await self._outcome(attempt)
                await self._end(job, outcome)
        except Ended:
            return
        except asyncio.CancelledError:
            await attempt.give_up()
            raise

    def _serves(self, spec: JobSpec) -> bool:
        return needed(spec, self.bench) <= {*self.bench.cards}

    def cancel(self, id: str) -> None:
        """Stop rendering a job that nobody wants any more."""
        if id in self._stops:
            self._stops[id].set()

    async def _outcome(self, attempt: Attempt) -> Outcome | Failure | None:
        """What came of it, None where it was cancelled; raises Ended."""
        try:
            return await self._render(attempt)
        except Cancelled:
            return None
        except Ended:
            raise
        except EaselError as error:
            return self._failure(attempt.job.spec, error)
        except Exception:  # an engine may raise anything; the person gets a sentence
            log.exception("job %s failed", attempt.job.id)
            error = RenderFailed()
            return Failure(error.name, error.sentence)

    def _failure(self, spec: JobSpec, error: EaselError) -> Failure:
        """What a person is told of an error; where another model may do it, which one."""
        match error:
            case Unusable() | Unable():
                return Failure(error.name, self._advised(spec, error))
            case _:
                return Failure(error.name, error.sentence)

    def _advised(self, spec: JobSpec, error: EaselError) -> str:
        """Why the model that a person chose cannot, and which one may."""
        another = self._relay.next(spec, {spec.model}) if chosen(spec) else None
        return error.sentence if another is None else f"{error.sentence} {advised(another)}"

    async def _end(self, job: Job, outcome: Outcome | Failure | None) -> None:
        ledger = self.bench.ledger
        match outcome:
            case None:
                await ledger.cancel(job.id)
            case Failure():
                await ledger.fail(job.id, outcome)
            case Outcome():
                await ledger.finish(job.id, outcome)
        await self._deliver(job)

    async def _deliver(self, job: Job) -> None:
        try:
            await self.bench.queue.deliver(job)
        except NoRedis:
            log.warning("job %s ended while Redis is away: it is delivered later", job.id)

    async def _render(self, attempt: Attempt) -> Outcome:
        try:
            made = await self._run(attempt)
        except Guessed as guess:
            return await self._results.question(attempt, guess)
        return await self._results.outcome(attempt, made)

    async def _run(self, attempt: Attempt) -> list[Made]:
        """Every variant, in order; where models compete, each keeps to itself."""
        turns, made = attempt.turns(), list[Made]()
        with self._stoppable(attempt.job.id) as stop:
            for done, (spec, card) in enumerate(turns):
                report = self._reporter(attempt.job, stop, done, len(turns))
                if len(turns) == 1:
                    return [await self._relay.made(attempt, spec, card, report)]
                make = partial(self._relay.by, attempt, spec, card, report)
                made.append(await tried(done + 1, card, make, partial(self._failure, spec)))
        check_any(made)
        return made

    @contextmanager
    def _stoppable(self, id: str) -> Generator[threading.Event]:
        """What stops the rendering of a job at its next step, once it is set."""
        stop = self._stops[id] = threading.Event()
        try:
            yield stop
        finally:
            stop.set()  # where this was cancelled, the thread ends at its next step
            del self._stops[id]

    def _reporter(self, job: Job, stop: threading.Event, done: int, turns: int) -> Report:
        """What an engine calls at each step, in its own thread.

        What will be checked is not shown before it was.
        """
        loop, id = asyncio.get_running_loop(), job.id
        checked = self.bench.guard is not None and job.spec.safety is not Safety.OFF

        def report(step: Step) -> None:
            if stop.is_set():
                raise Cancelled
            seen = None if checked else step.preview
            shown = preview(seen) if seen is not None else ""
            progress = Progress(id, (done + step.fraction) / turns, step.stage, shown)
            asyncio.run_coroutine_threadsafe(self._tell(progress), loop)

        return report

    async def _tell(self, progress: Progress) -> None:
        try:
            await self.bench.queue.report(progress)
        except NoRedis:
            log.debug("progress of %s was lost", progress.job)
