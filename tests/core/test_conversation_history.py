"""What was made before, and how, asked for as people ask for it."""

from dataclasses import replace

import pytest

from core.actions import Verb
from core.catalogue import Intent
from core.jobs import Job
from core.targets import NEW, TAKEN
from tests.core.talk import Talk, job_of, photo, reply_of

LATEST = "The latest results here:"


@pytest.fixture
async def talk() -> Talk:
    """A conversation in which a fox was drawn, and a photo became a watercolour."""
    talk = Talk()
    await talk.worker()
    await talk.end(await talk.begin("a fox in the snow, linocut"))
    await talk.made("turn it into a watercolour --n 2 --seed 7")
    return talk


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("recall", LATEST, id="recall"),
        pytest.param("recall the watercolour", "Found for “watercolour”:", id="recall one"),
        pytest.param("recall fox", "Found for “fox”:", id="recall one, short"),
        pytest.param("search the watercolour", "Found for “watercolour”:", id="search"),
        pytest.param("search my history for a fox", "Found for “fox”:", id="search it"),
        pytest.param("my clips", f"Nothing here fits clips. {LATEST}", id="a kind of mine"),
        pytest.param("clips", f"Nothing here fits clips. {LATEST}", id="a kind alone"),
        pytest.param("show me my edits", f"Nothing here fits edits. {LATEST}", id="show a kind"),
        pytest.param("history from last week", "Nothing here was made from 16 Feb", id="a time"),
        pytest.param("history noir", "Nothing here was made with “noir”.", id="one word"),
        pytest.param("history in 2024", "Nothing here was made from 1 Jan 2024", id="a year"),
        pytest.param("such das Aquarell", "Nothing here was made with “Aquarell”.", id="de"),
        pytest.param("suche nach dem Fuchs", "Nothing here was made with “Fuchs”.", id="de, for"),
        pytest.param("hol das Aquarell zurück", "Nothing here was made with “Aq", id="de, back"),
        pytest.param("meine Videos", "Nothing here fits clips.", id="de, a kind"),
        pytest.param("cherche l'aquarelle", "Nothing here was made with “aquarelle”.", id="fr"),
        pytest.param("retrouvez le renard", "Nothing here was made with “renard”.", id="fr, vous"),
        pytest.param("mes vidéos", "Nothing here fits clips.", id="fr, a kind"),
        pytest.param("busca la acuarela", "Nothing here was made with “acuarela”.", id="es"),
        pytest.param("mis vídeos", "Nothing here fits clips.", id="es, a kind"),
    ],
)
async def test_the_history_in_plain_words(talk: Talk, words: str, told: str) -> None:
    assert reply_of(await talk.say(words)).text.startswith(told)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("clips from last month", id="en"),
        pytest.param("show me all my clips from last month", id="en, long"),
        pytest.param("Clips vom letzten Monat", id="de"),
        pytest.param("les clips du mois dernier", id="fr"),
        pytest.param("los clips del mes pasado", id="es"),
    ],
)
async def test_a_kind_of_a_time(talk: Talk, words: str) -> None:
    reply = reply_of(await talk.say(words))
    assert reply.text.startswith("Nothing here fits clips, from 1 Feb 2026 to 28 Feb 2026.")


@pytest.mark.parametrize(
    "words",
    [
        "history of the fox",
        "history fox",
        "the history of our fox",
        "find the fox",
        "show me the fox again",
        "how was the fox made?",
        "how did the fox come about",
        "where did the fox come from",
        "der Verlauf vom Fox",
        "finde den Fox",
        "wie haben wir den Fox gemacht",
        "l'historique du fox",
        "où est mon fox",
        "el historial del fox",
        "cómo se hizo el fox",
    ],
)
async def test_what_was_made_is_found_by_its_name(talk: Talk, words: str) -> None:
    assert reply_of(await talk.say(words)).text.lower() == "found for “fox”:"


