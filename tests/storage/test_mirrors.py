"""Mirrors: what is read into them comes out as the dataclass itself."""

from dataclasses import dataclass, field, fields
from typing import Any

import msgspec
import pytest

from core.jobs import Asset, JobSpec, Lineage, Outcome, Variant
from core.prompts import Prompt
from core.ratios import Ratio
from core.wire import plain
from storage.mirrors import mirror, unmirrored
from tests.values import asset, spec


def through_mirror(kind: type[Any], data: object) -> Any:
    mirrored = msgspec.json.decode(msgspec.json.encode(data), type=mirror(kind))
    return unmirrored([mirrored], kind)[0]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(asset(), id="one with defaults"),
        pytest.param(asset(seconds=2.5, alpha=True), id="one without defaults"),
        pytest.param(Prompt("a fox", ratio=Ratio(3, 2), sets=("mia",)), id="one that may be none"),
        pytest.param(Outcome((Variant(1, 7, asset()),), asset("g")), id="several within one"),
        pytest.param(spec(lineage=Lineage("job", (1, 2), "vary")), id="a whole request"),
        pytest.param(spec(mask=asset("mask")), id="a request with a mask"),
    ],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert through_mirror(type(value), plain(value)) == value


def test_every_value_within_is_a_dataclass_again() -> None:
    back = through_mirror(JobSpec, plain(spec()))
    original = spec()
    names = [one.name for one in fields(JobSpec)]
    types = {name: type(getattr(original, name)) for name in names}
    assert {name: type(getattr(back, name)) for name in names} == types
    assert type(back.inputs[0]) is Asset


def test_what_is_unknown_is_left_out() -> None:
    assert through_mirror(Asset, plain(asset()) | {"newer": [1]}) == asset()


@pytest.mark.parametrize(
    "change",
    [pytest.param({"size": "big"}, id="of another type"), pytest.param({"width": None}, id="none")],
)
def test_a_field_that_does_not_fit_raises(change: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError, match=next(iter(change))):
        through_mirror(Asset, plain(asset()) | change)


def test_a_missing_field_raises() -> None:
    with pytest.raises(msgspec.ValidationError, match="sha256"):
        through_mirror(Asset, {"media_type": "image/png", "size": 1, "width": 1, "height": 1})


def test_what_a_dataclass_asserts_holds() -> None:
    with pytest.raises(AssertionError, match="short"):
        through_mirror(Asset, plain(asset()) | {"sha256": "short"})


def test_a_default_that_is_made_anew_has_no_mirror() -> None:
    @dataclass
    class Listing:
        items: list[int] = field(default_factory=list)

    with pytest.raises(AssertionError, match="items"):
        mirror(Listing)
