"""Of several things that look alike the words say which; where they leave a choice, it is asked."""

from functools import cache

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.desks import desk, study
from tests.pictures.scenes import carried, exposed, motorcycle
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.finding.standing import standing
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import pointer

LEFT = (slice(520, 712), slice(110, 306))  # px of desk(): each cup with its surroundings
RIGHT = (slice(520, 712), slice(945, 1140))


@cache
def balls(*each: tuple[int, int, int]) -> Pixels:
    """Dark balls on a bright table of 600 x 400 px: how far across and down, and their radius."""
    scene = np.full((400, 600, 3), (205, 196, 184), np.float32)
    scene *= np.linspace(1.04, 0.95, 600, dtype=np.float32)[None, :, None]
    for across, down, radius in each:
        cv2.circle(scene, (across, down), radius, (40, 44, 60), -1, cv2.LINE_AA)
    return exposed(scene, 5)


def touched(before: Pixels, after: Pixels) -> Pixels:
    """Where a picture differs."""
    return (before != after).any(axis=2)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        pytest.param("remove the left cup", (LEFT,), id="left"),
        pytest.param("remove the cup on the right", (RIGHT,), id="on the right"),
        pytest.param("remove the second cup", (RIGHT,), id="second"),
        pytest.param("remove the second cup from the right", (LEFT,), id="from the right"),
        pytest.param("remove both cups", (LEFT, RIGHT), id="both"),
        pytest.param("entferne die linke Tasse", (LEFT,), id="German"),
        pytest.param("enlève la deuxième tasse", (RIGHT,), id="French"),
        pytest.param("quita la taza de la izquierda", (LEFT,), id="Spanish"),
    ],
)
def test_words_tell_a_thing_from_its_like(
    words: str, where: tuple[tuple[slice, slice], ...]
) -> None:
    changed = touched(desk(), made(desk(), words, Intent.EDIT).pixels)
    for place in where:
        assert changed[place].any()
        changed[place] = False
    assert not changed.any()


@pytest.mark.parametrize(
    ("words", "first", "number"),
    [
        pytest.param("remove the left cup", "left", 2, id="left"),
        pytest.param("remove the cup on the right", "right", 2, id="on the right"),
        pytest.param("remove the extra cup", "right", 2, id="the smaller one is extra"),
        pytest.param("entferne die linke Tasse", "left", 2, id="German"),
        pytest.param("enlève la deuxième tasse", "right", 2, id="French"),
        pytest.param("quita las dos tazas", "both", 1, id="Spanish, both"),
    ],
)
def test_things_of_one_colour_and_two_sizes_are_asked_about(
    words: str, first: str, number: int
) -> None:
    """The larger red cup touches the laptop, so that nothing but its colour sets it apart."""
    with pytest.raises(Beyond, match="2 things that look alike") as asked:
        made(study(), words, Intent.EDIT)
    assert asked.value.guess is not None
    shown = [asked.value.guess, *asked.value.more]
    assert len(shown) == number
    for one, sides in zip(shown, {"left": "lr", "right": "rl", "both": ["lr"]}[first], strict=True):
        left, right = one[600:, 140:390].sum(), one[600:, 1160:1370].sum()
        assert float(left + right) == float(one.sum())
        assert {"l": right == 0, "r": left == 0, "lr": min(left, right) > 0}[sides]
        assert 0.005 < one.mean() < 0.05


@pytest.mark.parametrize(
    ("words", "at"),
    [
        pytest.param("remove the coin in the top left corner", (44, 54), id="faintly outlined"),
        pytest.param("remove the top right coin", (336, 44), id="top right"),
        pytest.param("entferne die Münze unten links", (46, 259), id="German"),
        pytest.param("enlève la pièce en bas à droite", (357, 268), id="French"),
        pytest.param("quita la moneda de arriba a la izquierda", (44, 54), id="Spanish"),
    ],
)
def test_of_many_alike_the_one_in_the_corner_goes(words: str, at: tuple[int, int]) -> None:
    """Of 24 coins in rows, the second one catches the eye more than the one in the corner."""
    before = carried("coins")
    changed = touched(before, made(before, words, Intent.EDIT).pixels)
    down, across = (axis.mean() for axis in np.nonzero(changed))
    assert np.hypot(across - at[0], down - at[1]) < 6


def test_faint_outlines_close() -> None:
    assert len(standing(carried("coins"))) == 24


