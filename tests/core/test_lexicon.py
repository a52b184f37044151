"""Files of words are checked when they are read; a text finds its languages."""

from typing import Any

import pytest

from core import asides, listing
from core.choosing import NEEDED
from core.lexicon import Lexicon
from core.phrases import fold
from core.strides import AHEAD, BACK, FIRST, TO, Stride
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
RETRACTING = (
    "undo",
    "Undo that!",
    "no wait, undo that",
    "can you undo that please?",
    "go back",
    "revert to the original",
    "start over",
    "rückgängig",
    "zurück zum Original",
    "annule ça stp",
    "reviens en arrière",
    "deshaz eso",
    "vuelve atrás",
)
STRIDES = {
    "undo": Stride(BACK),
    "no wait, undo that": Stride(BACK),
    "undo the last two": Stride(BACK, 2),
    "undo 3 steps": Stride(BACK, 3),
    "I preferred the old one": Stride(BACK),
    "redo": Stride(AHEAD),
    "ok redo please": Stride(AHEAD),
    "back to the original": Stride(FIRST),
    "start over": Stride(FIRST),
    "undo everything": Stride(FIRST),
    "start again from step 2": Stride(TO, 2),
    "undo step 2": Stride(TO, 1),
    "undo the 3rd": Stride(TO, 2),
    "undo the third edit please": Stride(TO, 2),
    "undo the second one": Stride(TO, 1),
    "take back the last two": Stride(BACK, 2),
    "den dritten Schritt rückgängig machen": Stride(TO, 2),
    "mach die letzten zwei rückgängig": Stride(BACK, 2),
    "die letzten beiden rückgängig machen": Stride(BACK, 2),
    "annule la troisième": Stride(TO, 2),
    "annule les deux dernières": Stride(BACK, 2),
    "deshaz el tercero": Stride(TO, 2),
    "deshaz los dos últimos": Stride(BACK, 2),
    "Schritt 2 rückgängig machen": Stride(TO, 1),
    "annule l'étape 3": Stride(TO, 2),
    "deshaz el paso 1": Stride(TO, 0),
    "go back to step 12": Stride(TO, 12),
    "fang bei Schritt 2 neu an": Stride(TO, 2),
    "mach alles rückgängig": Stride(FIRST),
    "die letzten zwei Änderungen rückgängig": Stride(BACK, 2),
    "wiederherstellen": Stride(AHEAD),
    "recommence à partir de l'étape 2": Stride(TO, 2),
    "annule les deux dernières modifications": Stride(BACK, 2),
    "annule tout": Stride(FIRST),
    "refais-le": Stride(AHEAD),
    "vuelve al paso 2": Stride(TO, 2),
    "deshaz los últimos dos cambios": Stride(BACK, 2),
    "deshaz todo": Stride(FIRST),
    "rehacer": Stride(AHEAD),
    "cancel": None,
    "stop that": None,
    "undo the cup": None,
    "undo the third cup": None,
    "undo the second button of his shirt": None,
    "redo the sky in pink": None,
    "a staircase with 2 steps": None,
    "step back from the cliff": None,
    "remove the last edit": Stride(BACK),
    "take away the last change": Stride(BACK),
    "lösche die letzte Änderung": Stride(BACK),
    "supprime la dernière retouche": Stride(BACK),
    "borra el último cambio": Stride(BACK),
    "remove the last tree": None,
    "supprime la dernière page": None,
}
TAKING_BACK = {
    "undo the cup": True,
    "put the red cup back": True,
    "bring back the tree": True,
    "mach die Tasse rückgängig": True,
    "annule la tasse": True,
    "deshaz la taza": True,
    "remove the cup": False,
    "put the cup on the table": False,
    "revert the sky to a plain blue": False,
    "forget it all and draw a cat": False,
}
SURELY = {
    "undo the cup": True,
    "take back the cup": True,
    "forget the blur": True,
    "mach die Tasse rückgängig": True,
    "nimm die Tasse zurück": True,
    "annule la tasse": True,
    "deshaz la taza": True,
    "put the red cup back": False,
    "bring back the colours": False,
    "hol die Tasse zurück": False,
    "remets la tasse": False,
    "devuelve la taza": False,
}
KEEPING = (
    "thanks",
    "start over with a cat",
    'poster with text "undo"',
    "undo the button of his shirt",
    "a man going back home",
    "restore the old photo",
    "make it go back and forth",
    "what did I make yesterday",
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


@pytest.mark.parametrize("words", [*REQUESTS, *RETRACTING], ids=lambda words: words[:30] or "none")
def test_requests_are_no_courtesies(words: str) -> None:
    assert not shipped().courteous(words)


@pytest.mark.parametrize("words", RETRACTING)
def test_a_step_back_is_known(words: str) -> None:
    assert shipped().retracts(words)


@pytest.mark.parametrize(("words", "stride"), STRIDES.items(), ids=STRIDES)
def test_ways_along_the_steps(words: str, stride: Stride | None) -> None:
    assert shipped().stride(words) == stride


@pytest.mark.parametrize(("words", "taken"), TAKING_BACK.items(), ids=TAKING_BACK)
def test_steps_that_are_named(words: str, taken: bool) -> None:
    assert shipped().takes_back(words) is taken


@pytest.mark.parametrize(("words", "surely"), SURELY.items(), ids=SURELY)
def test_what_may_be_an_edit_too(words: str, surely: bool) -> None:
    assert shipped().surely_takes_back(words) is surely
    assert shipped().takes_back(words)


@pytest.mark.parametrize("words", KEEPING)
def test_going_on_is_no_step_back(words: str) -> None:
    assert not shipped().retracts(words)


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
