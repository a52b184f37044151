"""Variants of a grid are named by numbers, ordinals and corners, and leave the words."""

import pytest

from core.selections import select
from tests.core.words import shipped

IN_GRID = {
    "a number": ("en", "2", (2,), ""),
    "a number and more": ("en", "2 but at night", (2,), "at night"),
    "a number and a comma": ("en", "3, bigger please", (3,), "bigger please"),
    "a number and what is wrong": ("en", "2 is too dark", (2,), "it is too dark"),
    "two numbers": ("en", "1 and 4", (1, 4), ""),
    "a list": ("en", "1, 3 & 4 on a beach", (1, 3, 4), "on a beach"),
    "twice the same": ("en", "2, 2 and 3", (2, 3), ""),
    "a range": ("en", "upscale 1-3", (1, 2, 3), "upscale it"),
    "a range in words": ("en", "make 2 to 4 darker", (2, 3, 4), "make it darker"),
    "a range in German": ("de", "mach 1 bis 3 heller", (1, 2, 3), "mach es heller"),
    "a range in French": ("fr", "agrandis les 1 à 2", (1, 2), "agrandis la"),
    "a range in Spanish": ("es", "amplía las 1-3", (1, 2, 3), "amplía la"),
    "the first few": ("en", "the first two as comic", (1, 2), "as comic"),
    "the last few": ("en", "the last three at sunset", (2, 3, 4), "at sunset"),
    "the last few in German": ("de", "die letzten beiden in Öl", (3, 4), "in Öl"),
    "the first few in French": ("fr", "les deux premières en aquarelle", (1, 2), "en aquarelle"),
    "the last few in Spanish": ("es", "las dos últimas en óleo", (3, 4), "en óleo"),
    "all but one": ("en", "all but 2 in oil", (1, 3, 4), "in oil"),
    "all but one in words": ("en", "everything except the second, brighter", (1, 3, 4), "brighter"),
    "all but one in German": ("de", "alle außer 3 größer", (1, 2, 4), "größer"),
    "the first few things": ("en", "the first two cats on it", (), "the first two cats on it"),
    "a range that is none": ("en", "make 2 to 4:3", (2,), "make it to 4:3"),
    "a range of things": ("en", "1-3 cats", (), "1-3 cats"),
    "several with one label": ("en", "turn images 1 and 2 into oil", (1, 2), "turn it into oil"),
    "several in French": ("fr", "images 1 et 4 en aquarelle", (1, 4), "en aquarelle"),
    "one, and things": (
        "en",
        "put image 1 and 3 cats together",
        (1,),
        "put it and 3 cats together",
    ),
    "an ordinal": ("en", "the third one", (3,), ""),
    "an ordinal and more": ("en", "the third one as a watercolor", (3,), "as a watercolor"),
    "the last": ("en", "take the last one", (4,), "take it"),
    "a corner": ("en", "the top left one", (1,), ""),
    "another corner": ("en", "bottom right, but darker", (4,), "darker"),
    "a label": ("en", "use number 4", (4,), "use it"),
    "a hash": ("en", "#3 in winter", (3,), "in winter"),
    "behind a verb": ("en", "vary 2 subtly", (2,), "vary it subtly"),
    "how it is done": ("en", "animate 2 slowly", (2,), "animate it slowly"),
    "silently, and how long": (
        "en",
        "animate 2 silently for 10 seconds",
        (2,),
        "animate it silently for 10 seconds",
    ),
    "how well": ("en", "enlarge 2 nicely", (2,), "enlarge it nicely"),
    "how often": ("en", "upscale 2 twice", (2,), "upscale it twice"),
    "how exactly": ("en", "repeat 2 exactly", (2,), "repeat it exactly"),
    "how dramatically": ("en", "animate 3 very dramatically", (3,), "animate it very dramatically"),
    "how two are done": (
        "en",
        "animate 1 and 3 gently, please",
        (1, 3),
        "animate it gently, please",
    ),
    "how, in German": ("de", "animiere 2 langsam", (2,), "animiere es langsam"),
    "how often, in German": ("de", "vergrößere die 2 zweimal", (2,), "vergrößere es zweimal"),
    "how well, in German": ("de", "verfeinere 3 sorgfältig", (3,), "verfeinere es sorgfältig"),
    "how, in French": ("fr", "anime la 2 lentement", (2,), "anime la lentement"),
    "how often, in French": ("fr", "agrandis le 2 deux fois", (2,), "agrandis la deux fois"),
    "how long, in French": (
        "fr",
        "anime le 2 pendant 3 secondes",
        (2,),
        "anime la pendant 3 secondes",
    ),
    "how, in Spanish": ("es", "anima el 2 lentamente", (2,), "anima la lentamente"),
    "how long, in Spanish": (
        "es",
        "anima el 2 durante 3 segundos",
        (2,),
        "anima la durante 3 segundos",
    ),
    "what is slow": ("en", "animate 2 slow trains", (), "animate 2 slow trains"),
    "what is slow, in German": (
        "de",
        "animiere 2 langsame Züge",
        (),
        "animiere 2 langsame Züge",
    ),
    "dogs that are friendly": (
        "en",
        "animate 2 friendly, fluffy dogs",
        (),
        "animate 2 friendly, fluffy dogs",
    ),
    "clouds that move slowly": (
        "en",
        "animate 2 slowly moving clouds",
        (),
        "animate 2 slowly moving clouds",
    ),
    "animals that run": ("en", "animate 2 dogs slowly", (), "animate 2 dogs slowly"),
    "a time": ("en", "upscale it in 2 seconds", (), "upscale it in 2 seconds"),
    "cats that run": ("en", "two cats running quickly", (), "two cats running quickly"),
    "German animals": ("de", "animiere 2 Hunde langsam", (), "animiere 2 Hunde langsam"),
    "French animals": ("fr", "anime 2 chiens lentement", (), "anime 2 chiens lentement"),
    "Spanish animals": ("es", "anima 2 perros despacio", (), "anima 2 perros despacio"),
    "behind a preposition": ("en", "remove the hat from 2", (2,), "remove the hat from it"),
    "within": ("en", "make 2 darker", (2,), "make it darker"),
    "a picture that is numbered": ("en", "turn image 2 into oil", (2,), "turn it into oil"),
    "a photo that lacks something": ("en", "photo 2 needs light", (2,), "it needs light"),
    "something to picture": ("en", "picture 3 foxes", (), "picture 3 foxes"),
    "what changes alone": ("en", "4 bigger", (4,), "bigger"),
    "what changes alone, politely": ("en", "2 a bit larger please", (2,), "a bit larger please"),
    "what changes alone, in German": ("de", "4 größer", (4,), "größer"),
    "what changes, of things counted": ("en", "4 bigger dogs", (), "4 bigger dogs"),
    "a ratio behind it": ("en", "3 16:9", (), "3 16:9"),
    "something counted": ("en", "2 dogs on a beach", (), "2 dogs on a beach"),
    "something counted behind a verb": ("en", "make 2 cats", (), "make 2 cats"),
    "more of them": ("en", "make 4 more", (), "make 4 more"),
    "variations counted": ("en", "4 variations", (), "4 variations"),
    "an ordinal thing": ("en", "the second hand of the clock", (), "the second hand of the clock"),
    "a corner of the picture": (
        "en",
        "remove the logo in the top left corner",
        (),
        "remove the logo in the top left corner",
    ),
    "a complaint": ("en", "3 is best, animate it", (3,), "it is best, animate it"),
    "behind a sentence": ("en", "nice! 2 in 4K", (2,), "nice! in 4K"),
    "within a preposition": ("en", "in 2 remove the hat", (2,), "remove the hat"),
    "an ordinal that changes": ("en", "make the third bigger", (3,), "make it bigger"),
    "an ordinal thing that changes": (
        "en",
        "make the second floor brighter",
        (),
        "make the second floor brighter",
    ),
    "two places": (
        "en",
        "put the hat from 1 on 3",
        (1, 3),
        "put the hat from image 1 on image 2",
    ),
    "two places, the later one first": (
        "en",
        "take the pose from 2 and the outfit from 1",
        (2, 1),
        "take the pose from image 1 and the outfit from image 2",
    ),
    "a number that is no place": (
        "en",
        "2 but change the number to 5",
        (2,),
        "change the number to 5",
    ),
    "joined by with": ("en", "mix 2 with 4", (2, 4), "mix it"),
    "a corner with its article": ("en", "the one on the top right, at night", (2,), "at night"),
    "quoted": ("en", 'write "2" on it', (), 'write "2" on it'),
    "German": ("de", "2 aber nachts", (2,), "nachts"),
    "a German ordinal": ("de", "die dritte im Winter", (3,), "im Winter"),
    "a German corner": ("de", "oben links", (1,), ""),
    "French": ("fr", "la 2 en hiver", (2,), "en hiver"),
    "a French ordinal": ("fr", "la troisième sans le chien", (3,), "sans le chien"),
    "a French corner": ("fr", "celle en bas à droite", (4,), ""),
    "German, two places": (
        "de",
        "setz den Hut von 1 auf 3",
        (1, 3),
        "setz den Hut von bild 1 auf bild 2",
    ),
    "German, with a preposition": ("de", "bei der 2 den Hut weg", (2,), "den Hut weg"),
    "French, at the end": ("fr", "agrandis la troisième", (3,), "agrandis la"),
    "Spanish, at the end": ("es", "más grande la 3", (3,), "más grande la"),
    "Spanish": ("es", "1 y 4", (1, 4), ""),
    "a Spanish ordinal": ("es", "la segunda pero de noche", (2,), "de noche"),
}
ELSEWHERE = {
    "a number alone": ("2", (2,), ""),
    "a number and a contrast": ("2 but at night", (2,), "at night"),
    "behind an act": ("upscale 3", (3,), "upscale it"),
    "a number and a place": ("2 in love", (), "2 in love"),
    "an ordinal and a place": ("the second in line", (), "the second in line"),
}


