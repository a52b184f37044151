"""Which jobs share a pass."""

import pytest

from core.jobs import JobSpec
from core.prompts import Prompt
from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.batching import Shape, shapes_of

CARD = diffusion_card()


def shape(asked: JobSpec) -> Shape:
    """What a job must share with others of its pass."""
    (found,) = shapes_of("key", asked, CARD, mixed=True)
    return found


@pytest.mark.parametrize(
    ("negative", "shared"), [("", True), ("blurry", False)], ids=["neither", "one of them"]
)
def test_who_does_not_want_something_shares_no_pass_with_who_says_nothing(
    negative: str, shared: bool
) -> None:
    mine, hers = Prompt("a fox"), Prompt("a cat", negative=negative)
    first, second = (shape(spec(inputs=(), count=1, prompt=one)) for one in (mine, hers))
    assert (first == second) is shared


@pytest.mark.parametrize(
    ("mixed", "hers", "shared"),
    [(True, "a cat", True), (False, "a cat", False), (False, "a fox", True)],
    ids=["proven", "unproven", "of the same words"],
)
def test_other_words_share_a_pass_where_they_may(mixed: bool, hers: str, shared: bool) -> None:
    asked = [spec(inputs=(), count=1, prompt=Prompt(words)) for words in ("a fox", hers)]
    (first,), (second,) = (shapes_of("key", one, CARD, mixed=mixed) for one in asked)
    assert (first == second) is shared
    assert first.whosever == second.whosever


@pytest.mark.parametrize(
    ("recalled", "shared"),
    [({}, True), ({"steps": 9}, False), ({"guidance": 2.5}, False)],
    ids=["as the card says", "other steps", "another guidance"],
)
def test_what_runs_with_settings_of_its_own_shares_no_pass(
    recalled: dict[str, object], shared: bool
) -> None:
    mine, hers = (shape(spec(inputs=(), count=1, **one)) for one in ({}, recalled))
    assert (mine == hers) is shared
