"""How much changed is counted to the pixel, stored, and said with one decimal."""

import numpy as np
import pytest

from core.catalogue import Intent
from core.jobs import JobSpec
from tests.values import asset, spec
from worker.engine import Pixels
from worker.media.extent import changed, restated, said, share_of

GREY = np.full((10, 20, 3), 120, np.uint8)


def dotted(pixels: Pixels, count: int) -> Pixels:
    """The same with so many pixels that differ by the least that they can."""
    result = pixels.copy()
    result.reshape(-1, result.shape[2])[:count, -1] += 1
    return result


@pytest.mark.parametrize("count", [0, 1, 7, 200])
def test_every_pixel_counts(count: int) -> None:
    assert changed(GREY, dotted(GREY, count)) == count / 200


def test_what_became_transparent_changed() -> None:
    clear = np.dstack([GREY, np.full(GREY.shape[:2], 255, np.uint8)])
    clear[:5, :, 3] = 0
    assert changed(GREY, clear) == 0.5


def test_a_colour_that_alpha_hides_is_no_change() -> None:
    alpha = np.zeros(GREY.shape[:2], np.uint8)
    alpha[:, :5] = 1
    hidden, other = np.dstack([GREY, alpha]), np.dstack([GREY + 9, alpha])
    assert changed(hidden, other) == 0.25


def test_what_is_seen_through_no_more_changed() -> None:
    clear = np.dstack([GREY, np.full(GREY.shape[:2], 255, np.uint8)])
    clear[:5, :, 3] = 0
    assert changed(clear, GREY) == 0.5


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "nothing changed"),
        (0.0001, "less than 0.1 % of the picture changed, the rest is identical"),
        (0.0972, "9.7 % of the picture changed, the rest is identical"),
        (0.4, "40.0 % of the picture changed, the rest is identical"),
    ],
)
def test_what_people_are_told(share: float, words: str) -> None:
    assert said(share) == words


def test_within_a_mask_it_is_said_so() -> None:
    assert said(0.25, masked=True) == (
        "25.0 % of the picture changed within your mask, the rest is identical"
    )


@pytest.mark.parametrize(
    ("did", "share", "words"),
    [
        ("darker, 10.8 % of the picture changed, the rest is identical", 0.08649,
         "darker, 8.6 % of the picture changed, the rest is identical"),
        ("darker, less than 0.1 % of the picture changed, the rest is identical", 0.0012,
         "darker, 0.1 % of the picture changed, the rest is identical"),
        ("darker, the whole picture", 0.99, "darker, the whole picture"),
        ("painted, 3.0 % of the picture changed", None, "painted, 3.0 % of the picture changed"),
    ],
)  # fmt: skip
def test_what_an_engine_counted_on_a_copy_is_counted_anew(
    did: str, share: float | None, words: str
) -> None:
    assert restated(did, share) == words


def test_a_mask_that_was_shown_is_not_called_the_person_s_own() -> None:
    did = f"the cup removed, {said(0.03, masked=True)}"
    assert restated(did, 0.04, shown=True) == (
        "the cup removed, 4.0 % of the picture changed within the outline that was shown, "
        "the rest is identical"
    )


@pytest.mark.parametrize(
    ("order", "inputs", "share"),
    [
        pytest.param(spec(intent=Intent.EDIT, count=1), (GREY,), 0.05, id="an edit"),
        pytest.param(
            spec(intent=Intent.VARY, mask=asset("m"), count=1), (GREY,), 0.05, id="within a mask"
        ),
        pytest.param(spec(intent=Intent.RESTYLE, count=1), (GREY,), None, id="another look"),
        pytest.param(spec(intent=Intent.EDIT, count=1), (GREY[:5],), None, id="another size"),
        pytest.param(spec(intent=Intent.IMAGINE, inputs=(), count=1), (), None, id="from words"),
    ],
)
def test_the_share_of_an_edit(
    order: JobSpec, inputs: tuple[Pixels, ...], share: float | None
) -> None:
    assert share_of(order, inputs, 1, dotted(GREY, 10)) == share


def test_each_picture_is_compared_with_its_own_source() -> None:
    order = spec(intent=Intent.EDIT, inputs=(asset("a"), asset("b")), each=True, count=2)
    both = (GREY, dotted(GREY, 20))
    assert [share_of(order, both, index, GREY) for index in (1, 2)] == [0.0, 0.1]
