"""Coaching in a conversation: with the result, never in its way, and pressed after a restart."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from core.actions import Action, Verb
from core.advising import checked
from core.answers import step
from core.catalogue import Catalogue, Intent
from core.coaching import OPEN
from core.customs import Manner
from core.errors import EaselError, TargetGone
from core.jobs import Failure, Job
from core.replies import Button
from core.sets import Content
from tests.core.cards import POSTERIST, SKETCHER
from tests.core.talk import Talk, coach, job_of, photo, reply_of
from tests.values import asset

NICE = "a nice bottle"


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a coach, and a worker that serves every model."""
    talk = Talk(coach=coach())
    await talk.worker()
    return talk


async def offered(talk: Talk, words: str = NICE, *files: bytes, **more: Any) -> list[Button]:
    """The versions that stand under the result of `words`."""
    job = await talk.end(job_of(await talk.say(words, *files, **more)))
    rows = [list(row) for row in talk.shown(job).rows]
    return [one for row in rows for one in row if Action.unpack(one.action).verb is Verb.SHARPEN]


async def pressed(talk: Talk, button: Button) -> Job:
    """The job of a press."""
    return job_of(await talk.say("", action=button.action))


async def test_versions_come_with_the_result_that_was_asked_for(talk: Talk) -> None:
    job = job_of(await talk.say(NICE))
    assert job.spec.prompt.words == NICE
    reply = talk.shown(await talk.end(job))
    assert job.spec.coached is not None
    labels = [one.label for one in job.spec.coached.versions]
    assert reply.lines[-1] == OPEN
    assert [[one.label for one in row] for row in reply.rows[-2:]] == [[one] for one in labels]


async def test_a_press_makes_that_version_after_a_restart(talk: Talk) -> None:
    before = job_of(await talk.say(f"{NICE} --ar 16:9 --seed 7 --n 2"))
    button = (await _buttons(talk, before))[1]
    talk.restart()
    spec = (await pressed(talk, button)).spec
    assert before.spec.coached is not None
    assert spec.prompt.words == before.spec.coached.versions[1].words
    assert (spec.seed, spec.count, spec.width) == (7, 2, before.spec.width)
    assert spec.coached is None


async def _buttons(talk: Talk, job: Job) -> list[Button]:
    return [row[0] for row in talk.shown(await talk.end(job)).rows[-2:]]


@pytest.mark.parametrize(
    "words",
    [
        "a red fox in the snow",
        "a {nice|cool} bottle",
        "series: a nice: bottle | cup",
        "a nice bottle --raw",
    ],
    ids=["clear", "choices", "series", "raw"],
)
async def test_not_for_what_is_clear(talk: Talk, words: str) -> None:
    assert await offered(talk, words) == []


CLEAR = ("make it warmer", "make it cooler", "remove the background", "as a nice watercolour")


@pytest.mark.parametrize("words", CLEAR)
async def test_not_on_edits(talk: Talk, words: str) -> None:
    assert await offered(talk, words, photo()) == []


async def test_not_twice_in_a_row_for_the_same_words(talk: Talk) -> None:
    assert await offered(talk)
    assert await offered(talk) == []
    assert await offered(talk, "something nice")


async def test_but_for_somebody_else(talk: Talk) -> None:
    assert await offered(talk)
    assert await offered(talk, person="bob")


async def test_more_of_it_is_not_coached_again(talk: Talk) -> None:
    done = await talk.end(job_of(await talk.say(NICE)))
    assert job_of(await talk.press(Verb.MORE, done)).spec.coached is None


async def test_not_where_it_is_switched_off(talk: Talk) -> None:
    assert await offered(talk, manner=Manner(coaches=False)) == []


async def test_several_pictures_without_a_word_on_how(talk: Talk) -> None:
    job = job_of(await talk.say("combine these", photo("teal"), photo("red")))
    assert job.spec.intent is Intent.REFINE
    spec = (await pressed(talk, (await _buttons(talk, job))[0])).spec
    assert (spec.prompt.words, spec.inputs) == (
        "the first picture in the colours of the second",
        job.spec.inputs,
    )


