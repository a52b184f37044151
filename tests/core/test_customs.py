"""What is usual in a place is taken where a request says nothing; what is closed is refused."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.customs import COMMANDS, Closed, Manner, Usual
from core.errors import AdultsOnly, EaselError, NoModel, NotPermitted
from core.intents import Understanding
from core.jobs import JobSpec
from core.prompts import Prompt, Ratio
from core.requests import Request
from core.safety import Safety
from tests.core.cards import CATALOGUE, CLASSICAL, EVERY, PAINTER
from tests.core.talk import lexicon
from tests.values import PLACE, asset

SQUARE, WIDE = Ratio(1, 1), Ratio(16, 9)


def request(intent: Intent = Intent.IMAGINE, pictures: int = 0, **prompt: object) -> Request:
    """Somebody wants something."""
    role = Role.EXPLORE if intent in (Intent.IMAGINE, Intent.VARY) else Role.CONSISTENT
    return Request(
        Understanding(intent, role, "you asked for it", "a fox"),
        Prompt("a fox", **prompt),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        PLACE,
        seed=7,
        inputs=tuple(asset(str(number)) for number in range(pictures)),
        listing=lexicon().listing,
    )


def taken(manner: Manner, wanted: Request, catalogue: Catalogue = CATALOGUE) -> JobSpec:
    """The job of a request."""
    return manner.route(wanted, catalogue, EVERY)


@pytest.mark.parametrize(
    ("usual", "wanted", "count", "ratio"),
    [
        pytest.param(Usual(count=2), request(), 2, None, id="count"),
        pytest.param(Usual(count=2), request(count=3), 3, None, id="the words say a count"),
        pytest.param(Usual(count=2), request(permutations=("a", "b", "c")), 3, None, id="choices"),
        pytest.param(Usual(count=1), request(Intent.COMPARE, 1), 2, None, id="what is compared"),
        pytest.param(Usual(ratio=WIDE), request(), 4, WIDE, id="ratio"),
        pytest.param(Usual(ratio=WIDE), request(ratio=SQUARE), 4, SQUARE, id="the words say one"),
        pytest.param(Usual(ratio=WIDE), request(Intent.RESTYLE, 1), 4, None, id="no crop"),
    ],
)
def test_the_usual_is_taken_where_nothing_is_said(
    usual: Usual, wanted: Request, count: int, ratio: Ratio | None
) -> None:
    spec = taken(Manner(usual), wanted)
    assert (spec.count, spec.prompt.ratio) == (count, ratio)


@pytest.mark.parametrize(
    ("usual", "wanted", "model"),
    [
        pytest.param("classical", request(Intent.RESTYLE, 1), "classical", id="taken"),
        pytest.param("classical", request(Intent.RESTYLE, 1, model="painter"), "painter",
                     id="the person named another"),
        pytest.param("painter", request(), "sketcher", id="it cannot do this"),
        pytest.param("gone", request(), "sketcher", id="no longer in the catalogue"),
    ],
)  # fmt: skip
def test_the_usual_model(usual: str, wanted: Request, model: str) -> None:
    spec = taken(Manner(Usual(model=usual)), wanted)
    assert spec.model == model
    assert ("the usual model of this channel" in spec.reason) == (model == usual)
    assert spec.prompt.model == wanted.prompt.model


def test_a_usual_model_that_does_not_run_is_no_hindrance() -> None:
    spec = Manner(Usual(model="painter")).route(
        request(Intent.RESTYLE, 1), CATALOGUE, frozenset({"classical"})
    )
    assert spec.model == "classical"


@pytest.mark.parametrize(
    ("closed", "wanted", "sentence"),
    [
        pytest.param(Closed(commands=frozenset({"imagine"})), request(), "/imagine", id="command"),
        pytest.param(Closed(commands=frozenset({"edit"})), request(Intent.RESTYLE, 1), "/edit",
                     id="what a command stands for"),
        pytest.param(Closed(roles=frozenset({Role.EXPLORE})), request(), "models for explore",
                     id="role"),
        pytest.param(Closed(models=frozenset({"sketcher"})), request(model="sketcher"), "Sketcher",
                     id="the model that was named"),
    ],
)  # fmt: skip
def test_what_is_closed_is_refused(closed: Closed, wanted: Request, sentence: str) -> None:
    with pytest.raises(NotPermitted, match=f"You may not use {sentence} here"):
        taken(Manner(closed=closed), wanted)


def test_past_a_closed_model_another_is_taken() -> None:
    wanted = request(Intent.RESTYLE, 1)
    assert taken(Manner(), wanted).model == PAINTER.name
    assert taken(Manner(closed=Closed(models=frozenset({PAINTER.name}))), wanted).model == (
        CLASSICAL.name
    )


@pytest.mark.parametrize(
    ("closed", "error"),
    [
        pytest.param(Closed(models=frozenset({"sketcher"})), NotPermitted, id="closed"),
        pytest.param(Closed(adult=frozenset({"sketcher"})), AdultsOnly, id="for adults"),
        pytest.param(Closed(models=frozenset({"printer"})), NoModel, id="nothing that runs can"),
    ],
)
def test_where_nothing_else_can_the_reason_is_said(closed: Closed, error: type[EaselError]) -> None:
    running = frozenset() if error is NoModel else frozenset({"sketcher"})
    with pytest.raises(error):
        Manner(closed=closed).route(request(), CATALOGUE, running)


def test_contenders_that_are_closed_do_not_compete() -> None:
    wanted = request(Intent.COMPARE, 1)
    assert PAINTER.name in taken(Manner(), wanted).contenders
    closed = Closed(models=frozenset({PAINTER.name}))
    assert PAINTER.name not in taken(Manner(closed=closed), wanted).contenders


def test_an_earlier_job_is_no_way_around() -> None:
    spec = taken(Manner(), request())
    with pytest.raises(NotPermitted):
        Closed(models=frozenset({spec.model})).check(spec, CATALOGUE)
    compared = replace(spec, model="classical", contenders=("painter", "sketcher"), count=2)
    with pytest.raises(NotPermitted):
        Closed(models=frozenset({"painter"})).check(compared, CATALOGUE)


def test_every_intent_belongs_to_one_command() -> None:
    intents = [intent for command in COMMANDS.values() for intent in command]
    assert sorted(intents) == sorted(Intent)


@pytest.mark.parametrize(
    ("closed", "opens"),
    [
        pytest.param(Closed(), True, id="nothing"),
        pytest.param(Closed(models=frozenset({"painter"})), False, id="the model"),
        pytest.param(Closed(adult=frozenset({"painter"})), False, id="for adults"),
        pytest.param(Closed(roles=frozenset(PAINTER.roles)), False, id="all that it is for"),
        pytest.param(Closed(roles=frozenset(PAINTER.roles[:1])), True, id="one thing of several"),
    ],
)
def test_a_model_that_is_open_for_something_is_open(closed: Closed, opens: bool) -> None:
    assert closed.opens(PAINTER) is opens


@pytest.mark.parametrize("policy", Safety)
def test_a_job_carries_what_its_place_does_about_what_is_unfit(policy: Safety) -> None:
    manner = Manner(safety=policy)
    assert taken(manner, request()).safety is policy
    assert manner.allowed(replace(taken(Manner(), request()), safety=Safety.OFF), CATALOGUE) == (
        taken(manner, request())
    )


def test_where_nothing_is_said_what_is_unfit_is_refused() -> None:
    assert Manner().safety is Safety.REFUSE
