"""Which model enlarges a picture before another one paints detail into it."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent, ModelCard
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from worker.engines.diffusion.sight.families import SIGHTS
from worker.growing import ENLARGERS, enlargement, growers

KLEIN = diffusion_card("klein", family="flux2-klein")
FIRST = diffusion_card("x2", family="swin2sr")
SECOND = diffusion_card("x4", family="swin2sr")
KNOWN = Catalogue((FIRST, SECOND, KLEIN))
ASKED = spec(intent=Intent.UPSCALE, model="klein")


def test_those_that_are_served_enlarge_the_best_first() -> None:
    assert growers(ASKED, KLEIN, KNOWN, ("klein", "x4")) == (SECOND,)
    assert growers(ASKED, KLEIN, KNOWN, ("klein", "x4", "x2")) == (FIRST, SECOND)
    assert growers(ASKED, KLEIN, KNOWN, ("klein",)) == ()


@pytest.mark.parametrize(
    ("card", "intent"),
    [
        (FIRST, Intent.UPSCALE),
        (replace(KLEIN, engine="classical"), Intent.UPSCALE),
        (KLEIN, Intent.RESTYLE),
    ],
    ids=["it enlarges itself", "it paints nothing", "another intent"],
)
def test_nothing_is_enlarged_first(card: ModelCard, intent: Intent) -> None:
    assert growers(replace(ASKED, intent=intent), card, KNOWN, ("klein", "x2")) == ()


def test_all_variants_go_on_from_the_same() -> None:
    assert enlargement(replace(ASKED, count=4), FIRST).count == 1
    several = replace(ASKED, inputs=(asset("a"), asset("b")), each=True, count=2)
    assert enlargement(several, FIRST).count == 2


def test_what_enlarges_is_a_model_that_looks() -> None:
    assert {*SIGHTS} >= ENLARGERS
