"""A routed request becomes a job: how many variants, which pictures, sizes, seed and lane."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import Catalogue, Intent, Role
from core.errors import CannotDo
from core.jobs import Asset, Kept, Lane, Lineage
from core.prompts import Prompt
from core.ratios import LONGEST, Ratio
from core.routing import route
from core.sizes import GRAIN, Size
from tests.core.cards import CATALOGUE, CLASSICAL, EVERY, POSTERIST, SKETCHER, card
from tests.core.requests import ONE, WHY, pictures, request, routed
from tests.values import PLACE, asset


@pytest.mark.parametrize(
    ("intent", "prompt", "count"),
    [
        pytest.param(Intent.IMAGINE, Prompt("a fox"), 4, id="a grid by default"),
        pytest.param(Intent.EDIT, Prompt("add a hat"), 4, id="an edit too"),
        pytest.param(Intent.CUTOUT, Prompt(""), 1, id="one cut-out"),
        pytest.param(Intent.UPSCALE, Prompt(""), 1, id="one larger picture"),
        pytest.param(Intent.ANIMATE, Prompt(""), 1, id="one clip"),
        pytest.param(Intent.DESCRIBE, Prompt(""), 1, id="one description"),
        pytest.param(Intent.IMAGINE, Prompt("a fox", count=2), 2, id="as many as asked for"),
        pytest.param(Intent.ANIMATE, Prompt("", count=3), 3, id="several clips"),
        pytest.param(Intent.IMAGINE, Prompt("a {red|blue} fox", ("a red fox", "a blue fox")), 2,
                     id="one for each permutation"),
        pytest.param(Intent.IMAGINE, Prompt("{a|b}", ("a", "b"), count=6), 6,
                     id="permutations take turns"),
    ],
)  # fmt: skip
def test_how_many_variants(intent: Intent, prompt: Prompt, count: int) -> None:
    spec = routed(request(intent, prompt, ONE))
    assert spec.count == count
    assert spec.estimate == CATALOGUE.card(spec.model).seconds * count


@pytest.mark.parametrize(
    ("intent", "given", "count", "each", "used"),
    [
        pytest.param(Intent.EDIT, 1, 4, False, 1, id="one picture: four variants of it"),
        pytest.param(Intent.EDIT, 3, 3, True, 3, id="three: each edited once"),
        pytest.param(Intent.RESTYLE, 9, 9, True, 9, id="nine restyled, whatever the limit"),
        pytest.param(Intent.UPSCALE, 2, 2, True, 2, id="two enlarged"),
        pytest.param(Intent.REFINE, 3, 4, False, 3, id="three references for each variant"),
        pytest.param(Intent.ANIMATE, 1, 1, False, 1, id="one picture in motion"),
    ],
)
def test_several_pictures_one_by_one_or_together(
    intent: Intent, given: int, count: int, each: bool, used: int
) -> None:
    spec = routed(request(intent, inputs=pictures(given), notes=("turned upright",)))
    assert (spec.count, spec.each, len(spec.inputs)) == (count, each, used)
    assert spec.notes == ("turned upright",)


@pytest.mark.parametrize(
    ("intent", "given", "note"),
    [
        pytest.param(Intent.REFINE, 5, "only the first 3 of 5 pictures: Painter takes no more",
                     id="more references than the model takes"),
        pytest.param(Intent.ANIMATE, 2, "only the first of 2 pictures: Mover takes no more",
                     id="a model that takes one"),
        pytest.param(Intent.EDIT, 10, "only the first 9 of 10 pictures: one request takes no more",
                     id="one by one, more than a grid holds"),
        pytest.param(Intent.COMPARE, 2,
                     "only the first of 2 pictures: contenders are compared on one",
                     id="compared on one"),
    ],
)  # fmt: skip
def test_pictures_that_are_left_out_are_told(intent: Intent, given: int, note: str) -> None:
    spec = routed(request(intent, inputs=pictures(given), notes=("turned upright",)))
    assert spec.notes == ("turned upright", note)
    assert spec.inputs == pictures(given)[: len(spec.inputs)]


@pytest.mark.parametrize(
    ("prompt", "inputs", "size"),
    [
        pytest.param(Prompt(""), (), (1024, 1024), id="the card's square"),
        pytest.param(Prompt(""), ONE, (0, 0), id="as the picture is"),
        pytest.param(Prompt("", ratio=Ratio(16, 9)), (), (1360, 768), id="wide"),
        pytest.param(Prompt("", ratio=Ratio(9, 16)), (), (768, 1360), id="tall"),
        pytest.param(Prompt("", size=Size(512)), (), (512, 512), id="a size"),
        pytest.param(
            Prompt("", ratio=Ratio(16, 9), size=Size(512)),
            (),
            (688, 384),
            id="a size of that shape",
        ),
        pytest.param(Prompt("", size=Size(1000, 640)), (), (992, 640), id="two sides"),
        pytest.param(Prompt("", size=Size(512)), ONE, (0, 0), id="no size for a picture"),
        pytest.param(Prompt("", ratio=Ratio(1, 1)), ONE, (1024, 1024), id="a ratio for a picture"),
    ],
)
def test_which_size(prompt: Prompt, inputs: tuple[Asset, ...], size: tuple[int, int]) -> None:
    spec = routed(request(Intent.VARY, prompt, inputs))
    assert (spec.width, spec.height) == size


@given(
    ratio=st.fractions(Fraction(1, LONGEST), LONGEST, max_denominator=100),
    square=st.integers(16, 128),
)
def test_sides_are_multiples_that_keep_the_area(ratio: Fraction, square: int) -> None:
    side = square * GRAIN
    one = card("one", "One", (Role.EXPLORE,), (Intent.IMAGINE,), size=side)
    prompt = Prompt("", ratio=Ratio(ratio.numerator, ratio.denominator))
    spec = route(request(Intent.IMAGINE, prompt), Catalogue((one,)), {"one"})
    assert spec.width % GRAIN == spec.height % GRAIN == 0
    assert min(spec.width, spec.height) >= GRAIN
    assert spec.width == pytest.approx(side * float(ratio) ** 0.5, abs=GRAIN / 2)
    assert spec.height == pytest.approx(side / float(ratio) ** 0.5, abs=GRAIN / 2)


@pytest.mark.parametrize(
    ("prompt", "seed", "strength"),
    [
        pytest.param(Prompt(""), 7, 0.6, id="nothing said"),
        pytest.param(Prompt("", seed=42), 42, 0.6, id="seed"),
        pytest.param(Prompt("", seed=0), 0, 0.6, id="seed 0"),
        pytest.param(Prompt("", strength=0.0), 7, 0.0, id="strength 0"),
        pytest.param(Prompt("", strength=0.9), 7, 0.9, id="strength"),
    ],
)
def test_seed_and_strength_are_those_that_were_said(
    prompt: Prompt, seed: int, strength: float
) -> None:
    spec = routed(request(Intent.RESTYLE, prompt, ONE))
    assert (spec.seed, spec.strength) == (seed, strength)


@pytest.mark.parametrize(
    ("intent", "lane"),
    [
        pytest.param(Intent.ANIMATE, Lane.MOTION, id="clips"),
        pytest.param(Intent.EDIT, Lane.STILLS, id="pictures"),
        pytest.param(Intent.DESCRIBE, Lane.STILLS, id="words"),
    ],
)
def test_clips_have_a_lane_of_their_own(intent: Intent, lane: Lane) -> None:
    assert routed(request(intent, inputs=ONE)).lane is lane


def test_the_job_keeps_what_it_goes_on_from() -> None:
    lineage = Lineage("parent", (2,), "edit")
    spec = routed(replace(request(Intent.EDIT, Prompt("a hat"), ONE), lineage=lineage))
    assert (spec.lineage, spec.place, spec.prompt) == (lineage, PLACE, Prompt("a hat"))


class TestComparing:
    """A grid with one cell for each contender."""

    def test_models_that_run_compete_on_the_picture(self) -> None:
        spec = routed(request(Intent.COMPARE, inputs=ONE))
        assert (spec.intent, spec.role) == (Intent.COMPARE, Role.CONSISTENT)
        assert spec.contenders == ("painter", "classical")
        assert spec.reason == f"{WHY}; 2 models, same picture and seed"
        assert spec.inputs == ONE

    def test_looks_that_are_listed_are_compared_whatever_else_runs(self) -> None:
        spec = routed(request(Intent.COMPARE, Prompt("it in noir and in oil"), ONE))
        assert (spec.model, spec.contenders) == ("classical", ("noir", "oil"))

    def test_models_that_run_compete_on_the_words(self) -> None:
        other = card("other", "Other", (Role.EXPLORE,), (Intent.IMAGINE, Intent.COMPARE))
        catalogue = Catalogue((SKETCHER, other))
        spec = routed(request(Intent.COMPARE), frozenset({"sketcher", "other"}), catalogue)
        assert (spec.role, spec.contenders) == (Role.EXPLORE, ("sketcher", "other"))
        assert spec.reason == f"{WHY}; 2 models, same words and seed"

    @pytest.mark.parametrize(
        ("running", "contenders"),
        [
            pytest.param({"sketcher", "other", "posterist"}, ("sketcher", "other"), id="not it"),
            pytest.param({"posterist"}, ("noir", "comic"), id="its looks, where it is alone"),
        ],
    )
    def test_a_stopgap_does_not_compete_with_models(
        self, running: set[str], contenders: tuple[str, ...]
    ) -> None:
        other = card("other", "Other", (Role.EXPLORE,), (Intent.IMAGINE, Intent.COMPARE))
        catalogue = Catalogue((SKETCHER, other, POSTERIST))
        spec = routed(request(Intent.COMPARE), frozenset(running), catalogue)
        assert spec.contenders == contenders

    @pytest.mark.parametrize(
        ("prompt", "contenders"),
        [
            pytest.param(Prompt(""), ("watercolour", "oil", "pencil", "noir"), id="the first four"),
            pytest.param(Prompt("noir or comic"), ("noir", "comic"), id="those that are named"),
            pytest.param(Prompt("comic, soil"), ("comic", "watercolour", "oil", "pencil"),
                         id="one is no comparison"),
            pytest.param(Prompt("noir or comic", count=3), ("noir", "comic", "watercolour"),
                         id="named and more"),
            pytest.param(Prompt("a castle at night in oil or comic"), ("oil", "comic"),
                         id="what is listed"),
            pytest.param(Prompt("Öl gegen film noir"), ("oil", "noir"), id="in another language"),
            pytest.param(Prompt("l'oil ou comme comic"), ("oil", "comic"), id="in French"),
            pytest.param(Prompt("en oil y en noir"), ("oil", "noir"), id="in Spanish"),
            pytest.param(Prompt("NOIR vs. OIL"), ("noir", "oil"), id="abbreviated"),
            pytest.param(Prompt("NOIR", count=2), ("noir", "watercolour"), id="as many as asked"),
            pytest.param(Prompt("", count=9), CLASSICAL.looks, id="as many as there are"),
            pytest.param(Prompt("", model="classical"), CLASSICAL.looks[:4], id="model named"),
        ],
    )  # fmt: skip
    def test_looks_of_one_model(self, prompt: Prompt, contenders: tuple[str, ...]) -> None:
        running = EVERY if prompt.model else frozenset({"classical"})
        spec = routed(request(Intent.COMPARE, prompt, ONE), running)
        assert (spec.model, spec.contenders) == ("classical", contenders)
        assert spec.count == spec.estimate == len(contenders)
        assert not spec.each
        assert f"{len(contenders)} looks of Easel Classical" in spec.reason

    def test_no_more_models_than_asked_for(self) -> None:
        trio = tuple(
            card(name, name, (Role.EXPLORE,), (Intent.IMAGINE, Intent.COMPARE)) for name in "abc"
        )
        wanted = request(Intent.COMPARE, Prompt("", count=2))
        assert routed(wanted, frozenset("abc"), Catalogue(trio)).contenders == ("a", "b")

    def test_one_model_without_looks_has_nothing_to_compare_with(self) -> None:
        with pytest.raises(CannotDo) as refusal:
            routed(request(Intent.COMPARE), frozenset({"sketcher"}))
        told = "Sketcher cannot do that: there is nothing to compare it with here."
        assert refusal.value.sentence == told


@pytest.mark.parametrize("family", ["sketches", "prints"])
def test_latents_go_to_models_of_the_family_that_made_them(family: str) -> None:
    kept = Kept("sketches", asset("latents"))
    catalogue = Catalogue((replace(SKETCHER, family=family),))
    asked = replace(request(Intent.VARY, inputs=pictures(1)), kept=kept)
    spec = route(asked, catalogue, EVERY)
    assert spec.kept == (kept if family == "sketches" else None)


def test_a_variation_goes_on_with_the_family_that_kept_the_picture() -> None:
    first = replace(SKETCHER, name="first", family="others")
    kin = replace(SKETCHER, name="kin", family="sketches")
    catalogue, running = Catalogue((first, kin)), frozenset({"first", "kin"})
    asked = request(Intent.VARY, inputs=pictures(1))
    assert route(asked, catalogue, running).model == "first"
    kept = replace(asked, kept=Kept("sketches", asset("latents")))
    spec = route(kept, catalogue, running)
    assert (spec.model, spec.kept) == ("kin", kept.kept)
    assert "its family kept what it made this picture from" in spec.reason
    assert route(kept, catalogue, frozenset({"first"})).model == "first"


def test_a_variation_goes_on_with_the_model_that_made_the_picture() -> None:
    small = replace(SKETCHER, name="small", family="sketches", size=512)
    maker, other = (replace(SKETCHER, name=name, family="sketches") for name in ("maker", "other"))
    catalogue = Catalogue((small, other, maker))
    kept = Kept("sketches", asset("latents"), model="maker")
    asked = replace(request(Intent.VARY, inputs=pictures(1)), kept=kept)
    assert route(asked, catalogue, frozenset({"small", "other", "maker"})).model == "maker"
    assert route(asked, catalogue, frozenset({"small", "other"})).model == "other"
    alone = route(asked, catalogue, frozenset({"small"}))
    assert (alone.model, "kept" in alone.reason) == ("small", False)
