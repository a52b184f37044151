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


@pytest.mark.parametrize("words", KEEPING)
def test_going_on_is_no_step_back(words: str) -> None:
    assert not shipped().retracts(words)


def test_all_that_is_shipped_compiles() -> None:
    lexicon = shipped()
    lexicon.prepare()
    assert [language.code for language in lexicon.languages] == ["en", "de", "es", "fr"]
