"""Which of several equal lines words mean: by colour, by number, or every one of them."""

from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.catalogue import Intent
from tests.pictures.boards import flyer
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.lettering.torn import refuse_letters
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.capitals import as_text
from worker.engines.classical.words.wording import unmarked

LINES = {  # where each begins, px, and its ink
    "red": (100, 60, (200, 30, 36), "OPEN"),
    "blue": (600, 60, (20, 90, 205), "OPEN"),
    "black": (100, 260, (30, 30, 30), "OPEN"),
    "closed": (100, 460, (200, 30, 36), "CLOSED"),
}


@cache
def board() -> Pixels:
    """A bright board with three times the same word, in three colours, and another."""
    picture = Image.new("RGB", (1000, 640), (236, 231, 220))
    pen = ImageDraw.Draw(picture)
    for left, top, ink, text in LINES.values():
        pen.text((left, top), text, ink, ImageFont.load_default(90))
    return np.asarray(picture)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        pytest.param("change the blue OPEN to SHUT", ["blue"], id="colour"),
        pytest.param("change the second OPEN to SHUT", ["blue"], id="number, as people read"),
        pytest.param("change the last OPEN to SHUT", ["black"], id="last"),
        pytest.param("change every OPEN to SHUT", ["red", "blue", "black"], id="every"),
        pytest.param("ersetze das blaue OPEN durch ZU", ["blue"], id="German"),
        pytest.param("remplace le OPEN bleu par ZU", ["blue"], id="French"),
        pytest.param("cambia todos los OPEN por ZU", ["red", "blue", "black"], id="Spanish"),
        pytest.param("remove the blue OPEN", ["blue"], id="removed by colour"),
        pytest.param("remove the second text that says OPEN", ["blue"], id="removed by number"),
        pytest.param("remove the red text", ["red", "closed"], id="all that is red"),
        pytest.param("make the second OPEN green", ["blue"], id="recoloured by number"),
        pytest.param("make the blue text OPEN green", ["blue"], id="recoloured by colour"),
    ],
)
def test_the_lines_that_are_told_change_and_no_other(words: str, changed: list[str]) -> None:
    differs = (made(board(), words, Intent.EDIT).pixels != board()).any(axis=2)
    there = {
        name: differs[top : top + 110, left : left + 380] for name, (left, top, *_) in LINES.items()
    }
    assert [name for name, part in there.items() if part.any()] == changed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("change both OPEN to SHUT", "stands there 3 times, not twice"),
        ("change the green OPEN to SHUT", "no green letters"),
        ("change the fourth OPEN to SHUT", "stands there 3 times only"),
        ("change the red text to SHUT", "which line is meant. It reads: “OPEN”, “CLOSED”"),
        ("change all the prices to 5.00", "“prices” are parts of lines"),
        ("remove the prices", "say whose, as in “change the price of Tea"),
    ],
)
def test_what_is_not_told_is_said_in_a_sentence(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(board(), words, Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "old", "nth"),
    [
        ("change the second Paid to Late", "Paid", 2),
        ("ändere das letzte Paid zu Late", "Paid", -1),
        ("change the blue Paid to Late", "Paid", 0),
    ],
)
def test_words_tell_a_line(words: str, old: str, nth: int) -> None:
    wish = unmarked(words)
    assert wish is not None
    assert (wish.old, wish.nth) == (old, nth)


@pytest.mark.parametrize("words", ["change the red text to blue", "change the blue sky to red"])
def test_another_colour_is_no_new_word(words: str) -> None:
    assert unmarked(words) is None


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("remove the blue OPEN", "remove the blue text OPEN"),
        ("remove the BMW", ""),
        ("REMOVE THE OPEN", ""),
        ("remove the text OPEN", ""),
        ("make it a PNG", ""),
    ],
)
def test_capitals_that_stand_in_the_picture_are_text(words: str, called: str) -> None:
    assert as_text(words, ["OPEN", "Closed"]) == called


FLYER = flyer(("SUMMER FESTIVAL", "Saturday 14 July", "Tickets 12 € at the door"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("make the heading red", "the text “SUMMER FESTIVAL” recoloured red"),
        ("remove the price", "“Tickets 12 € at the door” removed"),
        ("delete the last line", "“Tickets 12 € at the door” removed"),
        ("blur the second line of text", "the text “Saturday 14 July”"),
        ("entferne die Überschrift", "“SUMMER FESTIVAL” removed"),
        ("supprime la deuxième ligne", "“Saturday 14 July” removed"),
        ("change the title to AUTUMN FAIR", "it now reads “AUTUMN FAIR”"),
        ("the heading should say AUTUMN FAIR", "it now reads “AUTUMN FAIR”"),
        ("the date should say Sunday 15 July", "it now reads “Sunday 15 July”"),
        ("change the price to 15 €", "it now reads “Tickets 15 € at the door”"),
        ("change the price of Tickets to 14 €", "it now reads “Tickets 14 € at the door”"),
        ("change the price of Tickets to 14", "it now reads “Tickets 14 € at the door”"),
    ],
)
def test_a_line_is_told_by_what_it_is(words: str, says: str) -> None:
    assert says in made(FLYER, words, Intent.EDIT).did


