"""What a device renders next, on a clock that the tests move."""

from dataclasses import replace

import pytest

from core.catalogue import ModelCard
from core.jobs import JobSpec, Place, Variant
from core.prompts import Prompt
from tests.values import asset, spec
from tests.worker.backlogs import Takes, Times, alike, backlog, in_order, longest, scheduled
from tests.worker.cards import diffusion_card, recipe
from worker.batching import Sample
from worker.costs import Costs
from worker.engine import BUCKETS
from worker.schedule import Pass, Schedule

A, B, C = (diffusion_card(name) for name in "abc")


def schedule(*jobs: tuple[str, ModelCard, int], costs: Costs | None = None) -> Schedule:
    """A schedule with jobs that came at once: key, model, number of variants."""
    made = Schedule(costs or Costs())
    for key, card, count in jobs:
        made.add(key, spec(inputs=(), count=count), card, now=0.0)
    return made


def keys(work: Pass | None) -> list[str]:
    """Whose samples a pass has."""
    assert work is not None
    return [sample.job for sample in work.samples]


def test_nothing_waits_at_first() -> None:
    assert schedule().next(0.0, ()) is None


def test_what_is_rendered_waits_no_more() -> None:
    line = schedule(("one", A, 1))
    assert keys(line.next(0.0, ())) == ["one"]
    assert line.next(0.0, ("a",)) is None


def test_people_share_a_pass_of_one_model() -> None:
    line = schedule(*((f"job {n}", A, 1) for n in range(8)))
    work = line.next(0.0, ())
    assert work is not None
    assert (len(set(keys(work))), work.bucket) == (8, 8)


@pytest.mark.parametrize(
    ("samples", "buckets"),
    [(1, [1]), (3, [2, 1]), (4, [4]), (7, [4, 2, 1]), (9, [8, 1])],
    ids=str,
)
def test_samples_fill_buckets_and_nothing_is_computed_in_vain(
    samples: int, buckets: list[int]
) -> None:
    line = schedule(("one", A, samples))
    found: list[int] = []
    while (work := line.next(0.0, ())) is not None:
        assert len(work.samples) == work.bucket
        found.append(work.bucket)
    assert found == buckets


@pytest.mark.parametrize(
    ("mixed", "passes"),
    [(True, [["one", "two"], ["three"]]), (False, [["one", "three"], ["two"]])],
    ids=["proven", "unproven"],
)
def test_only_the_same_words_share_a_pass_where_others_may_not(
    mixed: bool, passes: list[list[str]]
) -> None:
    line = Schedule(Costs())
    for key, words in (("one", "a fox"), ("two", "a cat"), ("three", "a fox")):
        line.add(key, spec(inputs=(), count=1, prompt=Prompt(words)), A, 0.0, mixed=mixed)
    assert [keys(line.next(0.0, ())) for _ in range(2)] == passes


def test_a_job_with_pictures_shares_with_nobody() -> None:
    line = schedule(("words", A, 1))
    line.add("mine", spec(inputs=(asset(),), count=2), A, 0.0)
    line.add("hers", spec(inputs=(asset(),), count=2), A, 0.0)
    assert [keys(line.next(0.0, ("a",))) for _ in range(3)] == [
        ["words"],
        ["mine", "mine"],
        ["hers", "hers"],
    ]


def test_other_sizes_are_other_passes() -> None:
    line = schedule(("square", A, 1))
    line.add("wide", spec(inputs=(), count=1, width=1344, height=768), A, 0.0)
    assert keys(line.next(0.0, ())) == ["square"]


def test_an_engine_that_does_not_batch_gets_a_job_whole() -> None:
    classical = replace(A, engine="classical")
    line = schedule(("one", classical, 9), ("two", classical, 1))
    work = line.next(0.0, ())
    assert work is not None
    assert work.samples == tuple(Sample("one", index) for index in range(1, 10))


def test_the_loaded_model_goes_first_while_the_others_can_wait() -> None:
    costs = Costs()
    for card in (A, B):
        costs.swapped(card, 8.0)
        costs.rendered(card, 1, 1.0)
    line = schedule(("b", B, 1), ("a", A, 1), costs=costs)
    assert keys(line.next(0.0, ("a",))) == ["a"]


def test_nothing_is_promised_on_a_guess() -> None:
    line = schedule(("b", B, 1), ("a", A, 1))
    assert keys(line.next(0.0, ("a",))) == ["b"]


def test_nobody_waits_longer_for_the_loaded_model_than_the_order_allows() -> None:
    line = schedule(("b", B, 1), ("a", A, 1))
    assert keys(line.next(1000.0, ("a",))) == ["b"]


def test_of_the_loaded_model_the_oldest_goes_first() -> None:
    line = schedule(("one", A, 8), ("two", A, 1))
    assert set(keys(line.next(0.0, ("a",)))) == {"one"}


def test_nobody_waits_behind_all_jobs_of_another() -> None:
    line = schedule(*((f"ada's {n}", A, 8) for n in range(5)))
    line.add("bob's", spec(inputs=(), count=1, place=Place("web", "channel", "bob")), A, 0.0)
    assert set(keys(line.next(0.0, ()))) == {"ada's 0"}
    assert "bob's" in keys(line.next(0.0, ("a",)))


def repeating(*buckets: int) -> JobSpec:
    """A job whose variants were made in passes of these sizes, and shall be again."""
    made = [
        Variant(index, index, asset(), recipe=recipe(bucket))
        for index, bucket in enumerate(buckets, 1)
    ]
    return spec(inputs=(), count=len(buckets), repeats=tuple(made))


