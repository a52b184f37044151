"""A job that this worker has in hand: it is counted and its pictures are fetched when it begins."""

import asyncio
from collections.abc import Collection
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace

from core.catalogue import Catalogue, ModelCard
from core.comparing import each_does
from core.errors import Quarantined, TargetGone
from core.jobs import Asset, Job, JobSpec, Variant
from core.ports import Blobs, Ledger, Queue
from worker.engine import Found, Grown, Pixels, Task
from worker.guarding import Guard
from worker.media.files import pixels_of
from worker.media.marking import marks_of
from worker.outlook import Outlook

MOST_ATTEMPTS = 3


class Ended(Exception):
    """The job ended, or was deleted, while it waited here."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What rendering is handed."""

    worker: str  # name of this worker
    ledger: Ledger
    blobs: Blobs
    queue: Queue
    catalogue: Catalogue
    cards: Collection[str]  # names of the cards that this worker serves
    guard: Guard | None = None  # None where no safety check runs
    outlook: Outlook = field(default_factory=lambda: Outlook((), {}))
    last_attempts: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def there(self) -> tuple[str, ...]:
        """Names of the cards that it serves and that nothing is known against now."""
        return tuple(name for name in self.cards if self.outlook.has(self.catalogue.card(name)))


class Attempt:
    """What waits for the device has not started: neither in the ledger nor in memory."""

    def __init__(self, bench: Bench, job: Job) -> None:
        self.job = job
        self._bench = bench
        self._task: Task | None = None
        self._found: tuple[Found, ...] = ()
        self._grown: tuple[Grown, ...] = ()
        self._begun = self._given_up = False
        self._before = job.attempts  # whose workers died

    @property
    def doubtful(self) -> bool:
        """Whether a worker died with it. It may have been the reason, and shares no pass any more:
        so companions of what kills workers are blamed once, and never given up for it."""
        return self._before > 0

    @property
    def apart(self) -> AbstractAsyncContextManager[object]:
        """What an attempt is made in; the last one while no other job has its last one here.

        What other devices of a worker render dies with it, too, and begins with the same job again.
        """
        last = self._before >= MOST_ATTEMPTS - 1
        return self._bench.last_attempts if last else nullcontext()

    @property
    def inputs(self) -> tuple[Pixels, ...]:
        """The pictures that it works on; none before it began."""
        return self._task.inputs if self._task is not None else ()

    def turns(self) -> list[tuple[JobSpec, ModelCard]]:
        """What is rendered: all variants at once; where models compete, one by each of them."""
        spec, card = self.job.spec, self._bench.catalogue.card
        rivals = rivals_of(spec, self._bench.catalogue)
        if not rivals:
            return [(spec, card(spec.model))]
        alone = replace(spec, intent=each_does(spec), count=1, contenders=(), contest=None)
        alone = replace(alone, repeats=())
        # All go on from the same picture: what one family kept of it would favour that, or break.
        alone = replace(alone, kept=None, drawn=None, traced=None)
        return [
            (replace(alone, model=name, repeats=_first_of(spec.repeats, index)), card(name))
            for index, name in enumerate(rivals, 1)
        ]

    async def begin(self, spec: JobSpec, card: ModelCard) -> Task:
        """One of its turns, with its pictures; the first one counts the attempt.

        Raises Ended, Quarantined, TargetGone where a picture is no longer there, and UnsafeInput.
        """
        if self._task is None:
            await self._start()
            self._task = await self._fetch(self.job.spec)
        return replace(
            self._task,
            spec=spec,
            card=card,
            found=self._found,
            grown=self._grown,
            kept=self._task.kept if spec.kept is not None else b"",
            encoded=self._task.encoded,
            traced=self._task.traced if spec.traced is not None else None,
        )

    def place(self, found: tuple[Found, ...]) -> None:
        """Where the words point, in each picture: for the turns that begin from now on."""
        self._found = found

    def grow(self, grown: tuple[Grown, ...]) -> None:
        """Each picture enlarged by another model: for the turns that begin from now on."""
        self._grown = grown

    async def give_up(self) -> None:
        """This worker is asked to stop: the attempt does not count, another one takes it."""
        self._given_up = True
        if self._begun:
            await asyncio.shield(self._bench.ledger.release(self.job.id))

    async def _start(self) -> None:
        started = await self._bench.ledger.start(self.job.id, self._bench.worker)
        if started is None:
            raise Ended
        self.job, self._begun = started, True
        if self._given_up:
            await self.give_up()
            raise Ended
        if started.attempts > MOST_ATTEMPTS:
            raise Quarantined(attempts=MOST_ATTEMPTS)

    async def _fetch(self, spec: JobSpec) -> Task:
        inputs = tuple([await self._pixels(asset) for asset in spec.inputs])
        if self._bench.guard is not None:
            await self._bench.guard.check_inputs(inputs, spec.safety)
        mask = None if spec.mask is None else await self._pixels(spec.mask)
        marks = None if mask is None else await asyncio.to_thread(marks_of, mask, inputs[0])
        traced = None if spec.traced is None else await self._pixels(spec.traced.picture)
        card, before = self._bench.catalogue.card(spec.model), spec.kept
        kept = await self._beside(before and before.asset)
        encoded = await self._beside(spec.encoded or (before and before.words))
        return Task(spec, card, inputs, marks, traced, kept, encoded)

    async def _beside(self, asset: Asset | None) -> bytes:
        """What was kept beside a picture, its latents or its encoded words; where it is no longer
        there, either is made anew."""
        if asset is None:
            return b""
        try:
            return await self._bench.blobs.get(asset.sha256)
        except TargetGone:
            return b""

    async def _pixels(self, asset: Asset) -> Pixels:
        data = await self._bench.blobs.get(asset.sha256)
        return await asyncio.to_thread(pixels_of, data)


def _first_of(repeats: tuple[Variant, ...], index: int) -> tuple[Variant, ...]:
    """What variant `index` (1-based) of a comparison was, as that of a job of its own."""
    return tuple(replace(one, index=1) for one in repeats if one.index == index)


def rivals_of(spec: JobSpec, catalogue: Catalogue) -> tuple[str, ...]:
    """The models that compete in a comparison; none where looks of one model do."""
    known = {card.name for card in catalogue}
    return tuple(name for name in spec.contenders if name in known)
