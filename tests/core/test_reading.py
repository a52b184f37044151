"""Words that ask for nothing are refused before anything is understood of them."""

import pytest

from core.errors import (
    BadRequest,
    EmptyRequest,
    HelpAsked,
    NothingAsked,
    NothingToUndo,
    UnknownSet,
)
from core.ratios import Ratio
from core.reading import read
from tests.core.words import shipped


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("  ", EmptyRequest, id="no words"),
        pytest.param("--ar 1:1", EmptyRequest, id="flags alone"),
        pytest.param("thanks!", NothingAsked, id="a courtesy"),
        pytest.param("help", HelpAsked, id="a cry for help"),
        pytest.param("hi, what can you do?", HelpAsked, id="a question to Easel"),
        pytest.param("no wait, undo that", NothingToUndo, id="a step back"),
        pytest.param("@mia on a beach", UnknownSet, id="a set that nobody named"),
    ],
)
def test_what_asks_for_nothing(words: str, error: type[BadRequest]) -> None:
    with pytest.raises(error):
        read(words, pictured=False, lexicon=shipped())


@pytest.mark.parametrize("words", ["", "--ar 1:1", "thanks!", "restore the original photo"])
def test_a_picture_is_a_request(words: str) -> None:
    assert read(words, pictured=True, lexicon=shipped()).words == words.partition("--")[0].strip()


def test_settings_alone_are_a_request_about_a_result() -> None:
    assert read("--ar 1:1", pictured=False, lexicon=shipped(), about=True).ratio == Ratio(1, 1)


@pytest.mark.parametrize(("words", "error"), [(" ", EmptyRequest), ("thanks!", NothingAsked)])
def test_what_asks_for_nothing_about_a_result_either(words: str, error: type[BadRequest]) -> None:
    with pytest.raises(error):
        read(words, pictured=False, lexicon=shipped(), about=True)


def test_a_question_to_easel_beside_a_picture_is_answered_too() -> None:
    with pytest.raises(HelpAsked, match="up to 10 pictures"):
        read("what can you do?", pictured=True, lexicon=shipped())
