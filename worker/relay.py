"""A job's turns: each by its model, after what others do for it, or by the next that would work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from core.catalogue import ModelCard
from core.errors import CannotDo, DoesNotFit, EaselError, OutOfMemory, Unable, Unusable
from core.jobs import Absent, JobSpec
from worker.attempt import Attempt, Bench
from worker.device import Renders, Wanted
from worker.engine import Grown, Guessed, Pixels, Rendered, Report, Step, Task
from worker.growing import enlargement, growers
from worker.instead import does_not_fit, handed, lost, next_card, told
from worker.rereading import reader, reading_of, reread
from worker.seeking import search, seekers
from worker.stranded import NotServed

FIRST = 0.25  # of a turn's progress, where another model works before its own


class Made(NamedTuple):
    """What came of a turn."""

    rendered: list[Rendered]
    card: ModelCard  # whose model made it
    notes: tuple[str, ...] = ()  # who did what in whose place, and why
    absent: Absent | None = None  # why it made nothing, where others compete


class Helped(NamedTuple):
    """What a model did for another one; nothing where none could."""

    rendered: list[Rendered]
    card: ModelCard | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relay:
    """Renders turns; what a model lacks, or what its files lack, is no reason to give up."""

    bench: Bench
    devices: Mapping[str, Renders]  # by the engine of a card

    async def made(self, attempt: Attempt, spec: JobSpec, card: ModelCard, report: Report) -> Made:
        """A turn by its model, or the next that would work; by its own alone, where it was chosen.

        Raises what the first one raised where none can.
        """
        tried, former, first, guess = {card.name}, card, None, None
        while True:
            try:
                made = await self.by(attempt, spec, card, report)
            except (Unusable, CannotDo, DoesNotFit) as error:
                if first is None and not passes(error):
                    raise
                guess = guess or (error if isinstance(error, Guessed) else None)
                first = first or error
            else:
                notes = () if first is None else (told(card, former, first), *lost(spec, card))
                return made._replace(notes=(*notes, *made.notes))
            another = None if chosen(spec) else self.next(spec, tried)
            if another is None:
                raise guess or first  # a person who is shown a guess may say that it is right
            spec, card = handed(spec, another, card), another
            tried.add(another.name)

    def next(self, spec: JobSpec, tried: set[str]) -> ModelCard | None:
        """The best card here that could take a job which those `tried` could not."""
        return next_card(spec, self.bench.catalogue, self.bench.there, tried)

    async def by(self, attempt: Attempt, spec: JobSpec, card: ModelCard, report: Report) -> Made:
        """A turn by its own model, after what others do for it. Raises NotServed, too."""
        if card.name not in self.bench.cards:
            raise NotServed(model=card.title)
        known = spec, card, self.bench.catalogue, self.bench.there
        looking, enlarging = seekers(*known), growers(*known)
        before, after = _parted(report) if looking or enlarging else (report, report)
        notes = await self._seek(attempt, spec, looking, before)
        notes += await self._grow(attempt, spec, enlarging, before)
        return Made(await self._read_again(attempt, spec, card, after), card, notes)

    async def _read_again(
        self, attempt: Attempt, spec: JobSpec, card: ModelCard, report: Report
    ) -> list[Rendered]:
        """What a model makes; where it draws text anew, that is read, and perhaps tried again."""
        reading = reader(spec, card, self.bench.catalogue, self.bench.cards)
        if reading is None:
            return await self._rendered(attempt, spec, card, report)

        async def draw(wanted: JobSpec, number: int) -> list[Rendered]:
            return await self._rendered(attempt, wanted, card, report, f"/{number}")

        read = partial(self._lines, attempt, spec, reading, report)
        return await reread(spec, draw, read, lambda: attempt.inputs[0])

    async def _lines(
        self, attempt: Attempt, spec: JobSpec, card: ModelCard, report: Report, pixels: Pixels
    ) -> tuple[str, ...]:
        """The lines of text that `card` reads in a picture; a job of its own for its device."""
        reading = reading_of(spec, card)

        async def begin() -> Task:
            return Task(reading, card, (pixels,))

        key = f"{attempt.job.id}/{card.name}/reading"
        wanted = Wanted(key, reading, card, begin, report, attempt.doubtful)
        (read,) = await self._on_device(wanted)
        return read.lines

    async def _seek(
        self, attempt: Attempt, spec: JobSpec, cards: tuple[ModelCard, ...], report: Report
    ) -> tuple[str, ...]:
        """Find the place that the words of an edit name; a job of its own for the device."""
        made = await self._helped(attempt, partial(search, spec), cards, report)
        attempt.place(tuple(one.found for one in made.rendered if one.found is not None))
        return made.notes

    async def _grow(
        self, attempt: Attempt, spec: JobSpec, cards: tuple[ModelCard, ...], report: Report
    ) -> tuple[str, ...]:
        """Enlarge the pictures faithfully before a model paints detail into them.

        What it cannot is told of the model that was asked: nobody knows of the one that helps.
        """
        try:
            made = await self._helped(attempt, partial(enlargement, spec), cards, report)
        except CannotDo as error:
            asked = self.bench.catalogue.card(spec.model)
            raise type(error)(**error.fields | {"model": asked.title}) from error
        by = made.card.title if made.card is not None else ""
        attempt.grow(
            tuple(
                Grown(one.pixels, by, one.recipe.revision if one.recipe else "")
                for one in made.rendered
            )
        )
        return made.notes

    async def _helped(
        self,
        attempt: Attempt,
        job: Callable[[ModelCard], JobSpec],
        cards: tuple[ModelCard, ...],
        report: Report,
    ) -> Helped:
        """What the first of `cards` gives whose model can be used."""
        wrong: Unusable | DoesNotFit | None = None
        for card in cards:
            try:
                made = await self._rendered(attempt, job(card), card, report)
            except (Unusable, DoesNotFit) as error:
                wrong = wrong or error
            else:
                note = (told(card, cards[0], wrong),) if wrong is not None else ()
                return Helped(made, card, note)
        note = (f"without {cards[0].title}: {wrong.sentence}",) if wrong is not None else ()
        return Helped([], None, note)

    async def _rendered(
        self,
        attempt: Attempt,
        spec: JobSpec,
        card: ModelCard,
        report: Report,
        which: str = "",
    ) -> list[Rendered]:
        """Every variant by one model; one that turns out to be unusable is offered no more."""
        outlook = self.bench.outlook
        if (against := await outlook.against(card)) is not None:
            raise against
        key = f"{attempt.job.id}/{card.name}{which}"
        begin = partial(attempt.begin, spec, card)
        waited = (datetime.now(UTC) - attempt.job.created).total_seconds()
        wanted = Wanted(key, spec, card, begin, report, attempt.doubtful, waited)
        try:
            return await self._on_device(wanted)
        except Unusable as error:
            outlook.withdraw(card, error)
            raise

    async def _on_device(self, wanted: Wanted) -> list[Rendered]:
        """What a device makes; raises DoesNotFit with the model that ran out of its memory, which
        may be another than was asked."""
        try:
            return await self.devices[wanted.card.engine].render(wanted)
        except OutOfMemory as error:
            known = self.bench.catalogue, self.bench.there
            raise does_not_fit(wanted.spec, wanted.card, *known) from error


def passes(error: EaselError) -> bool:
    """Whether what a model cannot do is for want of something that another one may have."""
    return isinstance(error, (Unusable, Unable))


def chosen(spec: JobSpec) -> bool:
    """Whether the person named the model: then no other one takes its place unasked."""
    return spec.prompt.model is not None


def _parted(report: Report) -> tuple[Report, Report]:
    """Progress in two parts: what another model does first, and what the own one does."""

    def before(step: Step) -> None:
        report(step._replace(fraction=step.fraction * FIRST))

    def after(step: Step) -> None:
        report(step._replace(fraction=FIRST + step.fraction * (1 - FIRST)))

    return before, after
