"""Words in capitals behind what tells that they are lettering, told from looks and scenes."""

import pytest

from core.catalogue import Intent
from core.contexts import Context, Replied
from core.intents import understand
from core.relettering import Relettered, relettered
from tests.core.words import shipped

PICTURE = Context(images=1)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("spelling mistake in the title: SUMMER FESTIVAL", "", "SUMMER FESTIVAL"),
        ("there is a mistake on the sign: SUMMER", "", "SUMMER"),
        ("there's a typo in the heading, should be GOLDEN HOUR please", "", "GOLDEN HOUR"),
        ("the heading has a typo, it's SUMMER FESTIVAL", "", "SUMMER FESTIVAL"),
        ("wrong word on the sign, should be SNOW", "", "SNOW"),
        ("the sign is misspelled: GOLDEN WEEK", "", "GOLDEN WEEK"),
        ("typo: RAINBOW not SALE", "SALE", "RAINBOW"),
        ("typo: SALE → SNOW SALE", "SALE", "SNOW SALE"),
        ("SALE → NIGHT SALE", "SALE", "NIGHT SALE"),
        ("SALE -> NIGHT SALE", "SALE", "NIGHT SALE"),
        ("“Sale” → “Night sale”", "Sale", "Night sale"),
        ("sign: SUNSET BAR", "", "SUNSET BAR"),
        ("text: WATERCOLOUR CLASS", "", "WATERCOLOUR CLASS"),
        ('title: "Golden hour"', "", "Golden hour"),
        ("TITLE: WINTER SALE", "", "WINTER SALE"),
        ("the sign says SALE but it should say WINTER SALE", "SALE", "WINTER SALE"),
        ("it says SALE, but it should be NOIR", "SALE", "NOIR"),
        ("SALE should be COMIC CON", "SALE", "COMIC CON"),
        ("instead of SALE, VINTAGE MARKET", "SALE", "VINTAGE MARKET"),
        ("write FOG on the sign", "", "FOG"),
        ("correct it to SNOW DAY", "", "SNOW DAY"),
        ("the date: Sunday 15 July", "", "Sunday 15 July"),
        ("Tippfehler im Titel: SOMMERFEST", "", "SOMMERFEST"),
        ("auf dem Schild ist ein Fehler: SCHNEE", "", "SCHNEE"),
        ("Schild: HERBSTNEBEL", "", "HERBSTNEBEL"),
        ("der Titel ist falsch geschrieben, es muss GOLDENE STUNDE heißen", "", "GOLDENE STUNDE"),
        ("auf dem Schild steht SALE, es muss SOLDES heißen", "SALE", "SOLDES"),
        ("statt SALE, NACHTMARKT", "SALE", "NACHTMARKT"),
        ("schreib NEBEL auf das Schild", "", "NEBEL"),
        ("il y a une faute : SOLDES D'HIVER", "", "SOLDES D'HIVER"),
        ("faute d'orthographe dans le titre : NUIT D’ÉTÉ", "", "NUIT D’ÉTÉ"),
        ("le panneau indique SALE mais il devrait dire NEIGE", "SALE", "NEIGE"),
        ("au lieu de SALE, BROUILLARD", "SALE", "BROUILLARD"),
        ("titre : AQUARELLE", "", "AQUARELLE"),
        ("hay un error en el cartel: SEMANA DORADA", "", "SEMANA DORADA"),
        ("el cartel dice SALE pero debería decir NIEVE", "SALE", "NIEVE"),
        ("escribe NIEBLA en el cartel", "", "NIEBLA"),
        ("título: ACUARELA", "", "ACUARELA"),
    ],
)
def test_new_lettering_is_an_edit_whatever_it_says(words: str, old: str, new: str) -> None:
    told = relettered(words)
    assert told is not None
    assert (told.old, told.new) == (old, new)
    assert understand(words, PICTURE, shipped()).intent is Intent.EDIT


def test_a_reply_to_a_result_is_heard_alike() -> None:
    reply = Context(reply=Replied.SINGLE)
    assert understand("sign: SUNSET BAR", reply, shipped()).intent is Intent.EDIT


@pytest.mark.parametrize(
    "words",
    [
        "golden hour",
        "GOLDEN HOUR",
        "make it NOIR",
        "as a WATERCOLOUR please",
        "style: WATERCOLOUR",
        "mood: SUNSET",
        "day → night",
        "poster: NEON NIGHTS",
        "a neon sign in the rain",
        "a photo of a sign: old and rusty",
        "the title page of a book as a watercolour",
        "there is a mistake: the sky is too dark",
        "the sky should be BLUE",
        "MAKE THE SKY SUNSET",
        "write a letter on the table",
        "text: a village in the fog",
        "instead of the car, a HORSE",
        "a date: two people at a table in 1920",
    ],
)
def test_a_look_or_a_scene_is_no_lettering(words: str) -> None:
    assert relettered(words) is None


def test_without_a_picture_it_is_a_poster() -> None:
    assert understand("title: SUMMER FESTIVAL", Context(), shipped()).intent is Intent.IMAGINE


def test_quotes_are_kept() -> None:
    assert relettered("sign: “Open”") == Relettered("", "Open", quoted=True)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("7 pm is wrong, it's 8 pm", "7 pm", "8 pm"),
        ("SALE is wrong, it should be SOLDES", "SALE", "SOLDES"),
        ("19 Uhr ist falsch, richtig ist 20 Uhr", "19 Uhr", "20 Uhr"),
        ("make the price 15 €", "", "15 €"),
        ("mets le prix 15 €", "", "15 €"),
        ("the date: Monday 3 May", "", "Monday 3 May"),
    ],
)
def test_figures_that_are_wrong_are_lettering(words: str, old: str, new: str) -> None:
    told = relettered(words)
    assert told is not None
    assert (told.old, told.new) == (old, new)


@pytest.mark.parametrize(
    "words",
    ["make the time of day dusk", "make the picture 20 % brighter", "the sky is wrong, it's grey"],
)
def test_figures_of_something_else_are_none(words: str) -> None:
    assert relettered(words) is None