@pytest.mark.parametrize(
    ("words", "where"),
    [
        pytest.param("blur the left cup", (LEFT,), id="blurred"),
        pytest.param("make the second cup from the left blue", (RIGHT,), id="recoloured"),
        pytest.param("darken the cup on the right", (RIGHT,), id="on the right"),
        pytest.param("blur both cups", (LEFT, RIGHT), id="both"),
        pytest.param("make the left cup and the right cup green", (LEFT, RIGHT), id="two"),
        pytest.param("make the left cup blue and blur the right cup", (LEFT, RIGHT), id="each"),
        pytest.param("mach die linke Tasse blau", (LEFT,), id="German"),
        pytest.param("rends la tasse de droite plus sombre", (RIGHT,), id="French"),
        pytest.param("haz la taza de la izquierda más brillante", (LEFT,), id="Spanish"),
    ],
)
def test_what_is_told_from_its_like_can_be_changed(
    words: str, where: tuple[tuple[slice, slice], ...]
) -> None:
    changed = touched(desk(), made(desk(), words, Intent.EDIT).pixels)
    for place in where:
        assert changed[place].any()
        changed[place] = False
    assert not changed.any()


def test_what_shows_through_a_thing_is_none_of_it() -> None:
    after = made(desk(), "make the left cup blue", Intent.EDIT).pixels
    handle = desk()[LEFT] != after[LEFT]
    table = (slice(92, 106), slice(130, 140))  # px of LEFT: within the handle
    assert not handle[table].any()


def test_all_but_one_of_its_like_changes() -> None:
    changed = touched(
        desk(), made(desk(), "blur everything except the left cup", Intent.EDIT).pixels
    )
    assert not changed[600:640, 165:215].any()
    assert changed[RIGHT].mean() > 0.5


def asked(picture: Pixels, words: str) -> Beyond:
    """The question that words come to."""
    with pytest.raises(Beyond) as caught:
        made(picture, words, Intent.EDIT)
    return caught.value


@pytest.mark.parametrize(
    "words",
    [
        "remove the extra cup",
        "remove the other cup",
        "remove one of the cups",
        "delete the spare cup please",
        "entferne die überflüssige Tasse",
        "supprime la tasse en trop",
        "quita la taza de más",
    ],
)
def test_which_is_one_too_many_is_asked(words: str) -> None:
    question = asked(desk(), words)
    assert question.guess is not None
    first, second = question.guess, question.more[0]
    assert (first[RIGHT].sum(), second[LEFT].sum()) == (first.sum(), second.sum())
    assert "nearest to the edge" in question.reason


@pytest.mark.parametrize(
    ("each", "rule", "at"),
    [
        pytest.param(((250, 200, 40), (380, 200, 26)), "smaller", (380, 200), id="smaller"),
        pytest.param(
            ((150, 120, 30), (230, 130, 30), (190, 200, 30), (480, 300, 30)),
            "apart",
            (480, 300),
            id="apart from the others",
        ),
        pytest.param(((200, 200, 30), (500, 200, 30)), "edge", (500, 200), id="near the edge"),
    ],
)
def test_the_extra_one_is_the_one_that_a_person_would_take(
    each: tuple[tuple[int, int, int], ...], rule: str, at: tuple[int, int]
) -> None:
    question = asked(balls(*each), "remove the extra ball")
    assert question.guess is not None
    assert question.guess[at[1], at[0]] == 1
    assert question.guess.mean() < 0.05
    assert rule in question.reason


def test_a_yes_takes_out_what_was_shown_and_nothing_else() -> None:
    question = asked(desk(), "remove the extra cup")
    assert question.guess is not None
    marks = (question.guess * 255).astype(np.uint8)
    result = made(desk(), "remove the extra cup", Intent.EDIT, marks=marks).pixels
    changed = touched(desk(), result)
    assert changed[marks == 255].mean() > 0.9
    assert not changed[marks == 0].any()
    red = result[RIGHT].astype(int)
    assert (red[..., 0] - red[..., 1]).max() < 90  # the table's brown is left, and no cup


def test_what_is_not_there_is_told() -> None:
    assert "none of them is the third cup" in asked(desk(), "remove the third cup").reason


def test_nothing_is_guessed_where_nothing_stands_alone() -> None:
    assert asked(motorcycle(), "remove the second cup").guess is None


@pytest.mark.parametrize(
    ("words", "which", "several"),
    [
        ("the extra cup", "extra", False),
        ("one of the cups", "extra", False),
        ("the smaller of the two cups", "smaller", False),
        ("the 2nd cup", "2", False),
        ("both cups", "", True),
        ("die letzte tasse", "last", False),
        ("the extra text", "", False),
    ],
)
def test_words_say_which_of_several(words: str, which: str, several: bool) -> None:
    found = pointer(words)
    assert (found.which, found.several) == (which, several)
