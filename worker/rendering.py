"""A job's way through a worker: JobSpec → variants → grid → ledger → delivery."""

import asyncio
import logging
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from core.catalogue import Intent, ModelCard
from core.errors import Cancelled, EaselError, NoRedis, OutOfMemory, RenderFailed
from core.jobs import Asset, Failure, Job, JobSpec, Kept, Outcome, Variant
from core.ports import Elsewhere
from core.replies import Progress
from core.safety import Safety
from worker.attempt import Attempt, Bench, Ended, rivals_of
from worker.device import Renders, Wanted
from worker.engine import Pixels, Rendered, Report, Step, Task
from worker.formats import kept_beside, label_of, name_of, parted
from worker.guarding import Passed
from worker.instead import does_not_fit
from worker.media.files import grid, master, preview, see_through
from worker.media.grid import Cell
from worker.media.masks import KEPT, MASK, marked
from worker.rereading import reader, reading_of, reread
from worker.seeking import search, seeker

log = logging.getLogger("easel.worker")

SAFETENSORS = "application/vnd.safetensors"  # the format has no registered type


class Renderer:
    """Renders the jobs of one lane; `devices` says on what, by the engine of a card."""

    def __init__(self, bench: Bench, devices: Mapping[str, Renders]) -> None:
        self.bench = bench
        self.devices = devices
        self._stops: dict[str, threading.Event] = {}

    async def handle(self, id: str) -> None:
        """Take job `id` from the lane to its delivery; whatever happens, it is answered once."""
        job = await self.bench.ledger.job(id)
        if job is None:
            return  # it was deleted
        if job.state.ended:
            await self._deliver(job)  # its worker died between the ledger and the delivery
            return
        if not self._serves(job.spec):
            raise Elsewhere
        attempt = Attempt(self.bench, job)
        try:
            outcome = await self._outcome(attempt)
            await self._end(job, outcome)
        except Ended:
            return
        except asyncio.CancelledError:
            await attempt.give_up()
            raise

    def _serves(self, spec: JobSpec) -> bool:
        models = rivals_of(spec, self.bench.catalogue) or (spec.model,)
        return all(model in self.bench.cards for model in models)

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
        except OutOfMemory:
            told = does_not_fit(attempt.job.spec, self.bench.catalogue, self.bench.cards)
            return Failure(told.name, told.sentence)
        except EaselError as error:
            return Failure(error.name, error.sentence)
        except Exception:  # an engine may raise anything; the person gets a sentence
            log.exception("job %s failed", attempt.job.id)
            error = RenderFailed()
            return Failure(error.name, error.sentence)

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
        made, left_out = parted(await self._run(attempt), attempt.job.spec)
        rendered, marked, notes = await self._passed(attempt.job.spec, made)
        if rendered and all(one.text for one in rendered):
            text = "\n".join(one.text for one in rendered)
            return Outcome(text=text, lines=rendered[0].lines)
        job = attempt.job
        kept = [await self._keep(job, one) for one in rendered]
        variants = tuple(replace(one, marked=one.index in marked) for one in kept)
        cells = _cells(job.spec, attempt.inputs, rendered)
        grid = await self._grid(cells) if len(cells) > 1 else None
        extras = await kept_beside(job.spec, variants, rendered, self.bench.blobs, self._store)
        return Outcome(variants, grid, notes=(*notes, *left_out), extras=extras)

    async def _passed(self, spec: JobSpec, rendered: list[Rendered]) -> Passed:
        """What the policy of its place lets pass; raises UnsafeResult."""
        if self.bench.guard is None:
            return Passed(rendered, frozenset(), ())
        return await self.bench.guard.passed(rendered, spec.safety)

    async def _run(self, attempt: Attempt) -> list[Rendered]:
        """Every variant, in order."""
        turns, rendered = attempt.turns(), list[Rendered]()
        rivals = len(turns) > 1
        with self._stoppable(attempt.job.id) as stop:
            for done, (spec, card) in enumerate(turns):
                key = f"{attempt.job.id}/{card.name}"
                report = self._reporter(attempt.job, stop, done, len(turns))
                await self._seek(attempt, spec, card, report)
                draw = partial(self._drawn, attempt, card, report, key)
                reading = reader(spec, card, self.bench.catalogue, self.bench.cards)
                if reading is None:
                    made = await draw(spec, 0)
                else:
                    read = partial(self._lines, spec, reading, report, key)
                    made = await reread(spec, draw, read)
                rendered += [replace(one, index=done + 1) for one in made] if rivals else made
        return rendered

    async def _drawn(
        self,
        attempt: Attempt,
        card: ModelCard,
        report: Report,
        key: str,
        spec: JobSpec,
        number: int,
    ) -> list[Rendered]:
        """What a card makes of a spec, at its try `number`."""
        begin = partial(attempt.begin, spec, card)
        name = f"{key}/{number}" if number else key
        return await self.devices[card.engine].render(Wanted(name, spec, card, begin, report))

    async def _lines(
        self, spec: JobSpec, card: ModelCard, report: Report, key: str, pixels: Pixels
    ) -> tuple[str, ...]:
        """The lines of text that `card` reads in a picture; a job of its own for its device."""
        reading = reading_of(spec, card)

        async def begin() -> Task:
            return Task(reading, card, (pixels,))

        wanted = Wanted(f"{key}/reading", reading, card, begin, report)
        (read,) = await self.devices[card.engine].render(wanted)
        return read.lines

    async def _seek(self, attempt: Attempt, spec: JobSpec, card: ModelCard, report: Report) -> None:
        """Find the place that the words of an edit name; a job of its own for the device."""
        looking = seeker(spec, card, self.bench.catalogue, self.bench.cards)
        if looking is None:
            return
        search_for = search(spec, looking)
        begin = partial(attempt.begin, search_for, looking)
        key = f"{attempt.job.id}/{looking.name}"
        made = await self.devices[looking.engine].render(
            Wanted(key, search_for, looking, begin, report)
        )
        attempt.place(tuple(one.found for one in made if one.found is not None))

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

    async def _keep(self, job: Job, one: Rendered) -> Variant:
        if one.clip is None:
            data = await asyncio.to_thread(master, one.pixels)
            height, width = one.pixels.shape[:2]
            clear = await asyncio.to_thread(see_through, one.pixels)
            asset = await self._store(data, "image/png", width, height, alpha=clear)
        else:
            clip = one.clip
            asset = await self._store(clip.data, "video/mp4", clip.width, clip.height, clip.seconds)
        label, name = label_of(job.spec, one.index), name_of(job.spec, one)
        seed = (job.spec.seed_of(one.index) + one.tried) % 2**32
        kept = await self._kept(job, one) if one.kept else None
        return Variant(one.index, seed, asset, one.did, label, one.recipe, kept, name=name)

    async def _kept(self, job: Job, one: Rendered) -> Kept:
        height, width = one.pixels.shape[:2]
        asset = await self._store(one.kept, SAFETENSORS, width, height)
        rivals = rivals_of(job.spec, self.bench.catalogue)
        model = rivals[one.index - 1] if rivals else job.spec.model
        return Kept(self.bench.catalogue.card(model).family, asset)

    async def _grid(self, cells: list[Cell]) -> Asset:
        sheet = await asyncio.to_thread(grid, cells)
        return await self._store(sheet.data, "image/jpeg", sheet.width, sheet.height)

    async def _store(
        self,
        data: bytes,
        media_type: str,
        width: int,
        height: int,
        seconds: float = 0.0,
        *,
        alpha: bool = False,
    ) -> Asset:
        sha256 = await self.bench.blobs.put(data)
        asset = Asset(sha256, media_type, len(data), width, height, seconds, alpha)
        await self.bench.ledger.keep(asset)
        return asset


def _cells(spec: JobSpec, inputs: tuple[Pixels, ...], rendered: list[Rendered]) -> list[Cell]:
    """What the grid shows: the variants; of a single cut-out also its mask, which is no variant."""
    cells = [Cell(one.pixels, str(one.index), label_of(spec, one.index)) for one in rendered]
    if spec.intent is not Intent.CUTOUT or len(cells) != 1 or not inputs:
        return cells
    source, pixels = inputs[0], cells[0].pixels
    if pixels.shape[2] == 3 or pixels.shape[:2] != source.shape[:2]:
        return cells
    return [Cell(pixels, "", KEPT), Cell(marked(source, pixels[..., 3]), "", MASK)]