@pytest.mark.parametrize(
    "words",
    ["night", "noche", "background", "Hintergrund", "fond", "hiver", "old", "ox", "猫"],
)
async def test_words_that_pictures_are_made_of_are_looked_for(talk: Talk, words: str) -> None:
    reply = reply_of(await talk.say(words, intent=Intent.RECALL))
    assert reply.text == f"Nothing here was made with “{words}”. {LATEST}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("--model painter", "Found, made by Painter:", id="a model"),
        pytest.param("fox --model sketcher", "Found for “fox”, made by Sketcher:", id="with words"),
        pytest.param("", LATEST, id="nothing"),
    ],
)
async def test_the_history_of_a_model(talk: Talk, words: str, told: str) -> None:
    assert reply_of(await talk.say(words, intent=Intent.RECALL)).text == told


@pytest.mark.parametrize("words", ["history of the world", "find the needle in a haystack"])
async def test_what_was_not_made_may_be_drawn(talk: Talk, words: str) -> None:
    assert (await talk.begin(words)).spec.intent is not Intent.RECALL


@pytest.mark.parametrize(
    "words",
    [
        "history of Rome as a mural",
        "a history museum with a fox in it",
        "history painting",
        "a watercolour of a clip",
        "paper clips on a desk",
        "a search party in the snow at night",
        "the search for the golden fox, movie poster",
        "eine Suche nach dem Fuchs im Schnee, Aquarell",
        "una búsqueda en la nieve",
        "how a fox was made of snow, a comic",
    ],
)
async def test_pictures_that_sound_like_it(talk: Talk, words: str) -> None:
    assert job_of(await talk.say(words))


async def test_beside_a_picture_its_fox_is_meant(talk: Talk) -> None:
    assert job_of(await talk.say("find the fox", photo("navy")))


HOW = (
    pytest.param("how was this made", id="en"),
    pytest.param("how did you make that picture?", id="en, you"),
    pytest.param("how did this come about", id="en, about"),
    pytest.param("where did this come from", id="en, where"),
    pytest.param("show me where this picture came from", id="en, show"),
    pytest.param("what was it made from", id="en, what"),
    pytest.param("what came before?", id="en, before"),
    pytest.param("was war davor?", id="de, before"),
    pytest.param("qu'y avait-il avant ?", id="fr, before"),
    pytest.param("qué había antes", id="es, before"),
    pytest.param("Details zeigen", id="de, the button"),
    pytest.param("wie wurde das gemacht?", id="de"),
    pytest.param("wie ist dieses Bild entstanden", id="de, come about"),
    pytest.param("wo kommt das her", id="de, where"),
    pytest.param("woher stammt dieses Bild", id="de, whence"),
    pytest.param("comment ça a été fait", id="fr"),
    pytest.param("comment as-tu fait cette image ?", id="fr, you"),
    pytest.param("d'où vient cette image", id="fr, where"),
    pytest.param("cómo se hizo esto", id="es"),
    pytest.param("cómo hiciste esta imagen", id="es, you"),
    pytest.param("de dónde viene esto", id="es, where"),
)


@pytest.mark.parametrize("words", HOW)
async def test_how_it_was_made_is_in_its_details(talk: Talk, words: str) -> None:
    assert reply_of(await talk.say(words)).text == "Details: “turn it into a watercolour”"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("history of this", id="en"),
        pytest.param("show me the tree of this", id="en, its tree"),
        pytest.param("show me the whole history of that picture", id="en, long"),
        pytest.param("show its family tree", id="en, tree"),
        pytest.param("die Geschichte dieses Bildes", id="de"),
        pytest.param("zeig mir den Stammbaum von diesem Bild", id="de, tree"),
        pytest.param("l'historique de cette image", id="fr"),
        pytest.param("el historial de esta imagen", id="es"),
    ],
)
async def test_the_history_of_one_is_its_tree(talk: Talk, words: str) -> None:
    (line,) = reply_of(await talk.say(words)).lines
    assert line == "1: restyle “turn it into a watercolour”, Painter (here)"


