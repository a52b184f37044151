"""Words by which results are found again, in the singular and the plural."""

import pytest

from core.catalogue import Intent
from core.keywords import forms, keywords, pieces
from core.phrases import fold


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("teapot", "teapots"),
        ("fox", "foxes"),
        ("pony", "ponies"),
        ("wolf", "wolves"),
        ("knife", "knives"),
        ("child", "children"),
        ("mouse", "mice"),
        ("woman", "women"),
        ("Teekanne", "Teekannen"),
        ("Kind", "Kinder"),
        ("Haus", "Häuser"),
        ("Baum", "Bäume"),
        ("Frau", "Frauen"),
        ("Auto", "Autos"),
        ("renard", "renards"),
        ("cheval", "chevaux"),
        ("oiseau", "oiseaux"),
        ("zorro", "zorros"),
        ("león", "leones"),
        ("luz", "luces"),
    ],
)
def test_either_finds_the_other(one: str, many: str) -> None:
    assert fold(many) in forms(fold(one))
    assert fold(one) in forms(fold(many))


@pytest.mark.parametrize(
    ("word", "other"),
    [("car", "care"), ("moo", "moon"), ("can", "cane"), ("tow", "tower")],
)
def test_short_words_are_no_others(word: str, other: str) -> None:
    assert other not in forms(word)


@pytest.mark.parametrize("word", ["ox", "3d", "城堡", "雪", "城堡在雪中", "ラーメン"])
def test_short_words_and_scripts_without_spaces_are_found(word: str) -> None:
    kept = keywords([Intent.IMAGINE], "m", "draw an ox in 3D, 城堡在雪中, ラーメン")
    assert kept.issuperset(pieces(word))
