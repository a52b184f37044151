"""What is said of results: by what they came about, of which pictures, past what was deleted."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.jobs import BEFORE, Asset, Job, Lineage, State, Variant
from core.origins import Origin
from core.pedigree import MOST_STEPS, manifest_of
from core.provenance import Manifest, Source
from core.recipes import Recipe
from storage.memory import Memory, MemoryLedger
from tests.core.cards import card
from tests.values import SetClock, asset, job

MODEL = card(
    "model",
    "Model",
    (Role.EXPLORE, Role.EDIT),
    (Intent.IMAGINE, Intent.EDIT, Intent.ANIMATE),
    engine="diffusion",
    licence="Research",
    commercial=False,
)
RULES = card("rules", "Rules", (Role.EDIT,), (Intent.EDIT, Intent.RESTYLE))
RECIPE = Recipe(MODEL.source, "r1", "P", "S", 1, "bf16", "cpu", ())
PHOTO = asset("photo")


class Book:
    """A ledger that jobs are written into as they end."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.clock = SetClock()
        self.ledger = MemoryLedger(self.memory, self.clock)

    def done(self, name: str, inputs: tuple[Asset, ...] = (), **more: object) -> Job:
        """A job that made one picture, called `name`, by the model unless told otherwise."""
        by = str(more.pop("model", "model"))
        count = int(str(more.get("count", 1)))
        after = more.pop("after", None)
        if isinstance(after, Job):
            more["lineage"] = Lineage(after.id, (1,), "edit")
        recipe = RECIPE if more.pop("recipe", by == "model") else None
        values = {"intent": Intent.EDIT if inputs else Intent.IMAGINE, "count": 1} | more
        made = job(self.clock.new_id(), model=by, inputs=inputs, **values)
        variants = tuple(
            Variant(n, n, asset(f"{name}{n}"), recipe=recipe) for n in range(1, count + 1)
        )
        made = replace(made, state=State.DONE, variants=variants)
        self.memory.jobs[made.id] = made
        return made

    async def manifest(self, of: Job | str, variant: int = 1) -> Manifest:
        """What is said of a variant."""
        id = of.id if isinstance(of, Job) else of
        found = await manifest_of(id, variant, self.ledger, Catalogue((MODEL, RULES)))
        assert found is not None
        return found


def result(of: Job) -> Asset:
    return of.variants[0].asset


def sources(manifest: Manifest) -> list[Source]:
    return [deed.source for deed in manifest.deeds]


def brought(manifest: Manifest) -> list[str]:
    return [one.sha256 for one in manifest.ingredients]


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.mark.parametrize(
    ("model", "inputs", "source"),
    [
        pytest.param("model", (), Source.TRAINED, id="a model, of words"),
        pytest.param("model", (PHOTO,), Source.WITH_TRAINED, id="a model, of a picture"),
        pytest.param("rules", (), Source.ALGORITHMIC, id="rules, of words"),
        pytest.param("rules", (PHOTO,), Source.ENHANCED, id="rules, of a picture"),
        pytest.param("rules", (PHOTO, asset("b")), Source.COMPOSITE, id="rules, of several"),
    ],
)
async def test_how_it_came_about(
    book: Book, model: str, inputs: tuple[Asset, ...], source: Source
) -> None:
    manifest = await book.manifest(book.done("a", inputs, model=model))
    assert sources(manifest) == [source]
    assert brought(manifest) == [one.sha256 for one in inputs]


async def test_what_rules_do_to_what_a_model_made_stays_partly_a_models(book: Book) -> None:
    first = book.done("a")
    second = book.done("b", (result(first),), model="rules", after=first)
    third = book.done("c", (result(second),), model="rules", after=second)
    assert sources(await book.manifest(third)) == [
        Source.TRAINED,
        Source.WITH_TRAINED,
        Source.WITH_TRAINED,
    ]


async def test_what_rules_do_to_what_somebodys_model_made_stays_partly_a_models(book: Book) -> None:
    drawn = replace(PHOTO, origin=Origin("f" * 64, trained=True))
    first = book.done("a", (drawn,), model="rules")
    second = book.done("b", (result(first),), model="rules", after=first)
    manifest = await book.manifest(second)
    assert sources(manifest) == [Source.WITH_TRAINED] * 2
    assert [one.known for one in manifest.ingredients] == ["f" * 64]


async def test_a_clip_names_the_photo_that_it_came_from(book: Book) -> None:
    edited = book.done("a", (PHOTO,), model="rules")
    moved = book.done("b", (result(edited),), after=edited, intent=Intent.ANIMATE)
    manifest = await book.manifest(moved)
    assert brought(manifest) == [PHOTO.sha256]
    assert [deed.intent for deed in manifest.deeds] == [Intent.EDIT, Intent.ANIMATE]


async def test_what_stood_in_for_a_model_is_told_instead_of_it(book: Book) -> None:
    manifest = await book.manifest(book.done("a", (PHOTO,), model="model", recipe=False))
    (deed,) = manifest.deeds
    assert (deed.model, deed.source) == ("Rules", Source.ENHANCED)


