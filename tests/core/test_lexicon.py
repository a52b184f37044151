"""Files of words are checked when they are read; a text finds its languages."""

from typing import Any

import pytest

from core import asides, listing
from core.choosing import NEEDED
from core.lexicon import Lexicon
from core.phrases import fold
from core.wire import Mismatch
from tests.core.words import shipped

ASIDES = dict.fromkeys(sorted(asides.NEEDED), "x")
LISTING = dict.fromkeys(sorted(listing.NEEDED), "x")
CHOOSING = dict.fromkeys(sorted(NEEDED), "x")
BROKEN = {
    "an unknown signal": ({"signals": {"dance": {}}}, "dance"),
    "an unknown scope": ({"signals": {"edit": {"often": "x"}}}, "often"),
    "an unknown list": ({"signals": {"edit": {"opens": "{verbs}"}}}, "verbs"),
    "no lists": ({"lists": None}, "words of xx"),
    "no name for a seed": ({"asides": {"joint": "x"}}, "seed"),
    "no joint of a list": ({"listing": {"before": "x"}}, "joint"),
    "no name for the first": ({"choosing": {"last": "x"}}, "first"),
}
LANGUAGES = {
    "English": ("make it look like a painting of the sea", ["en"]),
    "German": ("mach aus dem Bild bitte ein Aquarell", ["de"]),
    "French": ("transforme cette image en une peinture", ["fr"]),
    "Spanish": ("cambia el color del coche a rojo por favor", ["es"]),
    "no known word": ("nochmals", ["en", "de", "es", "fr"]),
    "short and known": ("aber nachts", ["de", "en"]),
}

COURTEOUS = (
    "hello",
    "Thanks!",
    "thank you, that's great",
    "wow nice",
    "perfect 👍",
    "👍🏽",
    "❤️❤️",
    "lol",
    "that's exactly what I wanted",
    "thanks so much, this is amazing 😍",
    "never mind",
    "danke, das ist super",
    "gefällt mir sehr",
    "merci c'est parfait",
    "j'adore",
    "gracias, me encanta",
    "¡qué bonito!",
)
REQUESTS = (
    "again",
    "thanks, now make it bigger",
    "nice, but darker",
    "thank you card with flowers",
    "hello kitty",
    "perfect storm over the sea",
    "better",
    "🐱",
    'thanks "x"',
    "merci en lettres dorées",
    "",
    "thanks " * 40,
)


def table(**changes: Any) -> dict[str, Any]:
    told = {"common": "x", "idle": "", "lists": {}, "signals": {}}
    whole = {"language": "xx", **told, "choosing": CHOOSING}
    whole |= {"buttons": {}, "asides": ASIDES, "listing": LISTING}
    return {name: part for name, part in {**whole, **changes}.items() if part is not None}


@pytest.mark.parametrize(("changes", "named"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_says_what_is_wrong(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(Mismatch, match=named):
        Lexicon.from_data(table(**changes))


@pytest.mark.parametrize(("text", "codes"), LANGUAGES.values(), ids=LANGUAGES)
def test_the_languages_of_a_text(text: str, codes: list[str]) -> None:
    assert [language.code for language in shipped().likely(fold(text))] == codes


@pytest.mark.parametrize("words", COURTEOUS)
def test_courtesies_are_known(words: str) -> None:
    assert shipped().courteous(words)


@pytest.mark.parametrize("words", REQUESTS, ids=lambda words: words[:30] or "none")
def test_requests_are_no_courtesies(words: str) -> None:
    assert not shipped().courteous(words)


def test_all_that_is_shipped_compiles() -> None:
    lexicon = shipped()
    lexicon.prepare()
    assert [language.code for language in lexicon.languages] == ["en", "de", "es", "fr"]


@pytest.mark.parametrize(
    ("words", "new"),
    [
        pytest.param("same settings on this", "", id="en"),
        pytest.param("Do to this what you did there!", "", id="en, there"),
        pytest.param("same settings, but a red Fox", "a red Fox", id="en, new words"),
        pytest.param('recall that with "OPEN" instead', '"OPEN"', id="en, quoted"),
        pytest.param("mach dasselbe mit diesem Bild", "", id="de"),
        pytest.param("mit denselben Einstellungen, aber ein Haus", "ein Haus", id="de, new words"),
        pytest.param("fais la même chose sur cette photo", "", id="fr"),
        pytest.param("les mêmes réglages mais un phare", "un phare", id="fr, new words"),
        pytest.param("haz lo mismo con esta foto", "", id="es"),
        pytest.param("los mismos ajustes pero un faro", "un faro", id="es, new words"),
        pytest.param("recall it", "", id="en, recall"),
        pytest.param("same again for this one", "", id="en, again"),
        pytest.param("mach das Gleiche hiermit", "", id="de, with it"),
        pytest.param("mêmes réglages", "", id="fr, short"),
        pytest.param("mismos ajustes", "", id="es, short"),
        pytest.param("recall the teapot", None, id="that looks into the history"),
        pytest.param("the same but at night", None, id="that is another look"),
        pytest.param("the same woman on a beach", None, id="that is a subject"),
        pytest.param("do the same", None, id="that is more of it"),
        pytest.param("change the settings on this phone", None, id="that is an edit"),
        pytest.param("make it darker", None, id="that is an edit, too"),
    ],
)
def test_settings_of_an_earlier_result(words: str, new: str | None) -> None:
    assert shipped().reapplies(words) == new