@pytest.mark.parametrize(("code", "text", "variants", "rest"), IN_GRID.values(), ids=IN_GRID)
def test_in_a_reply_to_a_grid(code: str, text: str, variants: tuple[int, ...], rest: str) -> None:
    language = next(each for each in shipped().languages if each.code == code)
    assert select(text, language.chooser, 4, in_grid=True)[:2] == (variants, rest)


@pytest.mark.parametrize(("text", "variants", "rest"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_elsewhere_only_what_is_sure(text: str, variants: tuple[int, ...], rest: str) -> None:
    chooser = shipped().languages[0].chooser
    assert select(text, chooser, 4, in_grid=False)[:2] == (variants, rest)


@pytest.mark.parametrize(
    ("text", "part", "said"),
    [
        ("make 2 darker", "make it darker", "make 2 darker"),
        ("Vary the top right one", "Vary it", "Vary the top right one"),
        ("2 but at night", "at night", "at night"),
        ("the hat from 1 on 3", "image 2", "the hat from 1 on 3"),
    ],
    ids=["a pronoun", "several words", "nothing put in", "several names"],
)
def test_a_part_is_quoted_as_it_was_said(text: str, part: str, said: str) -> None:
    chooser = shipped().languages[0].chooser
    assert select(text, chooser, 4, in_grid=True).verbatim(part) == said


@pytest.mark.parametrize(
    ("variants", "text", "chosen"),
    [(9, "the top right one", 3), (9, "the bottom left one", 7), (2, "the last one", 2)],
)
def test_corners_lie_in_the_grid(variants: int, text: str, chosen: int) -> None:
    chooser = shipped().languages[0].chooser
    assert select(text, chooser, variants, in_grid=True).variants == (chosen,)