async def test_models_that_competed_are_all_told_of_the_grid_and_one_of_a_variant(
    book: Book,
) -> None:
    both = book.done("a", (PHOTO,), count=2, contenders=("model", "rules"))
    one, two = both.variants
    book.memory.jobs[both.id] = replace(both, variants=(one, replace(two, recipe=None)))
    assert [deed.model for deed in (await book.manifest(both, 0)).deeds] == ["Model", "Rules"]
    assert [deed.model for deed in (await book.manifest(both, 2)).deeds] == ["Rules"]


async def test_several_variants_of_one_model_are_one_deed(book: Book) -> None:
    assert len((await book.manifest(book.done("a", count=4), 0)).deeds) == 1


async def test_a_deleted_step_in_the_middle_is_still_told(book: Book) -> None:
    first = book.done("a", (PHOTO,), model="rules")
    second = book.done("b", (result(first),), after=first)
    third = book.done("c", (result(second),), model="rules", after=second)
    await book.ledger.delete(second.id)
    manifest = await book.manifest(third)
    assert sources(manifest) == [Source.ENHANCED, Source.WITH_TRAINED, Source.WITH_TRAINED]
    assert brought(manifest) == [PHOTO.sha256]


async def test_what_only_repeats_a_request_is_no_step(book: Book) -> None:
    first = book.done("a", (PHOTO,), model="rules")
    again = book.done("b", (PHOTO,), model="rules", after=first)
    manifest = await book.manifest(again)
    assert len(manifest.deeds) == 1
    assert brought(manifest) == [PHOTO.sha256]


async def test_a_picture_that_is_added_later_is_told_where_it_came_in(book: Book) -> None:
    first, logo = book.done("a"), asset("logo")
    both = book.done("b", (result(first), logo), after=first)
    manifest = await book.manifest(both)
    assert [[one.sha256 for one in deed.brought] for deed in manifest.deeds] == [[], [logo.sha256]]


async def test_a_result_that_was_deleted_is_told_by_its_request(book: Book) -> None:
    made = book.done("a", (PHOTO,))
    await book.ledger.delete(made.id)
    assert sources(await book.manifest(made.id)) == [Source.WITH_TRAINED]


async def test_the_picture_before_is_told_as_the_result_that_it_is(book: Book) -> None:
    first = book.done("a")
    second = book.done("b", (result(first),), after=first)
    assert await book.manifest(second, BEFORE + 1) == await book.manifest(first)


async def test_what_a_person_brought_says_nothing(book: Book) -> None:
    made, catalogue = book.done("a", (PHOTO,)), Catalogue((MODEL, RULES))
    assert await manifest_of(made.id, BEFORE + 1, book.ledger, catalogue) is None
    assert await manifest_of("nothing", 1, book.ledger, catalogue) is None
    assert await manifest_of(made.id, 7, book.ledger, catalogue) is None


async def test_of_a_long_way_the_latest_steps_are_told(book: Book) -> None:
    latest = book.done("0", (PHOTO,))
    for number in range(1, 2 * MOST_STEPS):
        latest = book.done(f"{number} ", (result(latest),), after=latest)
    manifest = await book.manifest(latest)
    assert (len(manifest.deeds), manifest.cut, brought(manifest)) == (MOST_STEPS + 1, True, [])


async def test_nothing_that_people_said_is_in_it(book: Book) -> None:
    made = book.done("a", (PHOTO,), said="my secret", reason="my secret", stem="my-secret")
    said = repr(await book.manifest(made))
    assert not any(word in said for word in ("secret", "watercolour", "channel", "person", made.id))


async def test_weights_of_our_own_disk_are_not_named(book: Book) -> None:
    own = replace(MODEL, source="/srv/models/model")
    made = book.done("a")
    variant = replace(made.variants[0], recipe=replace(RECIPE, model=own.source))
    book.memory.jobs[made.id] = replace(made, variants=(variant,))
    found = await manifest_of(made.id, 1, book.ledger, Catalogue((own,)))
    assert found is not None
    assert (found.deeds[0].model, found.deeds[0].weights) == ("Model", "")


async def test_a_clip_that_goes_on_from_another_names_the_photo_of_that(book: Book) -> None:
    """The frame that it begins with is no picture that a person brought."""
    first = book.done("clip", (PHOTO,), intent=Intent.ANIMATE)
    ended = replace(first.variants[0], poster=PHOTO, last=asset("its last frame"))
    book.memory.jobs[first.id] = replace(first, variants=(ended,))
    assert ended.last is not None
    on = book.done("more", (ended.last,), intent=Intent.ANIMATE, after=first)
    told = await book.manifest(on)
    assert [deed.intent for deed in told.deeds] == [Intent.ANIMATE, Intent.ANIMATE]
    assert brought(told) == [PHOTO.sha256]
