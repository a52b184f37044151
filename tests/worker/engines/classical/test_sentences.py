"""Sentences are cut into the edits that they name."""

import pytest

from worker.engines.classical.words.sentences import parts


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        pytest.param("", (), id="nothing, as beside a mask"),
        pytest.param("warmer", ("warmer",), id="one"),
        pytest.param("warmer, and the sky purple", ("warmer", "the sky purple"), id="two"),
    ],
)
def test_the_parts_of_a_sentence(words: str, cut: tuple[str, ...]) -> None:
    assert parts(words) == cut
