"""Slips that people make: a greeting, a mistyped flag, the same message in two processes."""

from dataclasses import replace

import pytest

from core.catalogue import Intent
from core.jobs import Failure, Job, Outcome
from core.replies import Kind
from core.targets import SENT_BEFORE
from core.telling import help_on
from tests.core.cards import EVERY
from tests.core.talk import Talk, photo
from tests.values import asset


async def talk() -> Talk:
    """A conversation with a worker for everything."""
    one = Talk()
    await one.worker(*EVERY)
    return one


@pytest.mark.parametrize(
    "words", ["hello", "Thanks!", "good morning", "Hallo", "merci beaucoup", "¡hola!", "ok"]
)
async def test_courtesy_is_no_order(words: str) -> None:
    one = await talk()
    await one.begin("as a watercolour", photo())
    turn = await one.say(words)
    assert turn.reply is not None
    assert turn.reply.error == "NothingAsked"


@pytest.mark.parametrize("named", [True, False], ids=["reply", "no reply"])
async def test_courtesy_under_a_result_is_no_order(named: bool) -> None:
    one = await talk()
    grid = await one.made()
    turn = await one.say("thank you, that's great!", reply_to=grid.id if named else "")
    assert turn.reply is not None
    assert turn.reply.error == "NothingAsked"


@pytest.mark.parametrize("words", ["undo", "undo that please", "go back", "rückgängig", "stop"])
async def test_nothing_has_to_be_undone(words: str) -> None:
    one = await talk()
    turn = await one.say(words)
    assert turn.reply is not None
    assert turn.reply.error == "NothingToUndo"


@pytest.mark.parametrize(
    "words",
    [
        "help",
        "Hi, what can you do?",
        "how many pictures can I send?",
        "Hilfe",
        "was kannst du?",
        "que sais-tu faire ?",
        "¿qué puedes hacer?",
    ],
)
@pytest.mark.parametrize("made", [True, False], ids=["under a result", "at the beginning"])
async def test_a_question_to_easel_is_answered_with_examples(words: str, made: bool) -> None:
    one = await talk()
    if made:
        await one.made()
    reply = (await one.say(words)).reply
    assert reply is not None
    assert reply == help_on()


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        pytest.param("help me remove the background", Intent.CUTOUT, id="a request"),
        pytest.param("help wanted, vintage poster", Intent.IMAGINE, id="a motto"),
    ],
)
async def test_help_with_something_is_a_request(words: str, intent: Intent) -> None:
    one = await talk()
    await one.made()
    assert (await one.begin(words)).spec.intent is intent


async def test_courtesy_with_a_picture_is_about_the_picture() -> None:
    one = await talk()
    assert (await one.begin("hello", photo())).spec.inputs


async def test_a_slip_in_the_words_does_not_lose_the_picture() -> None:
    one = await talk()
    refused = await one.say("as a watercolour --rato 16:9", photo())
    assert refused.reply is not None
    assert refused.reply.kind is Kind.ERROR
    job = await one.begin("as a watercolour")
    assert job.spec.inputs == refused.pictures
    assert job.spec.intent is Intent.RESTYLE


async def test_pictures_of_somebody_else_or_of_long_ago_are_not_taken() -> None:
    one = await talk()
    await one.say("as a watercolour --rato 16:9", photo())
    assert not (await one.begin("a castle", person="bob")).spec.inputs
    assert not (await one.begin("a castle")).spec.inputs


async def test_a_turn_that_another_process_answered_is_returned_with_its_answer() -> None:
    one = await talk()
    sent = one.incoming("as a watercolour", photo())
    first = await one.conversation.receive(sent)
    one.restart()
    assert (await one.conversation.receive(replace(sent))).job == first.job


async def test_choices_are_understood_by_the_first_of_them() -> None:
    one = await talk()
    spec = (await one.begin("make it {an oil painting|a pencil drawing}", photo())).spec
    assert (spec.intent, spec.count) == (Intent.RESTYLE, 2)
    assert [spec.words_of(index) for index in (1, 2)] == [
        "make it an oil painting",
        "make it a pencil drawing",
    ]


async def declined(one: Talk, words: str, *files: bytes) -> Job:
    """A request that a worker takes and cannot do."""
    job = await one.begin(words, *files)
    await one.ledger.start(job.id, "w1")
    assert await one.ledger.fail(job.id, Failure("PlaceNeeded", "Name its colour"))
    return await one.fresh(job)


