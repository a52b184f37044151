"""Who stood in for the model that was asked is told wherever a result says what made it."""

from dataclasses import replace

import pytest

from core.answers import answer
from core.catalogue import Catalogue
from core.detailing import details
from core.jobs import Job
from core.lineage import frames, lines
from core.makers import makers, named
from core.ports import Announcement, Fleet
from core.recipes import Recipe
from core.reproducing import Means, otherwise
from core.steps import Step, Way
from tests.core.cards import CATALOGUE
from tests.core.results import done

FREE = replace(
    CATALOGUE.card("classical"), name="free", title="Free", engine="diffusion", source="maker/free"
)
BOUND = replace(FREE, name="bound", title="Bound", source="maker/bound", licence="Research")
KNOWN = Catalogue((FREE, BOUND, CATALOGUE.card("classical")))


def made_by(*sources: str, model: str = "free") -> Job:
    """A result that was asked of a model, each variant made with weights of that source."""
    job = done(len(sources), model=model)
    runs = [Recipe(source, "r", "P", "", 1, "bf16", "cpu", ()) for source in sources]
    pairs = zip(job.variants, runs, strict=True)
    return replace(job, variants=tuple(replace(one, recipe=run) for one, run in pairs))


STOOD_IN = made_by("maker/bound")


@pytest.mark.parametrize(
    ("job", "cards", "name"),
    [
        (made_by("maker/free"), (FREE,), "Free"),
        (STOOD_IN, (BOUND,), "Bound"),
        (made_by("maker/bound", "maker/free", "maker/bound"), (BOUND, FREE), "Bound and Free"),
        (made_by("maker/gone"), (), "Free"),
        (replace(done(1, model="bound"), variants=()), (BOUND,), "Bound"),
        (done(1, model="left"), (), "left"),
    ],
    ids=["as asked", "another", "two", "one that is gone", "not made yet", "asked of one gone"],
)
def test_who_made_it(job: Job, cards: tuple[object, ...], name: str) -> None:
    assert (makers(job, KNOWN), named(job, KNOWN)) == (cards, name)


def test_what_a_model_was_asked_and_image_processing_made() -> None:
    job = done(1, model="free")
    (made,) = job.variants
    classical = replace(job, variants=(replace(made, libraries=("opencv 5.0",)),))
    assert named(classical, KNOWN) == "Easel Classical"


def test_details_tell_its_licence_and_who_was_asked() -> None:
    told = details(STOOD_IN, Way((Step(STOOD_IN, 1),)), KNOWN).lines
    assert told[2:5] == (
        "Asked of: Free",
        "Model: Bound (maker/bound)",
        "Licence: Research. Free for any use.",
    )


def test_a_maker_that_is_gone_is_not_taken_for_the_one_that_was_asked() -> None:
    gone = made_by("maker/gone")
    told = details(gone, Way((Step(gone, 1),)), KNOWN).lines
    assert told[2] == "Model: another (no longer in the catalogue)"


def test_the_way_and_the_small_print_tell_it() -> None:
    way = Way((Step(made_by("maker/free"), 1), Step(STOOD_IN, 1)))
    assert "Bound (Research)" in lines(way, KNOWN)[-1]
    assert frames(way, KNOWN)[-1].below.startswith("Bound")
    assert " · Bound · " in answer(STOOD_IN, KNOWN).lines[0]


def test_its_weights_are_compared_with_its_own() -> None:
    def here(**revisions: str) -> Means:
        worker = Announcement("w", ("free", "bound"), "GPU", (), revisions=revisions)
        return Means(KNOWN, Fleet((worker,), ()))

    assert otherwise(STOOD_IN, here(free="other", bound="r")) == ()
    assert "other are here now" in otherwise(STOOD_IN, here(free="r", bound="other"))[0]
