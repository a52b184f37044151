"""So many of something, in words."""

import pytest

from core.counting import counted


@pytest.mark.parametrize(
    ("count", "words"), [(0, "no pictures"), (1, "1 picture"), (3, "3 pictures")]
)
def test_so_many_are_told_in_words(count: int, words: str) -> None:
    assert counted(count, "picture") == words


def test_several_may_be_called_otherwise() -> None:
    several = [counted(count, "line of text", "lines of text") for count in (1, 2)]
    assert several == ["1 line of text", "2 lines of text"]
