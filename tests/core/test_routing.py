"""What was understood goes to the right model, with a reason or with what is missing."""

import pytest

from core.casting import choose
from core.catalogue import Catalogue, Intent, Role
from core.errors import CannotDo, EaselError, NoModel, NotRunning, UnknownModel
from core.prompts import Prompt
from tests.core.cards import CATALOGUE, EVERY, MOVER, PAINTER, POSTERIST, PRINTER, SKETCHER
from tests.core.requests import ONE, WHY, request, routed, understood


@pytest.mark.parametrize(
    ("intent", "role", "running", "model", "served_as"),
    [
        pytest.param(Intent.IMAGINE, None, EVERY, "sketcher", "explore", id="words"),
        pytest.param(Intent.IMAGINE, Role.HIRES, EVERY, "printer", "hires", id="delivery"),
        pytest.param(Intent.RESTYLE, None, EVERY, "painter", "consistent", id="the first serves"),
        pytest.param(Intent.EDIT, None, EVERY, "painter", "edit", id="same card, other role"),
        pytest.param(Intent.CUTOUT, None, EVERY, "classical", "edit", id="only the last can"),
        pytest.param(Intent.ANIMATE, None, EVERY, "mover", "animate", id="motion"),
        pytest.param(Intent.ANIMATE, Role.CINEMATIC, EVERY, "director", "cinematic", id="film"),
        pytest.param(Intent.RESTYLE, None, {"classical"}, "classical", "consistent", id="one runs"),
        pytest.param(Intent.EDIT, Role.EXPLORE, EVERY, "classical", "explore", id="draft"),
    ],
)  # fmt: skip
def test_the_first_that_runs_and_serves_is_taken(
    intent: Intent, role: Role | None, running: frozenset[str], model: str, served_as: str
) -> None:
    spec = routed(request(intent, inputs=ONE, role=role), frozenset(running))
    assert (spec.model, spec.role) == (model, served_as)
    able = [card for card in CATALOGUE if card.name in running and intent in card.intents]
    assert spec.reason == (f"{WHY}; first of the models running here" if len(able) > 1 else WHY)


@pytest.mark.parametrize(
    ("intent", "role", "running", "model", "served_as"),
    [
        pytest.param(Intent.ANIMATE, Role.CINEMATIC, {"mover"}, "mover", "animate", id="film"),
        pytest.param(Intent.IMAGINE, Role.HIRES, {"sketcher"}, "sketcher", "explore", id="file"),
        pytest.param(Intent.EDIT, Role.EXPLORE, {"painter"}, "painter", "edit", id="draft"),
        pytest.param(Intent.IMAGINE, Role.EXPLORE, {"printer"}, "printer", "hires",
                     id="neither its role nor the natural one"),
    ],
)  # fmt: skip
def test_another_role_takes_what_no_model_of_the_wanted_one_can(
    intent: Intent, role: Role, running: set[str], model: str, served_as: str
) -> None:
    spec = routed(request(intent, role=role), frozenset(running))
    assert (spec.model, spec.role) == (model, served_as)
    assert spec.reason == f"{WHY}; no {role} model is running here, so this one takes it"


@pytest.mark.parametrize(
    ("role", "running", "model", "served_as"),
    [
        pytest.param(Role.EXPLORE, {"sketcher", "posterist"}, "sketcher", "explore", id="draft"),
        pytest.param(Role.HIRES, {"sketcher", "posterist"}, "sketcher", "explore", id="file"),
        pytest.param(Role.EXPLORE, {"printer", "posterist"}, "printer", "hires",
                     id="a real model in another role"),
        pytest.param(Role.EXPLORE, {"posterist"}, "posterist", "explore", id="alone"),
        pytest.param(Role.HIRES, {"posterist"}, "posterist", "explore", id="alone, for a file"),
    ],
)  # fmt: skip
def test_a_stopgap_takes_only_what_no_other_can(
    role: Role, running: set[str], model: str, served_as: str
) -> None:
    catalogue = Catalogue((POSTERIST, SKETCHER, PRINTER))
    spec = routed(request(Intent.IMAGINE, role=role), frozenset(running), catalogue)
    assert (spec.model, spec.role) == (model, served_as)


