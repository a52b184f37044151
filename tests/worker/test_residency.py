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
