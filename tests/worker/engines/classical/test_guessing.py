"""Where the engine would tear what it found, it shows it; with a yes the same goes on within it."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import motorcycle
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond


@pytest.mark.parametrize(
    ("words", "intent", "kept"),
    [
        pytest.param("cut out the motorcycle", Intent.CUTOUT, False, id="cut out"),
        pytest.param("blur the background", Intent.EDIT, True, id="behind it"),
        pytest.param("make the subject darker", Intent.EDIT, False, id="the subject"),
    ],
)
def test_a_guess_can_be_confirmed(words: str, intent: Intent, kept: bool) -> None:
    source = motorcycle()
    with pytest.raises(Beyond) as caught:
        made(source, words, intent)
    guess = caught.value.guess
    assert guess is not None
    assert guess.shape == source.shape[:2]
    middle = bool(guess[source.shape[0] // 2, source.shape[1] // 2] < 0.5)
    assert middle is kept
    marks = (guess * 255 + 0.5).astype(np.uint8)
    result = made(source, words, intent, marks=marks).pixels
    if intent is Intent.EDIT:
        outside = marks == 0
        assert np.array_equal(result[outside], source[outside])
        assert not np.array_equal(result, source)
    else:
        assert (result[..., 3][marks == 0] == 0).all()
