"""What was deleted is told nowhere any more, and what went on from it goes on."""

from collections.abc import Mapping
from dataclasses import Field, fields, replace

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.errors import TargetGone
from core.jobs import BEFORE, Drawn, Job, JobSpec, Kept, Retext, Scene, Traced
from core.lineage import HEADING
from core.motion import FREE
from core.prompts import Prompt
from core.removing import DELETED, SHORTENED, TOLD, bare, untold
from core.replies import Reply
from core.sharper import Coached, Version
from storage.memory_loose import MemoryLoose
from tests.core.results import variants
from tests.core.talk import Talk, job_of, photo, reply_of
from tests.values import PLACE, asset, job, spec

EMPTIED: Mapping[str, object] = {
    "reason": "you asked for a secret",
    "prompt": Prompt("a secret"),
    "mask": asset("mask"),
    "shown": True,
    "drawn": Drawn("classical", "a secret", 7),
    "traced": Traced("classical", asset("before")),
    "notes": ("a secret",),
    "said": "a secret",
    "kept": Kept("sdxl", asset("latents")),
    "encoded": asset("words"),
    "repeats": variants(1),
    "retext": Retext("a", "secret"),
    "stem": "secret",
    "palette": ("#102030",),
    "coached": Coached("say it", (Version("a secret", "a secret"),)),
    "motion": replace(FREE, loop=True),
    "scene": Scene("a secret"),
}


async def steps(talk: Talk) -> list[Job]:
    """A watercolour, an edit of it that says a secret, and an edit of that."""
    await talk.worker()
    first = await talk.made("make it a watercolour --n 1")
    second = await talk.end(await talk.begin("make the lamp secret blue", reply_to=first.id))
    third = await talk.end(await talk.begin("make the door green", reply_to=second.id))
    return [first, second, third]


def replies(talk: Talk) -> list[Reply]:
    return [turn.reply for turn in talk.memory.turns.values() if turn.reply]


def test_of_a_request_only_the_fact_stays() -> None:
    whole = spec(prompt=Prompt("a secret"), said="a secret", mask=asset("m"), stem="secret")
    left = bare(whole)
    assert "secret" not in repr(left)
    assert (left.intent, left.model, left.inputs) == (whole.intent, whole.model, whole.inputs)


FACTS = (
    "intent role model place seed count width height inputs each strength contenders contest "
    "lineage lane estimate safety formats passed recalls steps guidance shared onward withheld "
    "bound"
)
KEPT = frozenset(FACTS.split())


@pytest.mark.parametrize("field", fields(JobSpec), ids=lambda field: field.name)
def test_a_field_of_a_request_is_kept_or_emptied(field: Field[object]) -> None:
    assert (field.name in KEPT) is not (field.name in EMPTIED)


def test_what_is_emptied_is_empty() -> None:
    left = bare(spec(**EMPTIED))
    assert [name for name, full in EMPTIED.items() if getattr(left, name) == full] == []


async def test_the_words_and_pictures_of_its_turn_go_with_a_result() -> None:
    talk = Talk()
    await talk.worker()
    made = await talk.made("make it a secret watercolour --n 1")
    needed = MemoryLoose(talk.memory, talk.clock).needed
    brought = made.spec.inputs[0].sha256
    assert brought in needed()
    await talk.press(Verb.DELETE, made)
    assert brought not in needed()
    assert "secret" not in repr([turn.words for turn in talk.memory.turns.values()])


async def test_a_middle_step_is_told_and_shown_nowhere_and_the_way_goes_on() -> None:
    talk = Talk()
    first, second, third = await steps(talk)
    before = reply_of(await talk.press(Verb.DETAILS, third))
    assert HEADING in before.lines
    assert "secret" in repr(before)
    await talk.press(Verb.DELETE, second)
    assert "secret" not in repr(replies(talk))
    assert "secret" not in repr(talk.memory.jobs)
    after = reply_of(await talk.press(Verb.DETAILS, third))
    assert any("watercolour" in line for line in after.lines)
    assert (await talk.fresh(third)).spec.lineage is not None
    assert await talk.ledger.job(first.id) is not None


async def test_the_strip_that_shows_it_small_goes() -> None:
    talk = Talk()
    _, second, third = await steps(talk)
    for step in talk.memory.jobs.values():  # so that there is something to draw
        for one in (*step.spec.inputs, *(made.asset for made in step.variants)):
            await talk.blobs.put_as(one.sha256, photo())
    told = reply_of(await talk.press(Verb.DETAILS, third))
    (strip,) = told.shown
    assert strip.asset.sha256 in MemoryLoose(talk.memory, talk.clock).needed()
    await talk.press(Verb.DELETE, second)
    assert strip.asset.sha256 not in MemoryLoose(talk.memory, talk.clock).needed()
    assert any(reply.lines == (SHORTENED,) for reply in replies(talk))


async def test_replies_that_show_or_list_it_say_so() -> None:
    talk = Talk()
    _, second, _ = await steps(talk)
    await talk.press(Verb.OPEN, second, 1)
    await talk.say("history", intent=Intent.RECALL)
    assert "secret" in repr(replies(talk))
    await talk.press(Verb.DELETE, second)
    assert [DELETED in replies(talk), TOLD in replies(talk)] == [True, True]
    assert "secret" not in repr(replies(talk))


async def test_what_tells_of_others_stays_as_it_is() -> None:
    talk = Talk()
    first, second, _ = await steps(talk)
    opened = reply_of(await talk.press(Verb.OPEN, first, 1))
    await talk.press(Verb.DELETE, second)
    assert opened in replies(talk)
    assert Action.unpack(opened.rows[0][0].action).job == first.id


async def test_the_picture_that_was_deleted_is_opened_by_nobody() -> None:
    talk = Talk()
    _, second, third = await steps(talk)
    await talk.press(Verb.DELETE, second)
    for verb in (Verb.OPEN, Verb.ORIGINAL, Verb.EDIT):
        assert reply_of(await talk.press(verb, third, BEFORE + 1)).error == TargetGone.__name__


async def test_nor_is_it_by_what_is_made_of_it_once_more() -> None:
    talk = Talk()
    _, second, third = await steps(talk)
    await talk.press(Verb.DELETE, second)
    once_more = job_of(await talk.press(Verb.MORE, third))
    assert once_more.spec.withheld == tuple(one.sha256 for one in third.spec.inputs)
    assert {*once_more.spec.withheld} <= {one.asset.sha256 for one in second.variants}


@pytest.mark.parametrize(
    ("person", "withheld"),
    [pytest.param("ada", (), id="one's own"), pytest.param("bob", ("b" * 64,), id="another's")],
)
def test_what_somebody_else_had_brought_is_withheld(person: str, withheld: tuple[str]) -> None:
    photo = replace(asset("photo"), sha256="b" * 64)
    gone = job("j1", place=replace(PLACE, person="ada"), inputs=(photo,))
    later = spec(place=replace(PLACE, person=person), inputs=(photo, asset("own")))
    assert untold(later, gone).withheld == withheld


def test_a_clip_is_no_picture_that_was_brought() -> None:
    """It begins with one, which is still there when the clip is deleted."""
    photo, last = asset("photo"), asset("last")
    clip = replace(variants(1)[0], asset=asset("clip"), poster=photo, last=last)
    gone = replace(job("j1", inputs=(photo,)), variants=(clip,))
    assert untold(spec(inputs=(photo, last)), gone).withheld == (last.sha256,)
