"""Which part of a picture words name."""

import pytest

from worker.places import bare, places

NAMED = {
    "make the cup red": "the cup",
    "make the red car blue": "the red car",
    "make the wooden door shiny": "the wooden door",
    "make the cup on the table red": "the cup on the table",
    "make the lamp look older": "the lamp",
    "make the eyes of the cat blue": "the eyes of the cat",
    "can you make the cat's fur white please": "the cat's fur",
    "remove the man on the left": "the man on the left",
    "remove the sign in the picture": "the sign",
    "replace the sign on the wall with a poster": "the sign on the wall",
    "change the colour of the cup on the table to green": "the cup on the table",
    "turn the dog into a cat": "the dog",
    "her dress should be green": "her dress",
    "the sky, darker": "the sky",
    "blur the man in the background": "the man in the background",
    "make the cup red, keep the table as it is": "the cup",
    "cut out the dog": "the dog",
    "mach die Tasse rot": "die Tasse",
    "entferne den Mann links": "den Mann links",
    "ersetze das Schild durch ein Poster": "das Schild",
    "ändere die Farbe des Autos zu Blau": "des Autos",
    "rends la tasse rouge": "la tasse",
    "remplace l'horloge par un tableau": "l'horloge",
    "change la couleur de la voiture en bleu": "la voiture",
    "haz la taza roja": "la taza",
    "cambia el color del coche a azul": "del coche",
}


@pytest.mark.parametrize(("words", "name"), NAMED.items(), ids=NAMED)
def test_the_name_of_a_place_is_found(words: str, name: str) -> None:
    assert places(words) == (name,)


@pytest.mark.parametrize(
    "words", ["remove the cup and the plate", "make the cup red, and the plate blue"]
)
def test_several_places_are_found(words: str) -> None:
    assert places(words) == ("the cup", "the plate")


@pytest.mark.parametrize(
    "words",
    [
        "make it brighter",
        "make the whole picture warmer",
        "blur everything but the face",
        "alles außer dem Gesicht unscharf",
        "replace the background with a beach",
        "add a hat to the dog",
        "give the woman a red hat",
        "make the cup red and put a spoon on the table",
        "warmer",
        "",
    ],
)
def test_the_whole_picture_and_what_is_new_are_no_places(words: str) -> None:
    assert places(words) == ()


@pytest.mark.parametrize(
    ("name", "sought"),
    [("the cup", "cup"), ("l'horloge", "horloge"), ("the man's hat", "man's hat"), ("cup", "cup")],
)
def test_a_model_looks_for_the_bare_name(name: str, sought: str) -> None:
    assert bare(name) == sought
