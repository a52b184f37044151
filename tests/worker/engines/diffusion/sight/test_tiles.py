"""Tiles that cover a picture, and one picture again."""

from itertools import pairwise

import numpy as np
import pytest

from worker.engines.diffusion.sight.tiles import even, laid


@pytest.mark.parametrize("length", [5, 64, 65, 100, 127, 400, 4096])
def test_even_tiles_cover_all_and_share_enough(length: int) -> None:
    spans = even(length, 64, 4)
    assert (spans[0].start, spans[-1].stop) == (0, length)
    assert {one.stop - one.start for one in spans} == {min(64, length)}
    for before, after in pairwise(spans):
        assert before.stop - after.start >= 8
        assert after.start + after.inner + after.ramp <= before.stop


@pytest.mark.parametrize("length", [100, 400, 1001])
def test_even_tiles_go_over_into_each_other_softly(length: int) -> None:
    """Tiles of another brightness each: no step is larger than its share of the difference."""
    whole = np.zeros(length, np.float32)
    for number, span in enumerate(even(length, 64, 4)):
        laid(whole, np.full(span.stop - span.start, 100.0 * number, np.float32), span, 1)
    assert np.diff(whole).max() <= 100 / 4
    assert np.diff(whole).min() >= 0
