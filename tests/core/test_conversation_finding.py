"""What was made before, found and gone on with in the words that people have for it."""

import pytest

from core.jobs import Job
from tests.core.talk import Talk, job_of, photo, reply_of


@pytest.fixture
async def talk() -> Talk:
    """A conversation in which a lighthouse and a boat were drawn, and last a cat."""
    talk = Talk()
    await talk.worker()
    for words in ("a lighthouse at dusk, linocut", "a boat in a storm", "a cat on a sofa"):
        await talk.end(await talk.begin(words))
    return talk


FOUND = (
    pytest.param("show my lighthouses", "lighthouse", id="mine"),
    pytest.param("where is the boat?", "boat", id="where"),
    pytest.param("search for storm", "boat", id="search for"),
    pytest.param("search storm", "boat", id="search"),
    pytest.param("find boats", "boat", id="find several"),
    pytest.param("find boats --model sketcher", "boat", id="find, with a flag"),
    pytest.param("history boat today", "boat", id="history, with a time"),
    pytest.param("show me the boat picture", "boat", id="a picture"),
    pytest.param("find the picture I uploaded of a cat", "cat", id="uploaded"),
    pytest.param("show all the boats from today", "boat", id="from today"),
    pytest.param("pictures made with sketcher", "cat", id="by a model"),
    pytest.param("zeig mir das Bild mit dem cat", "cat", id="de"),
    pytest.param("suche nach storm", "boat", id="de, search"),
    pytest.param("zeig mir alle meine boat von heute", "boat", id="de, today"),
    pytest.param("cherche storm", "boat", id="fr, search"),
    pytest.param("montre-moi l'image du cat", "cat", id="fr, a picture"),
    pytest.param("le boat d'aujourd'hui", "boat", id="fr, today"),
    pytest.param("le boat d’aujourd’hui", "boat", id="fr, typographic"),
    pytest.param("busca storm", "boat", id="es, search"),
    pytest.param("muéstrame la imagen del cat", "cat", id="es, a picture"),
    pytest.param("muéstrame todos los boat de hoy", "boat", id="es, today"),
)


@pytest.mark.parametrize(("words", "first"), FOUND)
async def test_what_was_made_is_found(talk: Talk, words: str, first: str) -> None:
    reply = reply_of(await talk.say(words))
    assert reply.text.startswith("Found")
    assert first in reply.lines[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("all restyles from today", "Nothing here fits restyles", id="another kind"),
        pytest.param("everything made with painter", "Nothing here was made", id="a model"),
        pytest.param("history of edits", "Nothing here fits edits.", id="a kind"),
        pytest.param("historique des retouches", "Nothing here fits edits.", id="fr, a kind"),
        pytest.param("historial de ediciones", "Nothing here fits edits.", id="es, a kind"),
        pytest.param("show me everything I starred", "Nothing here is among your", id="starred"),
        pytest.param("search for unicorns", "Nothing here was made with “unicorns”", id="none"),
        pytest.param("recall the cabin but at noon", "Nothing here was made with", id="no cabin"),
    ],
)
async def test_what_was_not_made_is_told(talk: Talk, words: str, told: str) -> None:
    assert reply_of(await talk.say(words)).text.startswith(told)


@pytest.mark.parametrize(
    "words",
    [
        "qu'est-ce que j'ai fait aujourd'hui ?",
        "qu’est-ce que j’ai fait aujourd’hui ?",
        "was habe ich heute gemacht?",
        "¿qué hice hoy?",
        "what did I make today?",
    ],
)
async def test_what_was_made_today(talk: Talk, words: str) -> None:
    assert reply_of(await talk.say(words)).text == "Found, on 1 Mar 2026:"


@pytest.mark.parametrize(
    "words",
    [
        "where is Waldo as a mural",
        "find nemo",
        "search party",
        "search and rescue dogs in the snow",
        "recherche scientifique",
        "pictures made with crayons",
        "all my friends at the beach",
        "the woman of today",
        "la femme d'aujourd'hui",
        "die Frau von heute",
        "la mujer de hoy",
        "encore une tempête",
    ],
)
async def test_pictures_that_sound_like_a_search(talk: Talk, words: str) -> None:
    assert job_of(await talk.say(words))


AGAIN = (
    pytest.param("again the lighthouse but pink", "pink", id="en"),
    pytest.param("recall the lighthouse but at sunset", "at sunset", id="en, recall"),
    pytest.param("show me the lighthouse one again but with a boat", "with a boat", id="en, show"),
    pytest.param("the lighthouse again, but pink", "pink", id="en, behind"),
    pytest.param("nochmal den lighthouse, aber rosa", "rosa", id="de"),
    pytest.param("encore le lighthouse, mais en rose", "en rose", id="fr"),
    pytest.param("otra vez el lighthouse, pero rosa", "rosa", id="es"),
)


