"""What leaves a device for another model's pass, and what that costs."""

from dataclasses import dataclass, field

from core.catalogue import ModelCard
from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.activations import Gauge
from worker.batching import Sample, shapes_of
from worker.costs import Costs
from worker.engine import Weightless
from worker.holding import Holding, Memory
from worker.residency import Parts
from worker.schedule import Pass

A, B = diffusion_card("a"), diffusion_card("b")
SIZE = 100  # bytes of each model here


class Loading(Weightless):
    """An engine that only holds models."""

    def weigh(self, card: ModelCard) -> Parts:
        return {card.name: SIZE}

    def load(self, card: ModelCard) -> Parts:
        return {card.name: SIZE}

    def park(self, card: str) -> Parts:
        return {card: SIZE}

    def render(self, shares: object, bucket: int) -> object:
        raise NotImplementedError

    def close(self) -> None:
        pass


@dataclass
class Told:
    """A gauge that measures what it is told."""

    sizes: list[int] = field(default_factory=list[int])  # bytes of each pass

    def reset(self) -> None:
        pass

    def beyond(self) -> int | None:
        return self.sizes.pop(0)


def holding(costs: Costs, gauge: Gauge, host: int = 0) -> Holding:
    """A device of 400 bytes."""
    loaders = {"diffusion": Loading}
    return Holding(loaders, Memory(400, host, gauge), costs)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def work(card: ModelCard, samples: int = 1) -> Pass:
    """A pass of one job."""
    (shape,) = shapes_of("job", spec(inputs=(), count=samples), card)
    return Pass(shape, tuple(Sample("job", n) for n in range(1, samples + 1)), samples)


def test_a_pass_gets_the_room_that_it_took_the_last_time() -> None:
    held = holding(Costs(), Told([250, 0, 250]))
    for card in (A, B, A):
        held.ready(card, work(card))
        held.ran(work(card))
    assert held.cards == ("a",)


def test_twice_as_many_samples_take_twice_the_room() -> None:
    held = holding(Costs(), Told([150, 0]))
    for card in (A, B):
        held.ready(card, work(card))
        held.ran(work(card))
    held.ready(A, work(A))
    assert held.cards == ("b", "a")
    held.ready(A, work(A, samples=2))
    assert held.cards == ("a",)


def test_coming_back_from_host_memory_has_a_cost_of_its_own() -> None:
    costs = Costs()
    costs.swapped(A, 20.0)
    costs.swapped(A, 2.0, back=True)
    assert costs.swapping(A) == 20.0
    costs.parked = ("a",)
    assert costs.swapping(A) == 2.0


def test_costs_know_what_rests_in_host_memory() -> None:
    costs = Costs()
    held = holding(costs, Told([300] * 3), host=SIZE)
    for card in (A, B):
        held.ready(card, work(card))
        held.ran(work(card))
    held.ready(B, work(B))
    assert (held.cards, costs.parked) == (("b",), ("a",))
    held.ready(A, work(A))
    assert costs.parked == ("b",)
