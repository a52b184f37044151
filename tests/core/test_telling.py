"""What Easel tells of itself, in words as by a command; and what a command takes literally."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.customs import Closed, Manner, Usual
from core.jobs import State
from core.ratios import Ratio
from core.telling import help_on, models, settings
from tests.core.cards import CATALOGUE, EVERY
from tests.core.talk import Talk, job_of, photo, reply_of

SET = Manner(
    Usual("classical", 2, Ratio(16, 9)),
    Closed(frozenset({"animate"}), frozenset({Role.CINEMATIC}), frozenset({"painter"})),
)


@pytest.fixture
async def talk() -> Talk:
    """A channel with a result, and a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    await talk.made()
    return talk


@pytest.mark.parametrize(
    "words",
    [
        "models",
        "Which models are there?",
        "hi, list the models please",
        "what models do you have",
        "welche Modelle gibt es?",
        "quels modèles sont disponibles ?",
        "¿qué modelos hay?",
        "what are the models good at?",
        "which model is best for portraits?",
        "welches Modell ist am besten für Porträts?",
        "quel modèle choisir pour un portrait ?",
        "¿para qué sirven los modelos?",
    ],
)
async def test_models_are_listed(talk: Talk, words: str) -> None:
    assert reply_of(await talk.say(words)) == models(CATALOGUE, EVERY)


def test_models_are_listed_with_price_and_privacy() -> None:
    card = replace(CATALOGUE.card("classical"), price="A cent.", privacy="To Example.")
    (line,) = models(Catalogue((card,)), {card.name}).lines
    assert line.endswith("Apache-2.0. A cent. To Example.")


@pytest.mark.parametrize(
    "words",
    [
        "settings",
        "show the settings",
        "set defaults",
        "Einstellungen",
        "réglages",
        "ajustes",
    ],
)
async def test_settings_are_shown(talk: Talk, words: str) -> None:
    reply = reply_of(await talk.say(words, manner=SET))
    assert reply == settings(SET, CATALOGUE)
    assert reply.lines[1:4] == (
        "count: 2",
        "ratio: 16:9",
        f"not for you here: /animate, models for cinematic, {CATALOGUE.title('painter')}",
    )


async def test_where_nothing_is_set_it_says_so(talk: Talk) -> None:
    assert reply_of(await talk.say("settings")).text == "Nothing is set here."


@pytest.mark.parametrize("change", ["", "/dial changes it."], ids=["nowhere", "by a command"])
async def test_settings_say_how_they_are_changed_where_they_are(talk: Talk, change: str) -> None:
    told = reply_of(await talk.say("settings", manner=Manner(change=change))).lines[-1]
    assert told.endswith(change or "“a fox, 2 variants, 16:9”.")


@pytest.mark.parametrize("words", ["help", "what can you do?"])
async def test_help_is_what_the_command_gives(talk: Talk, words: str) -> None:
    assert reply_of(await talk.say(words)) == help_on()


@pytest.mark.parametrize("words", ["history", "show me the history"])
async def test_history_is_what_the_command_gives(talk: Talk, words: str) -> None:
    await talk.worker()
    await talk.made()
    given = reply_of(await talk.say("history", intent=Intent.RECALL))
    assert given.text == "The latest results here:"
    assert reply_of(await talk.say(words)) == given


@pytest.mark.parametrize("words", ["/dance", " /dance all night", "/DANCE\nnow"])
async def test_a_command_that_nobody_knows_is_told(talk: Talk, words: str) -> None:
    reply = reply_of(await talk.say(words))
    assert (reply.error, "/dance" in reply.text.lower()) == ("UnknownCommand", True)


@pytest.mark.parametrize("words", ["/ make it darker", "a cat /drawn/ in ink", "/home/cat in ink"])
async def test_a_slash_alone_is_no_command(talk: Talk, words: str) -> None:
    assert (await talk.begin(words)).state is State.QUEUED


async def test_an_aside_does_not_end_what_was_opened(talk: Talk) -> None:
    await talk.say("open 3")
    await talk.say("models")
    lineage = (await talk.begin("make it darker")).spec.lineage
    assert lineage is not None
    assert lineage.variants == (3,)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        pytest.param("compare models", Intent.COMPARE, id="a comparison"),
        pytest.param("set the ratio to 16:9", Intent.REFRAME, id="a frame"),
        pytest.param("add models to the street", Intent.EDIT, id="an edit"),
    ],
)
async def test_neighbours_are_requests(talk: Talk, words: str, intent: Intent) -> None:
    assert (await talk.begin(words)).spec.intent is intent


@pytest.mark.parametrize(
    "words",
    [
        "delete",
        "open 2",
        "details",
        "cancel",
        "help",
        "models",
        "settings",
        "thanks",
        "undo",
        "more",
        "history",
        "2 but at night",
        "make it darker",
    ],
)
async def test_imagine_draws_whatever_its_words_say(talk: Talk, words: str) -> None:
    spec = (await talk.begin(words, intent=Intent.IMAGINE)).spec
    assert (spec.intent, spec.prompt.words) == (Intent.IMAGINE, words)
    assert (spec.inputs, spec.lineage) == ((), None)


@pytest.mark.parametrize("words", ["delete", "details", "help", "models", "make it darker"])
async def test_recall_finds_whatever_its_words_say(talk: Talk, words: str) -> None:
    reply = reply_of(await talk.say(words, intent=Intent.RECALL))
    assert reply.text.endswith("The latest results here:")


async def test_with_a_picture_imagine_does_what_the_words_say(talk: Talk) -> None:
    turn = await talk.say("make it darker", photo(), intent=Intent.IMAGINE)
    assert job_of(turn).spec.intent is Intent.EDIT
