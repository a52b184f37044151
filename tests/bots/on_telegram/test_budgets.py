"""Budgets by numbers: what may go when, to whom."""

import pytest

from bots.on_telegram.budgets import Allowance, Allowances, Budgets, Urgency

ADA, BOB, GROUP = 1, 2, -3
RESULT, ANSWER, PROGRESS = Urgency.RESULT, Urgency.ANSWER, Urgency.PROGRESS


def spent(*spendings: tuple[int, float], allowances: Allowances | None = None) -> Budgets:
    """Budgets of which this was spent: chat, and when."""
    budgets = Budgets(allowances or Allowances())
    for chat, now in spendings:
        budgets.spend(chat, now)
    return budgets


@pytest.mark.parametrize(
    ("spendings", "chat", "urgency", "ready"),
    [
        pytest.param([], ADA, RESULT, 0.0, id="at first"),
        pytest.param([(ADA, 10.0)], ADA, RESULT, 11.0, id="one a second and chat"),
        pytest.param([(ADA, 10.0)], BOB, RESULT, 0.0, id="another chat"),
        pytest.param([(chat, 10.0) for chat in range(1, 31)], 99, RESULT, 11.0, id="30 in all"),
        pytest.param(
            [(chat, 10.0) for chat in range(1, 16)], 99, RESULT, 0.0, id="half of that in all"
        ),
        pytest.param(
            [(chat, 10.0) for chat in range(1, 16)], 99, PROGRESS, 11.0, id="half, for progress"
        ),
        pytest.param(
            [(GROUP, float(at)) for at in range(20)], GROUP, ANSWER, 60.0, id="20 a minute"
        ),
        pytest.param(
            [(GROUP, float(at)) for at in range(12)], GROUP, RESULT, 12.0, id="12, for results"
        ),
        pytest.param(
            [(GROUP, float(at)) for at in range(12)], GROUP, PROGRESS, 60.0, id="12, for progress"
        ),
        pytest.param([(ADA, float(at)) for at in range(20)], ADA, ANSWER, 20.0, id="no group"),
    ],
)
def test_when_the_next_may_go(
    spendings: list[tuple[int, float]], chat: int, urgency: Urgency, ready: float
) -> None:
    assert spent(*spendings).ready(chat, urgency) == ready


def test_what_telegram_wants_to_wait_is_waited() -> None:
    budgets = spent((ADA, 10.0))
    budgets.hold(ADA, 40.0)
    assert budgets.ready(ADA, RESULT) == 40.0
    assert budgets.ready(BOB, RESULT) == 0.0


def test_what_concerns_all_holds_for_each() -> None:
    budgets = spent()
    budgets.hold(0, 40.0)
    assert budgets.ready(ADA, RESULT) == 40.0


def test_the_window_moves() -> None:
    few = Allowances(Allowance(30, 1.0), Allowance(2, 10.0), Allowance(20, 60.0))
    budgets = spent((ADA, 0.0), (ADA, 4.0), allowances=few)
    assert budgets.ready(ADA, RESULT) == 10.0
    budgets.spend(ADA, 10.0)
    assert budgets.ready(ADA, RESULT) == 14.0
