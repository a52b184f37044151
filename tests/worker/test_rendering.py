"""A job's way through a worker, with an engine that does as it is told."""

import asyncio
import io
import threading
import zipfile
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import numpy as np
import pytest
from obstore.store import MemoryStore

from core.catalogue import Catalogue, Intent
from core.errors import Cancelled, CannotDo
from core.jobs import Asset, Job, Kept, Place, State, Traced
from core.ports import Elsewhere
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_queue import MemoryQueue
from storage.opening import read_catalogue
from storage.settings import StorageSettings
from tests.pictures_made import as_png, landscape
from tests.values import SetClock, asset, spec, turn
from worker.attempt import Bench
from worker.device import Device
from worker.engine import (
    Clip,
    Found,
    Guessed,
    Marks,
    Piece,
    Rendered,
    Report,
    Share,
    Step,
    Task,
    Weightless,
)
from worker.media.files import pixels_of
from worker.rendering import Renderer

Behaviour = Callable[[Task, Report], Iterator[Rendered]]


@dataclass
class ToldEngine(Weightless):
    """An engine whose rendering is a function of the test."""

    behaviour: Behaviour
    closed: bool = False

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        (share,) = shares
        return (Piece(0, one) for one in self.behaviour(share.task, share.report))

    def close(self) -> None:
        self.closed = True


@dataclass
class Shop:
    """A worker on twins."""

    ledger: MemoryLedger
    history: MemoryHistory
    queue: MemoryQueue
    blobs: ObjectBlobs
    renderer: Renderer
    clock: SetClock

    async def job(self, **more: object) -> Job:
        """A job with its picture, waiting in its lane."""
        sha256 = await self.blobs.put(as_png(landscape()))
        source = Asset(sha256, "image/png", 1, 160, 120)
        channel = await self.history.channel("web", "studio")
        place = Place("web", channel.id, await self.history.person("web", "ada"))
        values = {"inputs": (source,), "count": 2, "place": place} | more
        job = Job(self.clock.new_id(), spec(**values), self.clock.now())
        opened = turn(self.clock.new_id(), channel=channel.id)
        await self.history.open_turn(opened)
        await self.history.answer(opened.id, job=job)
        await self.queue.enqueue(job)
        return job

    async def mask(self, rows: slice) -> Asset:
        """A stored mask that is white in some rows."""
        pixels = np.zeros((120, 160, 3), np.uint8)
        pixels[rows] = 255
        return Asset(await self.blobs.put(as_png(pixels)), "image/png", 1, 160, 120)

    async def handled(self, job: Job) -> Job:
        """The job after this worker took it."""
        await self.renderer.handle(job.id)
        found = await self.ledger.job(job.id)
        assert found is not None
        return found

    async def told(self, job: Job) -> bool:
        """Whether a front end is asked to show it."""
        return job.id in await self.queue.holds_delivery([job.id])


def inverted(task: Task, report: Report) -> Iterator[Rendered]:
    """Every variant is the source upside down in colour, in reverse order."""
    for index in reversed(range(1, task.spec.count + 1)):
        report(Step(index / task.spec.count, f"variant {index}", task.inputs[0]))
        yield Rendered(index, (255 - task.inputs[0]).astype(np.uint8), f"inverted {index}")


@asynccontextmanager
async def shop(behaviour: Behaviour = inverted) -> AsyncGenerator[Shop]:
    clock, memory, queue = SetClock(), Memory(), MemoryQueue()
    ledger, blobs = MemoryLedger(memory, clock), ObjectBlobs.in_memory()
    engine = ToldEngine(behaviour)
    device = Device({"classical": lambda: engine})
    bench = Bench("w1", ledger, blobs, queue, catalogue(), ("classical",))
    renderer = Renderer(bench, {"classical": device})
    yield Shop(ledger, MemoryHistory(memory, clock), queue, blobs, renderer, clock)
    device.close()
    assert engine.closed or not device.engines


def catalogue() -> Catalogue:
    return read_catalogue(StorageSettings())


