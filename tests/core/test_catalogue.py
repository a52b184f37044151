"""The shipped catalogue keeps its promises, and an operator's file extends and replaces it."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from core.casting import choose
from core.catalogue import HELPERS, Catalogue, Intent, ModelCard, Role
from core.errors import UnknownModel
from core.wire import Mismatch
from tests.core.requests import understood

SHIPPED = tomllib.loads(files("core").joinpath("models.toml").read_text(encoding="utf-8"))
CATALOGUE = Catalogue.from_data(SHIPPED)
ROLES = [role for role in Role if role not in HELPERS | {Role.NONE}]
CARDS = pytest.mark.parametrize("card", CATALOGUE.cards, ids=lambda card: card.name)


def card(name: str, **fields: Any) -> dict[str, Any]:
    """A card as an operator writes it."""
    wanted: dict[str, Any] = {
        "name": name,
        "title": name.title(),
        "engine": "diffusion",
        "source": "someone/something",
        "roles": ["explore"],
        "intents": ["imagine"],
        "licence": "Apache-2.0",
        "licence_note": "Free.",
        "strength": "Quick.",
        "limitation": "Coarse.",
    }
    return wanted | fields


def catalogue(*cards: dict[str, Any]) -> Catalogue:
    return Catalogue.from_data({"model": list(cards)})


def in_role(role: Role) -> list[ModelCard]:
    return [card for card in CATALOGUE if role in card.roles]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_model_that_is_safe_for_commercial_use(role: Role) -> None:
    assert any(card.commercial for card in in_role(role))


@pytest.mark.parametrize(
    "role", [role for role in ROLES if role not in (Role.CINEMATIC, Role.SEGMENT)]
)
def test_classical_comes_last_in_every_role_but_cinematic(role: Role) -> None:
    assert in_role(role)[-1].name == "classical"


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent is not Intent.RECALL])
def test_classical_serves_every_intent(intent: Intent) -> None:
    classical = CATALOGUE.card("classical")
    assert any(classical.serves(role, intent) for role in classical.roles)


def test_classical_draws_from_words_only_as_a_stopgap() -> None:
    stopgaps = {card.name: card.stopgap for card in CATALOGUE if card.stopgap}
    assert stopgaps == {"classical": (Intent.IMAGINE,)}
    assert CATALOGUE.stopgap(Intent.IMAGINE, {"classical"}) is CATALOGUE.card("classical")
    assert CATALOGUE.stopgap(Intent.IMAGINE, {"z-image-turbo"}) is None
    assert CATALOGUE.stopgap(Intent.EDIT, {"classical"}) is None


@CARDS
def test_a_card_serves_something(card: ModelCard) -> None:
    assert card.roles
    assert bool(card.intents) is not HELPERS.issuperset(card.roles), "no request asks for a helper"
    assert Role.NONE not in card.roles


@CARDS
def test_a_card_says_what_a_person_should_know(card: ModelCard) -> None:
    for words in (card.licence_note, card.strength, card.limitation):
        assert "\n" not in words
        assert words.endswith(".")
        assert len(words) <= 100


@CARDS
def test_a_licence_that_is_not_confirmed_is_not_for_commerce(card: ModelCard) -> None:
    assert card.commercial is (card.licence in ("Apache-2.0", "BSD-3-Clause", "MIT"))


@CARDS
def test_a_diffusion_card_names_weights_and_family(card: ModelCard) -> None:
    if card.engine == "classical":
        assert (card.family, card.need.memory) == ("", 0)
    else:
        assert card.engine == "diffusion"
        assert len(card.source.split("/")) == 2
        assert card.family


@CARDS
def test_figures_are_possible(card: ModelCard) -> None:
    assert card.seconds > 0
    assert 0 <= card.references <= 10
    assert 0 <= card.steps <= 100
    assert 512 <= card.size <= 4096
    assert card.need.memory in (0, 8e9, 16e9, 24e9, 48e9, 80e9)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hunyuan-video-1.5", "European Union"),
        ("ltx-2.5", "Gated"),
        ("flux1-fill", "Gated"),
        ("sana-sprint-0.6b", "different licences"),
        ("kandinsky-6-lite", "Unconfirmed"),
        ("flux-3-image-klein", "revenue cap"),
    ],
)
def test_a_licence_with_a_catch_says_so(name: str, words: str) -> None:
    assert words in CATALOGUE.card(name).licence_note


@pytest.mark.parametrize(
    ("role", "intent", "available", "expected"),
    [
        (Role.EXPLORE, Intent.IMAGINE, {"z-image-turbo", "flux2-klein-4b"}, "flux2-klein-4b"),
        (Role.EXPLORE, Intent.IMAGINE, {"z-image-turbo", "classical"}, "z-image-turbo"),
        (Role.EXPLORE, Intent.IMAGINE, {"classical"}, None),
        (Role.CONSISTENT, Intent.RESTYLE, {"classical"}, "classical"),
        (Role.CONSISTENT, Intent.RESTYLE, {"classical", "flux2-dev"}, "flux2-dev"),
        (Role.EDIT, Intent.EDIT, {"flux1-fill", "flux2-klein-4b"}, "flux2-klein-4b"),
        (Role.EDIT, Intent.CUTOUT, {"flux2-klein-4b", "classical"}, "classical"),
        (Role.CINEMATIC, Intent.ANIMATE, {"wan-2.2-ti2v-5b", "classical"}, "wan-2.2-ti2v-5b"),
        (Role.ANIMATE, Intent.ANIMATE, {"wan-2.2-ti2v-5b", "classical"}, "wan-2.2-ti2v-5b"),
        (Role.ANIMATE, Intent.ANIMATE, {"wan-2.2-ti2v-5b", "ltx-2.3"}, "ltx-2.3"),
        (Role.CINEMATIC, Intent.ANIMATE, {"classical"}, None),
        (Role.DESCRIBE, Intent.DESCRIBE, {"florence-2", "blip", "classical"}, "florence-2"),
        (Role.HIRES, Intent.UPSCALE, set[str](), None),
    ],
)
def test_the_first_that_runs_is_taken(
    role: Role, intent: Intent, available: set[str], expected: str | None
) -> None:
    found = CATALOGUE.first(role, intent, available)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize("name", ["flux2-klein-4b", "FLUX2-Klein-4B", "flux.2 klein 4b"])
def test_a_model_is_found_by_name_or_title(name: str) -> None:
    assert CATALOGUE.card(name).source == "black-forest-labs/FLUX.2-klein-4B"


def test_an_unknown_model_lists_those_that_exist() -> None:
    with pytest.raises(UnknownModel, match="no model called dall; the models are one, two"):
        catalogue(card("one"), card("two")).card("dall")


def test_what_only_helps_other_models_is_not_offered() -> None:
    helpers = {one.name for one in CATALOGUE if not one.intents}
    with pytest.raises(UnknownModel) as caught:
        CATALOGUE.card("klein")
    assert helpers
    assert helpers.isdisjoint(str(caught.value).replace(".", ",").split(", "))


def test_a_second_file_adds_before_and_replaces_in_place() -> None:
    ours = {"model": [card("one"), card("two")]}
    theirs = {"model": [card("three"), card("one", limitation="Ours.")]}
    merged = Catalogue.from_data(ours, theirs)
    assert [each.name for each in merged] == ["three", "one", "two"]
    assert merged.card("one").limitation == "Ours."


def test_no_file_has_no_cards() -> None:
    assert tuple(Catalogue.from_data({})) == ()


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"roles": ["painter"]}, "'painter' is none of explore, consistent"),
        ({"intents": ["dream"]}, "'dream' is none of imagine, vary"),
        ({"need": {"memory": "8 GB"}}, "memory: expected int, found '8 GB'"),
        ({"commercial": 1}, "commercial: expected bool, found 1"),
        ({"steps": 4.5}, "steps: expected int, found 4.5"),
    ],
    ids=["field", "role", "intent", "memory", "bool", "int"],
)
def test_a_mistake_in_a_card_names_itself(fields: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Mismatch, match=complaint):
        catalogue(card("one", **fields))


def test_a_card_without_its_licence_is_refused() -> None:
    incomplete = {key: value for key, value in card("one").items() if key != "licence"}
    with pytest.raises(Mismatch, match="missing field 'licence'"):
        catalogue(incomplete)


@pytest.mark.parametrize(
    ("running", "model"),
    [(("classical", "clipseg"), "classical"), (("clipseg", "florence-2"), "clipseg")],
    ids=["where both run", "where nothing else cuts out"],
)
def test_what_finds_things_cuts_out_where_nothing_else_does(
    running: tuple[str, ...], model: str
) -> None:
    assert choose(understood(Intent.CUTOUT), None, CATALOGUE, running).card.name == model
