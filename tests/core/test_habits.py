"""Defaults of a channel, said in words where the front end has no settings of its own."""

from dataclasses import replace

import pytest

from core.replies import Kind
from tests.core.talk import Talk, reply_of


async def talk() -> Talk:
    made = Talk()
    await made.worker()
    return made


async def test_what_is_set_is_taken_by_all_in_the_channel_and_nowhere_else() -> None:
    one = await talk()
    told = reply_of(await one.say("settings count 2 ratio=16:9"))
    assert told.text.startswith("Set for this channel: count 2, ratio 16:9.")
    spec = (await one.begin("a lighthouse", person="bob")).spec
    assert (spec.count, spec.width > spec.height) == (2, True)
    assert (await one.begin("a lighthouse", channel="elsewhere")).spec.count == 4
    assert {"count: 2", "ratio: 16:9"} <= set(reply_of(await one.say("settings")).lines)


async def test_a_request_says_otherwise() -> None:
    one = await talk()
    await one.say("/settings count 2")
    assert (await one.begin("a lighthouse --n 3")).spec.count == 3


async def test_a_model_is_usual_where_it_can() -> None:
    one = await talk()
    await one.say("set model printer")
    assert (await one.begin("a lighthouse")).spec.model == "printer"


async def test_it_is_taken_back() -> None:
    one = await talk()
    await one.say("settings count 2")
    await one.say("settings reset")
    assert (await one.begin("a lighthouse")).spec.count == 4


@pytest.mark.parametrize("none", ["none", "off", "keine", "aucun", "ninguno"])
async def test_one_is_taken_back_and_the_other_stays(none: str) -> None:
    one = await talk()
    await one.say("settings count 2, ratio 16:9")
    told = reply_of(await one.say(f"settings ratio {none}"))
    assert told.text.startswith("Set for this channel: ratio none.")
    spec = (await one.begin("a lighthouse")).spec
    assert (spec.count, spec.width == spec.height) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        "settings count 3, ratio 9:16",
        "Einstellungen Anzahl 3 Format 9:16",
        "réglages nombre 3 et format 9:16",
        "ajustes cantidad: 3, formato: 9:16",
    ],
)
async def test_they_are_set_in_four_languages(words: str) -> None:
    one = await talk()
    assert "count 3, ratio 9:16" in reply_of(await one.say(words)).text


SAID = {
    "set the default to 3 pictures": "count 3",
    "set the default to three pictures": "count 3",
    "from now on always 16:9": "ratio 16:9",
    "from now on, always make 3 pictures in 16:9": "count 3, ratio 16:9",
    "always 2 images": "count 2",
    "use 16:9 by default": "ratio 16:9",
    "from now on always square": "ratio 1:1",
    "ab jetzt immer 16:9": "ratio 16:9",
    "von jetzt an drei Bilder": "count 3",
    "setze den Standard auf 3 Bilder": "count 3",
    "standardmäßig 16:9": "ratio 16:9",
    "désormais toujours 16:9": "ratio 16:9",
    "par défaut trois images": "count 3",
    "a partir de ahora siempre 16:9": "ratio 16:9",
    "por defecto tres imágenes": "count 3",
}


@pytest.mark.parametrize(("words", "what"), SAID.items(), ids=SAID)
async def test_they_are_set_in_plain_words(words: str, what: str) -> None:
    one = await talk()
    told = reply_of(await one.say(words))
    assert told.text.startswith(f"Set for this channel: {what}. ")


RESET = (
    "reset the settings",
    "reset my defaults",
    "setze die Einstellungen zurück",
    "réinitialise les réglages",
    "restablece los ajustes",
)


@pytest.mark.parametrize("words", RESET)
async def test_they_are_taken_back_in_plain_words(words: str) -> None:
    one = await talk()
    await one.say("settings count 2")
    assert reply_of(await one.say(words)).text == "Nothing is set for this channel any more."
    assert (await one.begin("a lighthouse")).spec.count == 4


BESIDES = ("from now on always with film grain", "set the default to blue")


@pytest.mark.parametrize("words", BESIDES)
async def test_what_is_no_setting_is_told_with_what_is(words: str) -> None:
    one = await talk()
    assert reply_of(await one.say(words)).error == "UnknownSetting"


PICTURES = (
    "set the table by the sea",
    "settings of a fairy tale",
    "always a lighthouse, never a boat",
    "a lighthouse, always",
    "in the future, three robots in a city",
    "from now on, a poster of a lighthouse",
    "reset button on a red wall",
    "two pictures on a wall",
)


@pytest.mark.parametrize("words", PICTURES)
async def test_a_setting_of_a_picture_is_none(words: str) -> None:
    one = await talk()
    assert (await one.begin(words)).spec.prompt.words == words


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("settings count 12", "BadSetting", id="count"),
        pytest.param("settings ratio wide", "BadSetting", id="ratio"),
        pytest.param("settings model nobody", "UnknownModel", id="model"),
        pytest.param("settings ratio", "BadSetting", id="no value"),
        pytest.param("settings seed 5", "UnknownSetting", id="no such setting"),
        pytest.param("Einstellungen size 768", "UnknownSetting", id="no such setting, German"),
    ],
)
async def test_what_cannot_be_set_is_said(words: str, error: str) -> None:
    one = await talk()
    refused = reply_of(await one.say(words))
    assert (refused.kind, refused.error) == (Kind.ERROR, error)


async def test_where_somebody_else_keeps_settings_these_are_not_taken() -> None:
    one = await talk()
    incoming = one.incoming("set count 2")
    ruled = replace(incoming, manner=replace(incoming.manner, change="/set changes it."))
    told = reply_of(await one.conversation.receive(ruled))
    assert told.lines[-1].endswith("/set changes it.")
    assert (await one.begin("a lighthouse")).spec.count == 4


async def test_plain_words_are_told_who_keeps_settings() -> None:
    one = await talk()
    incoming = one.incoming("set the default to 3 pictures")
    ruled = replace(incoming, manner=replace(incoming.manner, change="/set changes it."))
    told = reply_of(await one.conversation.receive(ruled))
    assert told.lines[-1].endswith("/set changes it.")
