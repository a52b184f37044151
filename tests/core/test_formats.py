"""Formats: which ones words name, and what their files are called."""

import re

import pytest

from core.formats import FORMATS, file_stem, stem_of
from tests.core.words import shipped


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param("a hero, a square and a story", ("hero", "square", "story"), id="a list"),
        pytest.param("9:16, 1:1 and 16:9", ("hero", "square", "story"), id="ratios"),
        pytest.param("a 16:9 hero & a 4:5", ("hero", "portrait"), id="both"),
        pytest.param("a square and a square post", (), id="one of them twice"),
        pytest.param("a square photo of a favicon", (), id="no list"),
        pytest.param("ein Hero, ein Quadrat und eine Story", ("hero", "square", "story"), id="de"),
        pytest.param("un hero et un carré", ("hero", "square"), id="fr"),
        pytest.param("un cuadrado, una historia", ("square", "story"), id="es"),
        pytest.param("at 12:16:9 and 1:11", (), id="figures that are no ratio"),
    ],
)
def test_what_is_listed(words: str, named: tuple[str, ...]) -> None:
    assert shipped().formats.listed(words) == named


def test_one_can_be_named_alone() -> None:
    assert shipped().formats.named("make me a favicon") == ("favicon",)


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        pytest.param("a red teapot on a wooden table", "red-teapot", id="its thing"),
        pytest.param("Café crème, steaming", "cafe-creme-steaming", id="accents"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
        pytest.param("teapot\x00.exe; rm -rf *", "teapot-exe-rm", id="signs"),
        pytest.param("Чайник", "picture", id="other letters"),
        pytest.param("", "picture", id="nothing"),
        pytest.param("x" * 300, "x" * 40, id="long"),
    ],
)
def test_what_files_are_called_by(words: str, stem: str) -> None:
    found = stem_of(words, shipped().idle)
    assert found == stem
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)


def test_the_name_of_a_file_says_its_format_and_size() -> None:
    assert file_stem("teapot", "hero", 1920, 1080) == "teapot-hero-1920x1080"


def test_the_one_that_may_be_missing_is_the_last() -> None:
    assert [*FORMATS][-1] == "transparent"