def nudged(task: Task, report: Report) -> Iterator[Rendered]:
    """The upper half a little lighter."""
    after = task.inputs[0].copy()
    after[:60] ^= 1
    for index in range(1, task.spec.count + 1):
        yield Rendered(index, after, "nudged")


def guessing(marks: Marks) -> Behaviour:
    """An engine that is not sure where it is."""

    def behaviour(task: Task, report: Report) -> Iterator[Rendered]:
        found = Found("the cup", marks, 0.3, "Seer")
        raise Guessed(model="Seer", reason="it is dark there.", found=found)
        yield  # makes it an iterator

    return behaviour


HALF = np.zeros((120, 160), np.uint8)
HALF[:60] = 255


async def test_a_guess_is_shown_and_asked_about() -> None:
    async with shop(guessing(HALF)) as one:
        done = await one.handled(await one.job(intent=Intent.EDIT))
        assert (done.state, done.variants) == (State.DONE, ())
        assert done.text == "Seer is not sure: it is dark there."
        assert done.proposal is not None
        assert done.grid is not None
        mask = pixels_of(await one.blobs.get(done.proposal.sha256))
        shown = pixels_of(await one.blobs.get(done.grid.sha256))
    assert np.array_equal(mask, np.repeat(HALF[..., None], 3, axis=2))
    assert shown[20, 80].astype(int).sum() != shown[100, 80].astype(int).sum()


async def test_a_guess_that_was_turned_down_is_not_shown_again() -> None:
    async with shop(guessing(HALF)) as one:
        done = await one.handled(await one.job(intent=Intent.EDIT, passed=1))
    assert done.failure is not None
    assert done.failure.name == "NothingElse"


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param(np.zeros((120, 160), np.uint8), id="nothing"),
        pytest.param(np.full((120, 160), 255, np.uint8), id="everything"),
        pytest.param(HALF[:, :80], id="of another size"),
    ],
)
async def test_a_guess_that_nobody_could_judge_is_a_refusal(marks: Marks) -> None:
    async with shop(guessing(marks)) as one:
        done = await one.handled(await one.job(intent=Intent.EDIT))
    assert done.failure is not None
    assert done.failure.name == "Guessed"


async def test_a_guess_within_a_mask_is_a_refusal() -> None:
    async with shop(guessing(HALF)) as one:
        job = await one.job(intent=Intent.EDIT, mask=await one.mask(slice(0, 60)))
        assert (await one.handled(job)).failure is not None


async def test_what_an_edit_changed_is_counted_and_kept() -> None:
    async with shop(nudged) as one:
        done = await one.handled(await one.job(intent=Intent.EDIT))
    assert [variant.changed for variant in done.variants] == [0.5, 0.5]


async def test_variants_come_in_order_with_seeds_and_a_grid() -> None:
    async with shop() as one:
        done = await one.handled(await one.job(count=4))
        assert done.state is State.DONE
        assert [variant.did for variant in done.variants] == [f"inverted {n}" for n in range(1, 5)]
        assert [variant.seed for variant in done.variants] == [7, 8, 9, 10]
        assert done.grid is not None
        assert (done.grid.media_type, done.grid.width) == ("image/jpeg", 322)
        assert await one.told(done)


async def test_a_variant_that_is_left_out_is_told() -> None:
    def made(task: Task, _: Report) -> Iterator[Rendered]:
        yield Rendered(1, task.inputs[0], "drawn")
        yield Rendered(2, task.inputs[0][:1, :1], "", left_out="It was declined.")
        yield Rendered(3, task.inputs[0], "drawn")

    async with shop(made) as one:
        done = await one.handled(await one.job(count=3))
        assert [variant.index for variant in done.variants] == [1, 3]
        assert done.notes == ("no variant 2 here: It was declined.",)
        assert done.grid is not None


async def test_a_single_variant_needs_no_grid() -> None:
    async with shop() as one:
        done = await one.handled(await one.job(count=1))
        assert (len(done.variants), done.grid) == (1, None)


