"""Which model looks for the place of an edit, and what it is asked."""

from typing import Any

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.jobs import JobSpec
from core.prompts import Prompt
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from worker.seeking import search, seeker

KLEIN = diffusion_card("klein", family="flux2-klein")
FINDER = diffusion_card("clipseg", family="clipseg", roles=(Role.SEGMENT,))
BETTER = diffusion_card("sam", family="grounded-sam2", roles=(Role.SEGMENT,))
KNOWN = Catalogue((KLEIN, BETTER, FINDER))


def edit(**more: Any) -> JobSpec:
    return spec(**{"intent": Intent.EDIT, "prompt": Prompt("make the cup red")} | more)


def test_the_first_that_is_served_looks() -> None:
    assert seeker(edit(), KLEIN, KNOWN, ("klein", "clipseg")) is FINDER
    assert seeker(edit(), KLEIN, KNOWN, ("klein", "clipseg", "sam")) is BETTER
    assert seeker(edit(), KLEIN, KNOWN, ("klein",)) is None


@pytest.mark.parametrize(
    "more",
    [
        {"mask": asset("mask")},
        {"intent": Intent.RESTYLE},
        {"inputs": ()},
        {"prompt": Prompt("make it warmer")},
    ],
    ids=["a mask", "another intent", "no picture", "no place"],
)
def test_nothing_is_looked_for(more: dict[str, Any]) -> None:
    assert seeker(edit(**more), KLEIN, KNOWN, ("klein", "clipseg")) is None


@pytest.mark.parametrize("family", ["flux-kontext", "unheard-of"])
def test_a_model_that_paints_whole_pictures_needs_no_place(family: str) -> None:
    card = diffusion_card("whole", family=family)
    assert seeker(edit(), card, Catalogue((card, FINDER)), ("whole", "clipseg")) is None


def test_one_search_serves_all_variants() -> None:
    assert search(edit(count=4), FINDER).count == 1
    several = edit(inputs=(asset("a"), asset("b")), each=True, count=2)
    assert search(several, FINDER).count == 2
