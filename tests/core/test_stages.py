"""What usually comes next is said below every result, by whom, until somebody ends it."""

from collections.abc import Collection

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.customs import Manner
from core.stages import STAGES, onward
from tests.core.cards import CATALOGUE, CLASSICAL, EVERY, card
from tests.core.talk import Talk, photo, reply_of
from tests.values import spec

MENDER = card("mender", "Mender", (Role.EDIT,), (Intent.EDIT,))
MANY = Catalogue((MENDER, *CATALOGUE))
ALL = EVERY | {"mender"}


@pytest.mark.parametrize(
    ("intent", "model", "running", "said"),
    [
        pytest.param(
            Intent.IMAGINE,
            "sketcher",
            ALL,
            "Next: refine with Painter, then fix details with Mender, then animate with Mover.",
            id="explore",
        ),
        pytest.param(
            Intent.REFINE,
            "painter",
            ALL,
            "Next: fix details with Mender, then animate with Mover.",
            id="refine",
        ),
        pytest.param(Intent.EDIT, "mender", ALL, "Next: animate with Mover.", id="precise"),
        pytest.param(Intent.ANIMATE, "mover", ALL, "", id="motion"),
        pytest.param(Intent.DESCRIBE, "classical", ALL, "", id="no stage"),
        pytest.param(
            Intent.IMAGINE,
            "sketcher",
            {"sketcher", "painter"},
            "Next: refine and fix details with Painter; "
            "to animate needs a model that does not run here.",
            id="missing",
        ),
        pytest.param(
            Intent.IMAGINE,
            "classical",
            {"classical"},
            "Next: refine, fix details and animate with Easel Classical.",
            id="one does all",
        ),
        pytest.param(Intent.IMAGINE, "sketcher", {"sketcher"}, "", id="nothing can follow"),
    ],
)
def test_the_next_stages_are_told_with_their_models(
    intent: Intent, model: str, running: Collection[str], said: str
) -> None:
    assert onward(spec(intent=intent, model=model), MANY, running) == said


def test_a_model_that_somebody_took_is_the_one_that_is_told() -> None:
    picked = {Role.CONSISTENT: CLASSICAL.name}
    told = onward(spec(intent=Intent.IMAGINE, model="sketcher"), MANY, ALL, picked)
    assert told.startswith("Next: refine with Easel Classical, then fix details with Mender")


def test_every_stage_is_somebodys() -> None:
    assert set(STAGES.values()) == {1, 2, 3}


async def talk() -> Talk:
    made = Talk()
    await made.worker()
    return made


async def test_it_stands_last_below_a_result() -> None:
    one = await talk()
    shown = one.shown(await one.end(await one.begin("a lighthouse in the fog")))
    assert shown.lines[-1].startswith("Next: refine and fix details with Painter")


async def test_it_is_said_below_every_result() -> None:
    one = await talk()
    first = await one.begin("a lighthouse in the fog")
    second, other = await one.begin("a teapot"), await one.begin("a boat", person="bob")
    assert first.spec.onward
    assert [second.spec.onward, other.spec.onward] == [first.spec.onward] * 2


async def test_after_another_stage_the_rest_is_said() -> None:
    one = await talk()
    await one.begin("a lighthouse in the fog")
    refined = await one.begin("this lighthouse on a cliff", photo())
    assert refined.spec.intent is Intent.REFINE
    assert refined.spec.onward == "Next: fix details with Painter, then animate with Mover."


async def test_more_of_the_same_says_it_of_the_models_that_run_then() -> None:
    one = await talk()
    job = await one.end(await one.begin("a lighthouse in the fog"))
    await one.worker("sketcher", "painter")
    more = await one.begin("more", reply_to=job.id)
    assert more.spec.onward.startswith("Next: refine and fix details with Painter; to animate")


@pytest.mark.parametrize("words", ["settings next off", "/set next OFF"])
async def test_who_does_not_want_it_is_told_no_more(words: str) -> None:
    one = await talk()
    assert "no more" in reply_of(await one.say(words)).text
    assert (await one.begin("a lighthouse")).spec.onward == ""
    assert (await one.begin("a boat", person="bob")).spec.onward
    assert "next: off" in reply_of(await one.say("settings")).lines
    await one.say("settings next on")
    assert (await one.begin("a teapot")).spec.onward


async def test_a_place_can_do_without() -> None:
    one = await talk()
    assert (await one.begin("a boat", manner=Manner(guides=False))).spec.onward == ""