@pytest.mark.parametrize(
    "words",
    ["a family tree on a wall", "the history of flight", "how it's made, a poster", "a tree"],
)
async def test_pictures_that_sound_like_a_lineage(talk: Talk, words: str) -> None:
    assert job_of(await talk.say(words))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("exactly the same again", id="en"),
        pytest.param("the exact same picture once more", id="en, exact"),
        pytest.param("do it again exactly as before", id="en, as before"),
        pytest.param("same settings again", id="en, settings"),
        pytest.param("noch mal genau so", id="de"),
        pytest.param("genau das Gleiche nochmal", id="de, the same"),
        pytest.param("exactement la même chose encore une fois", id="fr"),
        pytest.param("refais-la à l'identique", id="fr, identical"),
        pytest.param("exactamente lo mismo otra vez", id="es"),
    ],
)
async def test_exactly_the_same_again(talk: Talk, words: str) -> None:
    spec = (await talk.begin(words)).spec
    assert (spec.prompt.words, spec.seed, len(spec.repeats)) == ("turn it into a watercolour", 7, 2)


async def chain(talk: Talk) -> tuple[Job, Job, Job]:
    """Three steps, one after another."""
    first = await talk.made("make it a watercolour --n 1")
    second = await talk.end(await talk.begin("make it darker --n 1", reply_to=first.id))
    return first, second, await talk.end(await talk.begin("as a comic --n 1", reply_to=second.id))


@pytest.mark.parametrize(
    ("which", "told"),
    [
        ((1,), ["0: the", "1: rest", "2: a step that was deleted", "3: rest"]),
        ((0,), ["1: a step that was deleted", "2: edit", "3: rest"]),
        ((0, 1), ["1: a step that", "2: a step that", "3: rest"]),
    ],
    ids=["in the middle", "the first", "both"],
)
async def test_details_tell_of_deleted_steps(
    talk: Talk, which: tuple[int, ...], told: list[str]
) -> None:
    steps = await chain(talk)
    for one in which:
        await talk.press(Verb.DELETE, steps[one])
    lines = reply_of(await talk.press(Verb.DETAILS, steps[-1])).lines
    way = lines[lines.index("Where it came from:") + 1 :]
    assert [line[: len(start)] for line, start in zip(way, told, strict=True)] == told


async def test_details_name_all_that_it_began_with(talk: Talk) -> None:
    both = photo(), photo("navy", (64, 40))
    merged = await talk.made("put them together --n 1", *both)
    lines = reply_of(await talk.press(Verb.DETAILS, merged)).lines
    assert "0: the 2 pictures that it began with, 48 x 32 px, 64 x 40 px" in lines


async def test_again_repeats_nothing_of_how_words_were_taken(talk: Talk) -> None:
    made = await talk.made()
    noted = replace(made.spec, notes=(f"{TAKEN}; {NEW}", "done to all 2"))
    talk.memory.jobs[made.id] = replace(made, spec=noted)
    again = await talk.begin("exactly the same again", reply_to=made.id)
    assert again.spec.notes == ("done to all 2",)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("the same again", id="en"),
        pytest.param("das Gleiche nochmal", id="de"),
        pytest.param("mach das Gleiche noch mal", id="de, make"),
        pytest.param("encore la même chose", id="fr"),
        pytest.param("lo mismo otra vez", id="es"),
    ],
)
async def test_the_same_again_has_another_seed(talk: Talk, words: str) -> None:
    spec = (await talk.begin(words)).spec
    assert spec.prompt.words == "turn it into a watercolour"
    assert (spec.seed != 7, spec.repeats) == (True, ())


@pytest.mark.parametrize(
    "words", ["exactly the same but at night", "the same fox again in a boat", "genau so ein Haus"]
)
async def test_what_shall_be_otherwise_is_not_the_same(talk: Talk, words: str) -> None:
    assert (await talk.begin(words)).spec.repeats == ()


@pytest.mark.parametrize(
    "words", ["exactly the same again", "how was this made", "history of this"]
)
async def test_where_nothing_was_made_that_is_said(words: str) -> None:
    talk = Talk()
    await talk.worker()
    assert reply_of(await talk.say(words)).error == "NothingMade"
