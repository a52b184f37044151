"""The Engine protocol on a service: it is asked, waited for, and left when nobody waits."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from core.catalogue import Intent, ModelCard
from core.errors import AgainstRules, EaselError
from core.filming import told
from core.recipes import Recipe
from worker.engine import Piece, Pixels, Rendered, Report, Share, Step, Task, Weightless
from worker.engines.remote.asking import Ask, asks_of, begun_with, inputs_of, own_fields, sized
from worker.engines.remote.clips import Filming, filmed
from worker.engines.remote.decoding import Decoder
from worker.engines.remote.line import Line, Terms
from worker.engines.remote.pictures import drawn
from worker.engines.remote.service import NoKey, Service, Size, service_of
from worker.media.canvas import fitted
from worker.media.extent import changed, said
from worker.residency import Parts

_USUAL = Terms()
_NOTHING = np.zeros((1, 1, 3), np.uint8)
_ALIKE = 0.04  # of a ratio: nobody sees the difference


@dataclass(slots=True)
class _Course:
    """How far a job is; its requests write, whoever reports reads."""

    stage: str
    parts: dict[int, float] = field(default_factory=dict[int, float])  # variant → 0 to 1

    def step(self, count: int) -> Step:
        return Step(sum(self.parts.values()) / count, self.stage)


class RemoteEngine(Weightless):
    """Renders by asking; `keys` gives the key of a name, empty where it is not set.

    It holds nothing: several may ask one service at once, each in a thread of its own.
    """

    def __init__(self, keys: Callable[[str], str], decoder: Decoder, terms: Terms = _USUAL) -> None:
        self._keys, self._decoder, self._terms = keys, decoder, terms

    def load(self, card: ModelCard) -> Parts:
        """Nothing; raises BadService and NoKey."""
        key_of(card, service_of(card), self._keys)
        return {}

    def close(self) -> None:
        """There is nothing to end."""

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """One whole job. Raises Cancelled, CannotDo and the errors of trouble.py."""
        (share,) = shares
        for rendered in asyncio.run(self._watched(share.task, share.report)):
            yield Piece(0, rendered)

    async def _watched(self, task: Task, report: Report) -> list[Rendered]:
        """The job, as long as somebody waits for it: what `report` raises ends its requests."""
        service = service_of(task.card)
        course = _Course(f"asking {service.host}")
        work = asyncio.create_task(self._made(task, service, course))
        try:
            while not (await asyncio.wait({work}, timeout=self._terms.beat))[0]:
                report(course.step(task.spec.count))
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError, EaselError):
                await work
        return work.result()

    async def _made(self, task: Task, service: Service, course: _Course) -> list[Rendered]:
        def tell(stage: str) -> None:
            course.stage = stage

        key = key_of(task.card, service, self._keys)
        async with Line(task.card, service, key, self._terms, tell) as line:
            jobs = _Jobs(task, service, line, self._decoder, course, self._terms)
            return await jobs.done()


@dataclass(frozen=True, slots=True, eq=False)
class _Jobs:
    """The requests of one job."""

    task: Task
    service: Service
    line: Line
    decoder: Decoder
    course: _Course
    terms: Terms

    async def done(self) -> list[Rendered]:
        """All variants; the first request that fails ends the others, but one that is declined,
        which may be for what came of its own seed: the others are paid for, and shown."""
        turn = asyncio.Semaphore(self.service.at_once)
        indices = range(1, self.task.spec.count + 1)
        if self.task.spec.intent is Intent.ANIMATE:
            asked = [self._unless_declined((n,), partial(self._film, n, turn)) for n in indices]
        else:
            asks = asks_of(self.task, self.service)
            asked = [
                self._unless_declined(one.indices, partial(self._draw, one, turn)) for one in asks
            ]
        try:
            # A group cancels each request once: a second time would end how a clip is taken away.
            async with asyncio.TaskGroup() as group:
                running = [group.create_task(one) for one in asked]
        except ExceptionGroup as met:
            first = met.exceptions[0]
            raise first from first.__cause__
        made = [rendered for one in running for rendered in one.result()]
        if all(one.left_out for one in made):
            raise AgainstRules(model=self.task.card.title)
        return made

    async def _unless_declined(
        self, indices: tuple[int, ...], ask: Callable[[], Awaitable[list[Rendered]]]
    ) -> list[Rendered]:
        """What a request for some variants gives, or why it gives none."""
        try:
            return await ask()
        except AgainstRules as error:
            self.course.parts |= dict.fromkeys(indices, 1.0)
            return [Rendered(index, _NOTHING, "", left_out=error.sentence) for index in indices]

    async def _draw(self, ask: Ask, turn: asyncio.Semaphore) -> list[Rendered]:
        async with turn:
            self.course.stage = f"waiting for {self.service.host}"
            files = await drawn(self.line, ask)
        pictures = [await self.decoder.picture(self.line, data) for data in files]
        path = "images/edits" if ask.pictures else "images/generations"
        recipe = self._recipe(path, ask.size, len(ask.indices))
        self.course.parts |= dict.fromkeys(ask.indices, 1.0)
        return [
            await asyncio.to_thread(self._laid, ask, index, pixels, recipe)
            for index, pixels in zip(ask.indices, pictures, strict=True)
        ]

    def _laid(self, ask: Ask, index: int, pixels: Pixels, recipe: Recipe) -> Rendered:
        """A variant: where there was a mask, the picture that was sent with what is new in it."""
        marks = self.task.marks
        if ask.canvas is None or marks is None:
            return Rendered(index, pixels, self._other(pixels), recipe=recipe)
        picture = inputs_of(self.task, index)[0]
        laid = ask.canvas.laid(pixels[..., :3], picture, fitted(marks, picture))
        did = said(changed(picture, laid), masked=True)
        return Rendered(index, laid, did, recipe=recipe)

    def _other(self, pixels: Pixels) -> str:
        """What a person should know where a picture has not the ratio that was asked for."""
        height, width = pixels.shape[:2]
        wanted = self.task.spec.width, self.task.spec.height
        alike = abs(width * wanted[1] - height * wanted[0]) <= _ALIKE * width * wanted[1]
        return "" if not all(wanted) or alike else "in the nearest ratio that its service makes"

    async def _film(self, index: int, turn: asyncio.Semaphore) -> list[Rendered]:
        def tell(fraction: float, stage: str) -> None:
            self.course.parts[index], self.course.stage = fraction, stage

        given, spec, side = inputs_of(self.task, index), self.task.spec, self.task.card.size
        height, width = given[0].shape[:2] if given else (side, side)
        size = sized(*_within(spec.width or width, spec.height or height, side), self.service)
        own = {"prompt": told(spec, index, self.task.card), "size": str(size)}
        fields = own | own_fields(self.task, self.service, index) | dict(self.service.video or {})
        begin = begun_with(given[0], size) if given else None
        async with turn:
            filming = Filming(fields, begin, tell)
            data = await filmed(self.line, self.service, filming, self.terms.farewell)
        film = await self.decoder.film(self.line, data)
        self.course.parts[index] = 1.0
        recipe = self._recipe("videos", size, 1)
        asked = spec.motion is not None and spec.motion.seconds
        did = f"{film.clip.seconds:.1f} s" if asked else ""  # a service decides by itself
        return [Rendered(index, film.first, did, film.clip, recipe=recipe)]

    def _recipe(self, path: str, size: Size, together: int) -> Recipe:
        """What is known of how it was made: what was asked, and of whom."""
        host, model = self.service.host, self.task.card.source
        recipe = Recipe.behind(host, model, path, together, str(size))
        sent = own_fields(self.task, self.service, 1)
        return replace(recipe, seeded=self.service.seeded, strength=sent.get("strength"))


def key_of(card: ModelCard, service: Service, keys: Callable[[str], str]) -> str:
    """The key of a service; empty where it needs none. Raises NoKey."""
    key = keys(service.key) if service.key else ""
    if service.key and not key:
        raise NoKey(model=card.title, key=service.key)
    return key


def _within(width: int, height: int, side: int) -> tuple[float, float]:
    """That shape with about as many pixels as a square of `side`."""
    scale = side / (width * height) ** 0.5
    return width * scale, height * scale
