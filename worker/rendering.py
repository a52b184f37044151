"""A job's way through a worker: JobSpec → variants → grid → ledger → delivery."""

import asyncio
import logging
import threading
from collections.abc import Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from core.catalogue import Catalogue, Intent
from core.errors import Cancelled, EaselError, NoRedis, Quarantined, RenderFailed
from core.jobs import Asset, Failure, Job, JobSpec, Outcome, Variant
from core.ports import Blobs, Elsewhere, Ledger, Queue
from core.replies import Progress
from worker.device import Device
from worker.engine import Pixels, Rendered, Step, Task
from worker.media.files import grid, master, pixels_of, preview
from worker.media.grid import Cell
from worker.media.marking import marks_of
from worker.media.masks import KEPT, MASK, marked

log = logging.getLogger("easel.worker")

MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Bench:
    """What rendering is handed."""

    worker: str  # name of this worker
    ledger: Ledger
    blobs: Blobs
    queue: Queue
    catalogue: Catalogue
    cards: Collection[str]  # names of the cards that this worker serves


class Renderer:
    """Renders the jobs of one lane on one device."""

    def __init__(self, bench: Bench, device: Device) -> None:
        self.bench = bench
        self.device = device
        self._stops: dict[str, threading.Event] = {}
        self._turn = asyncio.Lock()  # of the device

    async def handle(self, id: str) -> None:
        """Take job `id` from the lane to its delivery; whatever happens, it is answered once."""
        job = await self.bench.ledger.job(id)
        if job is not None and not job.state.ended and not self._serves(job.spec):
            raise Elsewhere
        if job is not None and job.state.ended:
            await self._deliver(job)  # its worker died between the ledger and the delivery
            return
        # What waits for the device has not started; while one is stored, the next is rendered.
        async with AsyncExitStack() as device:
            await device.enter_async_context(self._turn)
            job = await self.bench.ledger.start(id, self.bench.worker)
            if job is None:
                return  # it ended or was deleted this very moment
            try:
                await self._end(job, await self._outcome(job, device))
            except asyncio.CancelledError:
                # This worker is asked to stop: the attempt does not count, another one takes it.
                await asyncio.shield(self.bench.ledger.release(id))
                raise

    def _serves(self, spec: JobSpec) -> bool:
        models = self._rivals(spec) or (spec.model,)
        return all(model in self.bench.cards for model in models)

    def _rivals(self, spec: JobSpec) -> tuple[str, ...]:
        """The models that compete in a comparison; none where looks of one model do."""
        known = {card.name for card in self.bench.catalogue}
        return tuple(name for name in spec.contenders if name in known)

    def cancel(self, id: str) -> None:
        """Stop rendering a job that nobody wants any more."""
        if id in self._stops:
            self._stops[id].set()

    async def _outcome(self, job: Job, device: AsyncExitStack) -> Outcome | Failure | None:
        """What came of it, None where it was cancelled; `device` is left as soon as it can be."""
        try:
            if job.attempts > MOST_ATTEMPTS:
                raise Quarantined(attempts=MOST_ATTEMPTS)
            return await self._render(job, device)
        except Cancelled:
            return None
        except EaselError as error:
            return Failure(error.name, error.sentence)
        except Exception:  # an engine may raise anything; the person gets a sentence
            log.exception("job %s failed", job.id)
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

    async def _render(self, job: Job, device: AsyncExitStack) -> Outcome:
        task = await self._task(job.spec)
        rendered = await self._run(job, self._tasks(task))
        await device.aclose()
        if rendered and all(one.text for one in rendered):
            return Outcome(text="\n".join(one.text for one in rendered))
        variants = [await self._keep(job, one) for one in rendered]
        cells = _cells(job.spec, task.inputs, rendered)
        return Outcome(tuple(variants), await self._grid(cells) if len(cells) > 1 else None)

    async def _task(self, spec: JobSpec) -> Task:
        inputs = tuple([await self._pixels(asset) for asset in spec.inputs])
        mask = None if spec.mask is None else await self._pixels(spec.mask)
        marks = None if mask is None else await asyncio.to_thread(marks_of, mask, inputs[0])
        traced = None if spec.traced is None else await self._pixels(spec.traced.picture)
        return Task(spec, self.bench.catalogue.card(spec.model), inputs, marks, traced)

    async def _pixels(self, asset: Asset) -> Pixels:
        data = await self.bench.blobs.get(asset.sha256)
        return await asyncio.to_thread(pixels_of, data)

    def _tasks(self, task: Task) -> list[Task]:
        """One task for all variants; where models compete, one for each of them."""
        spec, card = task.spec, self.bench.catalogue.card
        rivals = self._rivals(spec)
        if not rivals:
            return [task]
        intent = Intent.RESTYLE if task.inputs else Intent.IMAGINE
        alone = replace(spec, intent=intent, count=1, contenders=())
        return [Task(replace(alone, model=name), card(name), task.inputs) for name in rivals]

    async def _run(self, job: Job, tasks: list[Task]) -> list[Rendered]:
        """Every variant, in order, made in the device's thread."""
        loop = asyncio.get_running_loop()
        stop = self._stops[job.id] = threading.Event()
        done = 0

        def report(step: Step) -> None:
            if stop.is_set():
                raise Cancelled
            shown = preview(step.preview) if step.preview is not None else ""
            progress = Progress(job.id, (done + step.fraction) / len(tasks), step.stage, shown)
            asyncio.run_coroutine_threadsafe(self._tell(progress), loop)

        rendered: list[Rendered] = []
        rivals = len(tasks) > 1
        try:
            for done, task in enumerate(tasks):
                made = await self.device.render(task, report)
                rendered += [replace(one, index=done + 1) for one in made] if rivals else made
            return rendered
        finally:
            stop.set()  # where this was cancelled, the thread ends at its next step
            del self._stops[job.id]

    async def _tell(self, progress: Progress) -> None:
        try:
            await self.bench.queue.report(progress)
        except NoRedis:
            log.debug("progress of %s was lost", progress.job)

    async def _keep(self, job: Job, one: Rendered) -> Variant:
        if one.clip is None:
            data = await asyncio.to_thread(master, one.pixels)
            height, width = one.pixels.shape[:2]
            asset = await self._store(data, "image/png", width, height)
        else:
            clip = one.clip
            asset = await self._store(clip.data, "video/mp4", clip.width, clip.height, clip.seconds)
        label = job.spec.contenders[one.index - 1] if job.spec.contenders else ""
        return Variant(one.index, job.spec.seed_of(one.index), asset, one.did, label)

    async def _grid(self, cells: list[Cell]) -> Asset:
        sheet = await asyncio.to_thread(grid, cells)
        return await self._store(sheet.data, "image/jpeg", sheet.width, sheet.height)

    async def _store(
        self, data: bytes, media_type: str, width: int, height: int, seconds: float = 0.0
    ) -> Asset:
        sha256 = await self.bench.blobs.put(data)
        asset = Asset(sha256, media_type, len(data), width, height, seconds)
        await self.bench.ledger.keep(asset)
        return asset


def _cells(spec: JobSpec, inputs: tuple[Pixels, ...], rendered: list[Rendered]) -> list[Cell]:
    """What the grid shows: the variants; of a single cut-out also its mask, which is no variant."""
    labels = spec.contenders or ("",) * len(rendered)
    cells = [
        Cell(one.pixels, str(one.index), label) for one, label in zip(rendered, labels, strict=True)
    ]
    if spec.intent is not Intent.CUTOUT or len(cells) != 1 or not inputs:
        return cells
    source, pixels = inputs[0], cells[0].pixels
    if pixels.shape[2] == 3 or pixels.shape[:2] != source.shape[:2]:
        return cells
    return [Cell(pixels, "", KEPT), Cell(marked(source, pixels[..., 3]), "", MASK)]
