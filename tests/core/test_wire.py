"""Values survive the way through JSON, and data that does not fit names what is wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import Intent, Role
from core.jobs import (
    MOST_VARIANTS,
    Asset,
    Drawn,
    Failure,
    Job,
    JobSpec,
    Lane,
    Lineage,
    Outcome,
    Place,
    State,
    Traced,
    Variant,
)
from core.prompts import Prompt
from core.ratios import Ratio
from core.wire import Mismatch, plain, read

words = st.text(max_size=12)
several = st.lists(words, max_size=3).map(tuple)
moments = st.datetimes(timezones=st.just(UTC))
shares = st.floats(0, 1)
sides = st.integers(0, 8192)
seeds = st.integers(0, 2**32 - 1)
counts = st.integers(1, MOST_VARIANTS)
seconds = st.floats(0, 600)

assets = st.builds(
    Asset,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    media_type=words,
    size=st.integers(0, 2**40),
    width=sides,
    height=sides,
    seconds=seconds,
    alpha=st.booleans(),
)
prompts = st.builds(
    Prompt,
    words=words,
    permutations=several,
    negative=words,
    ratio=st.none() | st.sampled_from([Ratio(1, 1), Ratio(16, 9), Ratio(2, 3)]),
    count=st.none() | counts,
    seed=st.none() | seeds,
    model=st.none() | words,
    strength=st.none() | shares,
    raw=st.booleans(),
    quoted=several,
    sets=several,
)
lineages = st.builds(
    Lineage,
    job=words,
    variants=st.lists(counts, max_size=3).map(tuple),
    action=words,
)


@st.composite
def specs(draw: st.DrawFn) -> JobSpec:
    """Requests of every kind that keep the invariants."""
    count = draw(counts)
    each = draw(st.booleans())
    fewest, most = (count, count) if each else (0, 2)
    inputs = tuple(draw(st.lists(assets, min_size=fewest, max_size=most)))
    contenders = draw(st.just(()) | st.lists(words, min_size=count, max_size=count).map(tuple))
    return JobSpec(
        intent=draw(st.sampled_from(Intent)),
        role=draw(st.sampled_from(Role)),
        model=draw(words),
        reason=draw(words),
        prompt=draw(prompts),
        place=draw(st.builds(Place, platform=words, channel=words, person=words)),
        seed=draw(seeds),
        count=count,
        width=draw(sides),
        height=draw(sides),
        inputs=inputs,
        mask=draw(st.none() | assets) if inputs else None,
        each=each,
        strength=draw(shares),
        contenders=contenders,
        lineage=draw(st.none() | lineages),
        drawn=draw(
            st.none() | st.builds(Drawn, model=words, words=words, seed=seeds, negative=words)
        ),
        traced=draw(st.none() | st.builds(Traced, model=words, picture=assets)),
        lane=draw(st.sampled_from(Lane)),
        estimate=draw(seconds),
        notes=draw(several),
    )


variants = st.builds(Variant, index=counts, seed=seeds, asset=assets, did=words, label=words)
few_variants = st.lists(variants, max_size=2).map(tuple)
jobs = st.builds(
    Job,
    id=words,
    spec=specs(),
    created=moments,
    state=st.sampled_from(State),
    started=st.none() | moments,
    finished=st.none() | moments,
    delivered=st.none() | moments,
    attempts=st.integers(0, 9),
    variants=few_variants,
    grid=st.none() | assets,
    text=words,
    failure=st.none() | st.builds(Failure, name=words, sentence=words),
)
outcomes = st.builds(Outcome, variants=few_variants, grid=st.none() | assets, text=words)


@given(assets | prompts | lineages | specs() | variants | outcomes | jobs)
def test_values_survive_json(value: Any) -> None:
    assert read(type(value), json.loads(json.dumps(plain(value)))) == value


@dataclass(frozen=True, slots=True)
class Inner:
    """Something within."""

    size: int
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Outer:
    """One field of each kind."""

    name: str
    when: datetime
    inner: Inner
    lane: Lane = Lane.STILLS
    maybe: Inner | None = None
    many: tuple[Inner, ...] = ()
    pair: tuple[int, str] = (0, "")
    table: Mapping[str, int] | None = None
    tags: frozenset[str] = frozenset()
    flag: bool = False
    anything: Any = None


NOON = "2026-01-02T12:00:00+00:00"
GOOD: dict[str, Any] = {"name": "a", "when": NOON, "inner": {"size": 1}}


def test_defaults_are_left_out() -> None:
    value = Outer("a", datetime(2026, 1, 2, 12, tzinfo=UTC), Inner(1))
    assert plain(value) == GOOD
    assert read(Outer, GOOD) == value


@pytest.mark.parametrize(
    ("field", "data", "expected"),
    [
        ("lane", "motion", Lane.MOTION),
        ("maybe", None, None),
        ("maybe", {"size": 2}, Inner(2)),
        ("inner", {"size": 2, "share": 1}, Inner(2, 1.0)),
        ("many", [{"size": 2}, {"size": 3}], (Inner(2), Inner(3))),
        ("pair", [4, "b"], (4, "b")),
        ("table", {"x": 1}, {"x": 1}),
        ("tags", ["x", "y", "x"], frozenset({"x", "y"})),
        ("flag", True, True),
        ("anything", {"deep": [1, None]}, {"deep": [1, None]}),
    ],
)
def test_a_field_of_each_kind(field: str, data: Any, expected: Any) -> None:
    assert getattr(read(Outer, GOOD | {field: data}), field) == expected


def test_whole_numbers_become_the_fractions_that_they_stand_for() -> None:
    share = read(Inner, {"size": 1, "share": 1}).share
    assert type(share) is float


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"colour": 1}, "unknown field 'colour'"),
        ({"name": 1}, "name: expected str, found 1"),
        ({"name": None}, "name: expected str, found None"),
        ({"when": "noon"}, "when: expected a time, found 'noon'"),
        ({"when": 5}, "when: expected a time, found 5"),
        ({"inner": 3}, "inner: expected a table, found 3"),
        ({"inner": {}}, "inner: missing field 'size'"),
        ({"inner": {"size": "1"}}, "size: expected int, found '1'"),
        ({"inner": {"size": True}}, "size: expected int, found True"),
        ({"inner": {"size": 1.0}}, "size: expected int, found 1.0"),
        ({"inner": {"size": 1, "share": True}}, "share: expected float, found True"),
        ({"inner": {"size": 1, "share": "1"}}, "share: expected float, found '1'"),
        ({"lane": "fast"}, "lane: 'fast' is none of stills, motion"),
        ({"maybe": 3}, "maybe: expected a table, found 3"),
        ({"many": {"size": 2}}, "many: expected a list, found"),
        ({"many": [{"size": 2}, {}]}, "many: missing field 'size'"),
        ({"pair": [1]}, "pair: expected 2 items, found 1"),
        ({"pair": ["b", 4]}, "pair: expected int, found 'b'"),
        ({"pair": "ab"}, "pair: expected a list, found 'ab'"),
        ({"table": [1]}, r"table: expected a table, found \[1\]"),
        ({"table": {"x": "1"}}, "table.x: expected int, found '1'"),
        ({"tags": "xy"}, "tags: expected a list, found 'xy'"),
        ({"flag": 1}, "flag: expected bool, found 1"),
    ],
    ids=str,
)
def test_data_that_does_not_fit_names_itself(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Mismatch, match=complaint):
        read(Outer, GOOD | change)


@pytest.mark.parametrize("field", ["name", "when", "inner"])
def test_a_missing_field_is_named(field: str) -> None:
    data = {key: value for key, value in GOOD.items() if key != field}
    with pytest.raises(Mismatch, match=f"missing field '{field}'"):
        read(Outer, data)


@pytest.mark.parametrize("data", [None, 3, "text", [GOOD]], ids=str)
def test_what_is_no_table_is_refused(data: Any) -> None:
    with pytest.raises(Mismatch, match="Outer: expected a table"):
        read(Outer, data)


def test_an_invariant_of_the_value_still_holds() -> None:
    with pytest.raises(AssertionError):
        read(Asset, {"sha256": "short", "media_type": "", "size": 0, "width": 0, "height": 0})


@pytest.mark.parametrize("value", [object(), b"bytes", {1, 2}], ids=["object", "bytes", "set"])
def test_what_json_cannot_carry_is_our_own_mistake(value: object) -> None:
    with pytest.raises(AssertionError, match="not plain"):
        plain(value)
