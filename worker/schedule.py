"""What a device renders next: the model that it holds, while the others' wait stays bounded.

Serving jobs in the order in which they came would load another model for most of them. Staying
with the loaded one saves the loading, at the expense of those who wait for another. The bound is
what each of them would have waited in the order of arrival: at most twice that. A job that came
first never waits long, and one far back in line can be overtaken for as long as it would have
waited anyway, so the runs of one model grow as the line does.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from core.catalogue import ModelCard
from core.jobs import JobSpec
from worker.arrivals import Arrival, Arrivals
from worker.batching import Sample, Shape, bucket_for, shapes_of
from worker.costs import Costs
from worker.limits import Limits

PATIENCE = 1.8  # times its wait in the order of arrival; estimates err, so it is below two


@dataclass(slots=True, eq=False)
class Waiting:
    """Variants of one job and shape in hand, and those that are still to be rendered."""

    key: str
    turn: int  # virtual time: everybody's first job goes before anybody's second
    card: ModelCard
    shape: Shape
    came: float  # s on the clock
    variants: tuple[int, ...]  # indices, 1-based
    due: float = 0.0  # s on the clock: when the first one should begin
    left: list[int] = field(default_factory=list[int])


class Pass(NamedTuple):
    """What goes through the model together."""

    shape: Shape
    samples: tuple[Sample, ...]
    bucket: int  # at least as many


class Schedule:
    """The jobs in hand of one device. Times are seconds on any clock that only runs forward."""

    def __init__(self, costs: Costs) -> None:
        self._costs = costs
        self._waiting: list[Waiting] = []  # in the order of arrival
        # Start-time fair queueing, each job charged alike.
        self._turn = 0  # of the job that led the latest pass
        self._turns: dict[str, int] = {}  # person → the turn of their next job
        self._limits = Limits()
        self._arrivals = Arrivals(costs)
        self._began = 0.0  # s on the clock: when there was something to do, after nothing

    def __len__(self) -> int:
        return len(self._waiting)

    def add(
        self,
        key: str,
        spec: JobSpec,
        card: ModelCard,
        now: float,
        *,
        waited: float = 0.0,
        mixed: bool = False,
    ) -> None:
        """Take a job in hand; `key` is its own alone. It `waited` so many seconds before; `mixed`
        where it may share its passes with jobs of other words.

        What it waited counts from when the device had something to do: nobody is to be patient
        because no worker ran.
        """
        if not self._waiting:
            self._began = now
        came = min(now, max(now - waited, self._began))
        self._arrivals.add(Arrival(key, card, spec.count, came))
        turn = self._turn_of(spec.place.charged)
        for shape, variants in shapes_of(key, spec, card, mixed=mixed).items():
            one = Waiting(key, turn, card, shape, came, variants, left=list(variants))
            self._waiting.append(one)

    def _turn_of(self, person: str) -> int:
        turn = max(self._turn, self._turns.get(person, 0))
        self._turns[person] = turn + 1
        return turn

    def drop(self, key: str) -> None:
        """Nobody waits for this job any more, or it is done."""
        self._waiting = [one for one in self._waiting if one.key != key]
        if not self._waiting:
            self._turn, self._turns = 0, {}

    def limit(self, shape: Shape, samples: int) -> None:
        """More than so many samples of this shape do not fit the device, whosever they are."""
        self._limits.lower(shape, samples)

    def went(self, work: Pass) -> None:
        """A pass went through."""
        self._limits.went(work.shape, work.bucket)

    def part(self, keys: Collection[str]) -> None:
        """Each of these jobs shares its passes with no other one from now on."""
        for one in self._waiting:
            if one.key in keys:
                one.shape = replace(one.shape, job=one.key)

    def put_back(self, work: Pass) -> None:
        """The samples of a pass that did not happen wait again, before all others of their job."""
        for one in self._waiting:
            again = [index for index in one.variants if Sample(one.key, index) in work.samples]
            one.left = [*again, *one.left]

    def next(self, now: float, loaded: Collection[str]) -> Pass | None:
        """What to render now, taken out; None when nothing waits. `loaded` names cards."""
        ready = sorted((one for one in self._waiting if one.left), key=lambda one: one.turn)
        if not ready:
            return None
        self._set_dues()
        first, samples = self._first(ready, now, loaded)
        self._turn = max(self._turn, first.turn)
        return self._take(first.shape, self._alike(first, ready)[:samples])

    def _set_dues(self) -> None:
        self._arrivals.keep({one.key for one in self._waiting})
        starts = self._arrivals.starts()
        for one in self._waiting:
            one.due = one.came + PATIENCE * (starts[one.key] - one.came)

    def _first(
        self, ready: list[Waiting], now: float, loaded: Collection[str]
    ) -> tuple[Waiting, int]:
        """The job that leads, and how many samples go with it: of a loaded model as many as the
        others can wait for, or else those of the most urgent job."""
        urgent = _most_urgent(ready)
        here = next((one for one in ready if one.card.name in loaded), None)
        if here is not None and (samples := self._bearable(here, ready, urgent, now)):
            return here, samples
        first = urgent[0]
        if first.card.name not in loaded:
            now += self._costs.swapping(first.card)
        least = len(first.left) if first.shape.whole else 1
        return first, self._bearable(first, ready, urgent, now) or least

    def _bearable(
        self, first: Waiting, ready: list[Waiting], urgent: list[Waiting], now: float
    ) -> int:
        """How many samples of this job's shape can go before the other models' jobs, who then
        wait no longer than they should; 0 where none can. `now` is when they would begin."""
        others = [one for one in urgent if one.card.name != first.card.name]
        shape, left = first.shape, len(self._alike(first, ready))
        if others and not self._costs.knows(first.card):
            left = 1 if not shape.whole else left  # nobody knows yet how long more would take
        while left:
            size = self._bucket(shape, left)
            if self._can_wait(others, now + self._costs.rendering(first.card, size)):
                return size
            left = 0 if shape.whole or size == shape.bucket else size // 2
        return 0

    def _can_wait(self, others: list[Waiting], now: float) -> bool:
        """Whether each of these, one after another from `now` on, still begins in time."""
        for one in others:
            now += self._costs.swapping(one.card)
            if now > one.due:
                return False
            samples = len(one.left) if one.shape.whole else 1
            now += self._costs.rendering(one.card, samples)
        return True

    def _bucket(self, shape: Shape, samples: int) -> int:
        """Samples of the pass that so many go through, its filling included."""
        most = self._limits.most(shape)
        if shape.whole:
            return samples
        return shape.bucket if 0 < shape.bucket <= most else bucket_for(samples, most)

    def _alike(self, first: Waiting, ready: list[Waiting]) -> list[Sample]:
        """The samples of the first job's shape, its own before those of others."""
        alike = [first, *(one for one in ready if one is not first and one.shape == first.shape)]
        return [Sample(one.key, index) for one in alike for index in one.left]

    def _take(self, shape: Shape, samples: list[Sample]) -> Pass:
        for one in self._waiting:
            one.left = [index for index in one.left if Sample(one.key, index) not in samples]
        return Pass(shape, tuple(samples), self._bucket(shape, len(samples)))


def _most_urgent(ready: list[Waiting]) -> list[Waiting]:
    """The most urgent job of each model, by when it should begin."""
    found: dict[str, Waiting] = {}
    for one in sorted(ready, key=lambda one: one.due):
        found.setdefault(one.card.name, one)
    return list(found.values())
