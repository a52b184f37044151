"""Which jobs share a pass."""

from dataclasses import replace

import pytest

from core.catalogue import ModelCard
from core.jobs import JobSpec
from core.prompts import Prompt
from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.batching import Shape, shapes_of

CARD = diffusion_card(family="sdxl")


def shape(asked: JobSpec) -> Shape:
    """What a job must share with others of its pass."""
    (found,) = shapes_of("key", asked, CARD)
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
    ("family", "hers", "shared"),
    [
        ("sdxl", "a cat", True),
        ("new", "a cat", False),
        ("new", "a fox", True),
        ("qwen-image-edit-plus", "a cat", False),
    ],
    ids=["proven", "unknown", "of the same words", "of one text a pass"],
)
def test_other_words_share_a_pass_where_it_was_proven(family: str, hers: str, shared: bool) -> None:
    card = replace(CARD, family=family)
    first, second = (shape_of(words, card) for words in ("a fox", hers))
    assert (first == second) is shared
    assert first.whosever == second.whosever


def shape_of(words: str, card: ModelCard) -> Shape:
    """What one picture of these words must share with others of its pass."""
    (found,) = shapes_of(words, spec(inputs=(), count=1, prompt=Prompt(words)), card)
    return found