def left_half(task: Task, report: Report) -> Iterator[Rendered]:
    """Cuts the left half of the source out."""
    source = task.inputs[0][..., :3]
    alpha = np.zeros(source.shape[:2], np.uint8)
    alpha[:, : source.shape[1] // 2] = 255
    for index in range(1, task.spec.count + 1):
        yield Rendered(index, np.dstack([source, alpha]), "left half")


def opaque(task: Task, report: Report) -> Iterator[Rendered]:
    """The source with an alpha channel that hides nothing."""
    source = task.inputs[0][..., :3]
    yield Rendered(1, np.dstack([source, np.full(source.shape[:2], 255, np.uint8)]), "all of it")


@pytest.mark.parametrize(
    ("behaviour", "alpha"),
    [
        pytest.param(left_half, True, id="transparent somewhere"),
        pytest.param(opaque, False, id="four channels, opaque"),
        pytest.param(inverted, False, id="three channels"),
    ],
)
async def test_what_is_transparent_is_kept_as_that(behaviour: Behaviour, alpha: bool) -> None:
    async with shop(behaviour) as one:
        done = await one.handled(await one.job(count=1))
        picture = done.variants[0].asset
        assert picture.alpha is alpha
        assert await one.ledger.asset(picture.sha256) == picture


async def test_a_cut_out_is_shown_beside_its_mask() -> None:
    async with shop(left_half) as one:
        done = await one.handled(await one.job(count=1, intent=Intent.CUTOUT))
        assert (len(done.variants), done.variants[0].asset.media_type) == (1, "image/png")
        cut = pixels_of(await one.blobs.get(done.variants[0].asset.sha256))
        assert (cut.shape[2], cut[60, 20, 3], cut[60, 140, 3]) == (4, 255, 0)
        assert done.grid is not None
        sheet = pixels_of(await one.blobs.get(done.grid.sha256)).astype(np.int16)
        mask = sheet[:120, -160:] if sheet.shape[1] > 320 else sheet[sheet.shape[0] // 2 :]
        assert np.abs(mask[10:100, 10:70] - landscape()[10:100, 10:70]).mean() < 6
        assert mask[10:100, 90:150].mean() < landscape()[10:100, 90:150].mean() - 40


def marked_only(task: Task, report: Report) -> Iterator[Rendered]:
    """The source, and white where the task says that it is marked."""
    assert task.marks is not None
    for index in range(1, task.spec.count + 1):
        white = np.where(task.marks[..., None] > 0, 255, task.inputs[0]).astype(np.uint8)
        yield Rendered(index, white, "white")


async def test_an_engine_is_told_what_is_marked() -> None:
    async with shop(marked_only) as one:
        mask = await one.mask(slice(0, 60))
        done = await one.handled(await one.job(count=1, intent=Intent.EDIT, mask=mask))
        made = pixels_of(await one.blobs.get(done.variants[0].asset.sha256))
        assert made[:60].min() == 255
        assert np.array_equal(made[60:], landscape()[60:])


def traced_only(task: Task, report: Report) -> Iterator[Rendered]:
    """The picture that the source is a look of."""
    assert task.traced is not None
    yield Rendered(1, task.traced, "as it was")


async def test_an_engine_is_handed_what_a_look_was_made_of() -> None:
    async with shop(traced_only) as one:
        before = await one.mask(slice(0, 60))
        traced = Traced("classical", before)
        done = await one.handled(await one.job(count=1, intent=Intent.EDIT, traced=traced))
        made = pixels_of(await one.blobs.get(done.variants[0].asset.sha256))
        assert np.array_equal(made, pixels_of(await one.blobs.get(before.sha256)))


async def test_latents_are_stored_beside_their_picture_and_handed_on() -> None:
    handed: list[bytes] = []

    def keep(task: Task, _: Report) -> Iterator[Rendered]:
        handed.append(task.kept)
        yield Rendered(1, task.inputs[0], "drawn", kept=b"latents")

    async with shop(keep) as one:
        made = (await one.handled(await one.job(count=1))).variants[0]
        assert made.kept is not None
        assert await one.blobs.get(made.kept.asset.sha256) == b"latents"
        await one.handled(await one.job(count=1, kept=made.kept))
        assert handed == [b"", b"latents"]


async def test_encoded_words_are_stored_beside_latents_and_handed_on() -> None:
    handed: list[bytes] = []

    def keep(task: Task, _: Report) -> Iterator[Rendered]:
        handed.append(task.encoded)
        yield Rendered(1, task.inputs[0], "drawn", kept=b"latents", encoded=b"words")

    async with shop(keep) as one:
        done = await one.handled(await one.job(count=1))
        assert done.encoded is not None
        await one.handled(await one.job(count=1, kept=done.variants[0].kept))
        await one.handled(await one.job(count=1, encoded=done.encoded))
        assert handed == [b"", b"words", b"words"]


async def test_encoded_words_that_are_gone_are_made_anew() -> None:
    async with shop() as one:
        done = await one.handled(await one.job(count=1, encoded=asset("gone")))
        assert done.variants


async def test_where_latents_are_gone_the_picture_is_gone_on_from() -> None:
    async with shop() as one:
        kept = Kept("sdxl", asset("gone"), asset("gone too"))
        assert (await one.handled(await one.job(count=1, kept=kept))).variants


async def test_a_mask_that_marks_nothing_is_told() -> None:
    async with shop(marked_only) as one:
        mask = await one.mask(slice(0, 0))
        failed = await one.handled(await one.job(intent=Intent.EDIT, mask=mask))
        assert failed.failure is not None
        assert failed.failure.sentence.startswith("The mask marks nothing, or too little")


async def test_several_cut_outs_are_shown_as_a_grid() -> None:
    async with shop(left_half) as one:
        done = await one.handled(await one.job(count=4, intent=Intent.CUTOUT))
        assert done.grid is not None
        assert (len(done.variants), done.grid.width) == (4, 322)


async def test_contenders_are_written_on_the_grid() -> None:
    async with shop() as one:
        done = await one.handled(await one.job(contenders=("noir", "oil")))
        assert [variant.label for variant in done.variants] == ["noir", "oil"]


async def test_models_that_compete_each_make_their_variant() -> None:
    made: list[str] = []

    def note(task: Task, _: Report) -> Iterator[Rendered]:
        made.append(f"{task.card.name} {task.spec.intent} {task.spec.seed}")
        yield Rendered(1, task.inputs[0], f"by {task.card.name}")

    async with shop(note) as one:
        second = replace(catalogue().card("classical"), name="second")
        bench = one.renderer.bench
        both = Catalogue((*bench.catalogue, second))
        cards = ("classical", "second")
        renderer = Renderer(replace(bench, catalogue=both, cards=cards), one.renderer.devices)
        job = await one.job(intent=Intent.COMPARE, contenders=cards)
        await renderer.handle(job.id)
        done = await one.ledger.job(job.id)
        assert done is not None
        assert [variant.did for variant in done.variants] == ["by classical", "by second"]
        assert {variant.seed for variant in done.variants} == {job.spec.seed}
        assert made == ["classical restyle 7", "second restyle 7"]


async def test_a_comparison_with_a_model_that_is_not_here_is_left_to_others() -> None:
    async with shop() as one:
        job = await one.job(intent=Intent.COMPARE, contenders=("classical", "flux2-klein-4b"))
        known = {card.name for card in one.renderer.bench.catalogue}
        assert "flux2-klein-4b" in known
        with pytest.raises(Elsewhere):
            await one.renderer.handle(job.id)


async def test_words_are_an_answer_of_their_own() -> None:
    def describe(task: Task, _: Report) -> Iterator[Rendered]:
        yield Rendered(1, task.inputs[0], "measured", text="mostly blue and green")

    async with shop(describe) as one:
        done = await one.handled(await one.job(count=1))
        assert (done.text, done.variants) == ("mostly blue and green", ())


async def test_a_clip_is_kept_as_a_clip() -> None:
    def film(task: Task, _: Report) -> Iterator[Rendered]:
        yield Rendered(1, task.inputs[0], "pushed in", Clip(b"mp4", 160, 120, 3.5))

    async with shop(film) as one:
        made = (await one.handled(await one.job(count=1))).variants[0].asset
        assert (made.media_type, made.seconds) == ("video/mp4", 3.5)
        assert await one.blobs.get(made.sha256) == b"mp4"


async def test_what_an_engine_cannot_do_is_told_in_its_words() -> None:
    def refuse(task: Task, _: Report) -> Iterator[Rendered]:
        raise CannotDo(model=task.card.title, reason="it has no hands.")

    async with shop(refuse) as one:
        failed = await one.handled(await one.job())
        assert failed.failure is not None
        assert failed.failure.name == "CannotDo"
        assert failed.failure.sentence.endswith("cannot do that: it has no hands.")
        assert await one.told(failed)


async def test_a_crash_is_told_without_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    def crash(_: Task, __: Report) -> Iterator[Rendered]:
        raise ZeroDivisionError("secret path /home/ada")

    async with shop(crash) as one:
        failed = await one.handled(await one.job())
        assert failed.failure is not None
        assert failed.failure.name == "RenderFailed"
        assert "secret" not in failed.failure.sentence
        assert "ZeroDivisionError" in caplog.text


async def test_the_third_attempt_is_made() -> None:
    async with shop() as one:
        job = await one.job()
        for _ in range(2):  # two workers died with it
            await one.ledger.start(job.id, "dead")
        made = await one.handled(job)
        assert (made.state, made.attempts) == (State.DONE, 3)


async def test_the_fourth_attempt_is_set_aside() -> None:
    async with shop() as one:
        job = await one.job()
        for _ in range(3):  # three workers died with it
            await one.ledger.start(job.id, "dead")
        failed = await one.handled(job)
        assert failed.failure is not None
        assert failed.failure.name == "Quarantined"
        assert await one.told(failed)


async def test_a_job_of_another_model_is_left_to_others() -> None:
    async with shop() as one:
        job = await one.job(model="flux.2-klein-4b")
        with pytest.raises(Elsewhere):
            await one.renderer.handle(job.id)
        assert (await one.ledger.owed())[0].attempts == 0


async def test_a_job_that_ended_untold_is_told() -> None:
    async with shop() as one:
        job = await one.job()
        await one.ledger.cancel(job.id)
        cancelled = await one.handled(job)
        assert cancelled.state is State.CANCELLED
        assert await one.told(cancelled)


async def test_a_missing_source_is_told() -> None:
    async with shop() as one:
        lost = replace((await one.job()).spec.inputs[0], sha256="0" * 64)
        failed = await one.handled(await one.job(inputs=(lost,)))
        assert failed.failure is not None
        assert failed.failure.name == "TargetGone"


async def test_cancelling_stops_at_the_next_step() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(task: Task, report: Report) -> Iterator[Rendered]:
        report(Step(0.0, "variant 1"))
        begun.set()
        go_on.wait(10)
        report(Step(0.5, "variant 2"))
        # All that it was asked for: what is missing would end the job as cancelled, too.
        yield from (Rendered(index, task.inputs[0], "too late") for index in (1, 2))

    async with shop(slow) as one:
        job = await one.job()
        handling = asyncio.create_task(one.renderer.handle(job.id))
        await asyncio.to_thread(begun.wait, 10)
        one.renderer.cancel(job.id)
        go_on.set()
        await handling
        ended = await one.ledger.job(job.id)
        assert ended is not None
        assert ended.state is State.CANCELLED


async def test_a_worker_that_is_told_to_stop_gives_the_attempt_back() -> None:
    begun, go_on, stopped = threading.Event(), threading.Event(), threading.Event()

    def slow(_: Task, report: Report) -> Iterator[Rendered]:
        begun.set()
        go_on.wait(10)
        try:
            report(Step(0.5, "variant 2"))
        except Cancelled:
            stopped.set()
            raise
        yield from ()

    async with shop(slow) as one:
        job = await one.job()
        handling = asyncio.create_task(one.renderer.handle(job.id))
        await asyncio.to_thread(begun.wait, 10)
        handling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await handling
        go_on.set()
        assert await one.ledger.job(job.id) == job
        assert await asyncio.to_thread(stopped.wait, 10), "its thread ends at the next step"


async def test_progress_with_its_preview_reaches_whoever_watches() -> None:
    async with shop() as one:
        first = asyncio.ensure_future(anext(one.queue.watch()))
        await asyncio.sleep(0)
        job = await one.job()
        await one.renderer.handle(job.id)
        progress = await asyncio.wait_for(first, 5)
        assert (progress.job, progress.stage) == (job.id, "variant 2")
        assert progress.preview.startswith("/9j/"), "a JPEG in base64"


async def test_what_waits_for_the_device_has_not_started() -> None:
    begun, go = threading.Event(), threading.Event()

    def held(task: Task, report: Report) -> Iterator[Rendered]:
        begun.set()
        assert go.wait(20)
        return inverted(task, report)

    async with shop(held) as one:
        first, second = await one.job(), await one.job()
        tasks = [asyncio.create_task(one.handled(job)) for job in (first, second)]
        await asyncio.to_thread(begun.wait, 20)
        await asyncio.sleep(0.1)
        waiting = await one.ledger.job(second.id)
        assert waiting is not None
        assert waiting.state is State.QUEUED
        one.clock.move(60)
        go.set()
        ended = await asyncio.gather(*tasks)
        assert [job.state for job in ended] == [State.DONE, State.DONE]
        assert ended[1].seconds == 0, "the clock of the tests stood still while it was made"


class SlowBlobs(ObjectBlobs):
    """A store in which the first file is kept only when somebody says so."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__(store)
        self.reached, self.go = asyncio.Event(), asyncio.Event()

    async def put(self, data: bytes) -> str:
        self.reached.set()
        await self.go.wait()
        return await super().put(data)


async def test_while_one_is_stored_the_next_is_rendered() -> None:
    rendered = threading.Semaphore(0)

    def counted(task: Task, report: Report) -> Iterator[Rendered]:
        rendered.release()
        return inverted(task, report)

    async with shop(counted) as one:
        jobs = [await one.job(), await one.job()]
        slow = SlowBlobs(MemoryStore())
        slow.go.set()
        await slow.put(as_png(landscape()))
        slow.go.clear()
        renderer = Renderer(replace(one.renderer.bench, blobs=slow), one.renderer.devices)
        tasks = [asyncio.create_task(renderer.handle(job.id)) for job in jobs]
        for _ in jobs:
            assert await asyncio.to_thread(rendered.acquire, timeout=20)
        assert not any(task.done() for task in tasks)
        slow.go.set()
        await asyncio.gather(*tasks)


def formatting(task: Task, report: Report) -> Iterator[Rendered]:
    """A square for each format; the last one cannot be made."""
    for index in range(1, task.spec.count + 1):
        last = index == task.spec.count
        pixels = np.full((64, 64, 4), 128, np.uint8)
        yield Rendered(index, pixels, f"made {index}", left_out="too alike" if last else "")


async def formats_of(one: Shop) -> Job:
    names = ("square", "favicon", "transparent")
    more = {"intent": Intent.FORMATS, "formats": names, "stem": "teapot", "count": 3}
    return await one.handled(await one.job(**more))


async def test_formats_are_named_and_what_is_missing_is_said() -> None:
    async with shop(formatting) as one:
        done = await formats_of(one)
        names = [variant.name for variant in done.variants]
        assert names == ["teapot-square-64x64", "teapot-favicon-64x64"]
        assert [variant.label for variant in done.variants] == ["Square 1:1", "Favicon"]
        assert done.notes == ("no Transparent here: too alike",)


async def test_the_archive_of_formats_comes_last_and_holds_every_file() -> None:
    async with shop(formatting) as one:
        done = await formats_of(one)
        *others, last = done.extras
        assert (last.name, last.asset.media_type) == ("teapot-formats.zip", "application/zip")
        with zipfile.ZipFile(io.BytesIO(await one.blobs.get(last.asset.sha256))) as opened:
            every = [*(f"{variant.name}.png" for variant in done.variants)]
            assert opened.namelist() == [*every, *(extra.name for extra in others)]
