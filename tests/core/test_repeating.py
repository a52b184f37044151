"""What is said of a result that was asked for once more, to the bit."""

from dataclasses import replace

import pytest

from core.jobs import Job, Variant
from core.recipes import Recipe
from core.repeating import OTHER, SAME, UNKNOWN, compared
from tests.core.results import done
from tests.values import asset

RECIPE = Recipe(
    model="maker/model",
    revision="1a2b",
    pipeline="Pipeline",
    scheduler="Euler",
    bucket=4,
    precision="bfloat16",
    device="cuda",
    versions=("torch 2.12.0", "diffusers 0.42.1"),
    steps=4,
    size="1024x1024",
)


def made(*sha256: str, recipe: Recipe | None = RECIPE) -> tuple[Variant, ...]:
    """Variants of these contents."""
    return tuple(
        Variant(index, index, asset(content), recipe=recipe)
        for index, content in enumerate(sha256, 1)
    )


def repeated(before: tuple[Variant, ...], now: tuple[Variant, ...]) -> Job:
    """A finished job that repeats another."""
    job = done()
    return replace(job, spec=replace(job.spec, repeats=before), variants=now)


def test_a_job_that_repeats_none_says_nothing() -> None:
    assert compared(done()) == ""


def test_the_same_bytes_are_told() -> None:
    assert compared(repeated(made("a", "b"), made("a", "b"))) == SAME


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"revision": "9f"}, "weights 1a2b, now 9f", id="weights"),
        pytest.param({"device": "cpu"}, "device cuda, now cpu", id="device"),
        pytest.param({"switches": ("tiling",)}, "switches none, now tiling", id="a switch"),
        pytest.param({"size": "64x64"}, "size 1024x1024, now 64x64", id="size"),
        pytest.param({"call": ("eta 1",)}, "arguments none, now eta 1", id="arguments"),
        pytest.param({"bucket": 1}, "samples of a pass 4, now 1", id="pass"),
        pytest.param({"switches": ("tiling",)}, "switches none, now tiling", id="switches"),
        pytest.param({"guidance": 3.5}, "guidance its own, now 3.5", id="guidance"),
        pytest.param(
            {"versions": ("torch 2.13.0", "diffusers 0.42.1")},
            "torch 2.12.0, now 2.13.0",
            id="a library",
        ),
        pytest.param(
            {"versions": ("torch 2.12.0",)},
            "diffusers 0.42.1, now not there",
            id="a library that is gone",
        ),
    ],
)
def test_what_differs_is_named(changed: dict[str, object], said: str) -> None:
    now = made("c", "b", recipe=replace(RECIPE, **changed))  # type: ignore[arg-type]
    assert compared(repeated(made("a", "b"), now)) == f"{OTHER} in 1: {said}"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        pytest.param({"own_guidance": 5.0}, {"own_guidance": 7.5}, "guidance 5.0, now 7.5", id="a"),
        pytest.param({"own_guidance": 5.0}, {"guidance": 4.0}, "guidance 5.0, now 4.0", id="card"),
        pytest.param({"own_guidance": 5.0}, {"guidance": 5.0}, UNKNOWN, id="the same"),
        pytest.param({}, {"own_guidance": 7.5}, UNKNOWN, id="not noted then"),
        pytest.param({}, {"strength": 0.6}, UNKNOWN, id="strength not noted then"),
        pytest.param({"strength": 0.8}, {"strength": 0.6}, "strength 0.8, now 0.6", id="strength"),
        pytest.param({"strength": 0.8}, {}, "strength 0.8, now its own", id="no strength"),
    ],
)
def test_numbers_that_a_pipeline_may_have_by_itself_are_named_where_they_are_others(
    was: dict[str, float], now: dict[str, float], told: str
) -> None:
    one, other = (
        made(name, recipe=replace(RECIPE, **how)) for name, how in (("a", was), ("c", now))
    )
    assert compared(repeated(one, other)).endswith(told)


def test_that_nothing_differs_is_told_too() -> None:
    assert compared(repeated(made("a"), made("b"))) == f"{OTHER}, {UNKNOWN}"
    assert compared(repeated(made("a", recipe=None), made("b"))) == f"{OTHER}, {UNKNOWN}"


def test_a_variant_that_did_not_come_is_not_the_same() -> None:
    assert compared(repeated(made("a", "b"), made("a"))) == f"{OTHER} in 2, {UNKNOWN}"
