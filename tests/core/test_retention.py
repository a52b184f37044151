"""How long things are kept, by platform."""

from datetime import timedelta

import pytest

from core.retention import Retention
from tests.values import NOON

BOTH = Retention(30, {"discord": 7, "web": 0})


@pytest.mark.parametrize(
    ("retention", "platform", "days"),
    [
        pytest.param(Retention(), "web", None, id="for ever"),
        pytest.param(Retention(30), "web", 30, id="all alike"),
        pytest.param(BOTH, "discord", 7, id="its own"),
        pytest.param(BOTH, "web", None, id="its own, for ever"),
        pytest.param(BOTH, "telegram", 30, id="another"),
    ],
)
def test_each_platform_has_its_time(retention: Retention, platform: str, days: int | None) -> None:
    wanted = None if days is None else NOON - timedelta(days=days)
    assert retention.before(platform, NOON) == wanted


def test_it_is_said_in_words() -> None:
    assert Retention().said == "for ever"
    assert Retention(1).said == "1 day"
    assert BOTH.said == "discord 7 days, web for ever, others 30 days"
