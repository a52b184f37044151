"""The order in which jobs came."""

from tests.worker.cards import diffusion_card
from worker.arrivals import Arrival, Arrivals
from worker.costs import Costs

A, B = diffusion_card("a"), diffusion_card("b")


def line(costs: Costs | None = None) -> Arrivals:
    """Two jobs of one model and one of another, on a device that takes 1 s and swaps in 10."""
    known = costs or Costs()
    for card in (A, B):
        known.rendered(card, 1, 1.0)
        known.swapped(card, 10.0)
    made = Arrivals(known)
    made.add(Arrival("one", A, 4, 100.0))
    made.add(Arrival("two", A, 1, 100.0))
    made.add(Arrival("three", B, 1, 101.0))
    return made


def test_each_begins_when_those_before_it_are_done() -> None:
    assert line().starts() == {"one": 110.0, "two": 114.0, "three": 125.0}


def test_what_is_done_still_took_its_time() -> None:
    jobs = line()
    jobs.keep({"three"})
    assert jobs.starts() == {"three": 125.0}


def test_one_behind_what_waits_is_not_forgotten() -> None:
    jobs = line()
    jobs.keep({"one", "three"})
    assert jobs.starts() == {"one": 110.0, "two": 114.0, "three": 125.0}


def test_better_estimates_move_all_of_them() -> None:
    costs = Costs()
    jobs = line(costs)
    for _ in range(3):
        costs.swapped(A, 2.0)
    assert jobs.starts()["one"] == 102.0