@pytest.mark.parametrize("words", ["darken the top left corner", "as a watercolour", "all formats"])
async def test_what_could_not_be_done_does_not_lose_the_picture(words: str) -> None:
    one = await talk()
    first = await declined(one, "make the cup blue", photo())
    again = await declined(one, "make the mug blue")
    assert again.spec.inputs == first.spec.inputs
    assert (await one.begin(words)).spec.inputs == first.spec.inputs


async def test_a_new_idea_after_what_could_not_be_done_is_a_new_picture() -> None:
    one = await talk()
    await declined(one, "make the cup blue", photo())
    assert not (await one.begin("draw a castle")).spec.inputs


async def test_what_was_described_can_be_changed_by_words_alone() -> None:
    one = await talk()
    told = await one.end(await one.begin("what is this?", photo()), text="A cup.")
    assert (await one.begin("make it a watercolour")).spec.inputs == told.spec.inputs


async def test_a_result_that_came_since_is_meant_rather_than_what_was_sent_before() -> None:
    one = await talk()
    await declined(one, "make the cup blue", photo())
    castle = await one.made("draw a castle")
    lineage = (await one.begin("make it a watercolour")).spec.lineage
    assert lineage is not None
    assert lineage.job == castle.id


async def test_what_was_read_in_a_picture_is_changed_there() -> None:
    one = await talk()
    await one.made("draw a castle")
    told = await one.end(await one.begin("fix the text", photo()), text="SALE", lines=("SALE",))
    assert (await one.begin("change the text SALE to OPEN")).spec.inputs == told.spec.inputs


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("also the date: Sunday 15 July", id="more of it"),
        pytest.param("the heading has a typo, it's SUMMER FESTIVAL", id="what is wrong with it"),
        pytest.param("7 pm is wrong, 8 pm is right", id="a number first"),
        pytest.param("make the background blue", id="an edit"),
        pytest.param("die Überschrift hat einen Fehler, es heißt SOMMER", id="German"),
        pytest.param("il y a une faute dans le titre, c'est FÊTE", id="French"),
        pytest.param("el título tiene un error, es FIESTA", id="Spanish"),
    ],
)
async def test_what_was_declined_is_said_differently_of_the_same_picture(words: str) -> None:
    one = await talk()
    first = await declined(one, "7 pm is wrong, it's 8 pm", photo())
    await declined(one, "also the place: the old mill")
    assert (await one.begin(words)).spec.inputs == first.spec.inputs


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("a castle at night", id="an article"),
        pytest.param("two foxes in the snow", id="how many"),
        pytest.param("castle, night, comic style", id="a list"),
        pytest.param("zwei Füchse im Schnee", id="German"),
        pytest.param("un château la nuit", id="French"),
        pytest.param("una casa en la playa", id="Spanish"),
    ],
)
async def test_a_picture_in_words_is_none_of_what_was_declined(words: str) -> None:
    one = await talk()
    await declined(one, "make the cup blue", photo())
    assert not (await one.begin(words)).spec.inputs


async def test_who_may_have_meant_something_new_is_told_how_to_say_so() -> None:
    one = await talk()
    await declined(one, "make the cup blue", photo())
    assert SENT_BEFORE in (await declined(one, "also the plate beside it")).spec.notes
    assert SENT_BEFORE not in (await declined(one, "make the plate blue")).spec.notes


@pytest.mark.parametrize("words", ["make it warmer", "no, remove the line about tickets"])
async def test_other_words_for_an_answer_are_about_the_picture_that_was_asked_about(
    words: str,
) -> None:
    one = await talk()
    job = await one.begin("remove the tickets", photo())
    await one.ledger.start(job.id, "w1")
    asked = Outcome(grid=asset("is it this"), proposal=asset("a mask"))
    assert await one.ledger.finish(job.id, asked)
    assert (await one.begin(words)).spec.inputs == job.spec.inputs


async def test_what_was_declined_of_a_result_is_said_differently_of_it() -> None:
    one = await talk()
    made = await one.made("make it a watercolour --n 1")
    await declined(one, "make the date Sunday")
    lineage = (await one.begin("the heading has a typo, it's SUMMER FESTIVAL")).spec.lineage
    assert lineage is not None
    assert lineage.job == made.id
