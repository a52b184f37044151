"""Formats: which ones words name, and what their files are called."""

import re

import pytest

from core.catalogue import Intent
from core.formats import FORMATS, file_stem, stem_of, stem_of_file
from core.intents import Context, understand
from core.prompts import Prompt
from core.ratios import Ratio
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
        pytest.param("a hero image and a square crop", ("hero", "square"), id="with what they are"),
        pytest.param("16:9-Hero-Bild und ein PNG", (), id="one and what is none"),
        pytest.param(
            "das 16:9-Hero-Bild und ein transparentes PNG", ("hero", "transparent"), id="a compound"
        ),
        pytest.param("a transparent png and a hero", ("hero", "transparent"), id="the other way"),
        pytest.param("un hero et un carré", ("hero", "square"), id="fr"),
        pytest.param("un cuadrado, una historia", ("square", "story"), id="es"),
        pytest.param(
            "instagram, tiktok and youtube", ("hero", "portrait", "story"), id="platforms"
        ),
        pytest.param(
            "1:1 for instagram, 9:16 for tiktok", ("square", "story"), id="ratios of them"
        ),
        pytest.param("instagram: 1:1, youtube: 16:9", ("hero", "square"), id="each with its ratio"),
        pytest.param("tiktok and youtube shorts", ("story",), id="a part of a platform"),
        pytest.param("tiktok and instagram stories", ("story",), id="two that want one format"),
        pytest.param("Formate für Insta und YouTube", ("hero", "portrait"), id="platforms, de"),
        pytest.param("pour instagram et un 16:9", ("hero", "portrait"), id="platforms, fr"),
        pytest.param("para tiktok y un cuadrado", ("square", "story"), id="platforms, es"),
        pytest.param("16:9 for youtube", (), id="one with its ratio"),
        pytest.param("remove the instagram and youtube logos", (), id="platforms in a picture"),
        pytest.param("at 12:16:9 and 1:11", (), id="figures that are no ratio"),
    ],
)
def test_what_is_listed(words: str, named: tuple[str, ...]) -> None:
    assert shipped().formats.listed(words) == named


@pytest.mark.parametrize(
    ("words", "ratio", "several"),
    [
        pytest.param("a square", Ratio(16, 9), True, id="another one"),
        pytest.param("make it a square", Ratio(1, 1), False, id="the same"),
        pytest.param("a square photo of a cat", Ratio(16, 9), False, id="a picture"),
        pytest.param("a square", Ratio(7, 3), False, id="a ratio of no format"),
    ],
)
def test_a_format_beside_a_ratio(words: str, ratio: Ratio, several: bool) -> None:
    assert shipped().formats.besides(words, ratio) is several


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


@pytest.mark.parametrize(
    ("file", "stem"),
    [
        pytest.param("Red Teapot (2).jpg", "red-teapot", id="a person's name"),
        pytest.param("RedTeapot.final.PNG", "red-teapot", id="humps"),
        pytest.param("Café_crème.webp", "cafe-creme", id="accents"),
        pytest.param("IMG_20240517_1203.HEIC", "", id="a phone's"),
        pytest.param("DSC01234.JPG", "", id="a camera's"),
        pytest.param("photo_2024-05-17 12.03.44.jpg", "", id="Telegram's"),
        pytest.param("WhatsApp Image 2024-05-17 at 12.03.44.jpeg", "", id="WhatsApp's"),
        pytest.param("image0.png", "", id="Discord's"),
        pytest.param("4fae92c1b3d04c9d.png", "", id="a hash"),
        pytest.param("../../etc/passwd", "passwd", id="a path"),
        pytest.param("Чайник.png", "", id="other letters"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_a_file_that_was_sent_gives(file: str, stem: str) -> None:
    assert stem_of_file(file) == stem


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("all formats but without the favicon", {"favicon"}),
        ("all formats except the story and the favicon", {"story", "favicon"}),
        ("alle Formate außer Favicon", {"favicon"}),
        ("alle Formate ohne das transparente PNG", {"transparent"}),
        ("tous les formats sauf le favicon", {"favicon"}),
        ("todos los formatos menos el favicon", {"favicon"}),
    ],
)
def test_what_is_left_out_is_not_made(words: str, gone: set[str]) -> None:
    understood = understand(Prompt(words), Context(images=1), shipped())
    assert understood.intent is Intent.FORMATS
    assert set(understood.formats) == set(FORMATS) - gone


@pytest.mark.parametrize(
    "words", ["hero and square, no story", "a hero, a square, not the favicon"]
)
def test_of_a_list_only_the_others_are_made(words: str) -> None:
    understood = understand(Prompt(words), Context(images=1), shipped())
    assert (understood.intent, understood.formats) == (Intent.FORMATS, ("hero", "square"))