def test_of_two_prices_none_is_guessed() -> None:
    menu = flyer(("ESPRESSO BAR", "Espresso 2,40 €", "Cappuccino 3,20 €"))
    with pytest.raises(Beyond):
        made(menu, "remove the price", Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("spelling mistake in the title: WINTER FESTIVAL", "“SUMMER FESTIVAL” replaced"),
        ("title: JAZZ NIGHT", "it now reads “JAZZ NIGHT”"),
        ("the title is wrong: JAZZ NIGHT", "it now reads “JAZZ NIGHT”"),
        ("date: Sunday 15 July", "“Saturday 14 July” replaced"),
        ("the first line should be GOLDEN HOUR", "“SUMMER FESTIVAL” replaced"),
        ("SUMMER → SUNSET", "it now reads “SUNSET FESTIVAL”"),
        ("it says SUMMER FESTIVAL but should say SNOW", "it now reads “SNOW”"),
        ("Überschrift: WINTERNEBEL", "it now reads “WINTERNEBEL”"),
        ("il y a une faute dans le titre : NUIT D'HIVER", "it now reads “NUIT D'HIVER”"),
        ("título: NIEBLA", "it now reads “NIEBLA”"),
    ],
)
def test_new_words_in_capitals_are_set_and_never_a_look(words: str, says: str) -> None:
    assert says in made(FLYER, words, Intent.EDIT).did


@pytest.mark.parametrize("intent", [Intent.REFINE, Intent.RESTYLE])
def test_no_look_is_made_of_new_lettering(intent: Intent) -> None:
    with pytest.raises(Beyond):
        made(FLYER, "sign: SUNSET BAR", intent)


def test_new_words_for_a_line_that_is_not_told_list_the_lines() -> None:
    with pytest.raises(
        Beyond, match=r"which line is meant. It reads: “SUMMER FESTIVAL”, “Saturday"
    ):
        made(FLYER, "text: WATERCOLOUR CLASS", Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("remove the line about tickets", "“Tickets 12 € at the door” removed"),
        ("delete the line with the tickets", "“Tickets 12 € at the door” removed"),
        ("remove the ticket line", "“Tickets 12 € at the door” removed"),
        ("make the line about the festival red", "the text “SUMMER FESTIVAL” recoloured red"),
        ("entferne die Zeile über Tickets", "“Tickets 12 € at the door” removed"),
        ("supprime la ligne sur les tickets", "“Tickets 12 € at the door” removed"),
        ("elimina la línea sobre Tickets", "“Tickets 12 € at the door” removed"),
    ],
)
def test_a_line_about_something_is_the_one_that_holds_it(words: str, says: str) -> None:
    assert says in made(FLYER, words, Intent.EDIT).did


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("remove the line about parking", "no line here is about “parking”. It reads: “SUMMER"),
        ("remove the tickets", "named by what it says: “the text Tickets 12 € at the door”"),
    ],
)
def test_a_word_that_stands_in_a_line_is_no_thing(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says) as asked:
        made(FLYER, words, Intent.EDIT)
    assert asked.value.guess is None


def test_letters_are_never_shown_for_a_thing() -> None:
    letter = np.zeros(FLYER.shape[:2], np.float32)
    inked = (FLYER[:200] == (40, 30, 70)).all(axis=2)
    first = int(np.flatnonzero(inked.any(axis=0))[0])
    letter[:200, first : first + 24] = inked[:, first : first + 24]
    with pytest.raises(Beyond, match=r"no bird, what looks like it here are letters") as asked:
        refuse_letters(FLYER, letter, "bird")
    assert asked.value.guess is None


@pytest.mark.parametrize(
    ("words", "ink"),
    [
        ("make all text white", 255),
        ("make the heading white", 255),
        ("mach den Text weiß", 255),
        ("mets le texte en blanc", 255),
        ("pon el texto en blanco", 255),
        ("make the text black", 0),
    ],
)
def test_white_and_black_lettering_is_just_that(words: str, ink: int) -> None:
    pixels = made(FLYER, words, Intent.EDIT).pixels
    there = np.abs(FLYER.astype(int) - (40, 30, 70)).max(axis=2) < 6
    heading = there & (np.arange(len(FLYER))[:, None] < 200)
    assert np.median(pixels[heading]) == ink


EVENING = flyer(("SUMMER FESTIVAL", "Saturday 14 July", "Doors open at 7 pm"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("change 14 to 15", "it now reads “Saturday 15 July”"),
        ("7 pm is wrong, it's 8 pm", "it now reads “Doors open at 8 pm”"),
        ("change the time to 8 pm", "it now reads “Doors open at 8 pm”"),
        ("die Uhrzeit ist falsch, es ist 8 pm", "it now reads “Doors open at 8 pm”"),
        ("remove the time", "“Doors open at 7 pm” removed"),
        ("rename Saturday to Sunday", "it now reads “Sunday 14 July”"),
        ("renombra Saturday a Domingo", "it now reads “Domingo 14 July”"),
    ],
)
def test_figures_and_times_are_told(words: str, says: str) -> None:
    assert says in made(EVENING, words, Intent.EDIT).did


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("make the heading bigger", "“bigger” it cannot do: letters keep their size"),
        ("make the date bold", "“bold” it cannot do"),
        ("uppercase the date", "“uppercase” it cannot do"),
        ("center the date", "“center” it cannot do"),
        ("change the font", "“font” it cannot do"),
        ("translate the text to German", "“translate” it cannot do"),
        ("zentriere den Titel", "“zentriere” it cannot do"),
        ("agrandis le titre", "“agrandis” it cannot do"),
        ("pon el texto en negrita", "“negrita” it cannot do"),
        ("replace the year with 2027", "no line here tells “the year”"),
    ],
)
def test_what_cannot_be_done_with_letters_is_said(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(EVENING, words, Intent.EDIT)
