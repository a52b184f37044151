"""Who comes in a rush is answered in turn, and who comes alone at once."""

import asyncio

import pytest

from bots.on_discord.admitting import LONG_AGO, PACE, PATIENCE, QUIET, RUSH, Admission, opens


@pytest.mark.parametrize(
    ("since", "came", "went", "when"),
    [
        pytest.param(100.0, 100.0, LONG_AGO, LONG_AGO, id="alone: at once"),
        pytest.param(100.0, 100.2, 99.99, 99.99 + RUSH, id="a rush: a while after the last"),
        pytest.param(100.0, 90.0, 99.99, 99.99 + PACE, id="after a rush: soon after the last"),
        pytest.param(100.0, 100.0, 100.1, 100.0 + QUIET + PACE, id="nobody comes any more"),
        pytest.param(90.0, 100.0, 99.99, 90.0 + PATIENCE, id="waited for long: at once"),
    ],
)
def test_when_the_first_in_line_goes_on(
    since: float, came: float, went: float, when: float
) -> None:
    assert opens(since, came, went) == pytest.approx(when)


async def test_they_go_on_in_the_order_in_which_they_came() -> None:
    admission, gone = Admission(), list[int]()

    async def one(number: int) -> None:
        admission.came()
        await admission.turn()
        gone.append(number)

    await asyncio.gather(*map(one, range(5)))
    assert gone == list(range(5))
