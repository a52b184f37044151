"""Which models a comparison is between, by its words and by what runs."""

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.contending import NoSuchRival, NothingToCompareOn, wished
from core.contests import ONE_OF_EACH
from core.errors import CannotDo, NotRunning
from core.jobs import MOST_VARIANTS, Asset
from core.prompts import Prompt
from storage.opening import read_catalogue
from storage.settings import StorageSettings
from tests.core.cards import card
from tests.core.requests import ONE, request, routed
from tests.core.words import shipped

RUNNING = frozenset({"classical", "flux2-klein-4b", "z-image-turbo", "sdxl-turbo", "sdxl"})


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The one that Easel ships."""
    return read_catalogue(StorageSettings())


@pytest.mark.parametrize(
    ("words", "named", "left"),
    [
        pytest.param("compare klein and z-image", "flux2-klein-4b z-image-turbo", "", id="names"),
        pytest.param("compare flux with sdxl: a fox", "flux2-klein-4b sdxl-turbo", "a fox",
                     id="before"),
        pytest.param("a fox at dawn, klein vs z image", "flux2-klein-4b z-image-turbo",
                     "a fox at dawn", id="behind"),
        pytest.param("try a fox on klein and z-image", "flux2-klein-4b z-image-turbo", "a fox",
                     id="around"),
        pytest.param("compare FLUX.2 Klein 4B with Stable Diffusion XL for a castle",
                     "flux2-klein-4b sdxl", "a castle", id="titles"),
        pytest.param("compare it on klein, sdxl turbo and easel classical",
                     "flux2-klein-4b sdxl-turbo classical", "", id="three"),
        pytest.param("compare flux and klein for a fox", "flux2-klein-4b flux-3-image-klein",
                     "a fox", id="one name within another"),
        pytest.param("compare classical and klein: a fox", "classical flux2-klein-4b", "a fox",
                     id="the classical first"),
        pytest.param("compare klein, xl and classical: a fox", "flux2-klein-4b sdxl classical",
                     "a fox", id="two letters"),
        pytest.param("vergleiche klein und z-image: ein Leuchtturm",
                     "flux2-klein-4b z-image-turbo", "ein Leuchtturm", id="german"),
        pytest.param("compare the classical look of a house", "",
                     "compare the classical look of a house", id="one is none"),
        pytest.param("a castle in oil or comic", "", "a castle in oil or comic", id="looks"),
    ],
)  # fmt: skip
def test_models_are_named(catalogue: Catalogue, words: str, named: str, left: str) -> None:
    found = wished(words, catalogue, RUNNING, shipped().listing)
    assert (set(named.split()), left) == ({one.name for one in found.named}, found.words)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        pytest.param("compare all models", "", id="alone"),
        pytest.param("compare every available model on a teapot", "a teapot", id="before"),
        pytest.param("a lighthouse at dusk on all models", "a lighthouse at dusk", id="behind"),
        pytest.param("vergleiche alle Modelle für einen Fuchs", "einen Fuchs", id="german"),
        pytest.param("compare tous les modèles : un phare", "un phare", id="french"),
        pytest.param("un faro, compara todos los modelos disponibles", "un faro", id="spanish"),
    ],
)
def test_all_models_are_asked_for(catalogue: Catalogue, words: str, left: str) -> None:
    found = wished(words, catalogue, RUNNING, shipped().listing)
    assert (found.named, found.every, found.words) == ((), True, left)


DRAW = (Intent.IMAGINE, Intent.COMPARE)
TRIO = Catalogue(
    (
        card("quick", "Quick", (Role.EXPLORE,), DRAW, size=512, seconds=1.0),
        card("fine", "Fine", (Role.HIRES,), DRAW, size=1024, seconds=30.0),
        card("brush", "Brush", (Role.CONSISTENT,), (Intent.RESTYLE, Intent.COMPARE)),
        card("poster", "Poster", (Role.EXPLORE,), DRAW, stopgap=(Intent.IMAGINE,), seconds=2.0),
    )
)


def names(catalogue: Catalogue) -> frozenset[str]:
    """Of all models of a catalogue."""
    return frozenset(one.name for one in catalogue)


ALL = names(TRIO)


def test_all_are_all_that_can_whatever_they_are_for() -> None:
    spec = routed(request(Intent.COMPARE, Prompt("all models: a fox")), ALL, TRIO)
    assert spec.contenders == ("quick", "fine", "poster")
    assert (spec.prompt.words, spec.said) == ("a fox", "all models: a fox")
    assert spec.notes == (
        "without Brush: made for something else than to draw a picture from words",
    )


def test_all_get_as_many_pixels_as_each_is_good_at() -> None:
    spec = routed(request(Intent.COMPARE, Prompt("all models: a fox")), ALL, TRIO)
    assert (spec.width, spec.height, spec.estimate) == (512, 512, 33.0)


def test_more_than_fit_on_a_grid_are_left_out_and_said() -> None:
    many = Catalogue(tuple(card(f"m{n}", f"M{n}", (Role.EXPLORE,), DRAW) for n in range(11)))
    spec = routed(request(Intent.COMPARE, Prompt("all models: a fox")), names(many), many)
    assert len(spec.contenders) == MOST_VARIANTS
    assert spec.notes == ("only the first 9 of 11 models: one request takes no more",)


def test_what_is_named_and_is_away_is_said() -> None:
    words = Prompt("quick, fine and poster: a fox")
    spec = routed(request(Intent.COMPARE, words), ALL - {"fine"}, TRIO)
    assert spec.contenders == ("quick", "poster")
    assert spec.notes == ("without Fine: no worker that runs has it",)


@pytest.mark.parametrize(
    ("words", "running", "error"),
    [
        pytest.param("quick vs fine: a fox", {"quick"}, NotRunning, id="away"),
        pytest.param("quick vs brush: a fox", set(ALL), CannotDo, id="unable"),
        pytest.param("compare quick and fine", set(ALL), NothingToCompareOn, id="no words"),
    ],
)
def test_what_leaves_nothing_to_compare_is_refused(
    words: str, running: set[str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        routed(request(Intent.COMPARE, Prompt(words)), frozenset(running), TRIO)


def test_a_picture_needs_no_words() -> None:
    both = Catalogue((*TRIO, card("oils", "Oils", (Role.EDIT,), (Intent.RESTYLE, Intent.COMPARE))))
    spec = routed(request(Intent.COMPARE, Prompt("compare all models"), ONE), names(both), both)
    assert (spec.contenders, spec.prompt.words, spec.width) == (("brush", "oils"), "", 0)


LOOKS = {
    "before": ("compare oil, comic and noir: a castle", "oil comic noir", "a castle"),
    "behind": ("a castle, compare oil vs noir", "oil noir", "a castle"),
    "amid": ("compare a castle in oil and noir, with a moat", "oil noir", "a castle, with a moat"),
    "German": ("vergleiche Öl, Comic und Noir: ein Schloss", "oil comic noir", "ein Schloss"),
    "French": ("compare huile, bd et noir : un château", "oil comic noir", "un château"),
    "Spanish": ("compara óleo, cómic y noir: un castillo", "oil comic noir", "un castillo"),
    "one": ("compare noir: a castle", "noir watercolour oil pencil", "a castle"),
    "one within what is drawn": (
        "compare looks of a noir detective", "noir watercolour oil pencil",
        "compare looks of a noir detective"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "made", "left"), LOOKS.values(), ids=LOOKS)
def test_looks_to_compare_are_not_drawn(
    catalogue: Catalogue, words: str, made: str, left: str
) -> None:
    spec = routed(request(Intent.COMPARE, Prompt(words)), frozenset({"classical"}), catalogue)
    assert (spec.contenders, spec.prompt.words) == (tuple(made.split()), left)


@pytest.mark.parametrize(
    "words",
    [
        *("compare all models: a castle", "compare models: a castle", "a castle on all models"),
        *("vergleiche alle Modelle: a castle", "compare tous les modèles : a castle"),
        "compara todos los modelos: a castle",
    ],
)
def test_where_one_model_runs_it_is_said_that_looks_are_compared(
    catalogue: Catalogue, words: str
) -> None:
    spec = routed(request(Intent.COMPARE, Prompt(words)), frozenset({"classical"}), catalogue)
    assert spec.prompt.words == "a castle"
    assert spec.notes == ("only Easel Classical runs here: its looks are compared instead",)


def test_what_is_beyond_the_number_is_named(catalogue: Catalogue) -> None:
    prompt = Prompt("compare golden hour, noir and rain", count=2)
    spec = routed(request(Intent.COMPARE, prompt, ONE), frozenset({"classical"}), catalogue)
    assert (spec.count, spec.notes) == (2, ("without rain: 2 were asked for",))


@pytest.mark.parametrize("pictures", [(), ONE], ids=["of words", "of a picture"])
def test_a_count_of_one_is_one_of_each(catalogue: Catalogue, pictures: tuple[Asset, ...]) -> None:
    prompt = Prompt("compare oil, comic and noir of a fox", count=1)
    spec = routed(request(Intent.COMPARE, prompt, pictures), frozenset({"classical"}), catalogue)
    assert spec.contenders == ("oil", "comic", "noir")
    assert (spec.count, spec.notes) == (3, (ONE_OF_EACH,))


def test_of_models_a_count_of_one_is_one_of_each() -> None:
    spec = routed(request(Intent.COMPARE, Prompt("all models: a fox", count=1)), ALL, TRIO)
    assert spec.count > 1
    assert ONE_OF_EACH in spec.notes


def test_models_beyond_the_number_are_named() -> None:
    spec = routed(request(Intent.COMPARE, Prompt("all models: a fox", count=2)), ALL, TRIO)
    assert "without Poster: 2 were asked for" in spec.notes


STRANGERS = {
    "English": "compare klein and midjourney: a lighthouse",
    "amid": "compare klein vs foo vs classical",
    "versus": "klein vs dall-e: a lighthouse",
    "German": "vergleiche klein und dall-e: ein Schloss",
    "French": "compare klein et dall-e : un château",
    "Spanish": "compara klein y dall-e: un castillo",
}


@pytest.mark.parametrize("words", STRANGERS.values(), ids=STRANGERS)
def test_a_model_that_there_is_not_is_named(catalogue: Catalogue, words: str) -> None:
    with pytest.raises(NoSuchRival, match=r"I know no model called (midjourney|foo|dall e)"):
        wished(words, catalogue, RUNNING, shipped().listing)


@pytest.mark.parametrize(
    "words",
    [
        *("compare klein and oil: a castle", "compare looks: a castle and a fox"),
        *("compare it on klein and z-image", "compare a castle and a fox", "a fox: red and small"),
    ],
)
def test_what_names_no_other_model_is_no_stranger(catalogue: Catalogue, words: str) -> None:
    wished(words, catalogue, RUNNING, shipped().listing)