def test_what_is_made_again_gets_passes_of_the_size_that_it_had() -> None:
    line = schedule()
    line.add("again", repeating(8, 8, 1), A, 0.0)
    found = [line.next(0.0, ("a",)) for _ in range(2)]
    assert [(len(keys(work)), work.bucket) for work in found if work] == [(2, 8), (1, 1)]
    assert line.next(0.0, ("a",)) is None


def test_what_is_made_again_in_smaller_passes_where_those_do_not_fit() -> None:
    line = schedule()
    line.add("again", repeating(4, 4), A, 0.0)
    work = line.next(0.0, ("a",))
    assert work is not None
    line.limit(work.shape, 2)
    line.put_back(work)
    smaller = line.next(0.0, ("a",))
    assert smaller is not None
    assert (len(smaller.samples), smaller.bucket) == (2, 2)


def test_an_estimate_that_was_wrong_is_forgotten() -> None:
    costs = Costs()
    line = schedule(("b", B, 1), ("a", A, 1), costs=costs)
    for card in (A, B):
        costs.swapped(card, 0.1)
        costs.rendered(card, 1, 0.1)
    assert keys(line.next(1.0, ("a",))) == ["b"]


def test_what_is_put_back_comes_first_again() -> None:
    line = schedule(("one", A, 4))
    work = line.next(0.0, ())
    assert work is not None
    line.put_back(work)
    assert line.next(0.0, ("a",)) == work


def test_what_does_not_fit_is_tried_in_halves() -> None:
    line = schedule(("one", A, 4))
    work = line.next(0.0, ())
    assert work is not None
    line.limit(work.shape, 2)
    line.put_back(work)
    assert [len(keys(line.next(0.0, ("a",)))) for _ in range(2)] == [2, 2]


def test_what_does_not_fit_for_one_is_not_tried_for_the_next() -> None:
    line = schedule()
    line.add("mine", spec(inputs=(asset(),), count=4), A, 0.0)
    work = line.next(0.0, ())
    assert work is not None
    line.limit(work.shape, 1)
    line.add("hers", spec(inputs=(asset(),), count=4), A, 0.0)
    assert keys(line.next(0.0, ("a",))) == ["hers"]


def test_jobs_are_rendered_apart_once_they_are_told_to() -> None:
    line = schedule(("one", A, 1), ("two", A, 1))
    work = line.next(0.0, ())
    assert work is not None
    line.part(keys(work))
    line.put_back(work)
    assert [keys(line.next(0.0, ("a",))) for _ in range(2)] == [["one"], ["two"]]


def test_a_job_that_nobody_waits_for_is_gone() -> None:
    line = schedule(("one", A, 1))
    line.drop("one")
    assert line.next(0.0, ()) is None


# --- a backlog, in simulated time --------------------------------------------------------------

UNEVEN = {"a": Takes(5.0, 1.0), "b": Takes(20.0, 5.0), "c": Takes(60.0, 30.0)}


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("cold", [False, True], ids=["measured", "cold"])
@pytest.mark.parametrize("hand", [60, 24], ids=["all in hand", "24 in hand"])
@pytest.mark.parametrize(
    "times",
    [alike(1.0), alike(5.0), alike(30.0), alike(1.0, 5.0), UNEVEN],
    ids=["swaps as pictures", "longer swaps", "long swaps", "short swaps", "uneven"],
)
def test_a_backlog_of_three_models_swaps_rarely_and_nobody_waits_long(
    times: Times, hand: int, cold: bool, seed: int
) -> None:
    jobs = backlog(seed)
    plain = in_order(jobs, times)
    line = scheduled(jobs, times, hand, cold=cold)
    assert line.swaps <= plain.swaps / 4
    assert longest(line, plain) <= 2.0


@pytest.mark.parametrize("seed", [8, 21, 23, 34, 38])
@pytest.mark.parametrize("cold", [False, True], ids=["measured", "cold"])
@pytest.mark.parametrize("counts", [(56, 2, 2), (50, 5, 5), (40, 15, 5)], ids=str)
@pytest.mark.parametrize("swap", [5.0, 30.0, 60.0], ids="swaps of {:g} s".format)
def test_where_one_model_is_asked_for_most_nobody_waits_long_either(
    swap: float, counts: tuple[int, int, int], cold: bool, seed: int
) -> None:
    jobs = backlog(seed, counts)
    plain = in_order(jobs, alike(swap))
    line = scheduled(jobs, alike(swap), 24, cold=cold)
    assert longest(line, plain) <= 2.0
    assert line.swaps < plain.swaps


def test_who_waited_while_no_worker_ran_is_no_more_patient() -> None:
    line = Schedule(Costs())
    line.add("a", spec(inputs=(), count=1), A, 100.0, waited=90.0)
    line.add("b", spec(inputs=(), count=1), B, 110.0, waited=95.0)
    line.add("c", spec(inputs=(), count=1), B, 110.0, waited=4.0)
    came = {one.key: one.came for one in line._waiting}  # pyright: ignore[reportPrivateUsage]
    assert came == {"a": 100.0, "b": 100.0, "c": 106.0}


def test_what_nobody_has_timed_yet_begins_with_one_picture() -> None:
    line = schedule(("a", A, 8), ("b", B, 1))
    assert keys(line.next(0.0, ("a",))) == ["a"]


def test_a_pass_is_no_larger_than_the_largest_bucket() -> None:
    line = schedule(*((f"job {n}", A, 1) for n in range(20)))
    assert len(keys(line.next(0.0, ()))) == BUCKETS[0]