@pytest.mark.parametrize(("words", "new"), AGAIN)
async def test_an_earlier_result_is_gone_on_with(talk: Talk, words: str, new: str) -> None:
    spec = (await talk.begin(words)).spec
    assert spec.prompt.words == new
    assert spec.notes[0].startswith("made from an earlier result: imagine “a lighthouse")


@pytest.mark.parametrize(
    "words",
    ["make the boat darker again", "give me the boat version in blue", "the boat again with sails"],
)
async def test_what_is_changed_here_is_no_earlier_result(talk: Talk, words: str) -> None:
    spec = (await talk.begin(words, reply_to=(await talk.made()).id)).spec
    assert not any("an earlier result" in note for note in spec.notes)


async def test_of_no_such_result_it_is_not_another_one(talk: Talk) -> None:
    spec = (await talk.begin("again the windmill but pink")).spec
    assert not any("an earlier result" in note for note in spec.notes)


async def thread(talk: Talk) -> tuple[Job, Job]:
    """A photo as a watercolour, of which number 2 was made darker."""
    first = await talk.made("make it a watercolour", photo("navy"))
    return first, await talk.end(await talk.begin("make 2 darker", reply_to=first.id))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("show the tree", id="en"),
        pytest.param("zeig mir den Baum", id="de"),
        pytest.param("montre-moi l'arbre", id="fr"),
        pytest.param("muéstrame el árbol", id="es"),
    ],
)
async def test_the_tree_in_plain_words(talk: Talk, words: str) -> None:
    await thread(talk)
    assert reply_of(await talk.say(words)).text.startswith("The tree of")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("show me the steps", id="en"),
        pytest.param("how did I get here?", id="en, how"),
        pytest.param("zeig mir die Schritte", id="de"),
        pytest.param("wie bin ich hierher gekommen?", id="de, how"),
        pytest.param("montre les étapes", id="fr"),
        pytest.param("comment est-ce que ça a été fait ?", id="fr, how"),
        pytest.param("muéstrame los pasos", id="es"),
        pytest.param("¿cómo llegamos aquí?", id="es, how"),
    ],
)
async def test_the_steps_in_plain_words(talk: Talk, words: str) -> None:
    await thread(talk)
    assert reply_of(await talk.say(words)).text.startswith("Details: ")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("start again from the photo as a comic", id="en"),
        pytest.param("start again from the photo, as a comic", id="en, parted"),
        pytest.param("take me back to the beginning and make it a comic", id="en, back"),
        pytest.param("fang nochmal vom Foto an als Comic", id="de"),
        pytest.param("repars de la photo en bande dessinée", id="fr"),
        pytest.param("empieza otra vez desde la foto como cómic", id="es"),
    ],
)
async def test_from_the_photo_again(talk: Talk, words: str) -> None:
    first, _ = await thread(talk)
    spec = (await talk.begin(words)).spec
    assert spec.inputs == first.spec.inputs
    assert spec.notes[0].startswith("made from step 0 of 2")


PICKED = (
    pytest.param("number 3 from the first step, in the snow", "in the snow", id="en"),
    pytest.param("take number 3 of step 1 and make it foggy", "make it foggy", id="en, take"),
    pytest.param("the third picture of step 1 as a comic", "as a comic", id="en, the third"),
    pytest.param("from step 1 picture 3: make it night", "make it night", id="en, the step first"),
    pytest.param("step 1 number 3 as a comic", "as a comic", id="en, no more"),
    pytest.param("Nummer 3 aus dem ersten Schritt, im Schnee", "im Schnee", id="de"),
    pytest.param("nimm Bild 3 von Schritt 1 und mach es neblig", "mach es neblig", id="de, take"),
    pytest.param("numéro 3 de la première étape, en hiver", "en hiver", id="fr"),
    pytest.param("prends l'image 3 de l'étape 1, en hiver", "en hiver", id="fr, take"),
    pytest.param("número 3 del primer paso, en la nieve", "en la nieve", id="es"),
)


@pytest.mark.parametrize(("words", "on"), PICKED)
async def test_a_picture_of_a_step_is_gone_on_with(talk: Talk, words: str, on: str) -> None:
    first, _ = await thread(talk)
    spec = (await talk.begin(words)).spec
    assert (spec.lineage and spec.lineage.job, spec.prompt.words) == (first.id, on)
    assert spec.inputs == (first.variants[2].asset,)
    assert spec.notes[0].startswith("made from step 1 of 2")


@pytest.mark.parametrize(
    "words",
    [
        "picture 2 of the first step of the dance",
        "number 3 on the second step of a staircase, at night",
        "a tree in the snow",
        "draw the tree",
        "a staircase with three steps",
        "show the steps to the temple",
        "back to the beginning of time, a mural",
    ],
)
async def test_pictures_that_sound_like_a_way(talk: Talk, words: str) -> None:
    assert job_of(await talk.say(words))
