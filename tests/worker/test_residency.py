"""Which models a device gives up for another."""

import pytest

from worker.residency import Residency


def held(**weights: int) -> Residency:
    """A device of 100 bytes that holds models, the least recently used first."""
    residency = Residency(100)
    for card, size in weights.items():
        residency.came(card, {card: size})
    return residency


@pytest.mark.parametrize(
    ("weights", "leaving"),
    [(40, ()), (60, ("a",)), (90, ("a", "b")), (500, ("a", "b"))],
    ids=["there is room", "one leaves", "both leave", "it fits nowhere"],
)
def test_the_least_recently_used_leave_first(weights: int, leaving: tuple[str, ...]) -> None:
    assert held(a=30, b=30).room_for("c", {"c": weights}) == leaving


def test_what_was_used_stays_longer() -> None:
    residency = held(a=30, b=30)
    residency.used("a")
    assert residency.room_for("c", {"c": 60}) == ("b",)


def test_what_is_there_needs_no_room() -> None:
    assert held(a=60, b=40).room_for("a", {"a": 60}) == ()


def test_who_left_is_gone() -> None:
    residency = held(a=30, b=30)
    residency.left("a")
    assert residency.cards == ("b",)


def test_what_two_models_share_is_counted_once() -> None:
    residency = held(a=30)
    residency.came("b", {"a": 30, "b": 40})
    assert residency.held == 70
    assert residency.room_for("c", {"c": 30}) == ()


def test_a_shared_part_stays_as_long_as_somebody_uses_it() -> None:
    residency = held(a=30)
    residency.came("b", {"a": 30, "b": 40})
    residency.left("a")
    assert residency.held == 70


@pytest.mark.parametrize(
    ("beside", "leaving"), [(40, ()), (41, ("a",))], ids=["it fits", "one byte more"]
)
def test_a_model_that_is_there_gets_room_for_its_pass(
    beside: int, leaving: tuple[str, ...]
) -> None:
    assert held(a=30, b=30).room_for("b", {"b": 30}, beside) == leaving
