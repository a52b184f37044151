"""Which model looks for the place of an edit, and what it is asked."""

from typing import Any

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.jobs import JobSpec
from core.prompts import Prompt
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from worker.seeking import search, seekers

KLEIN = diffusion_card("klein", family="flux2-klein")
FINDER = diffusion_card("clipseg", family="clipseg", roles=(Role.SEGMENT,))
BETTER = diffusion_card("sam", family="grounded-sam2", roles=(Role.SEGMENT,))
KNOWN = Catalogue((KLEIN, BETTER, FINDER))


def edit(**more: Any) -> JobSpec:
    return spec(**{"intent": Intent.EDIT, "prompt": Prompt("make the cup red")} | more)


def test_those_that_are_served_look_the_best_first() -> None:
    assert seekers(edit(), KLEIN, KNOWN, ("klein", "clipseg")) == (FINDER,)
    assert seekers(edit(), KLEIN, KNOWN, ("klein", "clipseg", "sam")) == (BETTER, FINDER)
    assert seekers(edit(), KLEIN, KNOWN, ("klein",)) == ()


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
    assert seekers(edit(**more), KLEIN, KNOWN, ("klein", "clipseg")) == ()


@pytest.mark.parametrize("family", ["flux2", "unheard-of"])
def test_a_model_that_paints_whole_pictures_needs_no_place(family: str) -> None:
    card = diffusion_card("whole", family=family)
    assert seekers(edit(), card, Catalogue((card, FINDER)), ("whole", "clipseg")) == ()


def test_one_search_serves_all_variants() -> None:
    assert search(edit(count=4), FINDER).count == 1
    several = edit(inputs=(asset("a"), asset("b")), each=True, count=2)
    assert search(several, FINDER).count == 2