async def test_a_result_that_failed_still_offers_them(talk: Talk) -> None:
    job = job_of(await talk.say(NICE))
    await talk.ledger.start(job.id, "w1")
    await talk.ledger.fail(job.id, Failure("CannotDo", "No."))
    reply = talk.shown(await talk.fresh(job))
    assert (len(reply.rows), reply.lines[-1]) == (2, OPEN)


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        pytest.param("a cool car", False, id="of the same subject"),
        pytest.param("a bright dark car", False, id="of one side of it"),
        pytest.param("something nice", True, id="of others"),
    ],
)
async def test_what_was_declined_offers_nothing_that_would_be(words: str, offers: bool) -> None:
    talk = Talk(coach=coach(), catalogue=Catalogue((replace(POSTERIST, looks=("linocut",)),)))
    await talk.worker(POSTERIST.name)
    job = job_of(await talk.say(words))
    assert job.spec.coached is not None
    await talk.ledger.start(job.id, "w1")
    await talk.ledger.fail(job.id, Failure("CannotDo", "No."))
    reply = talk.shown(await talk.fresh(job))
    assert (bool(reply.rows), len(reply.lines) > 1) == (offers, offers)


async def test_a_list_tells_a_version_by_what_was_said_and_pressed(talk: Talk) -> None:
    button = (await offered(talk))[0]
    job = await talk.end(await pressed(talk, button))
    assert job.spec.prompt.words not in step(job)
    assert step(job) == f"imagine “{NICE} ({button.label})”"


async def test_a_version_that_there_is_not_is_told(talk: Talk) -> None:
    job = await talk.end(job_of(await talk.say(NICE)))
    forged = Action(Verb.SHARPEN, job.id, option="3").pack()
    reply = reply_of(await talk.say("", action=forged))
    assert EaselError.registry[reply.error] is TargetGone


async def test_a_model_with_a_vocabulary_draws_an_idea_instead() -> None:
    talk = Talk(coach=coach(), catalogue=Catalogue((POSTERIST,)))
    await talk.worker(POSTERIST.name)
    spec = job_of(await talk.say("something nice --seed 0")).spec
    drawn = "a castle in the mountains at night, as an oil painting"
    assert (spec.prompt.words, spec.said) == (drawn, "something nice")
    assert f"drawn for it: “{drawn}”" in spec.notes


async def test_what_is_drawn_instead_is_drawn_again_without_an_offer() -> None:
    talk = Talk(coach=coach(), catalogue=Catalogue((POSTERIST,)))
    await talk.worker(POSTERIST.name)
    await talk.end(await talk.begin("something nice"))
    again = (await talk.begin("something nice")).spec
    assert again.prompt.words not in ("something nice", "")
    assert any(one.startswith("drawn for it: ") for one in again.notes)
    assert again.coached is None


async def test_a_set_dresses_what_is_drawn_instead_and_stays_in_what_was_said() -> None:
    talk = Talk(coach=coach(), catalogue=Catalogue((POSTERIST,)))
    await talk.worker(POSTERIST.name)
    await talk.sets.keep("ada", "fog", Content(added="in fog"))
    spec = (await talk.begin("something nice for @fog --seed 0")).spec
    drawn = "a castle in the mountains at night, as an oil painting, in fog"
    assert (spec.prompt.words, spec.said) == (drawn, "something nice for @fog")
    assert spec.coached is not None
    assert all(one.words.endswith(", in fog") for one in spec.coached.versions)


@pytest.mark.parametrize("words", ["draw @mia", "a photo of @mia", "@mia, something nice"])
async def test_a_set_that_is_the_subject_leaves_nothing_open(talk: Talk, words: str) -> None:
    await talk.sets.keep("ada", "mia", Content((asset("mia"),)))
    spec = (await talk.begin(words)).spec
    assert (spec.coached, spec.said) == (None, words)


@pytest.fixture
async def posters() -> Talk:
    """A conversation where nothing runs but a model that draws within a vocabulary."""
    talk = Talk(coach=coach(), catalogue=Catalogue((POSTERIST,)))
    await talk.worker(POSTERIST.name)
    return talk


async def test_of_two_sides_it_is_said_which_one_is_drawn(posters: Talk) -> None:
    spec = (await posters.begin("minimal but very detailed castle")).spec
    assert spec.coached is not None
    assert spec.coached.hint.endswith("this keeps to “minimal”, and the button to “very detailed”.")
    assert (spec.prompt.words, [one.words for one in spec.coached.versions]) == (
        "minimal castle",
        ["very detailed castle"],
    )


