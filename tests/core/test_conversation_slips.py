"""Slips that people make: a greeting, a mistyped flag, the same message in two processes."""

from dataclasses import replace

import pytest

from core.catalogue import Intent
from core.replies import Kind
from core.telling import help_on
from tests.core.cards import EVERY
from tests.core.talk import Talk, photo


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
