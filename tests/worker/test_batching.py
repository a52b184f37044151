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
