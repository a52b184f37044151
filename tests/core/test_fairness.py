"""Turns are fair between people: forty jobs of one never delay another's first."""

import heapq
from collections.abc import Iterable

import pytest

from core.fairness import tags, wait

Asked = tuple[str, float]  # person, cost in s


def order(asked: Iterable[Asked], served: int = 10_000) -> list[str]:
    """The people in the order in which their jobs begin, when all ask at once."""
    finish: dict[str, float] = {}
    line: list[tuple[float, int, str]] = []
    for number, (person, cost) in enumerate(asked):
        tag = tags(0.0, finish.get(person, 0.0), cost)
        finish[person] = tag.finish
        heapq.heappush(line, (tag.start, number, person))
    return [heapq.heappop(line)[2] for _ in range(min(served, len(line)))]


def test_forty_jobs_of_one_person_do_not_delay_the_first_of_another() -> None:
    begun = order([("ann", 5.0)] * 40 + [("bob", 5.0)])
    assert begun.index("bob") == 1


def test_two_who_ask_for_as_much_take_turns() -> None:
    begun = order([("ann", 5.0)] * 10 + [("bob", 5.0)] * 10)
    assert [set(begun[i : i + 2]) for i in range(0, 20, 2)] == [{"ann", "bob"}] * 10


@pytest.mark.parametrize(
    ("dear", "cheap", "share"),
    [
        pytest.param(5.0, 5.0, 1, id="the same cost: the same number"),
        pytest.param(20.0, 5.0, 4, id="four times the cost: a quarter of the number"),
        pytest.param(60.0, 1.0, 60, id="a clip against drafts"),
    ],
)
def test_what_a_person_is_charged_is_the_work_not_the_number(
    dear: float, cheap: float, share: int
) -> None:
    begun = order([("ann", dear)] * 5 + [("bob", cheap)] * 400)
    until = begun.index("ann", begun.index("ann") + 1)  # where her second job begins
    assert begun[:until].count("bob") == pytest.approx(share, abs=1)


def test_a_newcomer_begins_where_the_lane_is_not_in_its_past() -> None:
    """Who was away has saved nothing up: their jobs do not all come before the others'."""
    assert tags(virtual_now=100.0, finish_before=0.0, cost=5.0) == (100.0, 105.0)


def test_a_busy_person_begins_where_their_last_job_ended() -> None:
    assert tags(virtual_now=100.0, finish_before=140.0, cost=5.0) == (140.0, 145.0)


@pytest.mark.parametrize(
    ("ahead", "cost", "servers", "seconds"),
    [
        pytest.param(0, 5.0, 1, 0.0, id="nobody before"),
        pytest.param(4, 5.0, 1, 20.0, id="one server"),
        pytest.param(4, 5.0, 2, 10.0, id="two servers"),
        pytest.param(4, 5.0, 0, 20.0, id="none at present: as if there were one"),
    ],
)
def test_the_wait_is_estimated(ahead: int, cost: float, servers: int, seconds: float) -> None:
    assert wait(ahead, cost, servers) == seconds