async def test_which_side_is_drawn_is_said_again_without_the_offer(posters: Talk) -> None:
    await posters.begin("minimal but very detailed castle")
    spec = (await posters.begin("minimal but very detailed castle")).spec
    assert spec.coached is None
    assert spec.notes[-1].endswith("pull apart: this keeps to “minimal”")


FOR = (
    "something for my bakery",
    "etwas für meine Bäckerei",
    "quelque chose pour ma boulangerie",
    "algo para mi panadería",
)


@pytest.mark.parametrize("words", FOR)
async def test_what_it_is_for_is_no_picture_of_a_vocabulary(posters: Talk, words: str) -> None:
    spec = (await posters.begin(words)).spec
    assert spec.notes[0] == f"drawn for it: “{spec.prompt.words}”"
    assert spec.coached is not None


BOATS = ("something with boats for my bakery", "something for my bakery, with boats")


@pytest.mark.parametrize("words", BOATS)
async def test_what_is_to_be_seen_stays_beside_what_it_is_for(posters: Talk, words: str) -> None:
    assert (await posters.begin(words)).spec.prompt.words == words


UNDRAWN = {
    "a portrait": "people close up",
    "ein schönes Porträt": "people close up",
    "un retrato": "people close up",
    "make me a logo": "logos or products",
    "fais-moi un logo": "logos or products",
}


@pytest.mark.parametrize(("words", "what"), UNDRAWN.items(), ids=UNDRAWN)
async def test_what_a_vocabulary_lacks_is_told_with_what_is_drawn_near_it(
    posters: Talk, words: str, what: str
) -> None:
    spec = (await posters.begin(words)).spec
    drawn = f"Posterist draws no {what}; drawn for it: “{spec.prompt.words}”"
    assert (spec.notes, spec.said) == ((drawn,), words)
    assert spec.coached is not None
    assert len(spec.coached.versions) == 2


SURPRISES = ("surprise me", "überrasch mich", "surprends-moi", "sorpréndeme")


@pytest.mark.parametrize("words", SURPRISES)
async def test_a_surprise_needs_no_picture(posters: Talk, words: str) -> None:
    spec = (await posters.begin(words)).spec
    assert (spec.intent, spec.said) == (Intent.IMAGINE, words)
    assert spec.notes[0].startswith("drawn for it: “")


@dataclass
class Teller:
    """Somebody who says what the test wants, and notes what was asked."""

    says: tuple[str, ...]
    asked: list[str] = field(default_factory=list[str])

    async def versions(self, words: str) -> tuple[str, ...]:
        """What was set."""
        self.asked.append(words)
        return self.says


async def told(teller: Teller, *requests: str) -> list[Button]:
    """What is offered with the last of several requests, where a language model says it."""
    talk = Talk(coach=coach(), advisor=teller, catalogue=Catalogue((SKETCHER,)))
    await talk.worker(SKETCHER.name)
    return [await offered(talk, one) for one in requests][-1]


async def test_a_language_model_is_asked_for_vague_words_alone() -> None:
    teller = Teller(("a green glass bottle in rain", "a milk bottle, 1950s advert"))
    labels = [one.label for one in await told(teller, "a red fox in the snow", NICE)]
    assert (labels, teller.asked) == (list(teller.says), [NICE])


async def test_the_rules_speak_where_it_says_nothing() -> None:
    assert [one.label[:4] for one in await told(Teller(()), NICE)] == ["Same", "Same"]


HOSTILE = {
    "two lines": ("a\nb",),
    "too long": ("x" * 301,),
    "nothing": ("", "  "),
    "what was said": (NICE.upper(),),
    "an escape": ("a \x1b[31mred bottle",),
}


@pytest.mark.parametrize("says", HOSTILE.values(), ids=HOSTILE)
def test_what_it_says_is_checked(says: tuple[str, ...]) -> None:
    assert checked((*says, "a bottle"), NICE) == ("a bottle",)


def test_at_most_two() -> None:
    assert checked(("a", "b", "a", "c"), NICE) == ("a", "b")


async def test_settings_tell_that_it_is_switched_off(talk: Talk) -> None:
    reply = reply_of(await talk.say("settings", manner=Manner(coaches=False)))
    assert "coaching: off" in reply.lines