@pytest.mark.parametrize(
    ("intent", "running", "sentence"),
    [
        pytest.param(
            Intent.IMAGINE, set[str](),
            "No model that is running here can draw a picture from words. "
            "No worker is running: start one with `easel worker`, and ask again.",
            id="no worker at all",
        ),
        pytest.param(
            Intent.IMAGINE, {"classical"},
            "No model that is running here can draw a picture from words. "
            "What runs here can change the look of a picture, edit a part of a picture, "
            "cut a subject out and make a clip. A worker with Sketcher could do it.",
            id="a worker without such a model",
        ),
        pytest.param(
            Intent.REFINE, {"mover"},
            "No model that is running here can keep a subject and make a new picture of it. "
            "What runs here can make a clip. A worker with Painter or Easel Classical could do it.",
            id="two that could",
        ),
        pytest.param(
            Intent.COMPARE, {"mover"},
            "No model that is running here can compare models. "
            "What runs here can make a clip. A worker with Sketcher could do it.",
            id="comparing from words",
        ),
    ],
)  # fmt: skip
def test_where_nothing_serves_the_person_is_told_what_to_do(
    intent: Intent, running: set[str], sentence: str
) -> None:
    with pytest.raises(NoModel) as refusal:
        routed(request(intent), frozenset(running))
    assert refusal.value.sentence == sentence


def test_where_nothing_in_the_catalogue_serves_the_person_is_told_so() -> None:
    with pytest.raises(NoModel) as refusal:
        routed(request(Intent.IMAGINE), frozenset({"mover"}), Catalogue((MOVER,)))
    assert refusal.value.sentence == (
        "No model that is running here can draw a picture from words. "
        "What runs here can make a clip."
    )


@pytest.mark.parametrize(
    ("model", "intent", "role", "served_as"),
    [
        pytest.param("classical", Intent.RESTYLE, None, "consistent", id="not the first choice"),
        pytest.param("Easel Classical", Intent.EDIT, None, "edit", id="by its title"),
        pytest.param("PAINTER", Intent.REFINE, None, "consistent", id="in capitals"),
        pytest.param("painter", Intent.EDIT, Role.EXPLORE, "edit", id="a draft: its natural role"),
        pytest.param("printer", Intent.IMAGINE, None, "hires", id="the only role that it has"),
    ],
)
def test_the_person_may_choose_another(
    model: str, intent: Intent, role: Role | None, served_as: str
) -> None:
    spec = routed(request(intent, Prompt("words", model=model), ONE, role))
    assert CATALOGUE.card(spec.model) == CATALOGUE.card(model)
    assert spec.role == served_as
    assert spec.reason == f"{WHY}; you chose this model"


@pytest.mark.parametrize(
    ("model", "intent", "error", "sentence"),
    [
        pytest.param(
            "dreamer", Intent.EDIT, UnknownModel,
            "There is no model called dreamer; the models are sketcher, printer, painter, mover, "
            "director, classical.",
            id="unknown",
        ),
        pytest.param(
            "sketcher", Intent.EDIT, CannotDo,
            "Sketcher cannot do that: it is made to draw a picture from words, make variations, "
            "compare models.",
            id="cannot do it",
        ),
        pytest.param(
            "painter", Intent.EDIT, NotRunning,
            "Painter is not running here; start a worker that has it, "
            "or ask again without naming it.",
            id="not running",
        ),
        pytest.param(
            "mover", Intent.COMPARE, CannotDo,
            "Mover cannot do that: it is made to make a clip.",
            id="cannot be compared",
        ),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_followed_says_why(
    model: str, intent: Intent, error: type[EaselError], sentence: str
) -> None:
    with pytest.raises(error) as refusal:
        routed(request(intent, Prompt("words", model=model), ONE), EVERY - {"painter"})
    assert refusal.value.sentence == sentence


def test_choosing_alone_tells_model_role_and_reason() -> None:
    choice = choose(understood(Intent.EDIT), None, CATALOGUE, EVERY)
    assert (choice.card, choice.role) == (PAINTER, Role.EDIT)
