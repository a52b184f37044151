"""Ways along the steps to a result, in numbers."""

import pytest

from core.errors import BadRequest
from core.jobs import BEFORE
from core.prompts import Prompt
from core.retelling import latest, retold
from core.steps import AtTheBeginning, NoSuchStep, NothingToRedo, Step, StepDeleted, Way, told
from core.strides import AHEAD, BACK, FIRST, LAST, TO, Stride
from tests.core.results import done

TITLES = ("blur the sky", "brighten the cup", "remove the red cup", "sharpen it")
STEPS = tuple(Step(done(1, prompt=Prompt(words)), 1) for words in TITLES)
BROUGHT = Way((Step(STEPS[0].job, BEFORE + 1), *STEPS))  # steps 0 to 4
DRAWN = Way(STEPS)  # steps 1 to 4


@pytest.mark.parametrize(
    ("stride", "now", "number"),
    [
        pytest.param(Stride(BACK), 3, 2, id="one back"),
        pytest.param(Stride(BACK, 2), 3, 1, id="two back"),
        pytest.param(Stride(BACK, 9), 3, 0, id="more back than there are"),
        pytest.param(Stride(AHEAD), 1, 2, id="one ahead"),
        pytest.param(Stride(AHEAD, 2), 1, 3, id="two ahead"),
        pytest.param(Stride(AHEAD, 9), 1, 4, id="more ahead than there are"),
        pytest.param(Stride(FIRST), 3, 0, id="to the first"),
        pytest.param(Stride(LAST), 1, 4, id="to the latest"),
        pytest.param(Stride(TO, 2), 4, 2, id="to a number"),
        pytest.param(Stride(TO, 4), 1, 4, id="to the last"),
    ],
)
def test_a_stride(stride: Stride, now: int, number: int) -> None:
    assert BROUGHT.along(stride, now) == number


@pytest.mark.parametrize(
    ("way", "stride", "now", "error"),
    [
        pytest.param(BROUGHT, Stride(BACK), 0, AtTheBeginning, id="back from what was brought"),
        pytest.param(DRAWN, Stride(BACK), 1, AtTheBeginning, id="back from what was drawn"),
        pytest.param(BROUGHT, Stride(AHEAD), 4, NothingToRedo, id="ahead of the last"),
        pytest.param(BROUGHT, Stride(LAST), 4, NothingToRedo, id="from the last to the last"),
        pytest.param(BROUGHT, Stride(TO, 5), 4, NoSuchStep, id="to one after the last"),
        pytest.param(DRAWN, Stride(TO, 0), 4, NoSuchStep, id="to what was not brought"),
    ],
)
def test_a_stride_that_leads_nowhere(
    way: Way, stride: Stride, now: int, error: type[BadRequest]
) -> None:
    with pytest.raises(error):
        way.along(stride, now)


GAPPED = Way((Step(STEPS[0].job, BEFORE + 1), STEPS[0], STEPS[3]), frozenset({2, 3}))  # 0, 1, 4


@pytest.mark.parametrize(
    ("stride", "now", "number"),
    [
        pytest.param(Stride(BACK), 4, 1, id="back over the gap"),
        pytest.param(Stride(AHEAD), 1, 4, id="ahead over the gap"),
        pytest.param(Stride(BACK, 2), 4, 0, id="so many that are there"),
        pytest.param(Stride(TO, 4), 0, 4, id="to its old number"),
        pytest.param(Stride(LAST), 0, 4, id="to the latest"),
        pytest.param(Stride(BACK), 3, 1, id="back from one that was deleted since"),
        pytest.param(Stride(AHEAD), 2, 4, id="ahead of one that was deleted since"),
    ],
)
def test_a_stride_where_steps_were_deleted(stride: Stride, now: int, number: int) -> None:
    assert GAPPED.along(stride, now) == number


def test_a_step_that_was_deleted_is_said_to_be() -> None:
    with pytest.raises(StepDeleted, match=r"Step 2 was deleted; .* are 0, 1 and 4"):
        GAPPED.along(Stride(TO, 2), 4)


def test_lines_tell_of_deleted_steps_by_their_numbers() -> None:
    assert [line.partition(":")[0] for line in told(GAPPED)] == ["0", "1", "2", "3", "4"]
    assert told(GAPPED)[2] == "2: a step that was deleted"


@pytest.mark.parametrize(
    ("wanted", "among", "number"),
    [
        pytest.param({"cup"}, range(1, 5), 3, id="the later of two"),
        pytest.param({"cup"}, range(1, 3), 2, id="the later of those that it may be"),
        pytest.param({"blurred"}, range(1, 5), 1, id="another form of the word"),
        pytest.param({"brighten", "cup"}, range(1, 5), 2, id="the one that shares more"),
        pytest.param({"sharp"}, range(1, 4), None, id="none of those that it may be"),
        pytest.param({"elephant"}, range(1, 5), None, id="none"),
        pytest.param(set[str](), range(1, 5), None, id="no words"),
    ],
)
def test_the_step_that_words_tell(wanted: set[str], among: range, number: int | None) -> None:
    assert latest(BROUGHT, wanted, among) == number


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        pytest.param({"cup"}, 3, id="the latest"),
        pytest.param({"brighten", "cup"}, 2, id="all of the words"),
        pytest.param({"cup", "pink"}, None, id="not all of the words"),
        pytest.param(set[str](), None, id="no words"),
    ],
)
def test_the_step_that_words_tell_wholly(wanted: set[str], number: int | None) -> None:
    assert retold(BROUGHT, wanted, range(1, 5)) == number


LONG = Way((Step(STEPS[0].job, BEFORE + 1), *[STEPS[0]] * 40))  # steps 0 to 40


@pytest.mark.parametrize(
    ("now", "numbers"),
    [
        pytest.param(0, [*range(20), "… 21"], id="at the first"),
        pytest.param(25, [0, "… 10", *range(11, 30), "… 11"], id="in the middle"),
        pytest.param(40, [0, "… 21", *range(22, 41)], id="at the last"),
        pytest.param(-1, [0, "… 21", *range(22, 41)], id="at none"),
    ],
)
def test_of_many_steps_those_around_are_told(now: int, numbers: list[int | str]) -> None:
    assert [line.partition(":")[0].removesuffix(" more") for line in told(LONG, now)] == [
        str(number) for number in numbers
    ]
