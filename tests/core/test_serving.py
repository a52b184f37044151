"""A comparison goes to one worker: to the one that has most of the models."""

import pytest

from core.catalogue import Intent
from core.jobs import Lane
from core.ports import Announcement
from core.serving import Scattered, on_one
from tests.values import spec

THREE = spec(intent=Intent.COMPARE, model="a", contenders=("a", "b", "c"), count=3, estimate=9.0)


def workers(*cards: str) -> list[Announcement]:
    return [Announcement(f"w{n}", tuple(one), "here", tuple(Lane)) for n, one in enumerate(cards)]


@pytest.mark.parametrize(
    ("there", "contenders"),
    [
        pytest.param(("abcd",), ("a", "b", "c"), id="one has all"),
        pytest.param(("ab", "abc"), ("a", "b", "c"), id="another has all"),
        pytest.param(("ad", "bc"), ("b", "c"), id="one has most"),
    ],
)
def test_the_models_are_those_of_one_worker(
    there: tuple[str, ...], contenders: tuple[str, ...]
) -> None:
    found = on_one(THREE, workers(*there))
    assert (found.model, found.contenders, found.count) == (
        contenders[0],
        contenders,
        len(contenders),
    )


def test_what_another_worker_has_is_said() -> None:
    found = on_one(THREE, workers("ad", "bc"))
    assert found.notes == ("without a: another worker has that, and one worker makes a comparison",)
    assert found.estimate == 6.0


def test_where_each_has_one_there_is_no_comparison() -> None:
    with pytest.raises(Scattered):
        on_one(THREE, workers("a", "b", "c"))


def test_looks_of_one_model_and_other_jobs_stay_as_they_are() -> None:
    looks = spec(intent=Intent.COMPARE, contenders=("oil", "noir"), count=2)
    assert [on_one(one, workers("x")) for one in (looks, spec())] == [looks, spec()]
