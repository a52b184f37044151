"""What a model costs: guessed, then measured."""

from tests.worker.cards import diffusion_card
from worker.costs import SWAP, Costs

A, B = (diffusion_card(name, seconds=2.0) for name in "ab")


def test_until_it_is_measured_the_card_is_believed() -> None:
    assert (Costs().rendering(A, 3), Costs().swapping(A)) == (6.0, SWAP)


def test_what_was_measured_counts() -> None:
    costs = Costs()
    costs.rendered(A, 4, 2.0)
    costs.swapped(A, 1.5)
    assert (costs.rendering(A, 2), costs.swapping(A)) == (1.0, 1.5)


def test_a_slow_first_time_does_not_count_for_long() -> None:
    costs = Costs()
    for seconds in (30.0, 0.5):
        costs.swapped(A, seconds)
    assert costs.swapping(A) == 0.5


def test_only_the_latest_count() -> None:
    costs = Costs()
    for seconds in (1.0, 1.0, 1.0, 9.0, 9.0, 9.0, 9.0, 9.0):
        costs.rendered(A, 1, seconds)
    assert costs.rendering(A, 1) == 9.0


def test_a_new_card_is_as_quick_here_as_the_others_were() -> None:
    costs = Costs()
    costs.rendered(A, 1, 1.0)  # half of what its card says
    costs.swapped(A, 0.25)
    assert (costs.rendering(B, 1), costs.swapping(B)) == (1.0, 0.25)
